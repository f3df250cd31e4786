// The wire of one text (DESIGN 6, docs/protocol.md): message numbers, own messages, close codes.
// Messages 0 to 3 are y-websocket's; from 100 up they are ours, each a varUint type and one JSON varString.
import type { Principal } from '../ids.ts'

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  hello: 100,
  saved: 101,
  returned: 102,
  refused: 103,
  recorded: 104,
  aside: 105,
} as const

/** client → server, before its first update and again when a typist changes the delegation it types for. */
export interface Hello {
  readonly clientIDs: readonly number[]
  readonly onBehalfOf?: Principal
}

/** server → client: this connection's sync frames up to the n-th (counted from 1) are on disk. */
export interface Saved {
  readonly n: number
}

/** server → client: words that could not enter the text are given back to the person. */
export interface Returned {
  readonly rule: string
  readonly message: string
  readonly place: string
  readonly words: string
}

/** server → client: this client id is dead; start a new document and show the person the words it had. */
export interface Refused {
  readonly rule: string
  readonly message: string
  readonly clientId: number | null
}

/** server → client: the record has grown. `head`: hash of the newest entry, hex. */
export interface Recorded {
  readonly seq: number
  readonly head: string
}

/**
 * server → client: what is for this seat's ears and not the room's, by keys like those of the overrides. `whole`: this is
 * all of it, sent with the text; otherwise what has changed.
 */
export interface AsideMessage {
  readonly whole: boolean
  readonly set: readonly { readonly key: string; readonly value: unknown }[]
  readonly gone: readonly string[]
}

/** 4400–4499 stop a client for good, 4500–4599 mean: come back later. */
export const CLOSE = {
  badMessage: 4400,
  notJoined: 4401,
  notAllowed: 4403,
  noSuchText: 4404,
  /** What is stored does not match its record; the text stays closed. */
  damaged: 4410,
  tooLarge: 4413,
  stopping: 4500,
  storage: 4501,
  overloaded: 4502,
} as const
