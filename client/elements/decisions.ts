// Carries one press at a time to the server and keeps what came of it. No rendering, no policy.
import type { Decision } from '@chapeau/shared/brackets/decide'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { ActResult, Wish } from '../connection/acts.ts'
import type { Button } from '../page/buttons.ts'
import type { PressAnswer } from './answer.ts'

/** Where an answer belongs: beside the bracket's buttons, the paragraph's, or the text's. */
export type Place = 'bracket' | 'paragraph' | 'text'

/** A wish that was refused until it names whom it passes over. */
export interface Again {
  readonly wish: Wish
  readonly objectors: readonly Principal[]
  readonly absent: readonly Principal[]
}

/** Acts on the whole text. */
const WHOLE: ReadonlySet<string> = new Set(['issue', 'revise', 'agreeText', 'adopt', 'undo', 'caveat', 'reinstate'])

export class Decisions {
  busy: string | null = null
  answer: PressAnswer | null = null
  again: Again | null = null
  /** Put together so far, to be offered as one. */
  packing: readonly Decision[] = []
  /** Number of the entry of the last act that was done; 0 for none. */
  latest = 0
  /** Whether the last act was done. */
  succeeded = true
  #pending = 0
  readonly refusals: Record<Place, string> = { bracket: '', paragraph: '', text: '' }
  readonly #act: (wish: Wish) => Promise<ActResult>
  readonly #changed: () => void

  constructor(act: (wish: Wish) => Promise<ActResult>, changed: () => void) {
    this.#act = act
    this.#changed = changed
  }

  /** Presses a button of the selected bracket. Answers whether it was done. */
  async press(button: Button, over: readonly Principal[]): Promise<boolean> {
    const { wish } = button
    if (wish === null || this.busy !== null) return false
    this.busy = button.id
    this.answer = null
    this.#changed()
    const result = await this.#perform(withOver(wish, over))
    this.busy = null
    this.answer = answerOf(result, button)
    this.#changed()
    return result.status === 'done'
  }

  /** Makes a wish that is not a bracket's. */
  async make(wish: Wish): Promise<boolean> {
    const place: Place = WHOLE.has(wish.act) || ('target' in wish && wish.target === null) ? 'text' : 'paragraph'
    this.refusals[place] = ''
    this.again = null
    const result = await this.#perform(wish)
    if (result.status !== 'done') this.refusals[place] = result.message
    if (result.status === 'refused' && (result.objectors ?? result.absent) !== undefined)
      this.again = { wish, objectors: result.objectors ?? [], absent: result.absent ?? [] }
    this.#changed()
    return result.status === 'done'
  }

  /** Whether an act is on its way. */
  get pending(): boolean {
    return this.#pending > 0
  }

  async #perform(wish: Wish): Promise<ActResult> {
    this.#pending++
    const result = await this.#act(wish).finally(() => this.#pending--)
    this.succeeded = result.status === 'done'
    if (result.status === 'done') this.latest = result.seq
    return result
  }

  /** Puts one decision more, or others, into the package. */
  pack(decisions: readonly Decision[]): void {
    this.packing = decisions
    this.#changed()
  }

  /** Forgets answers: another bracket is selected. */
  forget(bid: Bid | null): void {
    if (bid === null || this.answer !== null) this.answer = null
    this.refusals.paragraph = ''
    this.again = null
    this.refusals.text = ''
  }
}

function withOver(wish: Wish, over: readonly Principal[]): Wish {
  if (over.length === 0 || !(wish.act === 'keep' || wish.act === 'remove' || wish.act === 'choose' || wish.act === 'decide')) return wish
  return { ...wish, over: [...over] }
}

function answerOf(result: ActResult, button: Button): PressAnswer | null {
  if (result.status === 'done') return null
  if (result.status === 'failed') return { kind: 'failed', message: result.message }
  const { objectors, words, message, rule } = result
  if (objectors !== undefined) return { kind: 'objection', buttonId: button.id, objectors, message }
  return words === undefined ? { kind: 'refused', message, rule } : { kind: 'changed', message, words }
}
