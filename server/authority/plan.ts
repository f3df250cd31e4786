// The unit pass (DESIGN 3, steps 2 and 3): a walk over a text, or a stretch of it, that follows the brackets open
// before and after an update and notes what must be repaired. Nothing is changed here; positions count from where
// the walk began, in the text as the update left it.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter, MARKS, type Embed, type Marks } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { embedOf, formatOf, isFormat, isString, stringOf, type Changes } from './items.ts'
import type { Late } from './agreed.ts'
import { idOf, type TokenDecisions } from './tokens.ts'

/**
 * Brackets around one place. Real texts reach six. Reading cuts brackets that cross into pieces, so that what crosses
 * without bound would grow with the square of itself on everybody's page.
 */
export const MAX_DEPTH = 50

export type Fix =
  | { readonly do: 'removeToken'; readonly at: number; readonly bid: Bid }
  | { readonly do: 'restoreToken'; readonly at: number; readonly embed: Embed; readonly bid: Bid }
  /** `lateBy`: its author deleted it when it was already standing text: it comes back as a proposal to delete. */
  | {
      readonly do: 'reinsert'
      readonly at: number
      readonly content: string | Embed
      /** The deleted item that comes back. */
      readonly of: { readonly client: number; readonly clock: number }
      readonly marks: Marks
      readonly lateBy: Principal | null
    }
  | { readonly do: 'wrap'; from: number; to: number; readonly by: Principal }
  /** Late words for an agreed paragraph. */
  | { readonly do: 'takeOut'; readonly at: number; readonly length: number }
  | { readonly do: 'format'; readonly from: number; readonly to: number; readonly marks: Readonly<Record<string, true | null>> }

export interface Plan {
  readonly fixes: readonly Fix[]
  /** Words changed hands in a way that only moved or forged tokens can do: plan again, taking tokens back. */
  readonly swallowed: boolean
}

export interface PlanContext {
  readonly principal: Principal
  /** Chair or secretariat in preparation: words are theirs to change, tokens are not. */
  readonly free: boolean
  readonly changes: Changes
  readonly tokens: TokenDecisions
  readonly late: Late
  /** Whether a bracket stood before the update, and whether it will stand after its repair. */
  stood(bid: Bid): boolean
  /** Whether a bracket that closed comes back, by its author's undo. */
  returns(bid: Bid): boolean
  stands(bid: Bid): boolean
  kindOf(bid: Bid): string | null
  holderOf(bid: Bid): Principal | null
  principalOf(clientId: number): Principal | null
}

export function planRepairs(items: Iterable<Y.Item>, context: PlanContext): Plan {
  const planner = new Planner(context, null)
  for (const item of items) planner.step(item)
  return planner
}

export class Planner implements Plan {
  readonly #context: PlanContext
  readonly fixes: Fix[] = []
  swallowed = false
  /** Open brackets before the update and after its repair. */
  readonly #before: Stack
  readonly #after: Stack
  #marksBefore: Record<string, unknown>
  #marksAfter: Record<string, unknown>
  #position = 0
  #wrap: (Fix & { do: 'wrap' }) | null = null
  /** Additions and notes that the update puts around what follows: they may hold their author's words only. */
  readonly #takesIn = new Set<Bid>()

  /** `entry`: brackets open where the walk begins, the same before and after the update; null: at the text's beginning. */
  constructor(context: PlanContext, entry: readonly Bid[] | null) {
    this.#context = context
    // Inside the text formatting may be on from further left: what is not named is unknown, and the same on both sides.
    this.#marksBefore = this.#marksAfter = entry === null ? Object.fromEntries(MARKS.map((mark) => [mark, null])) : {}
    this.#before = new Stack(context, (bid) => context.stood(bid), entry ?? [])
    this.#after = new Stack(context, (bid) => context.stands(bid), entry ?? [])
  }

  /** Brackets open here once the update is repaired, outermost first. */
  get open(): readonly Bid[] {
    return this.#after.open
  }

