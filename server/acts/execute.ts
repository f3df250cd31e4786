// Executes one act: policy, what was seen, the change in one transaction, the entries. The room commits the outcome.
import type { Act, ActName } from '@chapeau/shared/protocol/acts'
import { metaKey } from '@chapeau/shared/text/meta'
import { bodyOf, metaMapOf, runsOf } from '@chapeau/shared/text/ytext'
import { isOpen, isText } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { leftOf, markOf, markOfAuthor, spansIn, type Copy, type Span } from '../record/provenance.ts'
import { ActOrigin, Change, changedSince, takeBack } from './change.ts'
import { confirm, disown } from './confirm.ts'
import { choose, decide, keep, remove } from './decide.ts'
import { alternative } from './alternative.ts'
import { group, ungroup } from './group.ts'
import { clear, reopen, sendBack, setState } from './ladder.ts'
import { noteObjection, object } from './objection.ts'
import { correct, relabel } from './paragraph.ts'
import { adoptOffer, answer, fallOffer, offer } from './offer.ts'
import { answerRequest, request, unrequest } from './request.ts'
import { forbidden, isRefusal, refuse, sceneOf, type Handler, type Performance, type Refusal, type Scene } from './scene.ts'
import { remark } from './remark.ts'
import { renumber } from './renumber.ts'
import { breakSilence, endSilence, silence } from './silence.ts'
import { merge, move, retype, split } from './shape.ts'
import { reinstate } from './reinstate.ts'
import { unset } from './set.ts'
import { attribute, explain, join, leave } from './sponsor.ts'
import { dissociate, show, stand } from './stand.ts'
import { carry, dropStructure, structure } from './structure.ts'
import { statement } from './statement.ts'
import { adopt, agreeText, caveat, FINAL, issue, revise } from './text.ts'
import { admit, dropProposal, propose, second } from './waiting.ts'
import { maintain, withdraw } from './withdraw.ts'
import type { ActContext, ActOutcome } from './types.ts'

type Handlers = { readonly [Name in Exclude<ActName, 'undo'>]: Handler<Name> }

const HANDLERS: Handlers = {
  keep,
  remove,
  choose,
  decide,
  propose,
  second,
  admit,
  dropProposal,
  withdraw,
  maintain,
  stand,
  dissociate,
  show,
  explain,
  remark,
  join,
  leave,
  confirm,
  disown,
  attribute,
  group,
  ungroup,
  unset,
  reinstate,
  relabel,
  setState,
  return: sendBack,
  clear,
  reopen,
  correct,
  move,
  split,
  merge,
  retype,
  structure,
  carry,
  dropStructure,
  renumber,
  silence,
  breakSilence,
  endSilence,
  alternative,
  offer,
  answer,
  adoptOffer,
  fallOffer,
  issue,
  revise,
  agreeText,
  adopt,
  caveat,
  object,
  noteObjection,
  request,
  unrequest,
  answerRequest,
  statement,
}

/** Carries an act out, or says why not; on a refusal nothing has changed. */
export function executeAct(context: ActContext, act: Act): ActOutcome {
  const scene = sceneOf(context)
  if (act.act === 'undo') return undoAct(scene, act.seq)
  // The table's key and the act's name are one, which the type system cannot follow through a union.
  const performance = (HANDLERS[act.act] as (scene: Scene, act: Act) => Performance)(scene, act)
  return isRefusal(performance) ? performance : carryOut(context, act.act, performance)
}

/** Carries out what may be done, as one change with one undo. */
export function carryOut(context: ActContext, name: string, performance: Exclude<Performance, Refusal>): ActOutcome {
  const before = openIds(context.doc)
  const spans = spansIn(bodyOf(context.doc))
  const change = new Change(context.doc)
  let drafts: ReturnType<typeof performance.perform> = []
  context.doc.transact(() => {
    drafts = performance.perform(change)
    change.forgetParagraphs()
  }, new ActOrigin(name))
  const [first] = drafts
  const undo = { ...change.undo(), target: first?.target ?? null, paragraph: first?.paragraph ?? null, entries: drafts.length }
  const after = openIds(context.doc)
  const closed = [...before].filter((bid) => !after.has(bid))
  return {
    status: 'done',
    entries: drafts.map((draft, i) => (i === 0 && !FINAL.has(name) && change.asides.length === 0 ? { ...draft, undo } : draft)),
    closed,
    asides: change.asides,
    spans: [
      ...leftOf(spans, new Set(closed), bodyOf(context.doc)),
      ...change.written.flatMap(({ by, ...range }) => [
        { bid: markOf(context.seq), ...range },
        { bid: markOfAuthor(by), ...range },
      ]),
    ],
    copies: change.copies,
    moves: change.moves,
  }
}

function undoAct(scene: Scene, seq: number): ActOutcome {
  const no = forbidden(scene, 'undo', {})
  if (no !== null) return no
  const { context } = scene
  const undo = context.undoOf(seq)
  if (undo === null) return refuse('AC-13', 'Only a decision that is in the record can be undone, and only once.')
  const changed = changedSince(context.doc, undo)
  if (changed !== null) return refuse('AC-13', `This cannot be undone exactly: ${changed}.`)
  let anew: ReturnType<typeof takeBack> = { copies: [], moves: [] }
  const before = openIds(context.doc)
  context.doc.transact(() => {
    anew = takeBack(context.doc, undo)
    metaMapOf(context.doc).set(metaKey.undone(seq), undo.entries ?? 1)
  }, new ActOrigin('undo'))
  return {
    status: 'done',
    entries: [{ act: 'undo', target: undo.target ?? null, paragraph: undo.paragraph ?? null, content: { detail: { seq } } }],
    closed: [],
    undone: seq,
    ...anew,
    spans: spansOfUndo(context, before, anew.copies),
  }
}

/** An undo is about the words of all brackets that it opened again, and about words that it wrote anew. */
function spansOfUndo({ doc, seq }: ActContext, before: ReadonlySet<string>, copies: readonly Copy[]): Span[] {
  const again = spansIn(bodyOf(doc)).filter(({ bid }) => !before.has(bid))
  return [...again, ...copies].map(({ client, clock, length }) => ({ bid: markOf(seq), client, clock, length }))
}

function openIds(doc: Y.Doc): Set<string> {
  return new Set(runsOf(bodyOf(doc)).flatMap((run) => (!isText(run) && isOpen(run.insert) ? [run.insert.o] : [])))
}
