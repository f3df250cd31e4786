// Where the units of an earlier text stand in a later one, as far as words tell: paragraph by paragraph, unit by unit.
import { diffArrays } from 'diff'
import { isClose, isOpen, isText, type Embed } from '../../text/model.ts'
import type { ParagraphReading, Reading } from '../../text/read.ts'

/** Position in the later text of each of the earlier; -1 for what is gone. */
export type Places = Int32Array

/** Units that may differ in one paragraph before it is taken for another. */
const MOST_DIFFERENT = 4000

/**
 * Fills in what is not known yet. `isFree` says which units of the later text may be the ones that are looked for; without it
 * all are that nothing else stands at.
 */
export function placesByWords(
  before: Reading,
  now: Reading,
  known: Places | null,
  isFree: (position: number) => boolean = () => true,
): Places {
  const places = known ?? new Int32Array(before.length).fill(-1)
  const later = new Map(now.paragraphs.map(({ raw }, i) => [raw.starter?.p ?? '', i]))
  const taken = new Uint8Array(now.length)
  for (const place of places) if (place >= 0) taken[place] = 1
  before.paragraphs.forEach((paragraph, i) => {
    const start = before.starts[i]!
    const index = later.get(paragraph.raw.starter?.p ?? '')
    if (index === undefined || places.subarray(start, start + paragraph.length).every((place) => place >= 0)) return
    const from = now.starts[index]!
    for (const [at, to] of alike(unitsOf(paragraph), unitsOf(now.paragraphs[index]!))) {
      if (places[start + at]! >= 0 || taken[from + to] === 1 || !isFree(from + to)) continue
      places[start + at] = from + to
      taken[from + to] = 1
    }
  })
  return places
}

/** Characters and embeds as strings that are equal for equal ones only. */
function unitsOf({ raw }: ParagraphReading): string[] {
  const units = raw.starter === null ? [] : [`p ${raw.starter.p}`]
  for (const run of raw.runs) {
    if (isText(run)) for (let i = 0; i < run.insert.length; i++) units.push(run.insert[i]!)
    else units.push(embedUnit(run.insert))
  }
  return units
}

const embedUnit = (embed: Embed): string => (isOpen(embed) ? `o ${embed.o}` : isClose(embed) ? `c ${embed.c}` : `p ${embed.p}`)

/** Pairs of offsets at which both are the same, in order. */
function alike(before: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  let [b, n] = [0, 0]
  for (const { added, removed, count } of diffArrays([...before], [...now], { maxEditLength: MOST_DIFFERENT }) ?? []) {
    for (let i = 0; i < count; i++) {
      if (added) n++
      else if (removed) b++
      else pairs.push([b++, n++])
    }
  }
  return pairs
}
