// Who writes in a text, keystroke by keystroke (A1, A4, A6): the server's authority and the editor ask the same.
import { CHAIR } from '../ids.ts'
import { isClosed, type TextStatus } from '../text/meta.ts'
import type { Entry } from '../text/waiting.ts'
import { isDesk, type Actor } from './parties.ts'
import { no, YES, type Permission } from './permission.ts'

/** What somebody is told who wants to change a closed text. */
export const closedText = (status: TextStatus): string =>
  status === 'silent'
    ? 'A silence procedure is under way. The text does not change until it has ended.'
    : `This text is ${status === 'adref' ? 'agreed ad referendum' : 'adopted'}. It changes only after it is reopened.`

/** What a delegate is told where words do not enter by typing. */
const BY_PROPOSAL: Readonly<Record<Exclude<Entry, 'direct'>, string>> = {
  seconded: 'In this meeting a proposal is seconded before it enters the text. Press F and say what you propose.',
  queue: 'In this meeting a proposal passes the facilitator before it enters the text. Press F and say what you propose.',
}

/** Whether the actor may write in a text at all, and as whom. */
export function mayWrite(actor: Actor, status: TextStatus, entry: Entry = 'direct'): Permission {
  if (actor.role === 'observer') return no('AU-4', 'You are watching this meeting; observers do not write.')
  if (isClosed(status)) return no('AU-6', closedText(status))
  if (actor.principal === null) return no('AU-4', 'Choose the delegation you are typing for.')
  if (actor.principal !== CHAIR && actor.rights?.propose !== true)
    return no('AU-4', 'This delegation does not have the right to propose text in this meeting.')
  if (status === 'preparation' && actor.role === 'delegate')
    return no('AU-4', 'The text is still in preparation. Delegations can propose once it is issued.')
  return actor.role === 'delegate' && entry !== 'direct' ? no('AC-72', BY_PROPOSAL[entry]) : YES
}

/** Whether chair and secretariat may change standing words unmarked. */
export function writesFreely(actor: Actor, status: TextStatus): boolean {
  return status === 'preparation' && isDesk(actor) && actor.principal === CHAIR
}
