// The typist's phrases: a line such as `EU shall>>should` as what it means, and as the act that it would be here and now.
// At most three keys beyond a code and the words themselves.
import { CHAIR, type Pid, type Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { RevisionAnswer } from '@chapeau/shared/protocol/api'
import { fold } from '@chapeau/shared/parties/search'
import { flipped } from '@chapeau/shared/brackets/flip'
import { backTo } from '@chapeau/shared/brackets/previous'
import { placesOf, replaceAt } from '@chapeau/shared/brackets/throughout'
import { membersOf } from '@chapeau/shared/brackets/tree'
import { labelAfter } from '@chapeau/shared/text/labels'
import { labelOf, type Meta } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Wish } from '../connection/acts.ts'
import { atEnd, wholeOf, type Place } from './places.ts'

type Letter = 'join' | 'support' | 'oppose' | 'live' | 'await' | 'reserve' | 'section' | 'bracket' | 'previous'

export type Phrase =
  | { readonly do: Letter }
  | { readonly do: 'end' | 'delete' | 'paragraph' | 'flip' | 'alternative'; readonly words: string }
  | { readonly do: 'replace' | 'throughout' | 'behind'; readonly words: string; readonly by: string }
  | { readonly do: 'move'; readonly label: string }

/** A line as its parts: who has the floor from here on (null: nobody is named), and what is to be done (null: nothing). */
export interface Line {
  readonly code: Principal | null
  readonly phrase: Phrase | null
  /** What could not be understood; '' for nothing. */
  readonly unknown: string
}

/** The phrase table: letters by themselves, then letters and signs with words. */
export const PHRASES: readonly { readonly keys: string; readonly says: string }[] = [
  { keys: 'j', says: 'join the selected proposal' },
  { keys: 's', says: 'support it (a deletion too)' },
  { keys: 'o', says: 'oppose it; retain the words' },
  { keys: 'l', says: 'can live with it' },
  { keys: 'w', says: 'await instructions on it' },
  { keys: 'b', says: 'bracket the whole paragraph' },
  { keys: 'r', says: 'reserve on the paragraph' },
  { keys: 'rs', says: 'reserve on the section' },
  { keys: 'v', says: 'the paragraph as it stood before, in the last revision in which it read otherwise' },
  { keys: '+words', says: 'add at the end, before the full stop' },
  { keys: 'X+Y', says: 'add Y behind X' },
  { keys: '-words', says: 'delete words; - alone the paragraph' },
  { keys: 'X>Y', says: 'replace X by Y here' },
  { keys: 'X>>Y', says: 'replace X by Y throughout' },
  { keys: '=words', says: 'the facilitator’s wording beside the selected proposal' },
  { keys: 'x A and B', says: 'flip the order' },
  { keys: 'm OP4', says: 'move the paragraph behind OP4' },
  { keys: 'n words', says: 'new paragraph behind this one' },
]

const LETTERS: Readonly<Record<string, Letter>> = {
  j: 'join',
  s: 'support',
  o: 'oppose',
  l: 'live',
  w: 'await',
  b: 'bracket',
  r: 'reserve',
  rs: 'section',
  v: 'previous',
}

/** Reads a line: a code or a name of a delegation first, where there is one, then a phrase. */
export function lineOf(typed: string, delegations: readonly Pick<Delegation, 'code' | 'name' | 'aliases'>[]): Line {
  const line = typed.trim()
  if (line === '') return { code: null, phrase: null, unknown: '' }
  const named = namedAt(line, delegations)
  const rest = line.slice(named.length).trim()
  if (rest === '') return { code: named.code, phrase: null, unknown: '' }
  const phrase = phraseOf(rest)
  return { code: named.code, phrase, unknown: phrase === null ? rest : '' }
}

