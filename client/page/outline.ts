// The list of paragraphs beside the text: label, first words, ladder, open brackets, and how far the room has come.
import type { Bid, Pid } from '@chapeau/shared/ids'
import type { ParagraphState } from '@chapeau/shared/text/meta'
import type { ParagraphType } from '@chapeau/shared/text/model'
import type { Reading } from '@chapeau/shared/text/read'
import type { ViewParagraph } from '@chapeau/shared/text/views'

/** Characters of a paragraph's opening shown in the list; the column cuts what does not fit. */
const FIRST_WORDS = 48

export interface OutlineRow {
  readonly id: Pid | null
  readonly index: number
  readonly type: ParagraphType
  readonly level: number
  readonly label: string
  readonly words: string
  readonly state: ParagraphState
  /** Brackets open in it, also those that began before it. */
  readonly open: number
  readonly proposed: boolean
}

export interface Progress {
  readonly total: number
  readonly agreed: number
  readonly adref: number
  readonly parked: number
  readonly brackets: number
}

export interface Outline {
  readonly rows: readonly OutlineRow[]
  readonly progress: Progress
}

/** The list for the rolling view's paragraphs. Rows equal to those of `before` are the same objects, so that they need no drawing. */
export function outlineOf(reading: Reading, paragraphs: readonly ViewParagraph[], before: readonly OutlineRow[] = []): Outline {
  const open = openBrackets(reading)
  const known = new Map(before.map((row) => [row.id, row]))
  const shows = standing(reading)
  const rows = paragraphs.map(({ id, index, type, level, label, state, proposed, pieces }) => {
    const words = firstWords(pieces, shows) || firstWords(pieces, () => true)
    const row = { id, index, type, level, label, state, proposed, words, open: open[index] ?? 0 }
    const former = known.get(id)
    return former !== undefined && sameRow(former, row) ? former : row
  })
  // Titles and headings are not negotiated up the ladder; they would make the text look unfinished for ever.
  const counted = rows.filter(({ type }) => type === 'para' || type === 'item')
  const inState = (state: ParagraphState): number => counted.filter((row) => row.state === state).length
  return {
    rows,
    progress: {
      total: counted.length,
      agreed: inState('agreed'),
      adref: inState('adref'),
      parked: inState('parked'),
      brackets: [...reading.brackets.values()].filter(({ kind }) => kind !== 'note').length,
    },
  }
}

function sameRow(a: OutlineRow, b: OutlineRow): boolean {
  return (Object.keys(b) as (keyof OutlineRow)[]).every((key) => a[key] === b[key])
}

/** How many brackets are open in each paragraph; footnotes are not open questions. */
export function openBrackets(reading: Reading): number[] {
  const counts = reading.paragraphs.map(() => 0)
  for (const { kind, first, last } of reading.brackets.values()) {
    if (kind === 'note') continue
    for (let index = first; index <= last; index++) counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

/** Standing words alone: with a replace, old and new words side by side would read as neither. */
function standing({ brackets }: Reading): (within: readonly Bid[]) => boolean {
  return (within) => within.every((bid) => brackets.get(bid)?.kind === 'del' || brackets.get(bid)?.kind === 'res')
}

function firstWords(pieces: ViewParagraph['pieces'], shows: (within: readonly Bid[]) => boolean): string {
  let words = ''
  for (const piece of pieces) {
    if (piece.type === 'text' && shows(piece.within)) words += piece.text
    if (words.length > FIRST_WORDS) break
  }
  return words.replace(/\s+/g, ' ').trim().slice(0, FIRST_WORDS)
}
