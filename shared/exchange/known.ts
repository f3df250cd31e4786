// What an import is told beside the file: the meeting's delegations, whom authors speak for, and what a person changed of what was found.
import type { Principal } from '../ids.ts'
import type { Delegation } from '../policy/parties.ts'
import type { Choices } from '../protocol/choices.ts'
import type { TablesAs } from './blocks.ts'
import { strangerIn } from './misplaced.ts'
import { Parties } from './parties.ts'
import type { Unreadable } from './source.ts'

export interface Known {
  readonly delegations: readonly Delegation[]
  /** Which delegation an author speaks for, where somebody has said so. */
  readonly authors?: Readonly<Record<string, Principal>>
  readonly choices?: Choices
  /** What becomes of tables; left out: as they are, but for those with brackets or tracked changes. */
  readonly tables?: TablesAs
}

/** Who is who in a source; or which name was given to a delegation that is none. */
export function partiesOf({ delegations, choices }: Known): Parties | Unreadable {
  const names = choices?.names ?? {}
  const parties = new Parties(delegations, names)
  const stranger = strangerIn(names, (code) => parties.has(code))
  return stranger === null ? parties : { ok: false, message: `There is no delegation ${stranger} in this meeting.` }
}
