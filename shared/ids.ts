// Identifiers of brackets, paragraphs and groups, and the principals they are born to.
// An id names its principal and the Yjs client that made it, so that who may have made it can be
// judged from the id alone, and two peers never make the same one (DESIGN 2).

import * as random from 'lib0/random'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]?: Name }

/** A delegation's code as written in ids and labels; `''` is nobody (imported, not yet attributed). */
export type Principal = Branded<'Principal'>
/** `<principal>:<clientID>.<n>`, the id of a bracket. */
export type Bid = Branded<'Bid'>
/** `<principal>:<clientID>.<n>`, the id of a paragraph. */
export type Pid = Branded<'Pid'>
/** `<principal>:<clientID>.<n>`, the id of a group of competing brackets. */
export type GroupId = Branded<'GroupId'>

/** The facilitator as a party: its words are the chair's proposals. */
export const CHAIR: Principal = 'CHAIR'
/** Whoever proposed an imported bracket, as long as nobody knows. */
export const NOBODY: Principal = ''

const CODE = /^[A-Z0-9-]{1,12}$/
const ID = /^([A-Z0-9-]{0,12}):(\d{1,10})\.(\d{1,9})$/

/** Yjs client ids from here up belong to the server, so that its repairs sort after typing (DESIGN 6). */
export const SERVER_CLIENT_IDS_FROM = 0xf000_0000

/** A client id for a person's document: Yjs' own choice would fall into the server's range once in sixteen times. */
export function newClientId(): number {
  return random.uint32() % SERVER_CLIENT_IDS_FROM
}

/** Whether `code` may name a delegation. */
export function isDelegationCode(code: string): boolean {
  return CODE.test(code)
}

/** The parts of an id; `null` when `id` is not one. */
export interface IdParts {
  readonly principal: Principal
  readonly clientId: number
  readonly n: number
}

export function parseId(id: string): IdParts | null {
  const match = ID.exec(id)
  if (match === null) return null
  const clientId = Number(match[2])
  if (clientId > 0xffff_ffff) return null
  return { principal: match[1]!, clientId, n: Number(match[3]) }
}

/**
 * A maker of ids that never repeats itself for one client id. `from` is the first number to use:
 * a client that reopens its document passes the number after the highest one it has used.
 */
export class IdMaker {
  readonly #clientId: number
  #next: number

  constructor(clientId: number, from = 1) {
    this.#clientId = clientId
    this.#next = from
  }

  make(principal: Principal): string {
    return `${principal}:${this.#clientId}.${this.#next++}`
  }
}