/** The delegation that a line begins with, by code, name or alias; the longest wins. */
function namedAt(
  line: string,
  delegations: readonly Pick<Delegation, 'code' | 'name' | 'aliases'>[],
): { code: Principal | null; length: number } {
  let best: { code: Principal | null; length: number } = { code: null, length: 0 }
  if (delegations.length === 0) return best
  const called = [{ code: CHAIR, name: 'chair', aliases: [] as readonly string[] }, ...delegations]
  const ends = [...line.matchAll(/\s|$/gu)].map(({ index }) => index)
  for (const { code, name, aliases } of called) {
    const names = new Set([code, name, ...aliases].map(fold))
    const end = ends.findLast((one) => names.has(fold(line.slice(0, one))) && one > 0)
    if (end !== undefined && end > best.length) best = { code, length: end }
  }
  return best
}

export function phraseOf(text: string): Phrase | null {
  const letter = LETTERS[text.toLowerCase()]
  if (letter !== undefined) return { do: letter }
  const throughout = /^(.+?)>>(.*)$/su.exec(text)
  if (throughout !== null) return { do: 'throughout', words: throughout[1]!.trim(), by: throughout[2]!.trim() }
  const replace = /^(.+?)>(.*)$/su.exec(text)
  if (replace !== null) return { do: 'replace', words: replace[1]!.trim(), by: replace[2]!.trim() }
  if (text.startsWith('+')) return { do: 'end', words: text.slice(1).trim() }
  if (text.startsWith('=')) return { do: 'alternative', words: text.slice(1).trim() }
  if (text.startsWith('-')) return { do: 'delete', words: text.slice(1).trim() }
  const lettered = /^([xmn])\s(.+)$/isu.exec(text)
  if (lettered !== null) return letteredPhrase(lettered[1]!.toLowerCase(), lettered[2]!.trim())
  const behind = /^(.+?)\+(.+)$/su.exec(text)
  return behind === null ? null : { do: 'behind', words: behind[1]!.trim(), by: behind[2]!.trim() }
}

function letteredPhrase(letter: string, words: string): Phrase {
  if (letter === 'm') return { do: 'move', label: words }
  return { do: letter === 'x' ? 'flip' : 'paragraph', words }
}

/** Delegations whose code or name begins with what is typed, codes first. */
export function completions(typed: string, delegations: readonly Delegation[], limit: number): Delegation[] {
  const wanted = fold(typed)
  if (wanted === '') return []
  const rank = ({ code, name, aliases }: Delegation): number => {
    if (fold(code).startsWith(wanted)) return 0
    return [name, ...aliases].some((one) => fold(one).startsWith(wanted)) ? 1 : 2
  }
  return delegations
    .map((one) => ({ one, rank: rank(one) }))
    .filter((found) => found.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ one }) => one)
}

/** What a phrase is about. */
export interface Here {
  readonly reading: Reading
  readonly meta: Meta
  /** The selected bracket; null for none. */
  readonly bracket: string | null
  /** Index of the paragraph; null for none. */
  readonly paragraph: number | null
  /** In whose name it would be. */
  readonly principal: Principal | null
  /** Earlier revisions, the newest first; null until they have been asked for. */
  readonly revisions: readonly RevisionAnswer[] | null
}

/** `as`: whose act it is, whoever has the floor. */
export type PhrasePlan =
  | { readonly ok: true; readonly wish: Wish; readonly says: string; readonly as?: Principal }
  | { readonly ok: false; readonly problem: string }

const no = (problem: string): PhrasePlan => ({ ok: false, problem })
const STANCES = { support: 'supports', oppose: 'opposes', live: 'canLiveWith', await: 'awaits' } as const

/** The act that a phrase would be here, in a line of words; or why there is none. */
export function planPhrase(phrase: Phrase, here: Here): PhrasePlan {
  switch (phrase.do) {
    case 'join':
    case 'support':
    case 'oppose':
    case 'live':
    case 'await':
      return onBracket(phrase.do, here)
    case 'alternative':
      return alternative(phrase.words, here)
    case 'throughout':
      return throughout(phrase.words, phrase.by, here)
    default:
      return inParagraph(phrase, here)
  }
}

