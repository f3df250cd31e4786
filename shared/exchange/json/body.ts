// The body as a view reads it: the same runs and embeds, less what the view does not show. Its members stand in one order, so
// that the same body is the same JSON.
import type { Bid } from '../../ids.ts'
import { isClose, isOpen, isStarter, isText, MARKS, type Body, type Embed, type Marks, type Run } from '../../text/model.ts'
import type { ParagraphReading, Reading } from '../../text/read.ts'
import { shownIn, type View, type ViewParagraph } from '../../text/views.ts'
import type { IdOf } from './ids.ts'

export interface BodyFrame {
  readonly view: View
  readonly idOf: IdOf
  readonly names: boolean
}

/** `paragraphs`: those of the view. */
export function bodyIn(reading: Reading, paragraphs: readonly ViewParagraph[], { view, idOf, names }: BodyFrame): Body {
  const shown = shownIn(reading, view)
  const hanging = new Set(paragraphs.flatMap(({ notes = [] }) => notes.map(({ bid }) => bid)))
  // A note that hangs beside the view's running text stands where it hangs.
  const keepsWords = (within: readonly Bid[]): boolean => {
    if (shown.words(within)) return true
    const at = within.findIndex((bid) => hanging.has(bid))
    return at >= 0 && shown.words(within.slice(0, at)) && shown.words(within.filter((bid) => !hanging.has(bid)))
  }
  const begun = new Set(paragraphs.map(({ index }) => index))
  const printed = printedIn(paragraphs)
  // All of the rolling text is there as it lies, also a token without a partner.
  const keepsToken = (bid: Bid): boolean => view === 'rolling' || printed.has(bid)
  return reading.paragraphs.flatMap((paragraph, index) => {
    const { starter, runs } = paragraph.raw
    const words = wordsIn(paragraph)
    let at = starter === null ? 0 : 1
    const kept = runs.filter((run) => {
      const place = at
      at += isText(run) ? run.insert.length : 1
      if (isText(run)) return keepsWords(words.get(place) ?? [])
      return isStarter(run.insert) || keepsToken(isOpen(run.insert) ? run.insert.o : run.insert.c)
    })
    const start: Run[] = starter === null || !begun.has(index) ? [] : [{ insert: starter }]
    return [...start, ...kept].map((run) => copyOf(run, { idOf, names, keepsToken }))
  })
}

/** Brackets that a view prints. */
export function printedIn(paragraphs: readonly ViewParagraph[]): ReadonlySet<Bid> {
  const opened = (pieces: ViewParagraph['pieces']): Bid[] => pieces.flatMap((piece) => (piece.type === 'open' ? [piece.bid] : []))
  const all = paragraphs.flatMap(({ pieces, notes = [] }) => [
    ...opened(pieces),
    ...notes.flatMap((note) => [note.bid, ...opened(note.pieces)]),
  ])
  return new Set(all)
}

/** The brackets around each run of words, by its place. */
function wordsIn({ pieces }: ParagraphReading): ReadonlyMap<number, readonly Bid[]> {
  return new Map(pieces.flatMap((piece) => (piece.type === 'text' ? [[piece.at, piece.within] as const] : [])))
}

interface Copying {
  readonly idOf: IdOf
  readonly names: boolean
  readonly keepsToken: (bid: Bid) => boolean
}

function copyOf({ insert, attributes }: Run, copying: Copying): Run {
  const marks = attributes === undefined ? {} : { attributes: marksOf(attributes) }
  return typeof insert === 'string' ? { insert, ...marks } : { insert: embedOf(insert, copying), ...marks }
}

function embedOf(embed: Embed, { idOf, names, keepsToken }: Copying): Embed {
  if (isClose(embed)) return { c: idOf(embed.c) }
  if (isOpen(embed)) {
    const { o, by, kind, grp, ph } = embed
    return {
      o: idOf(o),
      by: names ? by : '',
      kind,
      ...(grp === undefined ? {} : { grp: idOf(grp) }),
      ...(ph === undefined ? {} : { ph }),
    }
  }
  const { p, t, lvl, in: born } = embed
  return { p: idOf(p), t, lvl, ...(born === undefined || !keepsToken(born) ? {} : { in: idOf(born) }) }
}

const marksOf = (marks: Marks): Marks => Object.fromEntries(MARKS.filter((mark) => marks[mark] === true).map((mark) => [mark, true]))
