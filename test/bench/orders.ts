// What a load is made of, and what the processes that make it tell each other. Shapes only.
import type { Bid, Principal } from '@chapeau/shared/ids'

/** A place at a text on a server. */
export interface Seat {
  readonly path: string
  readonly cookie: string | null
  readonly principal: Principal
}

/** One who sits there. */
export interface Member extends Seat {
  readonly clientId: number
  /** Whether this one types. */
  readonly types: boolean
  /** Whether the arrival of every key is looked up at this one. */
  readonly sampled: boolean
  /** Which texts must end up the same. */
  readonly text: number
}

export interface Gathering {
  readonly port: number
  /** Whether the server answers a sync step 1; a floor does not. */
  readonly answers: boolean
  /** Whether it wants a hello. */
  readonly hello: boolean
  readonly base: Uint8Array
  readonly members: readonly Member[]
  /** Whether readers repeat the presence they hear, as y-websocket's client does. */
  readonly repeats: boolean
}

export interface Pace {
  /** Typed before the measuring begins, so that no server is measured while it is compiled. */
  readonly warmUp: number
  readonly seconds: number
  readonly keysPerSecond: number
}

export type Order =
  | { readonly order: 'gather'; readonly gathering: Gathering }
  | { readonly order: 'type'; readonly seconds: number; readonly keysPerSecond: number }
  | { readonly order: 'count' }
  | { readonly order: 'report' }

/** A key: which update of which client it was, by its last clock, and when it was sent. */
export interface Key {
  readonly text: number
  readonly clientId: number
  readonly clock: number
  readonly at: number
}

/** The words that a typist has put into a bracket. */
export interface Typed {
  readonly text: number
  readonly bid: Bid
  readonly words: string
}

/** What a crowd has sent so far. */
export interface Sent {
  readonly keys: readonly Key[]
  readonly typed: readonly Typed[]
  /** Each typist's last presence, by client id: its clock, and how many there were. */
  readonly presence: readonly { readonly clientId: number; readonly clock: number; readonly text: number }[]
}

/** What a crowd's members have in the end. */
export interface Report {
  /** Texts that members ended with: one for each different one, and how many have it. */
  readonly ends: readonly { readonly text: number; readonly state: Uint8Array; readonly members: number }[]
  /** Arrivals at sampled members: up to which clock of a client, and when. */
  readonly arrivals: readonly { readonly text: number; readonly arrived: readonly Key[] }[]
  /** Each member's last presence of each client, where several agree once. */
  readonly presence: readonly { readonly text: number; readonly clocks: ReadonlyMap<number, number>; readonly members: number }[]
  readonly messages: number
  readonly bytes: number
  /** Lines that went, refusals and returns; none when all is well. */
  readonly faults: readonly string[]
}

export type Answer =
  | { readonly answer: 'gathered' }
  | { readonly answer: 'typed'; readonly sent: Sent }
  | { readonly answer: 'count'; readonly bytes: number }
  | { readonly answer: 'report'; readonly report: Report }
