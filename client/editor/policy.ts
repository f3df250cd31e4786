// The editing policy (DESIGN 8): turns what a person did into what the person may do. It looks at transactions, not
// keys, so that paste, drop, dictation and autocorrect go the same way. Pure: an old state and a change give a new
// transaction or a hint why not; the server repairs whatever slips through.
import { Fragment, Slice, type Node } from 'prosemirror-model'
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state'
import { AddMarkStep, RemoveMarkStep } from 'prosemirror-transform'
import type { Bid, GroupId, IdMaker, Principal } from '@chapeau/shared/ids'
import type { Meta } from '@chapeau/shared/text/meta'
import { standsOf } from '@chapeau/shared/text/meta'
import { isStarter, isText, runLength, type BracketKind, type Open, type Run, type Starter } from '@chapeau/shared/text/model'
import { nodesOf, runsBetween } from './flat.ts'
import { Ownership, type Writer } from './ownership.ts'
import { schema, starterOf, tokenOf } from './schema.ts'

/** What the page may tell or offer the person. */
export type Hint =
  | { readonly kind: 'refused'; readonly rule: string; readonly message: string }
  /** The words are proposed for deletion by another already. */
  | { readonly kind: 'supportDeletion'; readonly bid: Bid }
  /** All of another's bracket was deleted: opposing it says the same more clearly. */
  | { readonly kind: 'oppose'; readonly bid: Bid }

export interface PolicyContext {
  readonly writer: Writer
  readonly ids: IdMaker
  readonly meta: Meta
  hint(hint: Hint): void
}

/** On a transaction that is made of allowed changes already: commands set it. */
export const allowedMeta = 'chapeau-allowed'

/** Characters that no text may hold; a tab or line break in pasted words becomes a space. */
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** A person's change: [from, to) of the old document becomes the runs. */
export interface UserChange {
  readonly from: number
  readonly to: number
  readonly runs: readonly Run[]
}

/** The transaction that a person's change amounts to; null when nothing of it may be done. */
export function rewrite(state: EditorState, transaction: Transaction, context: PolicyContext): Transaction | null {
  if (transaction.steps.every((step) => step instanceof AddMarkStep || step instanceof RemoveMarkStep)) {
    return rewriteMarks(state, transaction, context)
  }
  const change = changeOf(transaction)
  if (change === null) return transaction
  return apply(state, change, context, forward(state, change))
}

/** The stretch that a transaction replaced, and what stands there now without tokens. */
function changeOf(transaction: Transaction): UserChange | null {
  const range = transaction.changedRange()
  if (range === null) return null
  const inverted = transaction.mapping.invert()
  const from = inverted.map(range.from, -1)
  const to = Math.max(from, inverted.map(range.to, 1))
  return shortened(transaction.before, { from, to, runs: runsBetween(transaction.doc, range.from, range.to) })
}

/** Where a browser has joined paragraphs by itself, what it took along has not been replaced. */
function shortened(doc: Node, change: UserChange): UserChange {
  const { from, to, runs } = change
  if (runs.length === 0 || doc.resolve(from).sameParent(doc.resolve(to))) return change
  const start = to - runs.reduce((sum, run) => sum + runLength(run), 0)
  const stays = start > from && JSON.stringify(runsBetween(doc, start, to)) === JSON.stringify(runs)
  return stays ? { from, to: start, runs: [] } : change
}

function rewriteMarks(state: EditorState, transaction: Transaction, { writer, hint, meta }: PolicyContext): Transaction | null {
  const own = new Ownership(state, meta, writer)
  for (const step of transaction.steps) {
    if (!(step instanceof AddMarkStep || step instanceof RemoveMarkStep)) continue
    let fine = true
    state.doc.nodesBetween(step.from, step.to, (node, at) => {
      if (node.isText && !own.isOwnAt(Math.max(at, step.from) + 1)) fine = false
    })
    if (fine) continue
    hint({ kind: 'refused', rule: 'AU-1', message: 'Only words of your own proposals can be formatted.' })
    return null
  }
  return transaction
}

/** Whether a deletion went forwards (Delete): the caret then belongs behind what was marked. */
function forward(state: EditorState, { from, to, runs }: UserChange): boolean {
  return runs.length === 0 && state.selection.empty && state.selection.head === from && to > from
}

/** Carries out a change under the policy. */
export function apply(state: EditorState, change: UserChange, context: PolicyContext, caretBehind = false): Transaction | null {
  const { writer, hint } = context
  if (!writer.permission.ok || writer.principal === null) {
    const { rule, message } = writer.permission.ok
      ? { rule: 'AU-4', message: 'Choose the delegation you are typing for.' }
      : writer.permission
    hint({ kind: 'refused', rule, message })
    return null
  }
  return new Rewriter(state, change, context, writer.principal, caretBehind).run()
}