function onBracket(what: 'join' | keyof typeof STANCES, { bracket, reading }: Here): PhrasePlan {
  const holder = bracket === null ? undefined : reading.brackets.get(bracket)?.holder
  if (bracket === null || holder === undefined) return no('Select the proposal first: J steps to the next one.')
  const of = holder === '' ? 'a proposal of nobody known' : `the proposal of ${holder}`
  if (what === 'join') return { ok: true, wish: { act: 'join', target: bracket }, says: `joins ${of}` }
  const stance = STANCES[what]
  const names = { support: 'supports', oppose: 'opposes', live: 'can live with', await: 'awaits instructions on' } as const
  return { ok: true, wish: { act: 'stand', target: bracket, stance }, says: `${names[what]} ${of}` }
}

function alternative(words: string, { bracket, reading }: Here): PhrasePlan {
  const found = bracket === null ? undefined : reading.brackets.get(bracket)
  if (found === undefined) return no('Select the proposal first: J steps to the next one.')
  if (words === '') return no('Type the facilitator’s wording.')
  const targets = found.group === null ? [found.bid] : membersOf(reading, found.group).map(({ bid }) => bid)
  return { ok: true, as: CHAIR, wish: { act: 'alternative', targets, words }, says: `puts “${words}” beside it` }
}

function inParagraph(phrase: Phrase, here: Here): PhrasePlan {
  const { reading, meta, paragraph: index } = here
  const pid = index === null ? undefined : reading.paragraphs[index]?.raw.starter?.p
  if (index === null || pid === undefined) return no('Put the caret into the paragraph, or choose it from the list.')
  const at = labelOf(meta, pid) || `paragraph ${index + 1}`
  switch (phrase.do) {
    case 'reserve':
      return { ok: true, wish: { act: 'stand', target: pid, stance: 'reserves' }, says: `reserves on ${at}` }
    case 'section':
      return section(index, here)
    case 'bracket':
      return edit(wholeOf(reading, index), '', `brackets ${at}`, { reserve: true })
    case 'end':
      return phrase.words === '' ? no('Type the words to add.') : end(index, phrase.words, at, here)
    case 'delete':
      return remove(index, phrase.words, at, here)
    case 'replace':
      return once(index, phrase.words, here, (place) => edit(place, phrase.by, `replaces “${phrase.words}” by “${phrase.by}” in ${at}`))
    case 'behind':
      return once(index, phrase.words, here, (place) =>
        edit(
          { ...place, at: place.at + place.length, length: 0 },
          ` ${phrase.by}`,
          `adds “${phrase.by}” behind “${phrase.words}” in ${at}`,
        ),
      )
    case 'flip': {
      const other = flipped(phrase.words)
      if (other === null) return no('Type the two things, or the list, as they stand.')
      return once(index, phrase.words, here, (place) => edit(place, other, `“${other}” instead of “${phrase.words}” in ${at}`))
    }
    case 'previous':
      return previous(pid, at, here)
    case 'move':
      return move(pid, phrase.label, at, here)
    case 'paragraph':
      return paragraph(index, phrase.words, here)
    default:
      return no('This is not done in a paragraph.')
  }
}

function edit({ pid, at, length }: Place, insert: string, says: string, more: { reserve?: true } = {}): PhrasePlan {
  return { ok: true, wish: { act: 'propose', edits: [{ pid, at, length, insert, ...more }] }, says }
}

function once(index: number, words: string, { reading, meta }: Here, plan: (place: Place) => PhrasePlan): PhrasePlan {
  const places = placesOf(reading, meta, words, { whole: true, exact: true }).filter((place) => place.index === index)
  const [first] = places
  if (first === undefined) return no(`“${words}” does not stand here, or the paragraph is agreed.`)
  if (places.length > 1) return no(`“${words}” stands here ${places.length} times. Type more of the words, or >> for all.`)
  return plan({ pid: first.pid, at: first.at, length: first.words.length })
}

