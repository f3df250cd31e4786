// A word processor's file as its reader gives it and the importer takes it: paragraphs of runs, each with what it is marked as
// and whose tracked change it is. Numbers that the program would count are labels already.
import type { PictureType } from '../text/blocks.ts'
import type { Mark, ParagraphType } from '../text/model.ts'
import type { ReportEntry } from './report.ts'

/** A change that the program tracked. */
export interface SourceChange {
  readonly kind: 'ins' | 'del'
  /** As the program calls the author; '' where it says none. */
  readonly author: string
  /** Of a deletion: who proposes the words that it would delete; absent where they stand. */
  readonly of?: string
}

export interface SourceRun {
  readonly text: string
  readonly marks: readonly Mark[]
  readonly change: SourceChange | null
  /** Comments that stand around it, by id. */
  readonly comments: readonly string[]
  /** The note that hangs here, by id; its run holds no text. */
  readonly note?: string
}

/** What is no running text: kept as it is, exported again, not negotiated. */
export type SourceBlock = SourceTable | SourcePicture

/** Rows of cells, each cell's words with a line a paragraph; `header`: how many of the first rows say what stands below. */
export interface SourceTable {
  readonly kind: 'table'
  readonly rows: readonly (readonly string[])[]
  readonly header: number
  /**
   * Its cells' paragraphs in order, with labels, changes and comments: what comes in where words of the table are negotiated or a
   * person wants it so. Absent: the rows' lines.
   */
  readonly paragraphs?: readonly SourceParagraph[]
}

/** Width and height in points. `alt`: what it shows, in words. */
export interface SourcePicture {
  readonly kind: 'picture'
  readonly type: PictureType
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  readonly alt: string
}

export interface SourceParagraph {
  /** Counted from 1, tables' paragraphs with the others. */
  readonly number: number
  /** As the program would print it; '' where it counts none. */
  readonly label: string
  /** `title`, or a heading's depth; null for neither. */
  readonly heading: 'title' | number | null
  /** What it is, where the file says so itself; else label and heading tell. */
  readonly shape?: { readonly type: ParagraphType; readonly level: number }
  readonly runs: readonly SourceRun[]
  /** The paragraph itself is a tracked insertion. */
  readonly born: SourceChange | null
  /** It stands for a block. Its runs are empty, unless the file was printed here: then they are the block's line. */
  readonly block?: SourceBlock
}

/** The addition that all words of a paragraph are in; null where there is none, or several. */
export function additionOf(runs: readonly SourceRun[]): SourceChange | null {
  const worded = runs.filter(({ text }) => text.trim() !== '')
  const change = worded[0]?.change ?? null
  return change?.kind === 'ins' && worded.every((run) => run.change?.kind === 'ins' && run.change.author === change.author) ? change : null
}

export interface SourceComment {
  readonly author: string
  readonly words: string
}

export interface Source {
  readonly paragraphs: readonly SourceParagraph[]
  readonly comments: ReadonlyMap<string, SourceComment>
  /** Footnotes and endnotes by id, each as one stretch of runs. */
  readonly notes?: ReadonlyMap<string, readonly SourceRun[]>
  readonly entries: readonly ReportEntry[]
  /** It was printed here, though it does not say from which text. */
  readonly ours?: boolean
  /** Which text of ours it was printed from; null where it is none of ours. */
  readonly origin: Origin | null
}

/** What a file of ours says of itself. */
export interface Origin {
  readonly textId: string
  /** Number and hash of the record's end when it was printed; the entry behind speaks of the file. */
  readonly entry: number
  readonly hash: string
  /** As it is called in the file; '' where it says nothing. */
  readonly view: string
  /** How brackets stand in it, likewise. */
  readonly brackets: string
}

/** A file that cannot be read, and what a person can do about it. */
export interface Unreadable {
  readonly ok: false
  readonly message: string
}
