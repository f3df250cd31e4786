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
