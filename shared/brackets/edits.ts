// Proposals as edits (spec AC-15): what somebody asks to be written into the text in its name, place by place. A pure
// plan in flat positions, which the server carries out and the page previews.
import type { Pid, Principal } from '../ids.ts'
import type { Edit } from '../protocol/acts.ts'
import { isText, runLength } from '../text/model.ts'
import { stackAt, type Bracket, type Reading } from '../text/read.ts'
import { bracketsIn } from './tree.ts'

/** What becomes of an edit: brackets around and beside words, or, where the writer may, the words themselves. */
export type EditWay = 'bracket' | 'direct' | 'paragraph'

export interface PlannedEdit {
  readonly edit: Edit
  readonly way: EditWay
  /** Flat positions of the stretch; equal for an insertion. */
  readonly from: number
  readonly to: number
  /** Index of the paragraph. */
  readonly index: number
  /** Words of the stretch. */
  readonly removed: string
  /** The writer's own bracket that a direct edit lies in; null in standing words. */
  readonly layer: Bracket | null
}

export type EditPlan =
  { readonly ok: true; readonly edits: readonly PlannedEdit[] } | { readonly ok: false; readonly pid: Pid; readonly message: string }

export interface EditWriter {
  readonly principal: Principal
  /** In preparation the desk changes standing words without brackets. */
  readonly free: boolean
}

/** Plans edits against a reading, in the order of the text; says which one cannot be made, and why. */
export function planEdits(reading: Reading, edits: readonly Edit[], writer: EditWriter): EditPlan {
  const indexes = new Map(reading.paragraphs.map(({ raw }, i) => [raw.starter?.p ?? '', i]))
  const planned: PlannedEdit[] = []
  for (const edit of edits) {
    const index = indexes.get(edit.pid)
    const one = index === undefined ? 'This paragraph is no longer in the text.' : planOne(reading, edit, index, writer)
    if (typeof one === 'string') return { ok: false, pid: edit.pid, message: one }
    planned.push(one)
  }
  planned.sort((a, b) => a.from - b.from || a.to - b.to)
  const overlap = planned.find((one, i) => i > 0 && planned[i - 1]!.to > one.from)
  if (overlap !== undefined) return { ok: false, pid: overlap.edit.pid, message: 'Two of these proposals are about the same words.' }
  return { ok: true, edits: planned }
}

function planOne(reading: Reading, edit: Edit, index: number, writer: EditWriter): PlannedEdit | string {
  if (edit.paragraph !== undefined) return planParagraph(reading, edit, index)
  const paragraph = reading.paragraphs[index]!
  const start = reading.starts[index]! + (paragraph.raw.starter === null ? 0 : 1)
  const from = start + edit.at
  const to = from + edit.length
  if (to > reading.starts[index]! + paragraph.length) return 'This is behind the end of the paragraph.'
  if (edit.length === 0 && edit.insert === '') return 'There is nothing to propose.'
  const removed = charactersIn(reading, index, from, to)
  if (cutsCharacter(reading, index, from) || cutsCharacter(reading, index, to)) return 'This would cut a character in two.'
  if (cutsBracket(reading, index, from, to)) return 'This would cut a bracket in two. Choose words inside it, or all of it.'
  const layer = layerAround(reading, from, to)
  const inside = removed.length === edit.length
  const own = inside && (layer === null ? writer.free : layer.holder === writer.principal)
  return { edit, way: own && edit.reserve !== true ? 'direct' : 'bracket', from, to, index, removed, layer: own ? layer : null }
}

/** A new paragraph stands behind the whole paragraph, and behind every bracket that runs on from it. */
function planParagraph(reading: Reading, edit: Edit, index: number): PlannedEdit | string {
  if (edit.insert === '') return 'A new paragraph needs words.'
  const last = bracketsIn(reading, index).reduce((max, bracket) => Math.max(max, bracket.last), index)
  const end = reading.starts[last]! + reading.paragraphs[last]!.length
  return { edit, way: 'paragraph', from: end, to: end, index: last, removed: '', layer: null }
}

/** The innermost addition around a stretch; null for standing words. */
function layerAround(reading: Reading, from: number, to: number): Bracket | null {
  const around = stackAt(reading, from).flatMap((bid) => reading.brackets.get(bid) ?? [])
  return around.findLast((bracket) => bracket.kind === 'ins' && bracket.from < from && bracket.to >= to) ?? null
}

function cutsBracket(reading: Reading, index: number, from: number, to: number): boolean {
  const within = (position: number): boolean => position >= from && position < to
  return bracketsIn(reading, index).some((bracket) => within(bracket.from) !== within(bracket.to))
}

function charactersIn(reading: Reading, index: number, from: number, to: number): string {
  let words = ''
  eachText(reading, index, (text, at) => {
    words += text.slice(Math.max(0, from - at), Math.max(0, to - at))
  })
  return words
}

/** Whether a position lies between the two halves of a surrogate pair. */
function cutsCharacter(reading: Reading, index: number, position: number): boolean {
  let cuts = false
  eachText(reading, index, (text, at) => {
    const code = text.charCodeAt(position - at - 1)
    if (position > at && position < at + text.length && code >= 0xd800 && code <= 0xdbff) cuts = true
  })
  return cuts
}

function eachText(reading: Reading, index: number, visit: (text: string, at: number) => void): void {
  const { raw } = reading.paragraphs[index]!
  let at = reading.starts[index]! + (raw.starter === null ? 0 : 1)
  for (const run of raw.runs) {
    if (isText(run)) visit(run.insert, at)
    at += runLength(run)
  }
}
