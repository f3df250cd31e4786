// Pre-check (DESIGN 3, step 1): judges a decoded update before anything of it is applied. An allow-list: what is
// not named here is refused. Nothing in this file changes the document.
import { parseId, SERVER_CLIENT_IDS_FROM, type Pid } from '@chapeau/shared/ids'
import { isStarter, MARKS } from '@chapeau/shared/text/model'
import { parseEmbed } from '@chapeau/shared/text/schema'
import { BODY } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import type { Ground } from './ground.ts'
import { embedOf, hasFormats, hasLoneSurrogate, hitsBeside, hitsLive, isFormat, structAt } from './items.ts'
import { isWithin, takesMoreThan } from './mass.ts'
import type { Refusal, Writer } from './types.ts'
import { decode, faultIn, type Decoded } from './wellformed.ts'

/** Bytes of one update. A day's offline work of a delegation stays below a tenth of this. */
export const MAX_UPDATE_BYTES = 2_000_000

/** New items of one update. A day of typing with the caret all over the text makes some thousand. */
export const MAX_UPDATE_ITEMS = 50_000
/** Brackets that one update opens, and paragraphs that it starts. A day offline makes some dozens. */
export const MAX_UPDATE_BRACKETS = 1_000
/** Characters of others that one update takes away. Honest editors take none; docs/performance.md has the measurements. */
export const MAX_OTHERS_DELETED = 2_000

/** Control characters, and those that turn the direction of text around for everyone after them. */
export const FORBIDDEN_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

export type Precheck =
  | {
      readonly status: 'ok'
      readonly clients: readonly number[]
      readonly empty: boolean
      /** Whether the update is news and nothing else, so that everybody may get it as it came. */
      readonly asItCame: boolean
    }
  | { readonly status: 'resync'; readonly reason: string }
  | Refusal

/** Judges what can be judged before anything is applied. */
export function precheck(update: Uint8Array, ground: Ground, writer: Writer): Precheck {
  if (update.length > MAX_UPDATE_BYTES) return refused('AU-9', `This change is larger than ${MAX_UPDATE_BYTES} bytes.`, signer(writer))
  const decoded = decode(update)
  if (decoded === null) return refused('AU-9', 'This change could not be read.', signer(writer))
  const ranges = rangesOf(decoded, ground.doc)
  if ('status' in ranges) return ranges
  return (
    checkStructs(decoded, ranges, ground, writer) ??
    checkSize(decoded, ground, writer) ??
    checkStarters(decoded, ground, writer) ??
    checkDeletes(decoded, ranges, ground, writer) ??
    checkWhole(update, decoded, ground, writer) ??
    checkMass(decoded, ground, writer) ??
    accepted(decoded, ranges, ground, update.length)
  )
}

/** End of what is known per client, this update included; a gap asks for everything since. */
function rangesOf(decoded: Decoded, doc: Y.Doc): Map<number, number> | Precheck {
  const ends = new Map<number, number>()
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id
    if (struct instanceof Y.Skip) return { status: 'resync', reason: 'the update skips something' }
    const end = ends.get(client) ?? Y.getState(doc.store, client)
    if (clock > end) return { status: 'resync', reason: `a gap before clock ${clock} of client ${client}` }
    ends.set(client, Math.max(end, clock + struct.length))
  }
  return ends
}

function checkStructs(decoded: Decoded, ends: ReadonlyMap<number, number>, ground: Ground, writer: Writer): Precheck | null {
  const { doc } = ground
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id
    if (clock + struct.length <= Y.getState(doc.store, client)) continue
    if (!writer.mayWrite) return refused('AU-4', 'This seat does not write in this text.', client)
    if (client >= SERVER_CLIENT_IDS_FROM || !writer.clientIds.has(client)) {
      return refused('AU-2', 'This change is signed with an identity that is not yours.', client)
    }
    if (!(struct instanceof Y.Item)) continue
    const fault = checkPlace(struct, ends, ground) ?? checkContent(struct)
    if (fault !== null) return fault
  }
  return null
}

/** Every item goes into the body: named as root, or beside an item that is in it. */
function checkPlace(item: Y.Item, ends: ReadonlyMap<number, number>, { doc, body }: Ground): Precheck | null {
  const { client } = item.id
  if (item.parentSub !== null) return refused('AU-9', 'Only the server writes beside the text.', client)
  if (item.parent !== null && (item.parent as unknown) !== BODY) return refused('AU-9', 'This change writes outside the text.', client)
  for (const id of [item.origin, item.rightOrigin]) {
    if (id === null) continue
    if (id.clock >= (ends.get(id.client) ?? Y.getState(doc.store, id.client))) return { status: 'resync', reason: 'an unknown neighbour' }
    const neighbour = structAt(doc, id)
    if (neighbour !== null && (!(neighbour instanceof Y.Item) || neighbour.parent !== body)) {
      return refused('AU-9', 'This change writes outside the text.', client)
    }
  }
  return null
}

function checkContent(item: Y.Item): Precheck | null {
  const { client } = item.id
  const { content } = item
  if (content instanceof Y.ContentString) {
    if (hasLoneSurrogate(content.str)) return refused('AU-9', 'This change cuts a character in two.', client)
    return FORBIDDEN_CHARACTERS.test(content.str) ? refused('AU-9', 'This change holds control characters.', client) : null
  }
  if (content instanceof Y.ContentFormat) {
    const known = (MARKS as readonly string[]).includes(content.key) && ((content.value as unknown) === true || content.value === null)
    return known ? null : refused('AU-9', 'Only bold, italic and underline are known here.', client)
  }
  if (content instanceof Y.ContentDeleted) return null
  if (!(content instanceof Y.ContentEmbed)) return refused('AU-9', 'This change holds something that is no text.', client)
  return parseEmbed(content.embed) === null ? refused('AU-9', 'This change holds something that is no text.', client) : null
}

