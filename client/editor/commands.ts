// What a person can do to the text besides typing, as commands that answer "could I?" without acting.
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state'
import type { Bid } from '@chapeau/shared/ids'
import type { Permission } from '@chapeau/shared/policy'
import type { BracketKind, Open, Run, Starter } from '@chapeau/shared/text/model'
import { flipped } from '@chapeau/shared/brackets/flip'
import { bracketsIn } from '@chapeau/shared/brackets/tree'
import { selectBracket, selectedOf } from './brackets.ts'
import { flatOf, positionOf } from './flat.ts'
import { Ownership } from './ownership.ts'
import { allowedMeta, slice, tokenPositions, type PolicyContext } from './policy.ts'
import { readingOf } from './reading.ts'
import { starterOf } from './schema.ts'

export type CommandName =
  'bracket' | 'reserve' | 'alternative' | 'placeholder' | 'newParagraph' | 'flip' | 'nextBracket' | 'previousBracket'

/** The transaction a command makes; a permission that says no where it cannot act now. */
export type CommandResult = Transaction | Extract<Permission, { ok: false }>

export const isTransaction = (result: CommandResult): result is Transaction => !('ok' in result)

const no = (rule: string, message: string): CommandResult => ({ ok: false, rule, message })

export type EditorCommand = (state: EditorState, context: PolicyContext) => CommandResult

export const COMMANDS: Readonly<Record<CommandName, EditorCommand>> = {
  /** `[`: around selected words a reservation, else an empty addition to type into. */
  bracket: (state, context) => (state.selection.empty ? openBracket(state, context, 'ins', false) : COMMANDS.reserve(state, context)),
  reserve: (state, context) => {
    const stretch = state.selection.empty ? wordAt(state) : { from: state.selection.from, to: state.selection.to }
    if (stretch === null) return no('AU-3', 'Select the words you reserve on.')
    return wrap(state, context, stretch, 'res')
  },
  placeholder: (state, context) => openBracket(state, context, 'ins', true),
  alternative,
  newParagraph,
  flip,
  nextBracket: (state) => goTo(state, 1),
  previousBracket: (state) => goTo(state, -1),
}

function denied(state: EditorState, { writer, meta }: PolicyContext, ...positions: number[]): CommandResult | null {
  if (!writer.permission.ok) return writer.permission
  if (writer.principal === null) return no('AU-4', 'Choose the delegation you are typing for.')
  const own = new Ownership(state, meta, writer)
  if (positions.length === 0) return null
  const refusal = own.refusalIn(Math.min(...positions), Math.max(...positions))
  return refusal === null ? null : no(refusal.rule, refusal.message)
}

function opening({ ids, writer }: PolicyContext, kind: BracketKind, more: Partial<Open> = {}): Open {
  const by = writer.principal!
  return { o: ids.make(by), by, kind, ...more }
}

function openBracket(state: EditorState, context: PolicyContext, kind: BracketKind, ph: boolean): CommandResult {
  const at = state.selection.to
  const refusal = denied(state, context, at)
  if (refusal !== null) return refusal
  const open = opening(context, kind, ph ? { ph: 1 } : {})
  const tr = state.tr.replace(at, at, slice([{ insert: open }, { insert: { c: open.o } }]))
  return finish(tr.setSelection(TextSelection.create(tr.doc, ph ? at + 2 : at + 1)), open.o)
}

function wrap(state: EditorState, context: PolicyContext, { from, to }: { from: number; to: number }, kind: BracketKind): CommandResult {
  const refusal = denied(state, context, from, to)
  if (refusal !== null) return refusal
  if (from === to) return no('AU-3', 'Select some words first.')
  const open = opening(context, kind)
  const tr = state.tr
  tr.replace(to, to, slice([{ insert: { c: open.o } }]))
  tr.replace(from, from, slice([{ insert: open }]))
  return finish(tr.setSelection(TextSelection.create(tr.doc, to + 2)), open.o)
}

/** A competing wording beside the selected bracket of one's own, or for the selected words. */
function alternative(state: EditorState, context: PolicyContext): CommandResult {
  const { selection } = state
  const refusal = denied(state, context, selection.from, selection.to)
  if (refusal !== null) return refusal
  const grp = context.ids.make(context.writer.principal!)
  if (!selection.empty) {
    const del = opening(context, 'del', { grp })
    const ins = opening(context, 'ins', { grp })
    const tr = state.tr
    tr.replace(selection.to, selection.to, slice([{ insert: { c: del.o } }, { insert: ins }, { insert: { c: ins.o } }]))
    tr.replace(selection.from, selection.from, slice([{ insert: del }]))
    return finish(tr.setSelection(TextSelection.create(tr.doc, selection.to + 3)), ins.o)
  }
  const selected = selectedOf(state)
  const bracket = selected === null ? undefined : readingOf(state).brackets.get(selected)
  if (bracket === undefined) return no('AC-8', 'Select the words, or the bracket, to which you propose an alternative.')
  const close = tokenPositions(state.doc, bracket.bid)[1]
  if (close === null) return no('AC-8', 'This bracket is no longer in the text.')
  const open = opening(
    context,
    'ins',
    bracket.group !== null && bracket.holder === context.writer.principal ? { grp: bracket.group } : { grp },
  )
  const tr = state.tr.replace(close + 1, close + 1, slice([{ insert: open }, { insert: { c: open.o } }]))
  return finish(tr.setSelection(TextSelection.create(tr.doc, close + 2)), open.o)
}

