// An act in a room: whom it is by, its execution, and what of it goes into the batch. What an act does to the text
// is acts/*; when it may be done is policy's. Runs behind a barrier, on a text that is on disk.
import type { Principal } from '@chapeau/shared/ids'
import type { Actor, Ear, MeetingRules } from '@chapeau/shared/policy'
import { elapse } from '../acts/silence.ts'
import { FINAL } from '../acts/text.ts'
import type { Act, ActDone, ActRefused } from '@chapeau/shared/protocol/acts'
import { metaKey } from '@chapeau/shared/text/meta'
import type * as Y from 'yjs'
import { actingAs, type Parties, type Sitter } from '../access/actor.ts'
import type { Refusal } from '../acts/scene.ts'
import type { ActContext, ActOutcome, ActUndo, NamedEntry } from '../acts/types.ts'
import type { Authority } from '../authority/authority.ts'
import type { Attributed } from '../record/chronicle.ts'
import type { Author, Proposals } from '../record/proposals.ts'
import { SEALED } from '../record/seal.ts'
import type { Asides } from './asides.ts'
import type { Batch } from './batch.ts'
import { countChanges, updatesOf, writeMeta } from './follow.ts'

export type ActAnswer = ActDone | ActRefused
export type ExecuteAct = (context: ActContext, act: Act) => ActOutcome

export interface Stage {
  readonly doc: Y.Doc
  readonly batch: Batch
  readonly proposals: Proposals
  readonly authority: Authority
  readonly parties: Parties
  /** Codes of delegations with somebody connected to the text. */
  readonly present: ReadonlySet<Principal>
  readonly rules: MeetingRules
  /** Number that the next entry of the batch will get. */
  readonly nextSeq: number
  readonly now: number
  readonly execute: ExecuteAct
  readonly makeId: (principal: Principal) => string
  readonly undoOf: (seq: number) => ActUndo | null
  /** The entry that the act names by its number. */
  readonly entryOf: (seq: number) => NamedEntry | null
  readonly asides: Asides
  /** A silence began, or has another deadline, or none. */
  readonly silenced: () => void
  /** Called with the answer when the act is on disk. */
  settle(answer: ActAnswer): void
}

/** Performs an act into the stage's batch. `request`: digest of the act, kept beside its answer. */
export function performAct(act: Act, request: string, sitter: Sitter, stage: Stage): void {
  const { batch } = stage
  const from = batch.entries.length
  const answerWith = (answer: (seq: number) => ActAnswer): void => {
    batch.acts.push({ id: act.id, request, from, answer, settle: (value) => stage.settle(value as ActAnswer) })
  }
  const acting = actingAs(sitter, act.onBehalfOf, stage.parties)
  if (!acting.ok) {
    answerWith(() => refused(acting))
    return
  }
  let outcome: ActOutcome | null = null
  batch.updates.push(...updatesOf(stage.doc, () => (outcome = stage.execute(contextOf(acting.actor, stage), act))))
  const done = outcome as unknown as ActOutcome
  if (done.status === 'refused') {
    answerWith(() => refused(done))
    return
  }
  take(done, stage, authorOf(sitter, acting.actor, acting.typist))
  // What the room is not told of is no change of the text that it could look for.
  const told = done.entries.some(({ audience }) => audience === undefined)
  if (told) batch.updates.push(...writeMeta(stage.doc, (meta) => count(act, meta)))
  if (FINAL.has(act.act)) batch.hashed = true
  if (act.act === 'silence' || act.act === 'endSilence') batch.done.push(stage.silenced)
  answerWith((seq) => ({ seq }))
}

/** Ends a silence whose deadline has passed, by nobody's hand but the server's; answers whether there was one. */
export function performElapse(stage: Stage): boolean {
  let outcome: ActOutcome | null = null
  stage.batch.updates.push(...updatesOf(stage.doc, () => (outcome = elapse(contextOf(NOBODY, stage)))))
  const done = outcome as unknown as (ActOutcome & { status: 'done' }) | null
  if (done !== null) take(done, stage, SERVER)
  return done !== null
}

const NOBODY: Actor = { role: 'chair', principal: null, rights: null }
const SERVER: Author = { by: { principal: '', person: '', role: 'server' }, personName: '' }

/** What an act did goes into the batch. */
export function take(done: ActOutcome & { readonly status: 'done' }, stage: Stage, author: Author): void {
  const { batch } = stage
  stage.authority.reindex()
  batch.entries.push(...attributed(done.entries, author))
  batch.close(done.closed)
  batch.spans.push(...(done.spans ?? []))
  batch.copies.push(...(done.copies ?? []))
  batch.moves.push(...(done.moves ?? []))
  stage.authority.move(done.moves ?? [])
  batch.asides.push(...(done.asides ?? []))
  batch.asideNews.push(...stage.asides.take(done.asides ?? []))
  if (done.undone !== undefined) batch.undone.push(done.undone)
  stage.proposals.forget(done.closed)
  batch.add(stage.proposals.settle())
  batch.listing = true
}

/** Whom the record names for what a seat does. */
export function authorOf({ person, seat }: Sitter, actor: Actor, typist: boolean): Author {
  const principal = actor.principal ?? ''
  return {
    by: { principal, person: person.id, role: seat.role, ...(typist ? { onBehalfOf: principal } : {}) },
    personName: person.name,
  }
}

export function contextOf(actor: Actor, stage: Stage): ActContext {
  return {
    doc: stage.doc,
    actor,
    rules: stage.rules,
    makeId: stage.makeId,
    principalOf: (clientId) => stage.authority.principalOf(clientId),
    seq: stage.nextSeq,
    now: stage.now,
    asides: stage.asides.all,
    parties: stage.parties,
    present: stage.present,
    undoOf: stage.undoOf,
    entryOf: stage.entryOf,
  }
}

function attributed(drafts: readonly Attributed['draft'][], author: Author): Attributed[] {
  return drafts.map((draft) =>
    draft.audience === undefined ? { ...inNameOf(author, draft.principal), draft } : sealed(draft, draft.audience, author),
  )
}

/** The same person, acting for another's proposal. */
function inNameOf(author: Author, principal: Principal | undefined): Author {
  return principal === undefined ? author : { ...author, by: { ...author.by, principal, onBehalfOf: principal } }
}

/** An entry whose chain says neither who did what nor to what; the audience reads it in the content. */
function sealed(
  { act, target, paragraph, content }: Attributed['draft'],
  audience: readonly Ear[],
  { by, personName }: Author,
): Attributed {
  const detail = { ...content.detail, act, principal: by.principal, target, paragraph: paragraph?.label ?? '' }
  return {
    by: { principal: '', person: '', role: 'server' },
    personName,
    draft: { act: SEALED, target: null, paragraph: null, content: { ...content, detail, audience } },
  }
}

function count(act: Act, meta: Y.Map<unknown>): void {
  if (act.act === 'issue' || act.act === 'revise' || act.act === 'silence') meta.set(metaKey.changes, 0)
  else countChanges(meta, 1)
}

function refused({ rule, message, objectors, absent, words, brackets }: Omit<Refusal, 'status'>): ActRefused {
  return {
    refused: {
      rule,
      message,
      ...(objectors === undefined ? {} : { objectors }),
      ...(absent === undefined ? {} : { absent }),
      ...(words === undefined ? {} : { words }),
      ...(brackets === undefined ? {} : { brackets }),
    },
  }
}
