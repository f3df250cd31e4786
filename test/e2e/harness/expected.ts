// What the editing policy owes for one plain change, worked out from the reading alone: own layer or not. It knows
// nothing of the editor's code, so that the two cannot be wrong together.
import { IdMaker, type Bid, type Principal } from '@chapeau/shared/ids'
import type { Meta } from '@chapeau/shared/text/meta'
import { isText, type Body, type BracketKind, type Run } from '@chapeau/shared/text/model'
import { printNotation } from '@chapeau/shared/text/notation'
import { layerOf, ownerOf, read, stackAt, type Reading } from '@chapeau/shared/text/read'

/** One body, changed by one principal; positions are flat. */
export class Expected {
  readonly #units: readonly Run[]
  readonly #meta: Meta
  readonly #principal: Principal
  readonly #reading: Reading
  readonly #ids = new IdMaker(999_999)

  constructor(body: Body, meta: Meta, principal: Principal) {
    this.#units = body.flatMap((run) => (isText(run) ? run.insert.split('').map((char): Run => ({ ...run, insert: char })) : [run]))
    this.#meta = meta
    this.#principal = principal
    this.#reading = read(body, meta)
  }

  /** The text after `words` were typed at a position: plain in the own layer, else in a new bracket. */
  typed(at: number, words: string): string {
    const run: Run = { insert: words }
    return this.#print(this.#units.toSpliced(at, 0, ...(this.#isOwn(at) ? [run] : this.#wrapped('ins', [run]))))
  }

  /** The text after [from, to), words of one layer, was deleted. */
  erased(from: number, to: number): string {
    const words = this.#units.slice(from, to)
    if (!this.#isOwn(from + 1)) return this.#print(this.#units.toSpliced(from, to - from, ...this.#wrapped('del', words)))
    const left = this.#units.toSpliced(from, to - from)
    const emptied = bidOf(left[from - 1]) !== null && bidOf(left[from - 1]) === bidOf(left[from])
    return this.#print(emptied ? left.toSpliced(from - 1, 2) : left)
  }

  /** The text without the own empty bracket around a position; null where there is none. */
  withoutEmpty(at: number): string | null {
    const bid = bidOf(this.#units[at - 1])
    if (bid === null || bid !== bidOf(this.#units[at]) || this.#reading.brackets.get(bid)?.holder !== this.#principal) return null
    return this.#print(this.#units.toSpliced(at - 1, 2))
  }

  /** The letters that are left when [from, to) is deleted or replaced: only own ones go. */
  lettersWithout(from: number, to: number): string {
    return this.#units
      .filter((unit, at) => isText(unit) && !(at >= from && at < to && this.#isOwn(at + 1)))
      .map(({ insert }) => insert as string)
      .join('')
  }

  #isOwn(at: number): boolean {
    const layer = layerOf(stackAt(this.#reading, at), (bid) => this.#reading.brackets.get(bid)?.kind)
    return layer !== null && ownerOf(this.#reading, layer) === this.#principal
  }

  #wrapped(kind: BracketKind, words: readonly Run[]): Run[] {
    const open = { o: this.#ids.make(this.#principal), by: this.#principal, kind }
    return [{ insert: open }, ...words, { insert: { c: open.o } }]
  }

  #print(units: readonly Run[]): string {
    const runs: Run[] = []
    for (const unit of units) {
      const last = runs.at(-1)
      if (last !== undefined && isText(last) && isText(unit)) runs[runs.length - 1] = { insert: last.insert + unit.insert }
      else runs.push(unit)
    }
    return printNotation(read(runs, this.#meta), this.#meta)
  }
}

function bidOf(unit: Run | undefined): Bid | null {
  if (unit === undefined || isText(unit)) return null
  return 'o' in unit.insert ? unit.insert.o : 'c' in unit.insert ? unit.insert.c : null
}
