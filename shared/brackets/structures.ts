// Proposed changes of the text's shape ("move to after PP 4 – EU"): kept among the overrides, counted as open, carried out
// or let fall by the desk. Where one would split a paragraph is found again by the words behind the place.
import type { Pid, Principal } from '../ids.ts'
import { labelOf, metaKey, type Meta } from '../text/meta.ts'
import { isText, type ParagraphType } from '../text/model.ts'
import type { Reading } from '../text/read.ts'
import { flatWords, paragraphsIn, type Shape } from '../text/shape.ts'

/** As it is kept. `words`, `before`: what stands behind and before the place of a split. */
export interface Structure {
  readonly by: Principal
  readonly shape: Shape
  readonly seq: number
  readonly words?: string
  readonly before?: string
  readonly rationale?: string
}

export interface OpenStructure extends Structure {
  readonly sid: string
}

/** Characters kept to find a place again. */
const WORDS_KEPT = 40

/** All that are open, oldest first; a proposal on a paragraph that is gone is none. */
export function structuresOf(reading: Reading, meta: Meta): OpenStructure[] {
  const found: OpenStructure[] = []
  for (const key of meta.keys()) {
    if (!key.startsWith('s/')) continue
    const structure = meta.get(key) as Structure
    if (reading.paragraphs.some(({ raw }) => raw.starter?.p === structure.shape.target)) found.push({ ...structure, sid: key.slice(2) })
  }
  return found.toSorted((a, b) => a.seq - b.seq)
}

/** The one of an id; null when it was carried out, dropped or withdrawn. */
export function structureOf(meta: Meta, sid: string): Structure | null {
  return (meta.get(metaKey.structure(sid)) as Structure | undefined) ?? null
}

/** Those that touch a paragraph: while one is open the paragraph is not agreed. */
export function structuresOn(reading: Reading, structures: readonly OpenStructure[], pid: Pid): OpenStructure[] {
  return structures.filter(({ shape }) => paragraphsIn(reading, shape).includes(pid))
}

/** The words by which a split's place is known later. */
export function wordsAround(reading: Reading, { target, at }: Extract<Shape, { op: 'split' }>): { words: string; before: string } {
  const paragraph = reading.paragraphs.find(({ raw }) => raw.starter?.p === target)
  const flat = paragraph === undefined ? '' : flatWords(paragraph)
  return { words: flat.slice(at).trimStart().slice(0, WORDS_KEPT), before: flat.slice(0, at).trimEnd().slice(-WORDS_KEPT) }
}

/** The shape as it is now: a split's place is where its words stand, of several where what was before them is; null where nobody can say. */
export function shapeNow(reading: Reading, { shape, words = '', before = '' }: Structure): Shape | null {
  if (shape.op !== 'split') return shape
  const paragraph = reading.paragraphs.find(({ raw }) => raw.starter?.p === shape.target)
  if (paragraph === undefined) return null
  const flat = flatWords(paragraph)
  const places: number[] = []
  for (let at = words === '' ? -1 : flat.indexOf(words); at >= 0; at = flat.indexOf(words, at + 1)) places.push(at)
  const exact = places.length > 1 ? places.filter((at) => flat.slice(0, at).trimEnd().endsWith(before)) : places
  return exact.length === 1 ? { ...shape, at: exact[0]! } : null
}

/** What is printed behind each paragraph that something is proposed about, by its index: `[move to after 4 – EU]`. */
export function printedStructures(reading: Reading, meta: Meta, names: boolean): Map<number, string[]> {
  const printed = new Map<number, string[]>()
  for (const one of structuresOf(reading, meta)) {
    const index = reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === one.shape.target)
    printed.set(index, [...(printed.get(index) ?? []), `[${shapeWords(reading, meta, one)}${names ? ` – ${one.by}` : ''}]`])
  }
  return printed
}

const TYPE_NAMES: Readonly<Record<ParagraphType, string>> = {
  title: 'a title',
  heading: 'a heading',
  para: 'a paragraph',
  item: 'a list item',
}

/** What is proposed, as it is printed at the paragraph: "move to after PP 4". */
export function shapeWords(reading: Reading, meta: Meta, { shape, words = '' }: Pick<Structure, 'shape' | 'words'>): string {
  switch (shape.op) {
    case 'move':
      return shape.after === null ? 'move to the beginning' : `move to after ${placeOf(reading, meta, shape.after)}`
    case 'split': {
      const begin = (words === '' ? wordsAround(reading, shape).words : words).replaceAll('\ufffc', '')
      return `begin a new paragraph at “${begin}${begin.length >= WORDS_KEPT - 2 ? '…' : ''}”`
    }
    case 'merge':
      return 'merge with the next paragraph'
    case 'retype':
      return `make it ${TYPE_NAMES[shape.type]}${shape.level === 0 ? '' : `, level ${shape.level}`}`
  }
}

/** A paragraph as one names it: by its label, or by its first words. */
export function placeOf(reading: Reading, meta: Meta, pid: Pid): string {
  const label = labelOf(meta, pid)
  if (label !== '') return label
  const paragraph = reading.paragraphs.find(({ raw }) => raw.starter?.p === pid)
  const words = (paragraph?.raw.runs ?? [])
    .flatMap((run) => (isText(run) ? [run.insert] : []))
    .join('')
    .trim()
  return words === '' ? 'another paragraph' : `“${words.length > 24 ? `${words.slice(0, 24).trimEnd()}…` : words}”`
}