/** Proposes a paragraph behind the one with the caret; in own words of several paragraphs it splits them. */
function newParagraph(state: EditorState, context: PolicyContext): CommandResult {
  const { $head, head } = state.selection
  const refusal = denied(state, context)
  if (refusal !== null) return refusal
  const own = new Ownership(state, context.meta, context.writer)
  const index = $head.index(0)
  const current = starterOf(state.doc.child(index))
  const born = {
    p: context.ids.make(context.writer.principal!),
    t: current?.t === 'item' ? 'item' : 'para',
    lvl: current?.t === 'item' ? current.lvl : 0,
  } as const
  if (own.isOwnAt(head) && !own.isAgreedAt(head)) {
    const tr = state.tr.replace(head, head, slice([{ insert: born }]))
    return finish(tr.setSelection(TextSelection.create(tr.doc, head + 2)), null)
  }
  const bracket = opening(context, 'ins')
  const starter: Starter = { ...born, in: bracket.o }
  const end = endOfBrackets(state, index)
  const runs: Run[] = [{ insert: starter }, { insert: bracket }, { insert: { c: bracket.o } }]
  const tr = state.tr.replace(end, end, slice(runs))
  return finish(tr.setSelection(TextSelection.create(tr.doc, end + 3)), bracket.o)
}

/** Puts the parts of the selected words in the opposite order, as typing over them would. */
function flip(state: EditorState, context: PolicyContext): CommandResult {
  const { $from, $to, from, to } = state.selection
  const refusal = denied(state, context, from, to)
  if (refusal !== null) return refusal
  const selected = $from.sameParent($to) ? state.doc.textBetween(from, to, '', '\ufffc') : ''
  const words = selected.trim()
  if (words.includes('\ufffc')) return no('AC-52', 'A bracket stands between these words. Select words without one.')
  const before = $from.parent.textBetween(0, $from.parentOffset, '', '\ufffc')
  const turned = flipped(words, /^\W*$|[.!?]\s+$/u.test(before))
  if (turned === null) return no('AC-52', 'Select a list such as “A and B”, or two words, to change their order.')
  const start = from + selected.indexOf(words)
  return state.tr.insertText(turned, start, start + words.length).scrollIntoView()
}

/** The end of the paragraph behind which a proposal can stand on its own: not inside a bracket that runs on. */
function endOfBrackets(state: EditorState, index: number): number {
  const reading = readingOf(state)
  const last = bracketsIn(reading, index).reduce((max, bracket) => Math.max(max, bracket.last), index)
  let end = 0
  for (let i = 0; i <= last; i++) end += state.doc.child(i).nodeSize
  return end - 1
}

/** Moves to the next or previous bracket in text order and selects it. */
function goTo(state: EditorState, direction: 1 | -1): CommandResult {
  const reading = readingOf(state)
  const brackets = [...reading.brackets.values()]
  if (brackets.length === 0) return no('UI-1', 'There are no brackets in this text.')
  const selected = selectedOf(state)
  const known = brackets.findIndex(({ bid }) => bid === selected)
  const here = flatOf(state.doc, state.selection.head)
  const ahead = brackets.findIndex(({ from }) => from >= here)
  const fallback = direction > 0 ? (ahead < 0 ? 0 : ahead) : (ahead < 0 ? brackets.length : ahead) - 1
  const index = known >= 0 ? known + direction : fallback
  const next = brackets[(index + brackets.length) % brackets.length]!
  const at = positionOf(state.doc, next.from + 1)
  return selectBracket(state.tr.setSelection(TextSelection.create(state.doc, at)), next.bid).scrollIntoView()
}

function finish(tr: Transaction, selected: Bid | null): Transaction {
  tr.setMeta(allowedMeta, true).scrollIntoView()
  return selected === null ? tr : selectBracket(tr, selected)
}

function wordAt({ selection: { $head, head } }: EditorState): { from: number; to: number } | null {
  const before = /\S*$/u.exec($head.nodeBefore?.text ?? '')?.[0].length ?? 0
  const after = /^\S*/u.exec($head.nodeAfter?.text ?? '')?.[0].length ?? 0
  return before + after === 0 ? null : { from: head - before, to: head + after }
}
