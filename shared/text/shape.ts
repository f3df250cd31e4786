// The shape of a text: its paragraphs' order, their edges, types and levels. What a change of shape would do, or why it
// cannot be done, as pure functions for the server's acts, for delegations' proposals and for the page's buttons.
import type { Pid } from '../ids.ts'
import { isBlock, NOT_NEGOTIATED } from './blocks.ts'
import { levelOf, stateOf, typeOf, type Meta } from './meta.ts'
import { isText, type ParagraphType } from './model.ts'
import { stackAt, type ParagraphReading, type Reading } from './read.ts'
import { MAX_LEVEL } from './schema.ts'

/** A change of shape. `at`: positions behind the paragraph's starter; `after` null: to the beginning of the text. */
export type Shape =
  | { readonly op: 'move'; readonly target: Pid; readonly after: Pid | null }
  | { readonly op: 'split'; readonly target: Pid; readonly at: number }
  /** With the paragraph behind it. */
  | { readonly op: 'merge'; readonly target: Pid }
  | { readonly op: 'retype'; readonly target: Pid; readonly type: Exclude<ParagraphType, 'title'>; readonly level: number }

export type ShapePlan =
  | { readonly ok: false; readonly message: string }
  /** The paragraph lies in [from, to) and goes to the gap `into`. */
  | { readonly ok: true; readonly op: 'move'; readonly index: number; readonly from: number; readonly to: number; readonly into: number }
  /** A new paragraph starts at `from`; the spaces up to `to` go. */
  | { readonly ok: true; readonly op: 'split'; readonly index: number; readonly from: number; readonly to: number }
  /** The starter at `at` goes; `space`: a space takes its place. */
  | { readonly ok: true; readonly op: 'merge'; readonly index: number; readonly at: number; readonly space: boolean }
  | { readonly ok: true; readonly op: 'retype'; readonly index: number; readonly type: ParagraphType; readonly level: number }

const refused = (message: string): ShapePlan => ({ ok: false, message })
const GONE = 'This paragraph is no longer in the text.'

/** What a change of shape would do now. */
export function planShape(reading: Reading, meta: Meta, shape: Shape): ShapePlan {
  const index = indexOf(reading, shape.target)
  if (index < 0) return refused(GONE)
  // What stands for a table or picture can be moved, and stays what it is.
  if (shape.op !== 'move' && paragraphsIn(reading, shape).some((pid) => isBlock(meta, pid))) return refused(NOT_NEGOTIATED)
  switch (shape.op) {
    case 'move':
      return planMove(reading, index, shape.after)
    case 'split':
      return planSplit(reading, index, shape.at)
    case 'merge':
      return planMerge(reading, meta, index)
    case 'retype':
      return planRetype(reading, meta, index, shape)
  }
}

/** The paragraphs that a change of shape is about; all of them must be open to it. */
export function paragraphsIn(reading: Reading, shape: Shape): Pid[] {
  const next = shape.op === 'merge' ? reading.paragraphs[indexOf(reading, shape.target) + 1]?.raw.starter?.p : undefined
  return next === undefined ? [shape.target] : [shape.target, next]
}

/** Whether any paragraph that a change of shape is about is agreed. */
export function agreedIn(reading: Reading, meta: Meta, shape: Shape): boolean {
  return paragraphsIn(reading, shape).some((pid) => stateOf(meta, pid) === 'agreed')
}

/** A paragraph as one string with a position for each of its units; a token is one character that no words hold. */
export function flatWords({ raw }: Pick<ParagraphReading, 'raw'>): string {
  return raw.runs.map((run) => (isText(run) ? run.insert : '\ufffc')).join('')
}

