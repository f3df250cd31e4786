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

/** Whether someone is of the desk: the facilitator or the secretariat. */
export const isDesk = ({ role }: Pick<Actor, 'role'>): boolean => role === 'chair' || role === 'secretariat'
