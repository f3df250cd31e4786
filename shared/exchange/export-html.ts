// Exports a text as one HTML file that needs nothing else: own styles, no script, landmarks, headings and brackets a screen
// reader can follow, every character of the text escaped (spec EX-2, EX-25 to EX-27). A PDF is printed from it.
import type { Bid, GroupId } from '../ids.ts'
import type { Meta } from '../text/meta.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, type ViewNote, type ViewParagraph } from '../text/views.ts'
import { afterwordsOf, type Afterwords } from './afterwords.ts'
import { commentsOf } from './docx/comments.ts'
import { edgesOf } from './edges.ts'
import { frameLine, recordLine, type ExportFrame } from './heading.ts'
import { escapeHtml } from './html/escape.ts'
import { legendHtml } from './html/legend.ts'
import { notesHtml, type Note } from './html/notes.ts'
import { paragraphHtml, piecesHtml, type Printing } from './html/paragraph.ts'
import { styleOf } from './html/style.ts'

/** `names`: which entry of the record will name the file, as it says itself; by default the next one. */
export function exportHtml(reading: Reading, meta: Meta, frame: ExportFrame, names?: 'The next' | 'A later'): string {
  const paragraphs = viewOf(reading, meta, frame.view)
  const { caveat, parts } = afterwordsOf(meta)
  const titled = paragraphs.some(({ type }) => type === 'title')
  const said = notesOf(reading, meta, frame)
  const beside = besideIn(paragraphs, said.length)
  const printing = {
    reading,
    frame,
    groups: groupsOf(reading),
    notes: numbersOf(said),
    beside: numbersOf(beside),
    edges: edgesOf(paragraphs),
  }
  const footnotes = beside.map((note) => ({ ...note, html: piecesHtml(note.pieces, printing) }))
  const title = escapeHtml(frame.title)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${styleOf(frame)}</style>
</head>
<body>
<header>${titled ? '' : `<h1 dir="auto">${title}</h1>`}<p>${escapeHtml(frameLine(frame))}</p>${caveat === '' ? '' : `<p class="caveat">${escapeHtml(caveat)}</p>`}</header>
${legendHtml(paragraphs, reading, frame.view, said.length > 0)}<main>
${mainHtml(paragraphs, printing)}
</main>
${parts.map(partHtml).join('')}${notesHtml('Notes', footnotes)}${notesHtml('Reasons and positions', said)}<footer><p>${escapeHtml(recordLine(frame, names))}</p></footer>
</body>
</html>
`
}

/** No level of a heading is left out on the way down, whatever the paragraphs say. */
function mainHtml(paragraphs: readonly ViewParagraph[], printing: Printing): string {
  let deepest = 1
  const lines = paragraphs.map((paragraph) => {
    if (paragraph.type === 'title') deepest = 1
    else if (paragraph.type === 'heading') deepest = Math.min(deepest + 1, Math.max(1, paragraph.level) + 1, LOWEST)
    return paragraphHtml(paragraph, paragraph.type === 'title' || paragraph.type === 'heading' ? deepest : null, printing)
  })
  return lines.join('\n')
}

/** Headings have six levels. */
const LOWEST = 6

function partHtml({ heading, lines }: Afterwords['parts'][number]): string {
  const items = lines.map((line) => `<li><bdi>${escapeHtml(line)}</bdi></li>`).join('\n')
  return `<section class="behind" aria-label="${escapeHtml(heading)}"><h2>${escapeHtml(heading)}</h2>\n<ul>\n${items}\n</ul></section>\n`
}

/** What is said of the brackets, numbered in the order of the text; only what the room may know, and only where names are shown. */
function notesOf(reading: Reading, meta: Meta, { view }: ExportFrame): Note[] {
  const said = commentsOf(reading, meta, { view, since: () => null })
  return [...said].flatMap(([bid, comments]) =>
    comments.map(({ id, by, words }) => ({ number: id + 1, bid, by, html: words.split('\n').map(escapeHtml).join('<br>') })),
  )
}

/** Notes that the view has beside its running text, numbered behind the others. */
function besideIn(paragraphs: readonly ViewParagraph[], from: number): (Omit<Note, 'html'> & Pick<ViewNote, 'pieces'>)[] {
  return paragraphs.flatMap(({ notes = [] }) => notes).map(({ bid, pieces }, i) => ({ number: from + i + 1, bid, by: '', pieces }))
}

function numbersOf(notes: readonly Pick<Note, 'bid' | 'number'>[]): Map<Bid, number[]> {
  const numbers = new Map<Bid, number[]>()
  for (const { bid, number } of notes) numbers.set(bid, [...(numbers.get(bid) ?? []), number])
  return numbers
}

/** Groups of competing brackets, numbered in the order of the text. */
function groupsOf({ brackets }: Reading): Map<GroupId, number> {
  const groups = new Map<GroupId, number>()
  for (const { group } of brackets.values()) if (group !== null && !groups.has(group)) groups.set(group, groups.size + 1)
  return groups
}