  /** Whether what follows is in the same brackets and formatting as before the update. */
  get agrees(): boolean {
    return sameBids(this.#before.open, this.#after.open) && sameMarks(this.#marksBefore, this.#marksAfter)
  }

  /** Takes the next item into account, deleted ones included. */
  step(item: Y.Item): void {
    const was = this.#context.changes.was(item)
    const is = !item.deleted
    if (!was && !is) return
    if (isFormat(item)) {
      const { key, value } = formatOf(item)
      if (was) this.#marksBefore = { ...this.#marksBefore, [key]: value }
      if (is) this.#marksAfter = { ...this.#marksAfter, [key]: value }
      return
    }
    const embed = embedOf(item)
    if (embed !== null && !isStarter(embed)) this.#token(item, was, is)
    else if (embed !== null || isString(item)) this.#unit(item, was, is)
  }

  #token(item: Y.Item, was: boolean, is: boolean): void {
    const { remove, restore } = this.#context.tokens
    const embed = embedOf(item)!
    if (isStarter(embed)) return
    const stays = (is && !remove.has(item)) || restore.has(item)
    const step = (stack: Stack): void => (isOpen(embed) ? stack.push(embed.o) : stack.drop(embed.c))
    if (was) step(this.#before)
    if (stays) {
      step(this.#after)
      this.#wrap = null
    }
    this.#follow(idOf(embed))
    if (stays && !was && this.#after.open.length > MAX_DEPTH) this.swallowed = true
    if (restore.has(item)) this.fixes.push({ do: 'restoreToken', at: this.#position, embed, bid: idOf(embed) })
    if (is && remove.has(item)) this.fixes.push({ do: 'removeToken', at: this.#position, bid: idOf(embed) })
    if (is) this.#position++
  }

  /** Notes whether a bracket that was not around what follows is now, and takes it in. */
  #follow(bid: Bid): void {
    const kind = this.#context.kindOf(bid)
    const takesIn = (kind === 'ins' || kind === 'note') && this.#after.open.includes(bid) && !this.#before.open.includes(bid)
    if (takesIn && !this.#context.returns(bid)) this.#takesIn.add(bid)
    else this.#takesIn.delete(bid)
  }

  /** Characters, or a paragraph's starter. */
  #unit(item: Y.Item, was: boolean, is: boolean): void {
    const starter = embedOf(item)
    const born = starter !== null && isStarter(starter) ? starter.in : undefined
    const before = this.#before.owner(born)
    // A paragraph belongs to the addition that opens at its start; away from it, it is a paragraph like any other.
    const after = this.#after.owner(born !== undefined && this.#opensAt(item, born) ? born : undefined)
    if (was && !is) this.#deleted(item, before)
    else if (was && is) this.#survived(item, before, after)
    else if (this.#context.late.items.has(item)) this.fixes.push({ do: 'takeOut', at: this.#position, length: item.length })
    else if (after.holder !== this.#context.principal && !this.#context.free) this.#wrapHere(item.length, this.#context.principal)
    if (is) this.#position += item.length
  }

  /** Whether an addition opens at a paragraph's start: nothing is before it but new words and what others add there. */
  #opensAt(starter: Y.Item, bid: Bid): boolean {
    const { changes, kindOf } = this.#context
    if (kindOf(bid) !== 'ins') return false
    const additions = new Set<Bid>()
    for (let item = starter.right; item !== null; item = item.right) {
      const embed = item.deleted ? null : embedOf(item)
      if (embed === null) {
        if (!item.deleted && isString(item) && changes.existed(item) && additions.size === 0) return false
      } else if (isStarter(embed)) return false
      else if (!isOpen(embed)) additions.delete(embed.c)
      else if (embed.o === bid) return true
      else if (kindOf(embed.o) === 'ins') additions.add(embed.o)
    }
    return false
  }

  #deleted(item: Y.Item, before: Owner): void {
    const { free, late, principal, principalOf } = this.#context
    const agreed = late.deleted.has(item)
    if (!agreed && (free || before.holder === principal)) return
    this.#wrap = null
    if (this.#takesIn.size > 0 || this.#after.layer() !== before.layer) this.swallowed = true
    const author = principalOf(item.id.client)
    this.fixes.push({
      do: 'reinsert',
      at: this.#position,
      content: embedOf(item) ?? stringOf(item),
      of: { client: item.id.client, clock: item.id.clock },
      marks: marksIn(this.#marksBefore),
      lateBy: author === principal && before.layer === null && !agreed ? principal : null,
    })
  }

  #survived(item: Y.Item, before: Owner, after: Owner): void {
    const { free, principal, principalOf } = this.#context
    if (free) return
    if (this.#takesIn.size > 0 && before.holder !== principal) this.swallowed = true
    if (before.layer === after.layer) return this.#reformat(item, before)
    if (after.layer !== null && before.holder !== principal) {
      this.swallowed = true
      return
    }
    // Words that lost their bracket stay proposed, by whoever typed them.
    if (before.holder === null || after.holder === before.holder) return
    const author = principalOf(item.id.client)
    this.#wrapHere(item.length, author !== null && author !== '' ? author : before.holder)
  }

  #reformat(item: Y.Item, before: Owner): void {
    if (before.holder === this.#context.principal || sameMarks(this.#marksBefore, this.#marksAfter)) return
    const marks: Record<string, true | null> = {}
    for (const key of new Set([...Object.keys(this.#marksBefore), ...Object.keys(this.#marksAfter)])) {
      if (this.#marksBefore[key] !== this.#marksAfter[key]) marks[key] = this.#marksBefore[key] === true ? true : null
    }
    this.fixes.push({ do: 'format', from: this.#position, to: this.#position + item.length, marks })
  }

  #wrapHere(length: number, by: Principal): void {
    const wrap = this.#wrap
    if (wrap !== null && wrap.by === by && wrap.to === this.#position) wrap.to += length
    else {
      this.#wrap = { do: 'wrap', from: this.#position, to: this.#position + length, by }
      this.fixes.push(this.#wrap)
    }
  }
}

interface Owner {
  readonly layer: Bid | null
  readonly holder: Principal | null
}

/** Brackets open at the walk's position; each id opens once, as in reading. */
class Stack {
  readonly #context: PlanContext
  readonly #lives: (bid: Bid) => boolean
  readonly #done: Set<Bid>
  #open: readonly Bid[]
  #layer: Bid | null

  constructor(context: PlanContext, lives: (bid: Bid) => boolean, entry: readonly Bid[]) {
    this.#context = context
    this.#lives = lives
    this.#open = entry
    this.#done = new Set(entry)
    this.#layer = this.#innermost()
  }

  get open(): readonly Bid[] {
    return this.#open
  }

  push(bid: Bid): void {
    if (this.#done.has(bid) || !this.#lives(bid)) return
    this.#done.add(bid)
    this.#open = [...this.#open, bid]
    if (this.#context.kindOf(bid) === 'ins') this.#layer = bid
  }

  drop(bid: Bid): void {
    if (!this.#open.includes(bid)) return
    this.#open = this.#open.filter((open) => open !== bid)
    this.#layer = this.#innermost()
  }

  layer(): Bid | null {
    return this.#layer
  }

  /** Whose what stands here is; a starter born in a living bracket belongs to that one. */
  owner(born?: Bid): Owner {
    const layer = born !== undefined && this.#lives(born) ? born : this.#layer
    return { layer, holder: layer === null ? null : this.#context.holderOf(layer) }
  }

  #innermost(): Bid | null {
    return this.#open.findLast((open) => this.#context.kindOf(open) === 'ins') ?? null
  }
}

/** Whether two lists of brackets are the same, in the same order. */
export function sameBids(a: readonly Bid[], b: readonly Bid[]): boolean {
  return a === b || (a.length === b.length && a.every((bid, i) => bid === b[i]))
}

function sameMarks(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return a === b || [...Object.keys(a), ...Object.keys(b)].every((key) => a[key] === b[key])
}

function marksIn(marks: Record<string, unknown>): Marks {
  return Object.fromEntries(Object.entries(marks).filter(([, value]) => value === true)) as Marks
}
