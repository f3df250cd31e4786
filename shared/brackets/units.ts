// A text position by position, for plans made on it. A paragraph is taken apart when one of its positions is first asked for, so
// that a decision costs what it touches and not what the text is long.
import type { Bid } from '../ids.ts'
import { isStarter, isText, type Embed } from '../text/model.ts'
import { paragraphAt, stackAt, type Reading } from '../text/read.ts'
import { starterLayer } from '../text/views.ts'

export interface Unit {
  /** A character, or an embed. */
  readonly value: string | Embed
  /** Brackets around it, outermost first. */
  readonly within: readonly Bid[]
  readonly starter: boolean
}

export class Units {
  readonly #reading: Reading
  readonly #paragraphs = new Map<number, readonly Unit[]>()

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** The unit at a flat position; undefined before the text and behind it. */
  at(position: number): Unit | undefined {
    if (position < 0 || position >= this.#reading.length) return undefined
    const index = this.paragraphAt(position)
    let units = this.#paragraphs.get(index)
    if (units === undefined) this.#paragraphs.set(index, (units = unitsIn(this.#reading, index)))
    return units[position - this.#reading.starts[index]!]
  }

  /** Index of the paragraph that holds a position of the text. */
  paragraphAt(position: number): number {
    // What is typed right behind it belongs to its paragraph.
    return paragraphAt(this.#reading, position + 1)
  }
}

function unitsIn(reading: Reading, index: number): Unit[] {
  const units: Unit[] = []
  const paragraph = reading.paragraphs[index]!
  const start = reading.starts[index]!
  const { raw } = paragraph
  if (raw.starter !== null) {
    const layer = starterLayer(reading, index)
    units.push({ value: raw.starter, within: layer === null ? paragraph.entry : [...paragraph.entry, layer], starter: true })
  }
  for (const run of raw.runs) {
    const within = stackAt(reading, start + units.length + (isText(run) ? 1 : 0))
    if (isText(run)) for (const char of run.insert.split('')) units.push({ value: char, within, starter: false })
    else units.push({ value: run.insert, within, starter: isStarter(run.insert) })
  }
  return units
}
