// One act's change of body and meta, written so that it can be taken back step by step: every cut keeps its runs, every
// step its place, every override its former value (A7: undoing an act is a new act).
import { bisect } from '@chapeau/shared/bisect'
import type { Structure } from '@chapeau/shared/brackets/structures'
import { digest } from '@chapeau/shared/brackets/words'
import type { Pid, Principal } from '@chapeau/shared/ids'
import { isStarter, isText, runLength, type Embed, type Run } from '@chapeau/shared/text/model'
import { bodyOf, insertRuns, metaMapOf, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { commonMarks, embedOf, itemsOf } from '../authority/items.ts'
import type { Move } from '../authority/moved.ts'
import { copiesOf, rangesBetween, unitsBetween, type CharRange, type Copy } from '../record/provenance.ts'
import type { Aside } from '../storage/port.ts'
import type { ActUndo } from './types.ts'

/** Origin of transactions in which acts are carried out. */
export class ActOrigin {
  readonly act: string
  constructor(act: string) {
    this.act = act
  }
}

/**
 * One step in the body. Its place is counted from the start of its paragraph, not by Yjs' own positions: those hang on
 * characters, and words that were taken and put back by a repair are other characters with the same letters.
 */
interface Step {
  readonly pid: Pid
  readonly offset: number
  /** What was cut and the ids of its characters, or how much was inserted. */
  readonly cut?: readonly Run[]
  readonly ids?: readonly CharRange[]
  readonly inserted?: number
  /** Of what a move cut: its units, embeds included, so that late words follow them back. */
  readonly units?: readonly CharRange[]
}

interface UndoData {
  readonly steps: readonly Step[]
  readonly meta: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>
  /** Touched paragraphs as the act left them: id → digest. */
  readonly paragraphs: Readonly<Record<Pid, string>>
  /** Ids of what was moved: cut at one place, it stands at another. */
  readonly moved?: readonly string[]
}

/** Writes to a text on behalf of one act; use inside one transaction, body positions from right to left. */
/** Characters that an act wrote, and whose they are. */
export interface Written extends CharRange {
  readonly by: Principal
}

export class Change {
  readonly #doc: Y.Doc
  readonly #body: Y.Text
  readonly #meta: Y.Map<unknown>
  readonly #steps: Step[] = []
  readonly #places: Y.RelativePosition[] = []
  readonly #asides: Aside[] = []
  readonly #copies: Copy[] = []
  readonly #moves: Move[] = []
  /** Embeds that were moved, and the paragraphs among them. */
  readonly #moved = new Set<string>()
  readonly #movedParagraphs = new Set<Pid>()
  readonly #written: Written[] = []
  readonly #overrides = new Map<string, { before: unknown; after: unknown }>()

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#body = bodyOf(doc)
    this.#meta = metaMapOf(doc)
  }

  cut(from: number, to: number): void {
    this.#places.push(Y.createRelativePositionFromTypeIndex(this.#body, from, -1))
    this.#steps.push({ ...placeOf(this.#body, from), cut: slice(runsOf(this.#body), from, to), ids: rangesBetween(this.#body, from, to) })
    this.#body.delete(from, to - from)
  }

  embed(at: number, embed: Embed): void {
    this.#steps.push({ ...placeOf(this.#body, at), inserted: 1 })
    this.#body.insertEmbed(at, embed, commonMarks(this.#body, [at])[0]!)
    this.#places.push(Y.createRelativePositionFromTypeIndex(this.#body, at, -1))
  }

  /** Writes words; `by` says whose they are, for whoever asks later: null for blanks that are nobody's. */
  words(at: number, words: string, by: Principal | null): void {
    this.#steps.push({ ...placeOf(this.#body, at), inserted: words.length })
    this.#body.insert(at, words, commonMarks(this.#body, [at])[0]!)
    if (by !== null) this.#written.push(...rangesBetween(this.#body, at, at + words.length).map((range) => ({ ...range, by })))
    this.#places.push(Y.createRelativePositionFromTypeIndex(this.#body, at, -1))
  }

  /** Ids of the characters that the act wrote itself, and whose they are. */
  get written(): readonly Written[] {
    return this.#written
  }

  /**
   * Takes [from, to) to a gap outside it. It is written anew there; ids stay, and what others type between its words before they
   * hear of it follows (AU-21). The starter behind it is written anew before it, so that its end and the gap before it are two places.
   */
  move(from: number, to: number, into: number): void {
    const runs = runsOf(this.#body)
    const stretch = slice(runs, from, to)
    const old = { words: rangesBetween(this.#body, from, to), units: unitsBetween(this.#body, from, to) }
    for (const run of stretch) if (!isText(run)) this.#moved.add(idOf(run.insert))
    for (const run of stretch) if (!isText(run) && isStarter(run.insert)) this.#movedParagraphs.add(run.insert.p)
    const behind = slice(runs, to, to + 1)[0]
    const write = (): void => this.#write(into, stretch, old)
    if (into >= to) write()
    if (behind !== undefined && !isText(behind) && isStarter(behind.insert)) {
      this.#moved.add(behind.insert.p)
      const home = unitsBetween(this.#body, to, to + 1)
      this.embed(from, behind.insert)
      this.#moves.push(...copiesOf(home, unitsBetween(this.#body, from, from + 1)).map((move): Move => ({ ...move, home: true })))
      this.#cutMoved(to + 1, to + 2)
      this.#cutMoved(from + 1, to + 1)
    } else this.#cutMoved(from, to)
    if (into < to) write()
  }

  #cutMoved(from: number, to: number): void {
    const units = unitsBetween(this.#body, from, to)
    this.cut(from, to)
    this.#steps[this.#steps.length - 1] = { ...this.#steps.at(-1)!, units }
  }

  #write(at: number, runs: readonly Run[], old: { readonly words: readonly CharRange[]; readonly units: readonly CharRange[] }): void {
    const length = runs.reduce((sum, run) => sum + runLength(run), 0)
    this.#steps.push({ ...placeOf(this.#body, at), inserted: length })
    insertRuns(this.#body, at, runs)
    this.#places.push(Y.createRelativePositionFromTypeIndex(this.#body, at, -1))
    this.#copies.push(...copiesOf(old.words, rangesBetween(this.#body, at, at + length)))
    this.#moves.push(...copiesOf(old.units, unitsBetween(this.#body, at, at + length)))
  }

  /** Words that were written anew. */
  get copies(): readonly Copy[] {
    return this.#copies
  }

  /** The same with embeds, for late words to follow. */
  get moves(): readonly Move[] {
    return this.#moves
  }

  /** Sets something that is not for the room; a null value takes it away. Such an act cannot be undone. */
  aside(aside: Aside): void {
    this.#asides.push(aside)
  }

  get asides(): readonly Aside[] {
    return this.#asides
  }

  /** Sets an override; undefined takes it away. */
  set(key: string, value: unknown): void {
    const before = this.#meta.get(key)
    const known = this.#overrides.get(key)
    this.#overrides.set(key, { before: known === undefined ? before : known.before, after: value })
    if (value === undefined) this.#meta.delete(key)
    else this.#meta.set(key, value)
  }

  /** Takes away what the overrides say of paragraphs that were cut: whoever used their ids again would inherit it. */
  forgetParagraphs(): void {
    const gone = this.#steps.flatMap(({ cut = [] }) =>
      cut.flatMap((run) =>
        isText(run) || !isStarter(run.insert) || this.#moved.has(run.insert.p) ? [] : [`p/${run.insert.p}/`, `stand/${run.insert.p}/`],
      ),
    )
    if (gone.length === 0) return
    const keys = [...this.#meta.keys()].filter((key) => gone.some((prefix) => key.startsWith(prefix)) || this.#isOnGone(key))
    for (const key of keys) this.set(key, undefined)
  }

  /** Whether it is a proposed change of shape of a paragraph that was cut. */
  #isOnGone(key: string): boolean {
    if (!key.startsWith('s/')) return false
    const { target } = (this.#meta.get(key) as Structure).shape
    return (
      this.#steps.some(({ cut = [] }) => cut.some((run) => !isText(run) && isStarter(run.insert) && run.insert.p === target)) &&
      !this.#moved.has(target)
    )
  }

  /** What is needed to take the change back; call when it is complete. */
  undo(): ActUndo {
    const paragraphOf = paragraphsOf(this.#body)
    const touched = new Set(this.#places.map((place) => paragraphOf(indexOf(place, this.#doc))))
    const data: UndoData = {
      steps: this.#steps,
      meta: Object.fromEntries(this.#overrides),
      paragraphs: paragraphDigests(this.#body, new Set([...touched, ...this.#movedParagraphs])),
      ...(this.#moved.size === 0 ? {} : { moved: [...this.#moved] }),
    }
    return { ...data }
  }
}

/** What has changed since an act, in words; null when it can be taken back exactly. */
export function changedSince(doc: Y.Doc, undo: ActUndo): string | null {
  const { steps, meta, paragraphs, moved = [] } = undo as unknown as UndoData
  const cut = new Set(steps.flatMap((step) => (step.cut ?? []).flatMap((run) => (isText(run) ? [] : [idOf(run.insert)]))))
  moved.forEach((id) => cut.delete(id))
  if (runsOf(bodyOf(doc)).some((run) => !isText(run) && cut.has(idOf(run.insert)))) return 'what it took away stands again'
  const now = paragraphDigests(bodyOf(doc), new Set(Object.keys(paragraphs)))
  if (Object.entries(paragraphs).some(([pid, hash]) => now[pid] !== hash)) return 'the paragraph has been changed since'
  const map = metaMapOf(doc)
  const differs = Object.entries(meta).some(([key, { after }]) => JSON.stringify(map.get(key)) !== JSON.stringify(after))
  return differs ? 'another decision has been taken on it since' : null
}

/** Takes a change back; must run inside a transaction, after `changedSince` said null. Answers what it wrote anew. */
export function takeBack(doc: Y.Doc, undo: ActUndo): { readonly copies: readonly Copy[]; readonly moves: readonly Move[] } {
  const body = bodyOf(doc)
  const copies: Copy[] = []
  const moves: Move[] = []
  const { steps, meta } = undo as unknown as UndoData
  for (const { pid, offset, cut, ids, inserted, units = [] } of steps.toReversed()) {
    const at = startOf(body, pid) + offset
    if (cut !== undefined) {
      insertRuns(body, at, cut)
      const length = cut.reduce((sum, run) => sum + runLength(run), 0)
      copies.push(...copiesOf(ids ?? [], rangesBetween(body, at, at + length)))
      moves.push(...copiesOf(units, unitsBetween(body, at, at + length)))
    }
    if (inserted !== undefined) body.delete(at, inserted)
  }
  const map = metaMapOf(doc)
  for (const [key, { before }] of Object.entries(meta)) {
    if (before === undefined) map.delete(key)
    else map.set(key, before)
  }
  return { copies, moves }
}

/** A gap as a paragraph and a distance from its start; '' before the first starter. */
function placeOf(body: Y.Text, gap: number): { pid: Pid; offset: number } {
  let at = 0
  let place = { pid: '', offset: gap }
  for (const item of itemsOf(body)) {
    if (at >= gap) break
    if (item.deleted || !item.countable) continue
    const embed = embedOf(item)
    if (embed !== null && isStarter(embed)) place = { pid: embed.p, offset: gap - at - 1 }
    at += item.length
  }
  return place
}

/** Where a paragraph's first character stands. Throws when there is no such paragraph. */
function startOf(body: Y.Text, pid: Pid): number {
  if (pid === '') return 0
  let at = 0
  for (const run of runsOf(body)) {
    at += runLength(run)
    if (!isText(run) && isStarter(run.insert) && run.insert.p === pid) return at
  }
  throw new Error(`there is no paragraph ${pid}`)
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

/** The id of the paragraph that a gap lies in; '' before the first starter. At the very beginning it is the first one's. */
function paragraphsOf(body: Y.Text): (gap: number) => Pid {
  const starters: { readonly at: number; readonly pid: Pid }[] = []
  let at = 0
  for (const item of itemsOf(body)) {
    if (item.deleted || !item.countable) continue
    const embed = embedOf(item)
    if (embed !== null && isStarter(embed)) starters.push({ at, pid: embed.p })
    at += item.length
  }
  return (gap) => {
    const behind = bisect(starters.length, (i) => starters[i]!.at < gap || (gap === 0 && starters[i]!.at === 0))
    return starters[behind - 1]?.pid ?? ''
  }
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
