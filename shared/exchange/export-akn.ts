// Exports a text as Akoma Ntoso 3.0 (OASIS LegalDocML; spec EX-15 to EX-17): a `statement` with identifiers in the manner of AKN4UN.
// Brackets and parties are in an extension that docs/exports.md describes; whoever does not know it reads the words.
import type { Bid } from '../ids.ts'
import { forumOf, type Meta } from '../text/meta.ts'
import { notesApart } from '../text/notes.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, type ViewParagraph } from '../text/views.ts'
import { afterwordsOf } from './afterwords.ts'
import { branchXml, hierarchyOf, type HierarchyText } from './akn/hierarchy.ts'
import { InlineWriter, remark } from './akn/inline.ts'
import { metaXml } from './akn/meta.ts'
import { AKN, EIds, EXTENSION } from './akn/names.ts'
import { escapeXml } from './docx/xml.ts'
import { textFile, type JsonFrame } from './export-json.ts'
import { idsIn } from './json/ids.ts'

export function exportAkn(reading: Reading, meta: Meta, frame: JsonFrame): string {
  const idOf = idsIn(frame.view)
  const file = textFile(reading, meta, frame, idOf)
  const parties = new Map(file.brackets.map(({ id, holder, sponsors }) => [id, [holder, ...sponsors].filter((code) => code !== '')]))
  const eIds = new EIds()
  const said = (bid: Bid) => {
    const id = idOf(bid)
    return { bracket: reading.brackets.get(bid)!, id, parties: parties.get(id) ?? [] }
  }
  const writer = new InlineWriter({ eIds, said })
  const words = (paragraph: ViewParagraph, eId: string): string => {
    const { pieces, notes } = notesApart(paragraph, reading.brackets)
    return writer.block(eId, pieces, notes)
  }
  const text: HierarchyText = {
    eIds,
    words,
    behind: (paragraph, eId) =>
      tableXml(paragraph, eId, eIds) + (paragraph.proposals ?? []).map((one) => `<p class="proposal">${remark(one)}</p>`).join(''),
    num: ({ label }) => escapeXml(label),
    extra: ({ id, state, proposed, block }) => ({
      'chp:id': id === null ? undefined : idOf(id),
      'chp:state': state === 'open' ? undefined : state,
      'chp:forum': id === null ? undefined : forumOf(meta, id) || undefined,
      'chp:proposed': proposed ? 'true' : undefined,
      'chp:picture': block?.kind === 'picture' ? block.file : undefined,
    }),
  }
  const paragraphs = viewOf(reading, meta, frame.view)
  const { caveat, parts } = afterwordsOf(meta)
  // A title alone is the body: there must be one.
  const titled = paragraphs[0]?.type === 'title' && paragraphs.length > 1
  const title = titled ? `<p><docTitle>${words(paragraphs[0]!, eIds.make('', 'preface', ''))}</docTitle></p>` : ''
  const preface = caveat === '' ? title : `${title}<p class="caveat">${remark(caveat)}</p>`
  const branches = hierarchyOf(titled ? paragraphs.slice(1) : paragraphs)
  const body = branches.length === 0 ? '<p/>' : branches.map((branch) => branchXml(branch, '', text)).join('')
  const behind = parts.map(({ heading, lines }) => [heading, ...lines].map((line) => `<p>${remark(line)}</p>`).join('')).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="${AKN}" xmlns:chp="${EXTENSION}">
<statement name="draft" contains="singleVersion">
${metaXml(file, frame)}
${preface === '' ? '' : `<preface>${preface}</preface>\n`}<mainBody>
${body}</mainBody>
${behind === '' ? '' : `<conclusions>${behind}</conclusions>\n`}</statement>
</akomaNtoso>
`
}

function tableXml({ block }: ViewParagraph, parent: string, eIds: EIds): string {
  if (block?.kind !== 'table' || block.rows.every((row) => row.length === 0)) return ''
  const cell = (words: string, tag: string): string =>
    `<${tag}>${words
      .split('\n')
      .map((line) => `<p>${escapeXml(line)}</p>`)
      .join('')}</${tag}>`
  const rows = block.rows.flatMap((row, i) =>
    row.length === 0 ? [] : [`<tr>${row.map((one) => cell(one, i < block.header ? 'th' : 'td')).join('')}</tr>`],
  )
  return `<table eId="${eIds.count(parent, 'table')}">${rows.join('')}</table>`
}
