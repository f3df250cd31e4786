// Who is here: one chip a delegation, from the presence that the server has stamped.
import { CHAIR, type Principal } from '@chapeau/shared/ids'
import type { Role } from '@chapeau/shared/policy'

/** One open page, as presence tells it. */
export interface Presence {
  readonly name: string
  readonly principal: Principal | null
  readonly role: Role
}

/** A party with at least one page open. `names`: the persons, each once. */
export interface Party {
  readonly principal: Principal | null
  readonly role: Role
  readonly names: readonly string[]
}

const ROLES: readonly Role[] = ['chair', 'secretariat', 'delegate', 'observer']

/** A presence state as received; `null` when it says nobody. Presence comes from the wire: nothing in it is trusted to be there. */
export function presenceOf(state: unknown): Presence | null {
  const stamp = (state as { user?: Record<string, unknown> } | null)?.user
  if (typeof stamp !== 'object' || stamp === null) return null
  const role = ROLES.find((one) => one === stamp['role'])
  if (role === undefined) return null
  const { name, principal } = stamp
  return {
    name: typeof name === 'string' ? name : '',
    principal: typeof principal === 'string' && principal !== '' ? principal : null,
    role,
  }
}

/** Parties in the order of the room: the chair, delegations by code, then those who watch. */
export function partiesOf(presences: readonly Presence[]): Party[] {
  const parties = new Map<string, { principal: Principal | null; role: Role; names: string[] }>()
  for (const { name, principal, role } of presences) {
    const key = role === 'observer' ? 'observer' : `${principal ?? ''}`
    const party = parties.get(key)
    if (party === undefined) parties.set(key, { principal: role === 'observer' ? null : principal, role, names: name === '' ? [] : [name] })
    else if (name !== '' && !party.names.includes(name)) party.names.push(name)
  }
  const rank = ({ principal, role }: Party): number => (principal === CHAIR ? 0 : role === 'observer' ? 2 : 1)
  return [...parties.values()].sort((a, b) => rank(a) - rank(b) || (a.principal ?? '').localeCompare(b.principal ?? ''))
}
