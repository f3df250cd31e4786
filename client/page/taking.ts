// In which formats a text or its tables are taken away, what can be chosen for each, and where the file is answered. Another format
// is a row of the table.
import type { View } from '@chapeau/shared/text/views'

export interface TakingFormat {
  readonly id: string
  readonly name: string
  /** What it is for. */
  readonly says: string
  /** Under the text's address. */
  readonly path: string
  /** Tables have neither view nor options. */
  readonly of: 'text' | 'tables'
  readonly options?: readonly ('tracked' | 'lines')[]
  /** Only on servers that make PDFs. */
  readonly needs?: 'pdf'
}

export const FORMATS: readonly TakingFormat[] = [
  { id: 'docx', name: 'Word', says: 'to edit and bring back', path: 'export.docx', of: 'text', options: ['tracked', 'lines'] },
  { id: 'pdf', name: 'PDF', says: 'to print and file', path: 'export.pdf', of: 'text', needs: 'pdf' },
  { id: 'html', name: 'HTML', says: 'to read in a browser', path: 'export.html', of: 'text' },
  { id: 'txt', name: 'Plain text', says: 'for mail', path: 'export.txt', of: 'text' },
  { id: 'md', name: 'Markdown', says: 'for wikis and version control', path: 'export.md', of: 'text' },
  { id: 'akn', name: 'Akoma Ntoso', says: 'for archives', path: 'export.akn', of: 'text' },
  { id: 'json', name: 'JSON', says: 'everything, for programs', path: 'export.json', of: 'text' },
  { id: 'xlsx', name: 'Spreadsheet', says: 'brackets, stands and trace', path: 'brackets.xlsx', of: 'tables' },
  { id: 'brackets', name: 'Brackets, CSV', says: 'what is open', path: 'brackets.csv', of: 'tables' },
  { id: 'stands', name: 'Stands, CSV', says: 'who stands where', path: 'stands.csv', of: 'tables' },
  { id: 'trace', name: 'Trace, CSV', says: 'what became of proposals', path: 'trace.csv', of: 'tables' },
]

/** What somebody has chosen. */
export interface Taking {
  readonly format: TakingFormat
  readonly view: View
  readonly tracked: boolean
  readonly lines: boolean
}

export const formatsFor = (pdf: boolean): readonly TakingFormat[] => FORMATS.filter(({ needs }) => needs !== 'pdf' || pdf)

/** Tracked changes carry names, so only the rolling view has them. */
export function canTrack({ format, view }: Pick<Taking, 'format' | 'view'>): boolean {
  return format.options?.includes('tracked') === true && view === 'rolling'
}

/** Where the file is answered. */
export function addressOf(textId: string, seatId: string, taking: Taking): string {
  const { format, view, tracked, lines } = taking
  const query = new URLSearchParams()
  if (format.of === 'text') query.set('view', view)
  if (tracked && canTrack(taking)) query.set('brackets', 'tracked')
  if (lines && format.options?.includes('lines') === true) query.set('lines', '1')
  query.set('seat', seatId)
  return `/api/texts/${encodeURIComponent(textId)}/${format.path}?${query}`
}
