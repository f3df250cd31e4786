// What the importer makes of a file, as the page shows it before anything is sent, paragraph by paragraph with what a person may
// change of it. Pure; the server imports anew, with the same choices.
import { standDigest } from '@chapeau/shared/brackets/stands'
import { ownDigest } from '@chapeau/shared/brackets/words'
import { IdMaker, type Pid, type Principal } from '@chapeau/shared/ids'
import { isArchive } from '@chapeau/shared/exchange/archive'
import type { Found, FoundBracket, FoundNote, FoundParagraph } from '@chapeau/shared/exchange/found'
import { importFile } from '@chapeau/shared/exchange/import-file'
import type { FileImport, Known } from '@chapeau/shared/exchange/import-source'
import type { Unreadable } from '@chapeau/shared/exchange/source'
import type { ReportEntry } from '@chapeau/shared/exchange/report'
import { metaKey } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { viewOf, viewText } from '@chapeau/shared/text/views'
import { count } from '../../page/names.ts'
import type { SourceFile } from './file.ts'

/** Findings that are listed; the rest is counted. */
export const FINDINGS_SHOWN = 100

/** A paragraph of the source; `words` as they would be printed, as far as it comes in. */
export interface PreviewParagraph extends FoundParagraph {
  /** Brackets that open in it. */
  readonly brackets: readonly FoundBracket[]
  readonly notes: readonly FoundNote[]
  /** Something in it was guessed, repaired or left open. */
  readonly look: boolean
}

export interface Preview {
  readonly ok: true
  /** Who changed something in the file, and for which delegation; '' where that is not known. */
  readonly authors: ReadonlyMap<string, Principal>
  /** The text's own title; '' where it has none. */
  readonly title: string
  /** `43 paragraphs, 40 labels, 12 brackets`. */
  readonly summary: string
  readonly paragraphs: readonly PreviewParagraph[]
  readonly found: Pick<Found, 'groups' | 'headings' | 'names' | 'requests'>
  /** Whether there are tables in it. */
  readonly tables: boolean
  readonly findings: readonly ReportEntry[]
  readonly moreFindings: number
  /** What places are counted by. */
  readonly unit: 'Line' | 'Paragraph'
}

export function previewOf({ bytes, name }: SourceFile, known: Known): Preview | Unreadable {
  // These ids never leave the page.
  const imported = importFile(bytes, name, new IdMaker(1), known)
  return imported.ok ? shown(imported, isArchive(bytes) ? 'Paragraph' : 'Line') : imported
}

function shown(imported: FileImport, unit: Preview['unit']): Preview {
  const { title, authors, report, found } = imported
  const { counts, entries } = report
  return {
    ok: true,
    title,
    authors,
    summary: [count(counts.paragraphs, 'paragraph'), count(counts.labels, 'label'), count(counts.brackets, 'bracket')].join(', '),
    paragraphs: paragraphsOf(imported),
    found: { groups: found.groups, headings: found.headings, names: found.names, requests: found.requests },
    tables: entries.some(({ kind }) => kind === 'table'),
    findings: entries.slice(0, FINDINGS_SHOWN),
    moreFindings: Math.max(0, entries.length - FINDINGS_SHOWN),
    unit,
  }
}

function paragraphsOf({ body, labels, stands, found, report }: FileImport): PreviewParagraph[] {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]: [Pid, string]) => [metaKey.label(pid), label]))
  const reading = read(body, meta)
  // Co-sponsors are printed as they will stand: on the words that come in.
  for (const [target, all] of stands) {
    const sponsors = all.filter(({ stance }) => stance === 'proposes')
    if (sponsors.length === 0) continue
    const [words, own] = [standDigest(reading, target), ownDigest(reading, target)]
    for (const { principal, stance } of sponsors) meta.set(metaKey.stand(target, principal), { stance, words, own, seq: 1 })
  }
  const printed = viewOf(reading, meta, 'rolling').map((paragraph) => viewText(paragraph))
  const coming = found.paragraphs.filter(({ out, joined }) => !out && !joined)
  // Where paragraphs were made of others, they are shown by their first words.
  const words = printed.length === coming.length ? new Map(coming.map(({ n }, i) => [n, printed[i]!])) : new Map<number, string>()
  const brackets = byParagraph(found.brackets)
  const notes = byParagraph(found.notes)
  const told = new Set(report.entries.filter(({ kind }) => kind !== 'furniture').map(({ line }) => line))
  return found.paragraphs.map((paragraph, i) => {
    const next = found.paragraphs[i + 1]?.line ?? paragraph.line + 1
    const lines = Array.from({ length: Math.max(1, Math.min(next - paragraph.line, LINES_LOOKED_AT)) }, (_, k) => paragraph.line + k)
    return {
      ...paragraph,
      words: words.get(paragraph.n) ?? paragraph.words,
      brackets: brackets.get(paragraph.n) ?? [],
      notes: notes.get(paragraph.n) ?? [],
      look: notes.has(paragraph.n) || lines.some((line) => told.has(line)),
    }
  })
}

/** Lines of one paragraph that are held against the findings. */
const LINES_LOOKED_AT = 200

function byParagraph<T extends { readonly paragraph: number }>(all: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>()
  for (const one of all) {
    const group = groups.get(one.paragraph)
    if (group === undefined) groups.set(one.paragraph, [one])
    else group.push(one)
  }
  return groups
}
