// One act's change of body and meta, written so that it can be taken back: every cut keeps its runs and its place,
// every override its former value (A7: undoing an act is a new act).
import { digest } from '@chapeau/shared/brackets/words'
import type { Pid } from '@chapeau/shared/ids'
import { isStarter, isText, runLength, type Embed, type Run } from '@chapeau/shared/text/model'
import { bodyOf, insertRuns, metaMapOf, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { commonMarks } from '../authority/items.ts'
import type { ActUndo } from './types.ts'

/** Origin of transactions in which acts are carried out. */
export class ActOrigin {
  readonly act: string
  constructor(act: string) {
    this.act = act
  }
}

interface Cut {
  /** JSON of the relative position that the runs stood behind. */
  readonly place: unknown
  readonly runs: readonly Run[]
}

interface UndoData {
  readonly cuts: readonly Cut[]
  /** Ids of embeds that the act inserted. */
  readonly inserted: readonly string[]
  readonly meta: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>
  /** Touched paragraphs as the act left them: id → digest. */
  readonly paragraphs: Readonly<Record<Pid, string>>
}

/** Writes to a text on behalf of one act; use inside one transaction, body positions from right to left. */
export class Change {
  readonly #doc: Y.Doc
  readonly #body: Y.Text
  readonly #meta: Y.Map<unknown>
  readonly #cuts: Cut[] = []
  readonly #inserted: string[] = []
  readonly #places: Y.RelativePosition[] = []
  readonly #overrides = new Map<string, { before: unknown; after: unknown }>()

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#body = bodyOf(doc)
    this.#meta = metaMapOf(doc)
  }

  cut(from: number, to: number): void {
    const place = Y.createRelativePositionFromTypeIndex(this.#body, from, -1)
    this.#places.push(place)
    this.#cuts.push({ place: Y.relativePositionToJSON(place), runs: slice(runsOf(this.#body), from, to) })
    this.#body.delete(from, to - from)
  }

  embed(at: number, embed: Embed): void {
    this.#body.insertEmbed(at, embed, commonMarks(this.#body, [at])[0]!)
    this.#inserted.push(idOf(embed))
    this.#places.push(Y.createRelativePositionFromTypeIndex(this.#body, at, -1))
  }

  words(at: number, words: string): void {
    this.#body.insert(at, words, commonMarks(this.#body, [at])[0]!)
    this.#places.push(Y.createRelativePositionFromTypeIndex(this.#body, at, -1))
  }

  /** Sets an override; undefined takes it away. */
  set(key: string, value: unknown): void {
    const before = this.#meta.get(key)
    const known = this.#overrides.get(key)
    this.#overrides.set(key, { before: known === undefined ? before : known.before, after: value })
    if (value === undefined) this.#meta.delete(key)
    else this.#meta.set(key, value)
  }

  /** What is needed to take the change back; call when it is complete. */
  undo(): ActUndo {
    const touched = new Set(this.#places.map((place) => paragraphOf(this.#body, indexOf(place, this.#doc))))
    const data: UndoData = {
      cuts: this.#cuts,
      inserted: this.#inserted,
      meta: Object.fromEntries(this.#overrides),
      paragraphs: paragraphDigests(this.#body, touched),
    }
    return data as unknown as ActUndo
  }
}

/** What has changed since an act, in words; null when it can be taken back exactly. */
export function changedSince(doc: Y.Doc, undo: ActUndo): string | null {
  const { cuts, meta, paragraphs } = undo as unknown as UndoData
  const cut = new Set(cuts.flatMap(({ runs }) => runs.flatMap((run) => (isText(run) ? [] : [idOf(run.insert)]))))
  if (runsOf(bodyOf(doc)).some((run) => !isText(run) && cut.has(idOf(run.insert)))) return 'what it took away stands again'
  const now = paragraphDigests(bodyOf(doc), new Set(Object.keys(paragraphs)))
  if (Object.entries(paragraphs).some(([pid, hash]) => now[pid] !== hash)) return 'the paragraph has been changed since'
  const map = metaMapOf(doc)
  const differs = Object.entries(meta).some(([key, { after }]) => JSON.stringify(map.get(key)) !== JSON.stringify(after))
  return differs ? 'another decision has been taken on it since' : null
}

/** Takes a change back; must run inside a transaction, after `changedSince` said null. */
export function takeBack(doc: Y.Doc, undo: ActUndo): void {
  const body = bodyOf(doc)
  const { cuts, inserted, meta } = undo as unknown as UndoData
  removeEmbeds(body, new Set(inserted))
  // Cuts were made from right to left; they are put back the other way round.
  for (const { place, runs } of cuts.toReversed()) {
    insertRuns(body, indexOf(Y.createRelativePositionFromJSON(place), doc), runs)
  }
  const map = metaMapOf(doc)
  for (const [key, { before }] of Object.entries(meta)) {
    if (before === undefined) map.delete(key)
    else map.set(key, before)
  }
}

function removeEmbeds(body: Y.Text, ids: ReadonlySet<string>): void {
  const positions: number[] = []
  let at = 0
  for (const run of runsOf(body)) {
    if (!isText(run) && ids.has(idOf(run.insert))) positions.push(at)
    at += runLength(run)
  }
  for (const position of positions.toReversed()) body.delete(position, 1)
}

const idOf = (embed: Embed): string => ('p' in embed ? embed.p : 'o' in embed ? embed.o : embed.c)

function indexOf(place: Y.RelativePosition, doc: Y.Doc): number {
  return Y.createAbsolutePositionFromRelativePosition(place, doc)?.index ?? 0
}

function slice(runs: readonly Run[], from: number, to: number): Run[] {
  const taken: Run[] = []
  let at = 0
  for (const run of runs) {
    const length = runLength(run)
    const begin = Math.max(from - at, 0)
    const end = Math.min(to - at, length)
    if (begin < end) taken.push(isText(run) ? { ...run, insert: run.insert.slice(begin, end) } : run)
    at += length
  }
  return taken
}

/** The id of the paragraph that a gap lies in; '' before the first starter. */
function paragraphOf(body: Y.Text, gap: number): Pid {
  let at = 0
  let pid = ''
  for (const run of runsOf(body)) {
    if (at >= gap && gap > 0) break
    if (!isText(run) && isStarter(run.insert)) pid = run.insert.p
    at += runLength(run)
  }
  return pid
}

function paragraphDigests(body: Y.Text, pids: ReadonlySet<Pid>): Record<Pid, string> {
  const contents = new Map<Pid, unknown[]>()
  let pid = ''
  for (const run of runsOf(body)) {
    if (!isText(run) && isStarter(run.insert)) pid = run.insert.p
    const content = contents.get(pid)
    if (content === undefined) contents.set(pid, [run.insert])
    else content.push(run.insert)
  }
  return Object.fromEntries([...pids].map((each) => [each, digest(JSON.stringify(contents.get(each) ?? ['absent']))]))
}
