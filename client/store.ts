// What the page shows, as one value: the session writes it, elements read it. No behaviour lives here.
import { NOBODY, type Principal } from '@chapeau/shared/ids'
import type { Actor, Delegation, Permission } from '@chapeau/shared/policy'
import type { MeAnswer, MeetingAnswer, Problem, RecordLine, SeatAnswer } from '@chapeau/shared/protocol/api'
import type { Meta } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Link, Room } from './connection/line.ts'
import type { Party } from './page/people.ts'

/** Words that could not stay in the text, given back to the person. */
export interface GivenBack {
  readonly id: number
  readonly why: 'returned' | 'refused'
  readonly rule: string
  readonly message: string
  readonly place: string
  readonly words: string
}

/** A text opened under one seat. */
export interface Opened {
  readonly me: MeAnswer
  readonly seat: SeatAnswer
  readonly meeting: MeetingAnswer
  readonly textId: string
  /** Whom a typist types for; null for itself, `NOBODY` until it says for whom. */
  readonly onBehalfOf: Principal | null
}

/** A text as read last. `sv`: the state vector it was read at. */
export interface Sheet {
  readonly reading: Reading
  /** What the room knows. */
  readonly meta: Meta
  /** The same with what this seat has been told aside. */
  readonly heard: Meta
  readonly sv: Uint8Array
}

export interface Store {
  readonly phase: { readonly state: 'loading' | 'ready' } | { readonly state: 'failed'; readonly problem: Problem }
  readonly opened: Opened | null
  readonly actor: Actor
  readonly permission: Permission
  /** The server has said that this seat does not write now; null unless it has. */
  readonly barred: Permission | null
  readonly room: Room | null
  /** A new document is on its way, and what would be typed into this one would go nowhere. */
  readonly renewing: boolean
  /** Null until the server's text has arrived. */
  readonly sheet: Sheet | null
  /** What this seat has been told and the room has not, by keys like those of the overrides. */
  readonly asides: ReadonlyMap<string, unknown>
  readonly link: Link
  readonly saved: { readonly all: boolean; readonly at: Date | null }
  readonly seq: number
  readonly record: readonly RecordLine[]
  readonly parties: readonly Party[]
  readonly givenBack: readonly GivenBack[]
}

const NOBODY_YET: Actor = { role: 'observer', principal: null, rights: null }

export const EMPTY_STORE: Store = {
  phase: { state: 'loading' },
  opened: null,
  actor: NOBODY_YET,
  permission: { ok: false, rule: 'AU-4', message: 'The text is not open yet.' },
  barred: null,
  room: null,
  renewing: false,
  sheet: null,
  asides: new Map(),
  link: { state: 'connecting' },
  saved: { all: true, at: null },
  seq: 0,
  record: [],
  parties: [],
  givenBack: [],
}

/** Nobody has the floor: the typist's words would be nobody's (AC-70). */
export const WHOSE_WORDS: Permission = { ok: false, rule: 'AC-70', message: 'Whose words are these? Press F and say who has the floor.' }

/** Who acts under a seat, typing for `onBehalfOf` where that is not null. */
export function actorOf(seat: SeatAnswer, delegations: readonly Delegation[], onBehalfOf: Principal | null): Actor {
  const rightsOf = (code: Principal | null): Actor['rights'] => delegations.find((one) => one.code === code)?.rights ?? null
  if (seat.role === 'observer') return { role: 'observer', principal: null, rights: null }
  if (seat.role === 'delegate') return { role: 'delegate', principal: seat.delegation, rights: rightsOf(seat.delegation) }
  if (onBehalfOf === NOBODY) return { role: seat.role, principal: null, rights: null }
  const principal = seat.role === 'secretariat' && onBehalfOf !== null ? onBehalfOf : 'CHAIR'
  return { role: seat.role, principal, rights: rightsOf(principal) }
}
