// What of a text as JSON stays behind: what was decided and said about it belongs to the record that it was exported from (spec IM-97).
import type { ReportEntry } from '../report.ts'
import type { TextFile } from './file.ts'
import { counted } from './speakers.ts'

/** `lost`: positions on what is not in the text; `bare`: paragraphs whose table or picture does not come in. */
export function leftBehind(file: TextFile, { lost, bare }: { readonly lost: number; readonly bare: readonly number[] }): ReportEntry[] {
  const { paragraphs, structures, view } = file
  const told = (message: string, line = 1): ReportEntry => ({ line, kind: 'left', message })
  const history = historyIn(file)
  return [
    ...(view === 'rolling' ? [] : [told(`This file holds only what the ${view} view shows.`)]),
    ...(history.length === 0 ? [] : [told(`Of the record it was exported from is left out: ${history.join(', ')}.`)]),
    ...(structures.length === 0
      ? []
      : [
          told(
            `${counted(structures.length, 'proposed change')} of the text’s shape left out, to be proposed anew: ${structures
              .map(({ text }) => text)
              .join(' ')
              .slice(0, 300)}`,
          ),
        ]),
    ...(lost === 0 ? [] : [told(`${counted(lost, 'position')} on what is not in this text left out.`)]),
    ...bare.map((line) =>
      told(
        paragraphs[line - 1]?.block?.kind === 'table'
          ? 'This table is too large to be kept; its line stays as a paragraph.'
          : 'The picture is not in the file; its words stay as a paragraph.',
        line,
      ),
    ),
  ]
}

function historyIn(file: TextFile): string[] {
  const { status, revision, corrections, statements, objections, silence, concordance, apart, paragraphs } = file
  const merged = paragraphs.filter(({ mergedFrom }) => mergedFrom.length > 0).length
  const some = (n: number, what: string): string[] => (n === 0 ? [] : [counted(n, what)])
  return [
    ...(status === 'preparation' ? [] : [`its status “${status}”`]),
    ...(revision === '' ? [] : [`its revision “${revision.slice(0, 60)}”`]),
    ...some(corrections.length, 'correction'),
    ...some(statements.length, 'statement'),
    ...some(objections.length, 'objection'),
    ...(silence === null ? [] : ['its silence procedure']),
    ...(concordance === null ? [] : ['its table of labels']),
    ...(apart.length === 0 ? [] : ['who stands apart from its group']),
    ...some(merged, 'merged paragraph'),
  ]
}