function planMove(reading: Reading, index: number, after: Pid | null): ShapePlan {
  const behind = after === null ? -1 : indexOf(reading, after)
  if (after !== null && behind < 0) return refused('The paragraph it was to stand behind is no longer in the text.')
  if (behind === index || behind === index - 1) return refused('It stands there already.')
  if (after === null && reading.paragraphs[0]!.raw.starter === null)
    return refused('Nothing can stand before the first words of this text.')
  const { entry, exit } = reading.paragraphs[index]!
  const crossing = [...entry, ...exit][0]
  if (crossing !== undefined) return refused(runsOver(reading, crossing, 'this paragraph'))
  const around = behind < 0 ? undefined : reading.paragraphs[behind]!.exit[0]
  if (around !== undefined) return refused(runsOver(reading, around, 'the place it would go to'))
  const from = reading.starts[index]!
  const into = behind < 0 ? 0 : reading.starts[behind]! + reading.paragraphs[behind]!.length
  return { ok: true, op: 'move', index, from, to: from + reading.paragraphs[index]!.length, into }
}

function planSplit(reading: Reading, index: number, at: number): ShapePlan {
  const paragraph = reading.paragraphs[index]!
  const words = flatWords(paragraph)
  if (at > words.length || isHalf(words, at)) return refused('There is no such place in this paragraph.')
  let from = at
  let to = at
  while (words[from - 1] === ' ') from--
  while (words[to] === ' ') to++
  if (from === 0 || to === words.length) return refused('Put the caret between the words where the new paragraph is to begin.')
  const start = reading.starts[index]! + 1
  const around = stackAt(reading, start + at)[0] ?? paragraph.entry.find((bid) => paragraph.exit.includes(bid))
  if (around !== undefined) return refused(runsOver(reading, around, 'the place where it would be split'))
  return { ok: true, op: 'split', index, from: start + from, to: start + to }
}

function planMerge(reading: Reading, meta: Meta, index: number): ShapePlan {
  const [one, next] = [reading.paragraphs[index]!, reading.paragraphs[index + 1]]
  const starter = next?.raw.starter
  if (starter === null || starter === undefined) return refused('No paragraph follows that it could be merged with.')
  const proposed = [one.raw.starter?.in, starter.in].find((bid) => bid !== undefined && reading.brackets.has(bid))
  if (proposed !== undefined)
    return refused(`${whose(reading, proposed)} proposes one of the two paragraphs as a whole. Decide on it first.`)
  const crossing = next!.entry[0]
  if (crossing !== undefined) return refused(runsOver(reading, crossing, 'the paragraph’s end'))
  const isBody = (type: ParagraphType): boolean => type === 'para' || type === 'item'
  const types = [typeOf(meta, one.raw.starter!.p, one.raw.starter!.t), typeOf(meta, starter.p, starter.t)] as const
  if (types[0] !== types[1] && !types.every(isBody)) return refused('A heading and a paragraph cannot become one.')
  const [left, right] = [flatWords(one), flatWords(next!)]
  const space = left !== '' && right !== '' && !/\s$/u.test(left) && !/^[\s,.;:)\]]/u.test(right)
  return { ok: true, op: 'merge', index, at: reading.starts[index + 1]!, space }
}

function planRetype(reading: Reading, meta: Meta, index: number, { type, level }: Extract<Shape, { op: 'retype' }>): ShapePlan {
  const { p, t, lvl } = reading.paragraphs[index]!.raw.starter!
  if (level > MAX_LEVEL) return refused(`Paragraphs have levels up to ${MAX_LEVEL}.`)
  if (typeOf(meta, p, t) === type && levelOf(meta, p, lvl) === level) return refused('It is of this type and level already.')
  return { ok: true, op: 'retype', index, type, level }
}

const indexOf = (reading: Reading, pid: Pid): number => reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)

function runsOver(reading: Reading, bid: string, what: string): string {
  return `A bracket of ${whose(reading, bid)} runs over ${what}. Decide on it first.`
}

const whose = (reading: Reading, bid: string): string => reading.brackets.get(bid)?.holder || 'nobody yet'

/** Whether a place lies between the two halves of a character. */
const isHalf = (text: string, at: number): boolean => /[\ud800-\udbff]$/.test(text.slice(0, at)) && /^[\udc00-\udfff]/.test(text.slice(at))
