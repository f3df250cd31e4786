// Words at all their places: where a phrase stands in the text, and the proposal to replace it there (spec AC-51). Pure; the
// page previews with it and lets places be left out, the act `propose` carries what is left.
import type { Pid } from '../ids.ts'
import type { Edit } from '../protocol/acts.ts'
import { isBlock } from '../text/blocks.ts'
import { labelOf, stateOf, type Meta } from '../text/meta.ts'
import { stackAt, type Reading } from '../text/read.ts'
import { flatWords } from '../text/shape.ts'

export interface PhraseOptions {
  /** Not inside longer words. */
  readonly whole: boolean
  /** Capital letters count. */
  readonly exact: boolean
}

/** One place of a phrase. `at`: positions behind the paragraph's starter. */
export interface Place {
  readonly pid: Pid
  readonly index: number
  readonly label: string
  readonly at: number
  readonly words: string
  /** What stands around it. */
  readonly before: string
  readonly after: string
}

/** Characters of context that are shown on each side. */
const CONTEXT = 40
/** Words without tokens, as they are quoted: between two brackets stands a space. */
const quoted = (text: string): string => text.replaceAll(/\ufffc{2,}/g, ' ').replaceAll('\ufffc', '')

/**
 * Where a phrase stands, in the order of the text. Not in words proposed for deletion, not in notes, not in agreed paragraphs, and not
 * where a bracket begins or ends in its middle.
 */
export function placesOf(reading: Reading, meta: Meta, phrase: string, options: PhraseOptions): Place[] {
  const wanted = phrase.trim()
  if (wanted === '') return []
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s'), options.exact ? 'gu' : 'giu')
  return reading.paragraphs.flatMap((paragraph, index): Place[] => {
    const pid = paragraph.raw.starter?.p
    if (pid === undefined || stateOf(meta, pid) === 'agreed' || isBlock(meta, pid)) return []
    const flat = flatWords(paragraph)
    return [...flat.matchAll(pattern)].flatMap((match): Place[] => {
      const [words] = match
      const end = match.index + words.length
      if (options.whole && (endsInWord(flat.slice(0, match.index)) || startsInWord(flat.slice(end)))) return []
      if (isLeftAlone(reading, reading.starts[index]! + 1 + match.index)) return []
      const before = quoted(flat.slice(0, match.index)).slice(-CONTEXT)
      const after = quoted(flat.slice(end)).slice(0, CONTEXT)
      return [{ pid, index, label: labelOf(meta, pid), at: match.index, words, before, after }]
    })
  })
}

/** The edits that put other words there. A capital at the beginning stays one. */
export function replaceAt(places: readonly Place[], replacement: string): Edit[] {
  return places.map(({ pid, at, words }) => ({ pid, at, length: words.length, insert: inCaseOf(words, replacement) }))
}

/** Other words with the capital that these begin with. */
export function inCaseOf(words: string, replacement: string): string {
  const [first = ''] = words
  const [other = '', ...rest] = replacement
  const isCapital = first !== first.toLowerCase()
  return isCapital && other === other.toLowerCase() ? other.toUpperCase() + rest.join('') : replacement
}

/** Brackets are no part of words: their tokens are looked through. */
const endsInWord = (text: string): boolean => /[\p{L}\p{N}]\ufffc*$/u.test(text)
const startsInWord = (text: string): boolean => /^\ufffc*[\p{L}\p{N}]/u.test(text)

function isLeftAlone(reading: Reading, position: number): boolean {
  return stackAt(reading, position + 1).some((bid) => {
    const kind = reading.brackets.get(bid)?.kind
    return kind === 'del' || kind === 'note'
  })
}
