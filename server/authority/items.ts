// The one place that touches Yjs' internal list: items of the body, which of them an update brought, deleted
// or found. Pinned to the exact Yjs version; the authority's tests must be run again when it changes.
import type { Embed, Marks } from '@chapeau/shared/text/model'
import * as Y from 'yjs'

export type BodyItem = Y.Item

export const isString = (item: Y.Item): boolean => item.content instanceof Y.ContentString
export const isFormat = (item: Y.Item): boolean => item.content instanceof Y.ContentFormat

/** The embed an item holds; null for characters and formatting. Still readable in the transaction that deleted it. */
export function embedOf(item: Y.Item): Embed | null {
  return item.content instanceof Y.ContentEmbed ? (item.content.embed as Embed) : null
}

export const stringOf = (item: Y.Item): string => (item.content as Y.ContentString).str

export function formatOf(item: Y.Item): { key: string; value: unknown } {
  return item.content as Y.ContentFormat
}

/** The body's first item, deleted or not. */
export const firstOf = (body: Y.Text): Y.Item | null => (body as unknown as { _start: Y.Item | null })._start

/** Whether the body has ever held formatting. */
export const hasFormats = (body: Y.Text): boolean => (body as unknown as { _hasFormatting: boolean })._hasFormatting

/**
 * Makes Yjs forget the places it has remembered. It does so by itself only when a transaction that brought something from elsewhere
 * ends; whoever writes by position within one must ask for it.
 */
export function forgetPlaces(body: Y.Text): void {
  const { _searchMarker: markers } = body as unknown as { _searchMarker: unknown[] | null }
  if (markers !== null) markers.length = 0
}

/** Items of the body in order, deleted ones included. */
export function* itemsOf(body: Y.Text): Generator<Y.Item> {
  for (let item = firstOf(body); item !== null; item = item.right) yield item
}

/** What one transaction did to the body. */
export interface Changes {
  /** Live items that the transaction brought. */
  readonly fresh: readonly Y.Item[]
  /** Items that existed before and are deleted now; their content can still be read. */
  readonly dead: ReadonlySet<Y.Item>
  existed(item: Y.Item): boolean
  /** Whether an item was live before the transaction. */
  was(item: Y.Item): boolean
}

export function changesOf(transaction: Y.Transaction, body: Y.Text, clients: Iterable<number>): Changes {
  const before = transaction.beforeState
  const existed = (item: Y.Item): boolean => item.id.clock < (before.get(item.id.client) ?? 0)
  const dead = new Set<Y.Item>()
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.parent === body && existed(struct)) dead.add(struct)
  })
  const fresh: Y.Item[] = []
  for (const client of clients) collectFresh(transaction, body, client, fresh)
  return { fresh, dead, existed, was: (item) => existed(item) && (!item.deleted || dead.has(item)) }
}

function collectFresh(transaction: Y.Transaction, body: Y.Text, client: number, fresh: Y.Item[]): void {
  const structs = transaction.doc.store.clients.get(client)
  const from = transaction.beforeState.get(client) ?? 0
  if (structs === undefined || Y.getState(transaction.doc.store, client) <= from) return
  for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
    const struct = structs[i]
    if (struct instanceof Y.Item && struct.id.clock >= from && struct.parent === body && !struct.deleted) fresh.push(struct)
  }
}

/** The struct at an id that the store knows; null beyond its state. */
export function structAt(doc: Y.Doc, id: Y.ID): Y.Item | Y.GC | null {
  const structs = doc.store.clients.get(id.client)
  if (structs === undefined || id.clock >= Y.getState(doc.store, id.client)) return null
  return structs[Y.findIndexSS(structs, id.clock)] as Y.Item | Y.GC
}

/** Whether a delete of [clock, clock + length) would hit anything that is live. */
export function hitsLive(doc: Y.Doc, client: number, clock: number, length: number): boolean {
  const structs = doc.store.clients.get(client)
  if (structs === undefined || clock >= Y.getState(doc.store, client)) return false
  for (let i = Y.findIndexSS(structs, clock); i < structs.length && structs[i]!.id.clock < clock + length; i++) {
    if (!structs[i]!.deleted) return true
  }
  return false
}

/** Whether a delete of [clock, clock + length) would hit anything live that is not in the body. */
export function hitsBeside(body: Y.Text, client: number, clock: number, length: number): boolean {
  const { store } = body.doc!
  const structs = store.clients.get(client)
  if (structs === undefined || clock >= Y.getState(store, client)) return false
  for (let i = Y.findIndexSS(structs, clock); i < structs.length && structs[i]!.id.clock < clock + length; i++) {
    const struct = structs[i]!
    if (struct instanceof Y.Item && !struct.deleted && struct.parent !== body) return true
  }
  return false
}

/** Whether cutting a struct before `clock` would cut a surrogate pair in two; Yjs would destroy the character. */
export function cutsPair(struct: Y.Item | Y.GC | Y.Skip | null, clock: number): boolean {
  if (!(struct instanceof Y.Item) || !isString(struct)) return false
  const text = stringOf(struct)
  const at = clock - struct.id.clock
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
}

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00
const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000

/** Whether a string begins or ends inside a surrogate pair, or holds half of one. */
export const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text)

/** A change of the body in one pass from its beginning, as `Y.Text.applyDelta` takes it. */
export type Delta = (
  | { readonly retain: number; readonly attributes?: Readonly<Record<string, true | null>> }
  | { readonly delete: number }
  | { readonly insert: string | Embed; readonly attributes: Marks }
)[]

/**
 * Marks that the characters on both sides of each position share: an embed without them would cut a formatted run.
 * `positions`: in ascending order.
 */
export function commonMarks(body: Y.Text, positions: readonly number[]): Marks[] {
  const found: Marks[] = []
  let marks: Record<string, unknown> = {}
  let left: Record<string, unknown> = {}
  let at = 0
  for (let item = firstOf(body); item !== null && found.length < positions.length; item = item.right) {
    if (item.deleted) continue
    if (isFormat(item)) {
      const { key, value } = formatOf(item)
      marks = { ...marks, [key]: value }
      continue
    }
    if (isString(item)) {
      for (; positions[found.length]! <= at;) found.push(shared(left, marks))
      left = marks
      for (; positions[found.length]! < at + item.length;) found.push(shared(left, marks))
    }
    at += item.countable ? item.length : 0
  }
  return positions.map((_, i) => found[i] ?? {})
}

function shared(a: Record<string, unknown>, b: Record<string, unknown>): Marks {
  return Object.fromEntries(Object.keys(a).flatMap((key) => (a[key] === true && b[key] === true ? [[key, true as const]] : [])))
}
