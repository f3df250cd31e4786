// What an import had to decide or repair, line by line, for a person to read before and after.
export type Finding =
  | 'party'
  | 'status'
  | 'drafting'
  | 'orientation'
  | 'placeholder'
  | 'citation'
  | 'nullMember'
  | 'openMember'
  | 'unknown'
  | 'alternative'
  | 'request'
  | 'sameLabel'
  | 'garbled'
  | 'table'
  | 'picture'
  | 'note'
  | 'left'
  | 'flattened'
  | 'author'
  | 'comment'
  | 'character'
  | 'furniture'
  | 'unpairedOpen'
  | 'unpairedClose'
  | 'labelInWords'

export interface ReportEntry {
  /** Line of the source, counted from 1. */
  readonly line: number
  readonly kind: Finding
  readonly message: string
}

export interface Report {
  readonly entries: readonly ReportEntry[]
  readonly counts: {
    readonly paragraphs: number
    readonly labels: number
    readonly brackets: number
    /** Brackets that say whose they are. */
    readonly attributions: number
    readonly repairs: number
  }
}
