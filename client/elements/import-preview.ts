// What the importer makes of some words, as the page shows it before anything is sent. Pure; the server imports anew.
import { IdMaker, type Pid, type Principal } from '@chapeau/shared/ids'
import type { Imported } from '@chapeau/shared/exchange/assemble'
import { importText } from '@chapeau/shared/exchange/import'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import type { Known } from '@chapeau/shared/exchange/import-source'
import type { Unreadable } from '@chapeau/shared/exchange/source'
import type { ReportEntry } from '@chapeau/shared/exchange/report'
import { metaKey } from '@chapeau/shared/text/meta'
import type { ParagraphType } from '@chapeau/shared/text/model'
import { read } from '@chapeau/shared/text/read'
import { viewOf, viewText } from '@chapeau/shared/text/views'
import { count } from '../page/names.ts'

/** Paragraphs and findings shown; the rest is counted. */
export const PARAGRAPHS_SHOWN = 60
export const FINDINGS_SHOWN = 100

export interface PreviewParagraph {
  readonly label: string
  readonly words: string
  readonly type: ParagraphType
  readonly level: number
}

export interface Preview {
  readonly ok: true
  /** Who changed something in a Word file, and for which delegation; '' where that is not known. */
  readonly authors: ReadonlyMap<string, Principal>
  /** The text's own title; '' where it has none. */
  readonly title: string
  /** `43 paragraphs, 40 labels, 12 brackets`. */
  readonly summary: string
  readonly paragraphs: readonly PreviewParagraph[]
  readonly moreParagraphs: number
  readonly findings: readonly ReportEntry[]
  readonly moreFindings: number
}

export function previewOf(source: string, delegations: Known['delegations'] = []): Preview {
  // These ids never leave the page.
  return shown(importText(source, new IdMaker(1), delegations), new Map())
}

/** The same of a Word file, or why it cannot be read. */
export function previewOfWord(bytes: Uint8Array, known: Known): Preview | Unreadable {
  const imported = importDocx(bytes, new IdMaker(1), known)
  return imported.ok ? shown(imported, imported.authors) : imported
}

function shown({ body, labels, title, report }: Imported, authors: Preview['authors']): Preview {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]: [Pid, string]) => [metaKey.label(pid), label]))
  const paragraphs = viewOf(read(body, meta), meta, 'rolling')
  const { counts, entries } = report
  return {
    ok: true,
    title,
    authors,
    summary: [count(counts.paragraphs, 'paragraph'), count(counts.labels, 'label'), count(counts.brackets, 'bracket')].join(', '),
    paragraphs: paragraphs.slice(0, PARAGRAPHS_SHOWN).map((paragraph) => ({
      label: paragraph.label,
      words: viewText(paragraph),
      type: paragraph.type,
      level: paragraph.level,
    })),
    moreParagraphs: Math.max(0, paragraphs.length - PARAGRAPHS_SHOWN),
    findings: entries.slice(0, FINDINGS_SHOWN),
    moreFindings: Math.max(0, entries.length - FINDINGS_SHOWN),
  }
}