/** A stretch of words to be proposed for deletion. */
interface Stretch {
  from: number
  to: number
}

class Rewriter {
  readonly #state: EditorState
  readonly #change: UserChange
  readonly #context: PolicyContext
  readonly #principal: Principal
  readonly #caretBehind: boolean
  readonly #own: Ownership
  /** Changes of the old document, by position. */
  readonly #edits: { at: number; to: number; content: Slice; caret?: 'end' | 'inside' }[] = []
  readonly #marked: Stretch[] = []

  constructor(state: EditorState, change: UserChange, context: PolicyContext, principal: Principal, caretBehind: boolean) {
    this.#state = state
    this.#own = new Ownership(state, context.meta, context.writer)
    this.#change = withStart(change, this.#own)
    this.#context = context
    this.#principal = principal
    this.#caretBehind = caretBehind
  }

  run(): Transaction | null {
    const { from, to } = this.#change
    const refusal = this.#own.refusalIn(from, to)
    if (refusal !== null) {
      this.#context.hint({ kind: 'refused', ...refusal })
      return null
    }
    const runs = sanitise(this.#change.runs, this.#context.ids, this.#principal)
    if (to > from) this.#delete(from, to)
    const place = this.#marked.at(-1)?.to ?? from
    const emptied = this.#emptied(runs.length === 0 ? null : place)
    const group = this.#marked.length > 0 && runs.length > 0 ? this.#context.ids.make(this.#principal) : undefined
    const deletions = this.#proposeDeletions(group)
    if (runs.length > 0) this.#insert(runs, place, group)
    for (const bid of emptied) this.#removeTokens(bid)
    if (this.#edits.length === 0) return null
    return this.#build(deletions)
  }

  /** Own words really go, others' are marked; tokens stay, and paragraph starts unless they are own. */
  #delete(from: number, to: number): void {
    let alreadyDeleted: Bid | null = null
    this.#state.doc.nodesBetween(from, to, (node, at) => {
      if (node.type === schema.nodes.paragraph) {
        const index = this.#state.doc.resolve(at).index(0)
        if (at > from && index > 0 && this.#own.isOwnStart(index)) this.#edits.push({ at: at - 1, to: at + 1, content: Slice.empty })
        return true
      }
      if (!node.isText) return false
      const begin = Math.max(at, from)
      const end = Math.min(at + node.nodeSize, to)
      if (this.#own.isOwnAt(begin + 1)) this.#edits.push({ at: begin, to: end, content: Slice.empty })
      else if (!this.#own.isOwnDeletionAt(begin + 1)) {
        alreadyDeleted ??= this.#deletionAround(begin + 1)
        this.#mark(begin, end)
      }
      return false
    })
    if (alreadyDeleted !== null) {
      this.#context.hint({ kind: 'supportDeletion', bid: alreadyDeleted })
      this.#marked.length = 0
    }
    this.#offerToOppose(from, to)
  }

  #mark(from: number, to: number): void {
    // One bracket around all that lies between two marked stretches of the same depth, nested brackets inside it.
    const start = this.#marked.findIndex((stretch) => this.#wrapsWhole(stretch.from, to))
    if (start < 0) this.#marked.push({ from, to })
    else this.#marked.splice(start, Infinity, { from: this.#marked[start]!.from, to })
  }

