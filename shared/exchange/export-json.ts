// Exports a text as JSON (spec EX-10): in the rolling view all that a reader of the text may know, in the others what they show.
// The same text and frame make the same bytes: members stand in one order, an entry of a list a line.
import type { Principal } from '../ids.ts'
import type { Block } from '../text/blocks.ts'
import { forumOf, metaKey, pendingOf, statusOf, type Meta } from '../text/meta.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, viewText, type ViewParagraph } from '../text/views.ts'
import { afterwordsOf } from './afterwords.ts'
import type { DocxFrame } from './docx/frame.ts'
import type { ExportFrame } from './heading.ts'
import { bodyIn, printedIn } from './json/body.ts'
import { TEXT_SCHEMA_ID, TEXT_VERSION, type TextFile } from './json/file.ts'
import { filesOf } from './json/files.ts'
import { idsIn, type IdOf } from './json/ids.ts'
import { apartIn, bracketsIn, closingIn, concordanceIn, silenceIn, standsIn, structuresIn, type Telling } from './json/said.ts'

export type JsonFrame = ExportFrame & Pick<DocxFrame, 'textId' | 'since' | 'nameOf'>

export function exportJson(reading: Reading, meta: Meta, frame: JsonFrame): string {
  return `${linesOf(textFile(reading, meta, frame))}\n`
}

/** The file as a value; `idOf`: how ids are written in it. */
export function textFile(reading: Reading, meta: Meta, frame: JsonFrame, idOf: IdOf = idsIn(frame.view)): TextFile {
  const { view, since } = frame
  const names = view !== 'unattributed'
  const telling: Telling = { reading, meta, since, names, room: view === 'rolling', idOf }
  const paragraphs = viewOf(reading, meta, view)
  // First, so that ids that are counted anew follow the text.
  const body = bodyIn(reading, paragraphs, { view, idOf: telling.idOf, names }) as TextFile['body']
  const said = {
    brackets: bracketsIn(telling, printedIn(paragraphs)),
    stands: standsIn(telling),
    apart: apartIn(telling),
    structures: view === 'rolling' || view === 'unattributed' ? structuresIn(telling) : [],
    ...closingIn(telling),
    silence: silenceIn(telling),
    concordance: concordanceIn(telling),
  }
  const told = paragraphs.map((paragraph) => paragraphOf(paragraph, telling))
  return {
    ...headOf(meta, frame),
    delegations: partiesIn(said, told, frame),
    paragraphs: told,
    body,
    ...said,
    files: filesOf(told, frame.files),
  }
}

type Said = Pick<TextFile, 'brackets' | 'stands' | 'apart' | 'structures' | 'statements' | 'objections' | 'silence'>

function headOf(
  meta: Meta,
  frame: JsonFrame,
): Omit<TextFile, keyof Said | 'delegations' | 'paragraphs' | 'body' | 'corrections' | 'concordance' | 'files'> {
  const { textId, title, revision, changes, view, asOf, head, publicKey, rungName } = frame
  return {
    $schema: TEXT_SCHEMA_ID,
    version: TEXT_VERSION,
    text: textId,
    title,
    status: statusOf(meta),
    revision,
    changes,
    view,
    asOf: asOf.toISOString(),
    head: { seq: head.seq, hash: head.hash, publicKey },
    caveat: afterwordsOf(meta).caveat,
    rungs: { open: rungName('open'), parked: rungName('parked'), adref: rungName('adref'), agreed: rungName('agreed') },
  }
}

function paragraphOf(paragraph: ViewParagraph, { meta, idOf, names }: Telling): TextFile['paragraphs'][number] {
  const { id, type, level, label, state, proposed } = paragraph
  const from = id === null ? undefined : (meta.get(metaKey.mergedFrom(id)) as readonly { pid: string; label: string }[] | undefined)
  return {
    id: id === null ? null : idOf(id),
    type,
    level,
    label,
    state,
    forum: id === null ? '' : forumOf(meta, id),
    pending: id === null || !names ? [] : [...pendingOf(meta, id)],
    proposed,
    corrected: id !== null && meta.get(metaKey.corrected(id)) === true,
    mergedFrom: (from ?? []).map((one) => ({ id: idOf(one.pid), label: one.label })),
    block: paragraph.block === undefined ? null : blockOf(paragraph.block),
    text: viewText(paragraph),
  }
}

function blockOf(block: Block): NonNullable<TextFile['paragraphs'][number]['block']> {
  if (block.kind === 'table') return { kind: block.kind, header: block.header, rows: block.rows.map((row) => [...row]) }
  const { kind, type, width, height, alt, file } = block
  return { kind, type, width, height, alt, file }
}

/** Everybody whom the file names, by code. */
function partiesIn(
  { brackets, stands, apart, structures, statements, objections, silence }: Said,
  paragraphs: TextFile['paragraphs'],
  { nameOf }: JsonFrame,
): TextFile['delegations'] {
  const codes = new Set<Principal>([
    ...brackets.flatMap(({ by, holder, sponsors, withdrawn }) => [by, holder, ...sponsors, withdrawn ?? '']),
    ...[...stands, ...apart, ...statements, ...objections].map(({ principal }) => principal),
    ...structures.map(({ by }) => by),
    ...(silence?.broken ?? []).map(({ by }) => by),
    ...paragraphs.flatMap(({ pending }) => pending),
  ])
  codes.delete('')
  return [...codes].toSorted().map((code) => ({ code, name: nameOf(code) }))
}

/** A member a line, and an entry of a list. */
function linesOf(file: TextFile): string {
  const members = Object.entries(file).map(([key, value]) => {
    const lines =
      Array.isArray(value) && value.length > 0 ? `[\n${value.map((one) => JSON.stringify(one)).join(',\n')}\n]` : JSON.stringify(value)
    return `${JSON.stringify(key)}: ${lines}`
  })
  return `{\n${members.join(',\n')}\n}`
}
