// A file that came back, on the text as it stands: what each difference would become for this actor, and all that are kept carried
// out as one change. Every word goes the way that the act `propose` goes; nobody else's is touched.
import { digest, ownDigest, paragraphsDigest, wordsDigest, wordsOf } from '@chapeau/shared/brackets/words'
import type { PlannedEdit } from '@chapeau/shared/brackets/edits'
import type { Compared, Note } from '@chapeau/shared/exchange/compare/difference'
import { rebase, type Rebased } from '@chapeau/shared/exchange/compare/rebase'
import type { Principal } from '@chapeau/shared/ids'
import { isDesk, writesFreely } from '@chapeau/shared/policy'
import type { Act } from '@chapeau/shared/protocol/acts'
import type { ComparedDifference, ComparedNote, ComparisonAnswer, ReturnedAnswer, VanishedBracket } from '@chapeau/shared/protocol/api'
import { labelOf, metaKey, statusOf, type Meta, type Stand } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import { bodyOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { rightsOf } from '../access/actor.ts'
import type { Unit } from '../authority/moved.ts'
import type { CharRange } from '../record/provenance.ts'
import { placesNow } from '../record/prints.ts'
import type { Change } from './change.ts'
import { carryOut } from './execute.ts'
import { planNow, typesFor, writeProposal } from './propose.ts'
import { bracketEntry, bracketTarget, forbidden, isRefusal, refuse, sceneOf, type Refusal, type Scene } from './scene.ts'
import type { ActContext, ActOutcome, EntryDraft } from './types.ts'
import { propose } from './waiting.ts'

/** A comparison that was made, and of what. */
export interface FileBack {
  readonly compared: Compared
  /** The text that it was held against. */
  readonly reading: Reading
  readonly meta: Meta
  /** Null where its characters are known by their words alone. */
  readonly units: readonly CharRange[] | null
  readonly base: ComparisonAnswer['base']
  /** SHA-256 of the file, hex, and what it is called. */
  readonly hash: string
  readonly name: string
}

/** A difference as it would be carried out now. */
interface Item {
  readonly n: number
  readonly scene: Scene
  readonly rebased: Rebased
  readonly planned: readonly PlannedEdit[]
  readonly shown: ComparedDifference
}

export interface Settled {
  readonly answer: ComparisonAnswer
  readonly items: readonly Item[]
}

/** What would become of a file now. */
export function settle(context: ActContext, back: FileBack, liveOf: (unit: Unit) => Unit | null): Settled {
  const scene = sceneOf(context)
  const { reading, meta } = scene
  const places = placesNow(back.reading, back.units, { body: bodyOf(context.doc), reading, liveOf })
  const now = { reading, meta, places, starts: new Set(back.reading.starts.map((start) => places[start]!)) }
  const scenes = new Map<Principal, Scene | Refusal>()
  const items: Item[] = []
  back.compared.differences.forEach((difference, i) => {
    const own = scenes.get(difference.principal) ?? sceneFor(scene, difference.principal)
    scenes.set(difference.principal, own)
    items.push(itemOf(i + 1, isRefusal(own) ? scene : own, rebase(difference, back.reading, now), isRefusal(own) ? own : null))
  })
  const apart = withoutOverlaps(items)
  const vanished = back.compared.vanished.map(({ bid, outcome }) => vanishedBracket(bid, outcome, scene, back))
  const notes = back.compared.notes.map((note) => noteOf(note, back))
  const { principal } = scene
  const answer: Omit<ComparisonAnswer, 'digest'> = {
    base: back.base,
    principal: principal ?? '',
    way: writesFreely(context.actor, statusOf(meta)) ? 'edits' : waits(context) ? 'waits' : 'proposals',
    differences: apart.map(({ shown }) => shown),
    vanished,
    notes,
    authors: back.compared.authors,
    report: back.compared.report,
  }
  return { answer: { digest: digestOf(answer), ...answer }, items: apart }
}

const waits = ({ actor, rules }: ActContext): boolean => actor.role === 'delegate' && rules.entry !== undefined && rules.entry !== 'direct'

/** What decides what would be written: not the words around it, which others may change meanwhile. */
function digestOf({ base, principal, way, differences, vanished }: Omit<ComparisonAnswer, 'digest'>): string {
  const told = differences.map(({ before: _before, after: _after, state, message: _message, ...rest }) => [
    rest,
    state === 'rebased' ? 'clean' : state,
  ])
  return digest(JSON.stringify([base.from, base.seq, principal, way, told, vanished]))
}

/** The same scene for another delegation's changes, which the desk carries out for it. */
function sceneFor(scene: Scene, principal: Principal): Scene | Refusal {
  if (principal === scene.principal) return scene
  const { actor, parties } = scene.context
  if (!isDesk(actor) || (principal !== 'CHAIR' && !parties.has(principal)))
    return refuse('AU-2', `There is no delegation ${principal} in this meeting.`)
  const typist = { role: 'secretariat' as const, principal, rights: rightsOf(principal, parties) }
  return { ...scene, principal, context: { ...scene.context, actor: typist } }
}

function itemOf(n: number, scene: Scene, rebased: Rebased, refused: Refusal | null): Item {
  const { difference, state, message } = rebased
  const stays = state === 'refused' || state === 'there'
  const plan = stays ? [] : (refused ?? planOf(scene, rebased))
  const no = isRefusal(plan) ? plan : null
  const { reading, meta } = scene
  const at = no === null ? state : 'refused'
  const { kind, principal, was, insert, paragraph, rationale } = difference
  const shown: ComparedDifference = {
    n,
    principal,
    paragraph: placeOf(reading, meta, rebased.index),
    kind,
    ...around(reading, rebased),
    was,
    is: insert,
    label: paragraph?.label ?? '',
    rationale,
    state: at,
    with: no === null ? rebased.with : null,
    rule: no?.rule ?? (state === 'refused' ? 'IM-64' : ''),
    message: no?.message ?? message,
  }
  return { n, scene, rebased, planned: no === null && !isRefusal(plan) ? plan : [], shown }
}

/** Longest words that are proposed at one place, as in the act. */
const LONGEST = 20_000

/** How it would be written, or why it cannot be. */
function planOf(scene: Scene, { difference, state, join, edits, index }: Rebased): readonly PlannedEdit[] | Refusal {
  const { reading } = scene
  if (difference.kind === 'comment') {
    const bracket = reading.brackets.get(difference.bracket ?? '')
    return (bracket === undefined ? null : forbidden(scene, 'explain', bracketTarget(scene, bracket))) ?? []
  }
  if (state === 'same') {
    const no = join.map((bid) => forbidden(scene, 'join', bracketTarget(scene, reading.brackets.get(bid)!))).find((one) => one !== null)
    return no ?? []
  }
  if (index < 0) return refuse('IM-64', 'This is no longer in the text.')
  if (difference.insert.length > LONGEST) return refuse('AC-15', 'These are more words than one proposal holds. Propose them in parts.')
  return planNow(scene, edits)
}

/** Two that are about the same words: the first is proposed. */
function withoutOverlaps(items: readonly Item[]): Item[] {
  const taken: { readonly from: number; readonly to: number }[] = []
  return items.map((item) => {
    const spans = item.planned.map(({ from, to }) => ({ from, to }))
    const meets = (a: { from: number; to: number }, b: { from: number; to: number }): boolean =>
      a.from === a.to || b.from === b.to
        ? (a.from > b.from && a.from < b.to) || (b.from > a.from && b.from < a.to)
        : a.from < b.to && b.from < a.to
    if (!spans.some((one) => taken.some((other) => meets(one, other)))) {
      taken.push(...spans)
      return item
    }
    const message = 'Another difference is about these words too. Propose this one in the text.'
    return { ...item, planned: [], shown: { ...item.shown, state: 'refused' as const, rule: 'AC-15', message } }
  })
}

/** Characters that are shown on either side. */
const AROUND = 40

function around({ paragraphs, starts }: Reading, { index, from, to }: Rebased): { readonly before: string; readonly after: string } {
  const paragraph = paragraphs[index]
  if (paragraph === undefined) return { before: '', after: '' }
  let [before, after] = ['', '']
  for (const piece of paragraph.pieces) {
    if (piece.type !== 'text' && piece.virtual) continue
    const at = starts[index]! + piece.at
    // What stands side by side in brackets must not read as one word.
    const words = piece.type === 'text' ? piece.text : piece.type === 'open' ? '[' : ']'
    before += words.slice(0, Math.max(0, from - at))
    after += words.slice(Math.max(0, to - at))
  }
  return { before: before.slice(-AROUND), after: after.slice(0, AROUND) }
}

function placeOf({ paragraphs }: Reading, meta: Meta, index: number): ComparedNote['paragraph'] {
  const id = paragraphs[index]?.raw.starter?.p ?? null
  return { id, label: id === null ? '' : labelOf(meta, id) }
}

const noteOf = ({ kind, index, message }: Note, { reading, meta }: FileBack): ComparedNote => ({
  kind,
  paragraph: placeOf(reading, meta, index),
  message,
})

function vanishedBracket(bid: string, outcome: VanishedBracket['outcome'], { reading, meta }: Scene, back: FileBack): VanishedBracket {
  const now = reading.brackets.get(bid)
  const bracket = now ?? back.reading.brackets.get(bid)!
  const [from, over] = now === undefined ? [back.reading, back.meta] : [reading, meta]
  const { kind, holder, first } = bracket
  return { bracket: bid, kind, holder, paragraph: placeOf(from, over, first), words: wordsOf(from, bid), outcome, open: now !== undefined }
}

// Carrying it out.

type Draft = Omit<EntryDraft, 'undo'>

export interface Carried {
  readonly outcome: ActOutcome | null
  readonly counts: Omit<ReturnedAnswer, 'seq'>
}

/** Carries out all differences but those left out. Null as outcome: there was nothing to write. */
export function carryReturned(context: ActContext, { items }: Settled, leave: ReadonlySet<number>, back: FileBack): Carried {
  const kept = items.filter(({ n }) => !leave.has(n))
  const writes = kept.filter(({ planned }) => planned.length > 0)
  const joins = kept.filter(({ shown }) => shown.state === 'same')
  const comments = kept.filter(({ shown }) => shown.kind === 'comment' && shown.state === 'clean')
  const counted = (state: ComparedDifference['state']): number => kept.filter(({ shown }) => shown.state === state).length
  const counts = {
    proposed: writes.length + comments.length,
    joined: joins.length,
    left: items.length - kept.length,
    refused: counted('refused'),
    there: counted('there'),
  }
  if (writes.length + joins.length + comments.length === 0) return { outcome: null, counts }
  const written = waits(context) ? waiting(context, writes, back) : (change: Change): Draft[] => write(writes, back, change)
  if (typeof written !== 'function') return { outcome: written, counts }
  const perform = (change: Change): Draft[] => [
    ...written(change),
    ...joins.flatMap((item) => joined(item, change)),
    ...comments.map((item) => explained(item, change)),
  ]
  return {
    outcome: carryOut(context, 'returned', { perform: (change) => perform(change).map((draft) => withFile(draft, context, back)) }),
    counts,
  }
}

/** From right to left, so that positions stay true; entries in the order of the text. */
function write(items: readonly Item[], back: FileBack, change: Change): Draft[] {
  const all = items.flatMap((item) => item.planned.map((edit) => ({ item, edit })))
  all.sort((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to || a.item.n - b.item.n)
  const drafts = all.toReversed().map(({ item: { scene, rebased }, edit }) => {
    const act = actOf(scene, [edit.edit], back, rebased.difference.rationale)
    return writeProposal(scene, act, [edit], change).map((draft) => inName(draft, scene))
  })
  return drafts.toReversed().flat()
}

function actOf(
  scene: Scene,
  edits: readonly PlannedEdit['edit'][],
  { name }: FileBack,
  rationale: string,
): Extract<Act, { act: 'propose' }> {
  const seen = {
    sv: '',
    words: paragraphsDigest(
      scene.reading,
      edits.map(({ pid }) => pid),
    ),
  }
  const how = `file ${name}`.slice(0, 120).trim()
  return { act: 'propose', id: '', edits: [...edits], seen, how, ...(rationale === '' ? {} : { rationale }) }
}

/** Where proposals wait before they enter the text, the file's are one that waits. */
function waiting({ doc }: ActContext, items: readonly Item[], back: FileBack): ((change: Change) => Draft[]) | Refusal {
  const [first] = items
  if (first === undefined) return () => []
  const rationale = items
    .map(({ rebased }) => rebased.difference.rationale)
    .filter((one) => one !== '')
    .join('\n')
    .slice(0, LONGEST_REASON)
  const act = actOf(
    first.scene,
    items.flatMap(({ rebased }) => rebased.edits),
    back,
    rationale,
  )
  const sv = Buffer.from(Y.encodeStateVector(doc)).toString('base64')
  const performance = propose(first.scene, { ...act, seen: { ...act.seen, sv } })
  return isRefusal(performance) ? performance : performance.perform
}

const LONGEST_REASON = 4000

/** A delegation that the desk acts for confirms what was joined in its name. */
function joined({ scene, rebased }: Item, change: Change): Draft[] {
  const { reading, context } = scene
  const principal = scene.principal!
  return rebased.join.map((bid) => {
    const stand: Stand = { stance: 'proposes', words: wordsDigest(reading, [bid]), own: ownDigest(reading, bid), seq: context.seq }
    change.set(metaKey.stand(bid, principal), typesFor(scene) ? ({ ...stand, unconfirmed: true } satisfies Stand) : stand)
    return inName(bracketEntry(scene, 'join', reading.brackets.get(bid)!), scene)
  })
}

function explained({ scene, rebased: { difference } }: Item, change: Change): Draft {
  change.set(metaKey.rationale(difference.bracket!), difference.insert)
  return inName(bracketEntry(scene, 'explain', scene.reading.brackets.get(difference.bracket!)!, { rationale: difference.insert }), scene)
}

/** The record names whoever it is done for. */
const inName = (draft: Draft, { principal }: Scene): Draft => ({ ...draft, principal: principal! })

/** Every entry names the file; what was seen is the comparison. */
function withFile({ seen: _seen, content, principal, ...draft }: Draft, { actor }: ActContext, { hash, name, base }: FileBack): Draft {
  const file = { hash, name, from: base.from, ...(base.seq === null ? {} : { entry: base.seq }) }
  const forOther = principal === undefined || principal === actor.principal ? {} : { principal }
  return { ...draft, ...forOther, content: { ...content, detail: { ...content.detail, file } } }
}