/** A paragraph is born under its writer's name and an id that stands nowhere else. */
function checkStarters(decoded: Decoded, { doc, registry }: Ground, writer: Writer): Precheck | null {
  const goes = (item: Y.Item): boolean => isWithin(item.id.clock, decoded.ds.clients.get(item.id.client) ?? [])
  const born = new Set<Pid>()
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item) || struct.id.clock < Y.getState(doc.store, struct.id.client)) continue
    const embed = embedOf(struct)
    if (embed === null || !isStarter(embed)) continue
    const mine = parseId(embed.p)?.principal === writer.principal && registry.mayStart(embed.p, goes)
    // One that is gone again already may have a successor in the same update: its author's undo.
    if (!mine || (born.has(embed.p) && !goes(struct))) {
      return refused('AU-9', 'This change starts a paragraph under an identity that is not its own.', struct.id.client)
    }
    if (!goes(struct)) born.add(embed.p)
  }
  return null
}

/** What is known already is not looked at above; Yjs does look at it. */
function checkWhole(update: Uint8Array, decoded: Decoded, { doc }: Ground, writer: Writer): Precheck | null {
  const fault = faultIn(update, decoded, doc)
  return fault === null ? null : refused('AU-9', fault, authorIn(decoded, doc, writer))
}

/** More at once than a person does in a day offline is set aside whole (AU-10). */
function checkSize(decoded: Decoded, { doc }: Ground, writer: Writer): Precheck | null {
  const fresh = decoded.structs.filter(({ id, length }) => id.clock + length > Y.getState(doc.store, id.client))
  if (fresh.length <= MAX_UPDATE_BRACKETS) return null
  const count = (key: 'o' | 'p'): number =>
    fresh.reduce((sum, struct) => sum + (struct instanceof Y.Item && key in (embedOf(struct) ?? {}) ? 1 : 0), 0)
  if (fresh.length <= MAX_UPDATE_ITEMS && count('o') <= MAX_UPDATE_BRACKETS && count('p') <= MAX_UPDATE_BRACKETS) return null
  return setAside(
    'Your change brings more at once than a person types in days. It was set aside; chair and secretariat can see it.',
    authorIn(decoded, doc, writer),
  )
}

function checkMass(decoded: Decoded, ground: Ground, writer: Writer): Precheck | null {
  if (writer.free || !takesMoreThan(MAX_OTHERS_DELETED, decoded.ds.clients, writer.principal, ground)) return null
  return setAside(
    'Your change would have removed many words of others at once. It was set aside; chair and secretariat can see it.',
    authorIn(decoded, ground.doc, writer),
  )
}

function checkDeletes(decoded: Decoded, ends: ReadonlyMap<number, number>, { doc, body }: Ground, writer: Writer): Precheck | null {
  for (const [client, deletes] of decoded.ds.clients) {
    for (const { clock, len } of deletes) {
      if (clock + len > (ends.get(client) ?? Y.getState(doc.store, client)))
        return { status: 'resync', reason: 'a delete of something unknown' }
      // What is deleted already may be named again: sync step 2 always carries the whole delete set.
      if (!writer.mayWrite && hitsLive(doc, client, clock, len)) return refused('AU-4', 'This seat does not write in this text.', null)
      if (hitsBeside(body, client, clock, len)) return refused('AU-9', 'Only the server writes beside the text.', signer(writer))
    }
  }
  return null
}

function accepted(decoded: Decoded, ends: ReadonlyMap<number, number>, { doc, body }: Ground, bytes: number): Precheck {
  const brings = [...ends].some(([client, end]) => end > Y.getState(doc.store, client))
  const deletes = [...decoded.ds.clients].some(([client, ranges]) => ranges.some(({ clock, len }) => hitsLive(doc, client, clock, len)))
  const asItCame = bytes <= MAX_AS_IT_CAME && decoded.structs.every((struct) => isNews(struct, doc)) && !mayTidy(body, decoded)
  return { status: 'ok', clients: [...ends.keys()], empty: !brings && !deletes, asItCame }
}

/** Behind that an update may carry a history of deletions that nobody needs again. */
const MAX_AS_IT_CAME = 2_048

const isNews = (struct: Decoded['structs'][number], doc: Y.Doc): boolean =>
  struct.id.clock >= Y.getState(doc.store, struct.id.client) && !(struct instanceof Y.Item && isFormat(struct))

/** Whether Yjs may take out formatting that has become needless, and so write more than the update says. */
const mayTidy = (body: Y.Text, decoded: Decoded): boolean => decoded.ds.clients.size > 0 && hasFormats(body)

/** Whose client id is dead: the one of this connection that the update brings something from. */
const authorIn = ({ structs }: Decoded, doc: Y.Doc, writer: Writer): number | null =>
  structs.find(({ id, length }) => writer.clientIds.has(id.client) && id.clock + length > Y.getState(doc.store, id.client))?.id.client ??
  signer(writer)

/** Whose client id is dead when the update cannot say: the one this connection bound last. */
const signer = ({ clientIds }: Writer): number | null => [...clientIds].at(-1) ?? null

function refused(rule: string, message: string, clientId: number | null): Refusal {
  return { status: 'refused', rule, message, clientId }
}

function setAside(message: string, clientId: number | null): Refusal {
  return { status: 'quarantined', rule: 'AU-10', message, clientId }
}