function end(index: number, words: string, at: string, { reading }: Here): PhrasePlan {
  const insert = /^[\p{P}]/u.test(words) ? words : `, ${words}`
  return edit(atEnd(reading, index), insert, `adds “${insert.trim()}” at the end of ${at}`)
}

function remove(index: number, words: string, at: string, here: Here): PhrasePlan {
  if (words === '') return edit(wholeOf(here.reading, index), '', `proposes to delete ${at}`)
  return once(index, words, here, (place) => edit(place, '', `proposes to delete “${words}” in ${at}`))
}

function throughout(words: string, by: string, { reading, meta }: Here): PhrasePlan {
  const edits = replaceAt(placesOf(reading, meta, words, { whole: true, exact: false }), by)
  if (edits.length === 0) return no(`“${words}” does not stand anywhere in what is open.`)
  const says = `replaces “${words}” by “${by}” at ${edits.length} ${edits.length === 1 ? 'place' : 'places'}`
  return { ok: true, wish: { act: 'propose', edits, ...(edits.length > 1 ? { set: true } : {}), how: 'throughout' }, says }
}

function section(index: number, { reading, meta }: Here): PhrasePlan {
  for (let i = index; i >= 0; i--) {
    const starter = reading.paragraphs[i]?.raw.starter
    if (starter == null || (meta.get(`p/${starter.p}/t`) ?? starter.t) !== 'heading') continue
    return { ok: true, wish: { act: 'stand', target: starter.p, stance: 'reserves' }, says: 'reserves on the whole section' }
  }
  return { ok: true, wish: { act: 'stand', target: 'text', stance: 'reserves' }, says: 'reserves on the text, which has no sections' }
}

function previous(pid: Pid, at: string, { reading, principal, revisions }: Here): PhrasePlan {
  if (revisions === null) return no('The earlier revisions are being looked up …')
  if (principal === null) return no('Whose words are these? Begin with a code.')
  for (const { revision, paragraphs } of revisions) {
    const was = paragraphs.find(({ id }) => id === pid)?.words
    const back = was === undefined ? null : backTo(reading, pid, was, { principal, free: false })
    if (back?.ok !== true) continue
    const edits = [...back.edits]
    const wish: Wish = { act: 'propose', edits, how: `as in ${revision}`, ...(edits.length > 1 ? { set: true } : {}) }
    return { ok: true, wish, says: `proposes ${at} as it stood in ${revision}` }
  }
  return no('The paragraph stood no otherwise in the revisions before.')
}

function move(target: string, label: string, at: string, { reading, meta }: Here): PhrasePlan {
  const wanted = plain(label)
  const after = reading.paragraphs.find(({ raw }) => raw.starter !== null && plain(labelOf(meta, raw.starter.p)) === wanted)?.raw.starter?.p
  if (after === undefined) return no(`There is no paragraph ${label}.`)
  if (after === target) return no('It stands there already.')
  return { ok: true, wish: { act: 'structure', shape: { op: 'move', target, after } }, says: `proposes to move ${at} behind ${label}` }
}

const plain = (label: string): string => label.toLowerCase().replace(/[\s.]/g, '')

function paragraph(index: number, words: string, { reading, meta }: Here): PhrasePlan {
  const starter = reading.paragraphs[index]!.raw.starter!
  const taken = new Set(reading.paragraphs.map(({ raw }) => (raw.starter === null ? '' : labelOf(meta, raw.starter.p))))
  const label = labelAfter(labelOf(meta, starter.p), taken)
  const type = starter.t === 'item' ? 'item' : 'para'
  const fresh = { type, level: starter.lvl, ...(label === '' ? {} : { label }) } as const
  const edits = [{ pid: starter.p, at: 0, length: 0, insert: words, paragraph: fresh }]
  return { ok: true, wish: { act: 'propose', edits }, says: `proposes ${label === '' ? 'a new paragraph' : label}` }
}
