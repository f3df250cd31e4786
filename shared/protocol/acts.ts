// Acts (DESIGN 4): every decision is one JSON object, sent to POST /api/texts/:id/acts and executed by
// the server. The schemas are the contract of both sides; the client uses their types only.
import * as z from 'zod/mini'
import { REQUEST_KINDS, STATEMENT_KINDS } from '../text/closing.ts'
import { OFFER_ANSWERS } from '../brackets/offers.ts'
import { BECAUSE, STANCES, STAND_AUDIENCES } from '../text/meta.ts'

const bid = z.string().check(z.regex(/^[A-Z0-9-]{0,12}:\d{1,10}\.\d{1,9}$/))
const pid = bid
const standTarget = z.string().check(z.regex(/^(text|(none:)?[A-Z0-9-]{0,12}:\d{1,10}\.\d{1,9})$/))
/** Surfaces of the desk that the room can be shown. */
export const SHOWABLE = ['matrix', 'convergence', 'speakers'] as const
const principal = z.string().check(z.regex(/^[A-Z0-9-]{1,12}$/))
/** No control characters, none that turn the direction of what follows, no half of a character. */
const PLAIN = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\p{Surrogate}]*$/u
/** The same, in lines and with tabs. */
const PLAIN_LINES = /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\p{Surrogate}]*$/u
const words = z.string().check(z.maxLength(4000), z.regex(PLAIN_LINES))

/** What the person had on screen: state vector (base64) and digest of the named brackets (brackets/words.ts). */
export const seenSchema = z.object({
  sv: z.string().check(z.maxLength(200_000)),
  words: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})

const base = { id: z.uuid(), onBehalfOf: z.optional(principal) }
const decision = { ...base, seen: seenSchema, over: z.optional(z.array(principal)) }

/** `keep` and `remove` by bracket, `choose` by group; null keeps none of a group's members. */
const decisionSchema = z.union([
  z.object({ act: z.enum(['keep', 'remove']), target: bid }),
  z.object({ act: z.literal('choose'), group: bid, target: z.nullable(bid) }),
])

/**
 * A proposal in one paragraph, as flat positions behind its starter: `length` of them are proposed for deletion (or, with
 * `reserve`, reserved) and `insert` is proposed in their place. With `paragraph` the words are a new one behind it.
 */
const editSchema = z.object({
  pid,
  at: z.int().check(z.nonnegative()),
  length: z.int().check(z.nonnegative()),
  insert: z.string().check(z.maxLength(20_000), z.regex(PLAIN)),
  reserve: z.optional(z.literal(true)),
  paragraph: z.optional(
    z.object({
      type: z.enum(['heading', 'para', 'item']),
      level: z.int().check(z.nonnegative(), z.maximum(9)),
      label: z.optional(z.string().check(z.maxLength(60), z.regex(PLAIN))),
    }),
  ),
})

/** A line in which somebody says why. */
const reason = z.string().check(z.minLength(1), z.maxLength(1000), z.regex(PLAIN_LINES))
/** Where a meeting sits: "Plenary", "Informals". */
const forum = z.string().check(z.minLength(1), z.maxLength(60), z.regex(PLAIN))

/** Paragraphs that one act can put on a rung. */
export const MOST_PARAGRAPHS = 2000
/** Delegations that a paragraph can be waiting for. */
const MOST_PARTIES = 300
/** A change of the text's shape (text/shape.ts). */
const shapes = {
  move: { target: pid, after: z.nullable(pid) },
  split: { target: pid, at: z.int().check(z.positive()) },
  merge: { target: pid },
  retype: { target: pid, type: z.enum(['heading', 'para', 'item']), level: z.int().check(z.nonnegative(), z.maximum(8)) },
}
const shapeSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('move'), ...shapes.move }),
  z.object({ op: z.literal('split'), ...shapes.split }),
  z.object({ op: z.literal('merge'), ...shapes.merge }),
  z.object({ op: z.literal('retype'), ...shapes.retype }),
])

