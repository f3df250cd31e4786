// A paragraph's standing words brought back to an earlier version, as edits of its words now (spec AC-53). Pure: the page
// previews with it, and the act `propose` carries the edits as one proposal in the asker's name.
import type { Pid } from '../ids.ts'
import type { Edit } from '../protocol/acts.ts'
import { isText } from '../text/model.ts'
import { stackAt, type ParagraphReading, type Reading } from '../text/read.ts'
import { planEdits, type EditWriter } from './edits.ts'
import { bracketsIn } from './tree.ts'

export type PreviousVersion = { readonly ok: true; readonly edits: readonly Edit[] } | { readonly ok: false; readonly message: string }

/** Parts of a version that are the same, or what stood and what stands instead. */
export interface Difference {
  readonly same: boolean
  readonly was: string
  readonly is: string
}

/** Words beyond which a comparison is of the whole, not word by word: its cost grows with their product. */
const MOST_COMPARED = 1500

/** The edits that make a paragraph read as it did, or why there are none. */
export function backTo(reading: Reading, pid: Pid, was: string, writer: EditWriter): PreviousVersion {
  const index = reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)
  const paragraph = reading.paragraphs[index]
  if (paragraph === undefined) return { ok: false, message: 'This paragraph is no longer in the text.' }
  const { words, at } = standing(reading, index)
  if (words === was) return { ok: false, message: 'The paragraph reads as it did then.' }
  const end = paragraph.length - 1
  const ways = [differences(words, was), [ends(words, was)]].map((parts) =>
    editsOf(parts, pid, at, end).map((edit) => snug(reading, index, edit)),
  )
  for (const edits of [...ways, [{ pid, at: 0, length: end, insert: was }]]) {
    const plan = planEdits(reading, edits, writer)
    if (plan.ok) return { ok: true, edits }
  }
  return { ok: false, message: 'Brackets that run on into other paragraphs are in the way. Decide on them first.' }
}

/** A paragraph's standing words and the position of each of their characters behind its starter. */
function standing(reading: Reading, index: number): { readonly words: string; readonly at: readonly number[] } {
  const paragraph: ParagraphReading = reading.paragraphs[index]!
  const start = reading.starts[index]! + 1
  const at: number[] = []
  let words = ''
  let position = 0
  for (const run of paragraph.raw.runs) {
    if (!isText(run)) {
      position++
      continue
    }
    const around = stackAt(reading, start + position + 1).map((bid) => reading.brackets.get(bid)?.kind)
    if (!around.includes('ins') && !around.includes('note')) {
      words += run.insert
      for (let i = 0; i < run.insert.length; i++) at.push(position + i)
    }
    position += run.insert.length
  }
  return { words, at }
}

/** Word by word, what is the same in two versions and what is not; `is` of the first, `was` of the second. */
export function differences(is: string, was: string): Difference[] {
  const a = is.split(/(\s+)/u).filter(Boolean)
  const b = was.split(/(\s+)/u).filter(Boolean)
  if (a.length > MOST_COMPARED || b.length > MOST_COMPARED) return [ends(is, was)]
  const lengths = commonLengths(a, b)
  const parts: { same: boolean; is: string; was: string }[] = []
  const add = (same: boolean, one: string, other: string): void => {
    const last = parts.at(-1)
    if (last?.same === same) {
      last.is += one
      last.was += other
    } else parts.push({ same, is: one, was: other })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) add(true, a[i++]!, b[j++]!)
    else if (j === b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) add(false, a[i++]!, '')
    else add(false, '', b[j++]!)
  }
  return joined(parts)
}

/** Changes with nothing but a space between them are one. */
function joined(parts: readonly Difference[]): Difference[] {
  const result: Difference[] = []
  for (let i = 0; i < parts.length; i++) {
    const [last, part, next] = [result.at(-1), parts[i]!, parts[i + 1]]
    if (part.same && /^\s+$/u.test(part.is) && last?.same === false && next?.same === false) {
      result[result.length - 1] = { same: false, is: last.is + part.is + next.is, was: last.was + part.was + next.was }
      i++
    } else result.push(part)
  }
  return result
}

function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  return lengths
}

/** All between the first and the last difference, cut between characters. */
function ends(is: string, was: string): Difference & { readonly from: number } {
  const [a, b] = [Array.from(is), Array.from(was)]
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from++
  let tail = 0
  while (tail < a.length - from && tail < b.length - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const cut = (text: readonly string[]): string => text.slice(from, text.length - tail).join('')
  return { same: false, is: cut(a), was: cut(b), from: a.slice(0, from).join('').length }
}

/** A stretch that holds one end of a bracket takes in the other where it stands beside it. */
function snug(reading: Reading, index: number, edit: Edit): Edit {
  if (edit.length === 0) return edit
  const start = reading.starts[index]! + 1
  const brackets = bracketsIn(reading, index).map(({ from, to }) => ({ from: from - start, to: to - start }))
  let { at, length } = edit
  const holds = (position: number): boolean => position >= at && position < at + length
  for (let grown = true; grown;) {
    grown = false
    for (const { from, to } of brackets) {
      if (holds(from) && to === at + length) length++
      else if (holds(to) && from === at - 1) {
        at--
        length++
      } else continue
      grown = true
    }
  }
  return { ...edit, at, length }
}

function editsOf(parts: readonly (Difference & { readonly from?: number })[], pid: Pid, at: readonly number[], end: number): Edit[] {
  let done = 0
  return parts.flatMap((part): Edit[] => {
    const from = part.from ?? done
    done = from + part.is.length
    if (part.same) return []
    // An insertion stands behind the character before it.
    if (part.is === '') return [{ pid, at: from === 0 ? 0 : (at[from - 1] ?? end - 1) + 1, length: 0, insert: part.was }]
    const first = at[from]!
    return [{ pid, at: first, length: at[done - 1]! + 1 - first, insert: part.was }]
  })
}