  /** Whether [from, to) lies in one paragraph and cuts no bracket in two. */
  #wrapsWhole(from: number, to: number): boolean {
    const { doc } = this.#state
    if (!doc.resolve(from).sameParent(doc.resolve(to))) return false
    const before = this.#own.stackAt(from)
    const after = this.#own.stackAt(to)
    return before.length === after.length && before.every((bid, i) => bid === after[i])
  }

  #deletionAround(position: number): Bid | null {
    return this.#own.stackAt(position).find((bid) => this.#own.bracket(bid)?.kind === 'del' && !this.#own.isOwnBracket(bid)) ?? null
  }

  #offerToOppose(from: number, to: number): void {
    for (const { from: marked, to: end } of this.#marked) {
      const layer = this.#own.layerAt(marked + 1)
      const bracket = layer === null ? undefined : this.#own.bracket(layer)
      if (bracket === undefined || bracket.first !== bracket.last) continue
      const before = tokenAt(this.#state.doc, marked - 1)
      const after = tokenAt(this.#state.doc, end)
      if (before === bracket.bid && after === bracket.bid && from <= marked && to >= end)
        this.#context.hint({ kind: 'oppose', bid: bracket.bid })
    }
  }

  /** Own additions that this deletion leaves without anything, and in which nothing new comes to stand; placeholders stay. */
  #emptied(place: number | null): Bid[] {
    const gone = this.#edits.map(({ at, to }) => ({ from: at, to }))
    const bids = new Set(gone.flatMap(({ from }) => this.#own.stackAt(from + 1)))
    return [...bids].filter((bid) => {
      const bracket = this.#own.bracket(bid)
      if (bracket?.kind !== 'ins' || bracket.placeholder || !this.#own.isOwnBracket(bid)) return false
      const [open, close] = tokenPositions(this.#state.doc, bid)
      if (open === null || close === null || (place !== null && place > open && place <= close)) return false
      return isCovered(this.#state.doc, open + 1, close, gone)
    })
  }

  #removeTokens(bid: Bid): void {
    const [open, close] = tokenPositions(this.#state.doc, bid)
    if (open === null || close === null) return
    this.#edits.push({ at: close, to: close + 1, content: Slice.empty }, { at: open, to: open + 1, content: Slice.empty })
    const { doc } = this.#state
    const index = doc.resolve(open).index(0)
    const start = doc.resolve(open).start(1) - 1
    // A paragraph that its bracket proposed goes with it.
    if (index > 0 && starterOf(doc.child(index))?.in === bid) this.#edits.push({ at: start - 1, to: start + 1, content: Slice.empty })
  }

  /** Wraps the marked stretches; a neighbouring own deletion grows instead of getting a twin. */
  #proposeDeletions(group: GroupId | undefined): { readonly from: number; readonly to: number }[] {
    return this.#marked.map((stretch) => {
      const whole = group === undefined ? this.#grown(stretch) : { ...stretch, absorbed: [] as Bid[] }
      for (const bid of whole.absorbed) {
        for (const position of tokenPositions(this.#state.doc, bid))
          if (position !== null) this.#edits.push({ at: position, to: position + 1, content: Slice.empty })
      }
      const open = this.#opening('del', group)
      this.#edits.push({ at: whole.from, to: whole.from, content: inline([this.#token(open, whole.from)]) })
      this.#edits.push({ at: whole.to, to: whole.to, content: inline([this.#token({ c: open.o }, whole.to)]) })
      return whole
    })
  }

  /** A stretch together with own deletions right beside it that nobody has taken a stand on. */
  #grown({ from, to }: Stretch): Stretch & { absorbed: Bid[] } {
    const absorbed: Bid[] = []
    const left = this.#absorbable(tokenAt(this.#state.doc, from - 1), 'close', from - 1)
    const right = this.#absorbable(tokenAt(this.#state.doc, to), 'open', to)
    let grown = { from, to }
    if (left !== null) {
      absorbed.push(left)
      grown = { ...grown, from: tokenPositions(this.#state.doc, left)[0]! }
    }
    if (right !== null) {
      absorbed.push(right)
      grown = { ...grown, to: tokenPositions(this.#state.doc, right)[1]! + 1 }
    }
    return { ...grown, absorbed }
  }

  #absorbable(bid: Bid | null, side: 'open' | 'close', at: number): Bid | null {
    const bracket = bid === null ? undefined : this.#own.bracket(bid)
    if (bid === null || bracket?.kind !== 'del' || bracket.group !== null || bracket.first !== bracket.last || !this.#own.isOwnBracket(bid))
      return null
    if (this.#state.doc.nodeAt(at)?.type !== schema.nodes[side] || standsOf(this.#context.meta).has(bid)) return null
    return bid
  }

  #insert(runs: readonly Run[], at: number, group: GroupId | undefined): void {
    if (this.#own.isOwnAt(at)) {
      this.#edits.push({ at, to: at, content: slice(runs), caret: 'end' })
      return
    }
    const open = this.#opening('ins', group)
    const content = [{ insert: open }, ...runs, { insert: { c: open.o } }] as Run[]
    this.#edits.push({ at, to: at, content: slice(content), caret: 'inside' })
  }

  #opening(kind: BracketKind, grp: GroupId | undefined): Open {
    const by = this.#principal
    const open = { o: this.#context.ids.make(by), by, kind }
    return grp === undefined ? open : { ...open, grp }
  }

  /** A token with the marks that both its neighbours share. */
  #token(embed: Open | { c: Bid }, at: number): Node {
    const $at = this.#state.doc.resolve(at)
    const before = $at.nodeBefore?.marks ?? []
    const marks = before.filter((mark) => mark.isInSet($at.nodeAfter?.marks ?? []))
    return ('o' in embed ? schema.nodes.open : schema.nodes.close).create({ embed }, null, marks)
  }

  #build(deletions: readonly { readonly from: number; readonly to: number }[]): Transaction {
    const tr = this.#state.tr
    let caret: number | null = null
    let since = 0
    // From right to left; of several at one place the later stands further right.
    const edits = this.#edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => b.at - a.at || b.to - a.to || b.order - a.order)
    for (const { at, to, content, caret: place } of edits) {
      tr.replace(at, to, content)
      if (place === undefined) continue
      caret = at + content.size - (place === 'inside' ? 1 : 0)
      since = tr.mapping.maps.length
    }
    const position = caret === null ? this.#caretAfterDeletion(tr, deletions) : tr.mapping.slice(since).map(caret)
    return tr.setSelection(TextSelection.near(tr.doc.resolve(position), -1)).scrollIntoView()
  }

  #caretAfterDeletion(tr: Transaction, deletions: readonly { readonly from: number; readonly to: number }[]): number {
    const marked = deletions[0]
    if (marked === undefined) return tr.mapping.map(this.#change.from, -1)
    return this.#caretBehind ? tr.mapping.map(deletions.at(-1)!.to, 1) : tr.mapping.map(marked.from, -1)
  }
}

/** All words of a table or picture go with its start, so that it goes whole. */
function withStart(change: UserChange, own: Ownership): UserChange {
  const { from, to, runs } = change
  const [block] = runs.length > 0 || from === to ? [] : own.blocksIn(from, to)
  return block !== undefined && block.index > 0 && from === block.at + 1 ? { ...change, from: block.at - 1 } : change
}

/** Runs as a person may bring them: no tokens, own paragraph starts, no characters that texts do not hold. */
export function sanitise(runs: readonly Run[], ids: IdMaker, principal: Principal): Run[] {
  return runs.flatMap((run): Run[] => {
    if (isText(run)) {
      const insert = run.insert.replace(/[\t\n\u2028\u2029]/g, ' ').replace(FORBIDDEN, '')
      return insert === '' ? [] : [{ ...run, insert }]
    }
    if (!isStarter(run.insert)) return []
    const starter: Starter = { p: ids.make(principal), t: run.insert.t === 'title' ? 'para' : run.insert.t, lvl: run.insert.lvl }
    return [{ insert: starter }]
  })
}

/** A slice of runs; starters cut it into paragraphs open at both ends. */
export function slice(runs: readonly Run[]): Slice {
  const parts: { starter: Starter | null; runs: Run[] }[] = [{ starter: null, runs: [] }]
  for (const run of runs) {
    if (!isText(run) && isStarter(run.insert)) parts.push({ starter: run.insert, runs: [] })
    else parts.at(-1)!.runs.push(run)
  }
  if (parts.length === 1) return inline(nodesOf(parts[0]!.runs))
  return new Slice(
    Fragment.fromArray(parts.map(({ starter, runs: content }) => schema.nodes.paragraph.create({ starter }, nodesOf(content)))),
    1,
    1,
  )
}

const inline = (nodes: readonly Node[]): Slice => new Slice(Fragment.fromArray([...nodes]), 0, 0)

/** The bracket whose token stands right behind a position; null where none does. */
export function tokenAt(doc: Node, position: number): Bid | null {
  const node = position < 0 ? null : doc.nodeAt(position)
  const token = node === null ? null : tokenOf(node)
  return token === null ? null : 'o' in token ? token.o : token.c
}

/** Document positions of a bracket's two tokens. */
export function tokenPositions(doc: Node, bid: Bid): [open: number | null, close: number | null] {
  let open: number | null = null
  let close: number | null = null
  doc.descendants((node, at) => {
    const token = tokenOf(node)
    if (token === null) return node.type === schema.nodes.paragraph
    if ('o' in token && token.o === bid) open ??= at
    if ('c' in token && token.c === bid && open !== null) close ??= at
    return false
  })
  return [open, close]
}

/** Whether deleting `gone` leaves neither words nor tokens in [from, to). */
function isCovered(doc: Node, from: number, to: number, gone: readonly Stretch[]): boolean {
  let covered = true
  doc.nodesBetween(from, to, (node, at) => {
    if (node.type === schema.nodes.paragraph) {
      if (at >= from && !gone.some((stretch) => stretch.from === at - 1 && stretch.to === at + 1)) covered = false
      return true
    }
    const begin = Math.max(at, from)
    const end = Math.min(at + node.nodeSize, to)
    if (!gone.some((stretch) => stretch.from <= begin && stretch.to >= end)) covered = false
    return false
  })
  return covered
}