/** A paragraph's label, or a reference to one. */
const label = z.string().check(z.maxLength(60), z.regex(PLAIN))
/** Labels, and references, that one renumbering can change. */
export const MOST_LABELS = 5000

/** IANA name of a time zone. */
const zone = z.string().check(z.maxLength(60), z.regex(/^[A-Za-z0-9+_/-]+$/))

/** Decisions that one act can carry. */
export const MOST_DECISIONS = 5000
/** Decisions that one offer can carry: they stand with the text until it is answered. */
export const MOST_OFFERED = 300
/** Places that one proposal can have. */
export const MOST_EDITS = 1000

export const actSchema = z.discriminatedUnion('act', [
  z.object({ ...decision, act: z.literal('keep'), target: bid }),
  z.object({ ...decision, act: z.literal('remove'), target: bid }),
  /** `target`: the member kept; null: none of them ("no text"), the standing words stay. */
  z.object({ ...decision, act: z.literal('choose'), group: bid, target: z.nullable(bid) }),
  /** Several decisions at once: carried out together, or none of them. */
  z.object({
    ...decision,
    act: z.literal('decide'),
    decisions: z.array(decisionSchema).check(z.minLength(1), z.maxLength(MOST_DECISIONS)),
  }),
  /** Writes brackets in the actor's name. `set`: they are one proposal at several places. `how`: the command, for the record. */
  z.object({
    ...base,
    seen: seenSchema,
    act: z.literal('propose'),
    edits: z.array(editSchema).check(z.minLength(1), z.maxLength(MOST_EDITS)),
    set: z.optional(z.literal(true)),
    how: z.optional(z.string().check(z.maxLength(120), z.regex(PLAIN))),
    rationale: z.optional(words),
  }),
  /** A proposal that waits enters the text, in its author's name: another delegation seconds it, or the desk admits it. */
  z.object({ ...base, act: z.literal('second'), proposal: z.int().check(z.positive()) }),
  z.object({ ...base, act: z.literal('admit'), proposal: z.int().check(z.positive()) }),
  z.object({ ...base, act: z.literal('dropProposal'), proposal: z.int().check(z.positive()), reason: z.optional(reason) }),
  z.object({ ...base, seen: seenSchema, act: z.literal('withdraw'), target: bid }),
  z.object({ ...base, act: z.literal('maintain'), target: bid }),
  z.object({
    ...base,
    seen: z.optional(seenSchema),
    act: z.literal('stand'),
    /** A bracket, `none:<group>` ("no text"), a paragraph (a heading's is its section's), or `text`. */
    target: standTarget,
    stance: z.nullable(z.enum(STANCES)),
    reason: z.optional(words),
    audience: z.optional(z.enum(STAND_AUDIENCES)),
    condition: z.optional(z.object({ target: bid, outcome: z.enum(['keep', 'remove']) })),
  }),
  /** A member says that its group's stand is not its own, or that it is again. */
  z.object({ ...base, act: z.literal('dissociate'), target: standTarget, apart: z.boolean() }),
  /** What of the desk's surfaces the room sees. */
  z.object({ ...base, act: z.literal('show'), what: z.enum(SHOWABLE), on: z.boolean() }),
  z.object({ ...base, act: z.literal('explain'), target: bid, rationale: words, because: z.optional(z.nullable(z.enum(BECAUSE))) }),
  z.object({ ...base, seen: seenSchema, act: z.literal('join'), target: bid }),
  z.object({ ...base, act: z.literal('leave'), target: bid }),
  /** Words that the secretariat typed for a delegation are its own; or they are not. */
  z.object({ ...base, act: z.literal('confirm'), targets: z.array(bid).check(z.minLength(1), z.maxLength(MOST_EDITS)) }),
  z.object({ ...base, act: z.literal('disown'), targets: z.array(bid).check(z.minLength(1), z.maxLength(MOST_EDITS)) }),
  z.object({ ...base, act: z.literal('attribute'), target: bid, principal }),
  z.object({ ...base, act: z.literal('group'), targets: z.array(bid).check(z.minLength(2), z.maxLength(50)) }),
  z.object({ ...base, act: z.literal('ungroup'), group: bid }),
  /** Brings back what fell, by its entry. */
  z.object({ ...base, act: z.literal('reinstate'), seq: z.int().check(z.positive()) }),
  /** Takes one place out of a set. */
  z.object({ ...base, act: z.literal('unset'), target: bid }),
  z.object({ ...base, act: z.literal('relabel'), target: pid, label: z.string().check(z.maxLength(60), z.regex(PLAIN)) }),
  /**
   * Puts one or several paragraphs on a rung. `pending`: whose agreement ad ref is awaited. `over`, `absent`: the second
   * press, naming who objects and who is not connected.
   */
  z.object({
    ...base,
    act: z.literal('setState'),
    targets: z.array(pid).check(z.minLength(1), z.maxLength(MOST_PARAGRAPHS)),
    state: z.enum(['open', 'parked', 'adref', 'agreed']),
    forum: z.optional(forum),
    pending: z.optional(z.array(principal).check(z.minLength(1), z.maxLength(MOST_PARTIES))),
    over: z.optional(z.array(principal)),
    absent: z.optional(z.array(principal)),
  }),
  /** A delegation does not hold by a paragraph agreed ad ref. */
  z.object({ ...base, act: z.literal('return'), target: pid, reason: reason }),
  /** A delegation that a paragraph agreed ad ref was waiting for agrees. */
  z.object({ ...base, act: z.literal('clear'), target: pid }),
  z.object({ ...base, act: z.literal('reopen'), target: z.nullable(pid), reason: words }),
  /** To a decision by its entry, until the next revision; null takes it back. */
  z.object({ ...base, act: z.literal('object'), seq: z.int().check(z.positive()), reason: z.nullable(reason) }),
  /** The facilitator takes note of an objection, and says what to it. */
  z.object({ ...base, act: z.literal('noteObjection'), seq: z.int().check(z.positive()), principal, note: reason }),
  /** What a delegation asks of the facilitator, on a paragraph or on none. */
  z.object({ ...base, act: z.literal('request'), kind: z.enum(REQUEST_KINDS), words: z.optional(reason), target: z.optional(pid) }),
  /** Takes one's own back, by its entry. */
  z.object({ ...base, act: z.literal('unrequest'), request: z.int().check(z.positive()) }),
  z.object({
    ...base,
    act: z.literal('answerRequest'),
    request: z.int().check(z.positive()),
    answer: z.enum(['done', 'declined']),
    note: z.optional(z.string().check(z.maxLength(1000), z.regex(PLAIN_LINES))),
  }),
  /** "Nothing is agreed until everything is agreed", printed with the text. */
  z.object({ ...base, act: z.literal('caveat'), on: z.boolean() }),
  /** Agrees a text without open brackets ad referendum. */
  z.object({ ...base, act: z.literal('agreeText') }),
  /** Of a closed text; `target` null: of the whole. Empty words take it back. */
  z.object({ ...base, act: z.literal('statement'), kind: z.enum(STATEMENT_KINDS), target: z.nullable(pid), words }),
  /** Corrects a slip in standing words: at `at` (positions behind the paragraph's start) `remove` becomes `insert`. */
  z.object({
    ...base,
    seen: seenSchema,
    act: z.literal('correct'),
    target: pid,
    at: z.int().check(z.nonnegative()),
    remove: words,
    insert: words,
  }),
  /** The text's shape: where paragraphs stand, where they begin and end, what they are. */
  z.object({ ...base, act: z.literal('move'), ...shapes.move }),
  z.object({ ...base, seen: seenSchema, act: z.literal('split'), ...shapes.split }),
  z.object({ ...base, act: z.literal('merge'), ...shapes.merge }),
  z.object({ ...base, act: z.literal('retype'), ...shapes.retype }),
  /** The same as a proposal, carried out or let fall by the desk, withdrawn by whoever made it. */
  z.object({ ...base, seen: seenSchema, act: z.literal('structure'), shape: shapeSchema, rationale: z.optional(words) }),
  z.object({ ...base, act: z.literal('carry'), target: pid, over: z.optional(z.array(principal)) }),
  z.object({ ...base, act: z.literal('dropStructure'), target: pid }),
  /** The facilitator's wording beside proposals, as one more alternative. */
  z.object({
    ...base,
    seen: seenSchema,
    act: z.literal('alternative'),
    targets: z.array(bid).check(z.minLength(1), z.maxLength(50)),
    words: z.string().check(z.maxLength(20_000), z.regex(PLAIN)),
    rationale: z.optional(words),
  }),
  /** The desk's own note with a bracket; no words take it away. */
  z.object({ ...base, act: z.literal('remark'), target: bid, words: z.string().check(z.maxLength(1000)) }),
  /** Decisions offered together. `to` null: everybody. `aside`: only those who are asked know of it. */
  z.object({
    ...base,
    seen: seenSchema,
    act: z.literal('offer'),
    decisions: z.array(decisionSchema).check(z.minLength(1), z.maxLength(MOST_OFFERED)),
    title: z.string().check(z.minLength(1), z.maxLength(120), z.regex(PLAIN)),
    note: z.optional(words),
    to: z.nullable(z.array(principal).check(z.minLength(1), z.maxLength(300))),
    aside: z.optional(z.boolean()),
  }),
  z.object({ ...base, act: z.literal('answer'), target: bid, answer: z.enum(OFFER_ANSWERS), comment: z.optional(words) }),
  z.object({ ...decision, act: z.literal('adoptOffer'), target: bid }),
  z.object({ ...base, act: z.literal('fallOffer'), target: bid }),
  /** Puts the text at rest until an instant, said in a zone; what nobody breaks silence on takes the rung then. */
  z.object({
    ...base,
    act: z.literal('silence'),
    deadline: z.iso.datetime({ offset: true }),
    zone,
    rung: z.enum(['adref', 'agreed']),
    anonymous: z.optional(z.boolean()),
  }),
  z.object({ ...base, act: z.literal('breakSilence'), target: pid, reason, anonymous: z.optional(z.boolean()) }),
  /** Ends it early, with nothing risen, or gives it another deadline. */
  z.object({
    ...base,
    act: z.literal('endSilence'),
    reason,
    extend: z.optional(z.object({ deadline: z.iso.datetime({ offset: true }), zone })),
  }),
  /** Final labels, and the references to them that change, each in standing words as they stand at `at`. */
  z.object({
    ...base,
    seen: seenSchema,
    act: z.literal('renumber'),
    labels: z.array(z.object({ pid, label })).check(z.maxLength(MOST_LABELS)),
    references: z
      .array(z.object({ pid, at: z.int().check(z.nonnegative()), remove: label, insert: label }))
      .check(z.maxLength(MOST_LABELS)),
  }),
  z.object({ ...base, act: z.literal('issue') }),
  /** Names the text as it stands the next revision. */
  z.object({ ...base, act: z.literal('revise') }),
  /** Closes a text without open brackets. */
  z.object({ ...base, act: z.literal('adopt') }),
  z.object({ ...base, act: z.literal('undo'), seq: z.int().check(z.positive()) }),
])

export type Seen = z.infer<typeof seenSchema>
export type Act = z.infer<typeof actSchema>
export type ActName = Act['act']
export type Edit = z.infer<typeof editSchema>

export interface ActDone {
  readonly seq: number
}

/**
 * 409. `objectors`, `absent`: press again naming them in `over` and `absent`. `words`: what the brackets say now (rule AC
 * `changed`). `brackets`: what is in the way.
 */
export interface ActRefused {
  readonly refused: {
    readonly rule: string
    readonly message: string
    readonly objectors?: readonly string[]
    readonly absent?: readonly string[]
    readonly brackets?: readonly string[]
    readonly words?: string
  }
}
