// Who takes part in a meeting: roles of persons, delegations and their rights.
import type { Principal } from '../ids.ts'

export type Role = 'chair' | 'secretariat' | 'delegate' | 'observer'
export const ROLES: readonly Role[] = ['chair', 'secretariat', 'delegate', 'observer']
export type Preset = 'member' | 'observer' | 'stakeholder'

/** What a delegation may do in this meeting, whoever speaks for it. */
export interface Rights {
  readonly propose: boolean
  readonly standAlone: boolean
  readonly sponsor: boolean
  readonly counted: boolean
}

export const PRESET_RIGHTS: Readonly<Record<Preset, Rights>> = {
  member: { propose: true, standAlone: true, sponsor: true, counted: true },
  observer: { propose: true, standAlone: false, sponsor: true, counted: false },
  stakeholder: { propose: false, standAlone: false, sponsor: false, counted: false },
}

/** A party to the meeting. `members`: codes, when it is a group; being one gives no right to write for the group. */
export interface Delegation {
  readonly code: Principal
  readonly name: string
  readonly aliases: readonly string[]
  readonly preset: Preset
  readonly rights: Rights
  readonly members: readonly Principal[]
}

/** Who is acting: a seat, and for a typist the delegation it types for. */
export interface Actor {
  readonly role: Role
  /** The code that acts and words are by; `CHAIR` for chair and secretariat on their own behalf; null: none. */
  readonly principal: Principal | null
  readonly rights: Rights | null
}

/** Who hears what is not for the room: `chair`, which is the desk, or the seats of a delegation by its code. */
export type Ear = 'chair' | Principal

/** What somebody on a seat hears. */
export function earsOf({ role, delegation }: { readonly role: Role; readonly delegation: Principal | null }): readonly Ear[] {
  if (isDesk({ role })) return ['chair']
  return role === 'delegate' && delegation !== null ? [delegation] : []
}

/** Whether something for `audience` may be told to somebody with these ears. */
export const isFor = (audience: readonly Ear[], ears: readonly Ear[]): boolean => audience.some((ear) => ears.includes(ear))

/** Whether someone is of the desk: the facilitator or the secretariat. */
export const isDesk = ({ role }: Pick<Actor, 'role'>): boolean => role === 'chair' || role === 'secretariat'
