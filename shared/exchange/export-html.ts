// Exports a text as one HTML file that needs nothing else: own styles, no script, headings and lists a screen
// reader can follow, every character of the text escaped (spec EX).
import type { Meta } from '../text/meta.ts'
import type { BracketKind } from '../text/model.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, type ViewParagraph, type ViewPiece } from '../text/views.ts'
import { afterwordsOf, type Afterwords } from './afterwords.ts'
import { frameLine, recordLine, type ExportFrame } from './heading.ts'

const STYLE = `body{margin:2rem auto;max-width:44rem;padding:0 1rem;font:1.06rem/1.6 "Source Serif 4",Georgia,"Noto Serif",serif;color:#1d1c1a}
header p.caveat{font-weight:600;color:#1d1c1a}header p,footer p{overflow-wrap:anywhere;color:#5d5a54;font:.85rem/1.5 Inter,system-ui,sans-serif}h1{font-size:1.4rem;line-height:1.3}h2{font-size:1.15rem;margin-top:2rem}
.label{font:600 .8rem/1 Inter,system-ui,sans-serif;color:#5d5a54;margin-inline-end:.7rem}.item{padding-inline-start:calc(1.8rem*var(--level))}
ins{text-decoration:underline 1.5px;text-underline-offset:.2em}del{text-decoration:line-through 1.5px}.code{font:650 .62rem/1 Inter,system-ui,sans-serif;letter-spacing:.04em;vertical-align:.17em;white-space:nowrap}
.state{font:600 .68rem/1 Inter,system-ui,sans-serif;color:#24693d}@media print{body{margin:0;max-width:none}}`

export function exportHtml(reading: Reading, meta: Meta, frame: ExportFrame): string {
  const paragraphs = viewOf(reading, meta, frame.view)
  const { caveat, parts } = afterwordsOf(meta)
  const titled = paragraphs.some(({ type }) => type === 'title')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(frame.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>${titled ? '' : `<h1>${escape(frame.title)}</h1>`}<p>${escape(frameLine(frame))}</p>${caveat === '' ? '' : `<p class="caveat">${escape(caveat)}</p>`}</header>
<main>
${paragraphs.map((paragraph) => paragraphHtml(paragraph, reading, frame)).join('\n')}
${parts.map(partHtml).join('')}</main>
<footer><p>${escape(recordLine(frame))}</p></footer>
</body>
</html>
`
}

function partHtml({ heading, lines }: Afterwords['parts'][number]): string {
  return `<section><h2>${escape(heading)}</h2>\n<ul>\n${lines.map((line) => `<li dir="auto">${escape(line)}</li>`).join('\n')}\n</ul></section>\n`
}

function paragraphHtml(paragraph: ViewParagraph, reading: Reading, { rungName }: ExportFrame): string {
  const { type, level, label, state, pieces, proposed } = paragraph
  const tag = type === 'title' ? 'h1' : type === 'heading' ? 'h2' : 'p'
  const attributes = type === 'item' ? ` class="item" style="--level:${Math.max(1, level)}"` : ''
  const words = proposed && label !== '' ? pieces.slice(1) : pieces
  const head = label === '' ? '' : `<span class="label">${proposed ? '[' : ''}${escape(label)}</span> `
  const tail = state === 'open' ? '' : ` <span class="state">${escape(rungName(state))}</span>`
  const proposals = (paragraph.proposals ?? []).map((proposal) => ` <span class="code">${escape(proposal)}</span>`).join('')
  return `<${tag} dir="auto"${attributes}>${head}${words.map((piece) => pieceHtml(piece, reading)).join('')}${proposals}${tail}</${tag}>`
}

function pieceHtml(piece: ViewPiece, reading: Reading): string {
  if (piece.type === 'open') return '['
  if (piece.type === 'close') return piece.label === '' ? ']' : ` <span class="code">– ${escape(piece.label)}</span>]`
  let words = escape(piece.text)
  if (piece.marks?.bold) words = `<strong>${words}</strong>`
  if (piece.marks?.italic) words = `<em>${words}</em>`
  if (piece.marks?.underline) words = `<u>${words}</u>`
  const kinds = new Set(piece.within.map((bid): BracketKind | undefined => reading.brackets.get(bid)?.kind))
  if (kinds.has('del')) return `<del>${words}</del>`
  return kinds.has('ins') ? `<ins>${words}</ins>` : words
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`)
}
