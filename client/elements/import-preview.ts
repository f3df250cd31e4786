// What the importer makes of some words, as the page shows it before anything is sent. Pure; the server imports anew.
import { IdMaker, type Pid } from '@chapeau/shared/ids'
import { importText } from '@chapeau/shared/exchange/import'
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
  /** The text's own title; '' where it has none. */
  readonly title: string
  /** `43 paragraphs, 40 labels, 12 brackets`. */
  readonly summary: string
  readonly paragraphs: readonly PreviewParagraph[]
  readonly moreParagraphs: number
  readonly findings: readonly ReportEntry[]
  readonly moreFindings: number
}

export function previewOf(source: string): Preview {
  // These ids never leave the page.
  const { body, labels, title, report } = importText(source, new IdMaker(1))
  const meta = new Map<string, unknown>([...labels].map(([pid, label]: [Pid, string]) => [metaKey.label(pid), label]))
  const paragraphs = viewOf(read(body, meta), meta, 'unattributed')
  const { counts, entries } = report
  return {
    title,
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
