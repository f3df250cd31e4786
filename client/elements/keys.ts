// What a key of the page does, by what is drawn: the same buttons that a press would press.
import type { Principal } from '@chapeau/shared/ids'
import type { View } from '@chapeau/shared/text/views'
import type { Button } from '../page/buttons.ts'
import type { KeyAction } from '../page/keys.ts'
import type { Decisions } from './decisions.ts'
import type { DeskView } from './desk.ts'

/** What keys reach of the page. */
export interface KeyReach {
  readonly drawn: DeskView | null
  readonly decisions: Decisions
  press(button: Button, over: readonly Principal[]): void
  /** Opens the fields of a button that asks for words first. */
  ask(button: Button): void
  step(step: 1 | -1): void
  view(view: View): void
  projector(): void
  open(dialog: 'chapeau-palette' | 'chapeau-help-dialog'): void
  leave(): void
}

export function runKey(action: KeyAction, reach: KeyReach): void {
  switch (action.do) {
    case 'step':
      return reach.step(action.step)
    case 'press':
      return press(buttonFor(action.key, reach), reach)
    case 'choose':
      return press(reach.drawn?.buttons.decide.filter(({ id }) => id.startsWith('choose-'))[action.n - 1], reach)
    case 'park':
      return park(reach)
    case 'undo':
      return undo(reach)
    case 'view':
      return reach.view(action.view)
    case 'projector':
      return reach.projector()
    case 'palette':
      return reach.open('chapeau-palette')
    case 'help':
      return reach.open('chapeau-help-dialog')
    case 'leave':
      return reach.leave()
  }
}

function buttonFor(wanted: string, { drawn }: KeyReach): Button | undefined {
  const { decide = [], own = [] } = drawn?.buttons ?? {}
  return [...decide, ...own].find(({ key, permission }) => key === wanted && permission.ok)
}

/** A second press of the same button names who objects. */
function press(button: Button | undefined, { decisions: { answer }, press: carry, ask }: KeyReach): void {
  if (button === undefined || !button.permission.ok) return
  if (button.asks !== null) return ask(button)
  carry(button, answer?.kind === 'objection' && answer.buttonId === button.id ? answer.objectors : [])
}

/** Parks the paragraph, or opens one that is parked. */
function park({ drawn, decisions }: KeyReach): void {
  const steps = drawn?.paragraph?.steps ?? []
  const isParked = steps.some(({ state, current }) => state === 'parked' && current)
  const step = steps.find(({ state }) => state === (isParked ? 'open' : 'parked'))
  if (step?.permission.ok === true) void decisions.make(step.wish)
}

function undo({ drawn, decisions }: KeyReach): void {
  const last = drawn?.actions.undo
  if (last?.permission.ok === true) void decisions.make({ act: 'undo', seq: last.seq })
}

/** Keys that act on the text; each waits for the act before it. */
const ACTING: ReadonlySet<KeyAction['do']> = new Set(['press', 'choose', 'park', 'undo'])

/** How far the act before has come: on its way; done; told of in the record, which undoing goes by. */
export interface Progress {
  readonly pending: boolean
  readonly succeeded: boolean
  readonly told: boolean
}

/**
 * Keeps a key that is pressed while an act is on its way, until it is done. After one that was refused the key is forgotten: it was
 * pressed before its words were read.
 */
export class WaitingKey {
  #action: KeyAction | null = null

  /** Whether the action has to wait; it is kept then. */
  keeps(action: KeyAction, progress: Progress): boolean {
    if (!ACTING.has(action.do) || isReady(action, progress)) return false
    this.#action = action
    return true
  }

  /** The action whose time has come; null for none. */
  take(progress: Progress): KeyAction | null {
    const action = this.#action
    if (action === null || !isReady(action, progress)) return null
    this.#action = null
    return progress.succeeded ? action : null
  }
}

const isReady = ({ do: what }: KeyAction, { pending, told }: Progress): boolean => !pending && (what !== 'undo' || told)
