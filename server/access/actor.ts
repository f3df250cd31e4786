// Who acts or writes: from a seat, and for a typist the delegation chosen, to the actor that policy judges.
// Identity comes from the session's seat, never from a message; a message only chooses among what the seat allows.
import { CHAIR, type Principal } from '@chapeau/shared/ids'
import { mayWrite, writesFreely, type Actor, type Delegation, type Rights } from '@chapeau/shared/policy'
import type { TextStatus } from '@chapeau/shared/text/meta'
import type { Entry } from '@chapeau/shared/text/waiting'
import type { Writer } from '../authority/types.ts'
import type { Person, Seat } from '../storage/port.ts'

/** The meeting's delegations by code. */
export type Parties = ReadonlyMap<Principal, Delegation>

/** A person on a seat. */
export interface Sitter {
  readonly person: Person
  readonly seat: Seat
}

export type Acting =
  | { readonly ok: true; readonly actor: Actor; readonly typist: boolean }
  | { readonly ok: false; readonly rule: string; readonly message: string }

/** The actor that a seat is when it speaks for itself or, where it may, for `onBehalfOf`. */
export function actingAs({ seat }: Sitter, onBehalfOf: Principal | undefined, parties: Parties): Acting {
  const { role } = seat
  if (role === 'observer') return { ok: true, actor: { role, principal: null, rights: null }, typist: false }
  const own = role === 'delegate' ? seat.delegation : CHAIR
  const principal = onBehalfOf ?? own
  if (principal !== own && role !== 'secretariat') return no('AU-2', 'Only the secretariat types for another delegation.')
  if (principal !== null && principal !== CHAIR && !parties.has(principal))
    return no('AU-2', `There is no delegation ${principal} in this meeting.`)
  return { ok: true, actor: { role, principal, rights: rightsOf(principal, parties) }, typist: principal !== own }
}

/** What a principal may do in the meeting as it is now; null for nobody and for who sits here no more. */
export function rightsOf(principal: Principal | null, parties: Parties): Rights | null {
  return principal === null ? null : (parties.get(principal)?.rights ?? null)
}

/** What an actor may write in a text of this status, with the client ids bound to its connection. */
export function writerOf(actor: Actor, status: TextStatus, clientIds: ReadonlySet<number>, entry?: Entry): Writer {
  return {
    principal: actor.principal ?? '',
    clientIds,
    mayWrite: mayWrite(actor, status, entry).ok,
    free: writesFreely(actor, status),
  }
}

const no = (rule: string, message: string): Acting => ({ ok: false, rule, message })
