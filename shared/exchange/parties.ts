// Names of parties as texts write them: codes, full names, aliases, whatever the capitals; lists of them, and what each of a list
// wants of the words. A list with a name that nobody here has is none.
import { CHAIR, NOBODY, type Principal } from '../ids.ts'
import type { Delegation } from '../policy/parties.ts'
import type { Stance } from '../text/meta.ts'
import { AUTHOR } from './docx/frame.ts'

/** Some parties of one mind. */
export interface Clause {
  readonly parties: readonly Principal[]
  /** Null where the list says nothing: they propose the words. */
  readonly verb: Verb | null
}

export type Verb = 'propose' | 'delete' | 'retain' | 'reserve'

/** The stand that a verb is, of who does not hold the bracket. */
export const STANCE_OF: Readonly<Record<Verb, Stance>> = { propose: 'proposes', delete: 'opposes', retain: 'supports', reserve: 'reserves' }

const VERBS: readonly (readonly [Verb, RegExp])[] = [
  ['propose', /^(?:proposes?|proposed|proposal)$/i],
  ['delete', /^(?:deletes?|opposes?|opposed|requests? to delete)$/i],
  ['retain', /^(?:retains?|supports?|supported)$/i],
  ['reserve', /^(?:reserves?|reserves? its position)$/i],
]
const VERB_WORDS =
  '(?:proposes?|proposed|proposal|deletes?|opposes?|opposed|requests? to delete|retains?|supports?|supported|reserves? its position|reserves?)'
const LEADS = new RegExp(`^(${VERB_WORDS})\\s*,\\s*(.+)$`, 'i')
const FOLLOWS = new RegExp(`^(.+?)\\s*(?<=[\\s)]|\\b)(${VERB_WORDS})$`, 'i')
/** What may stand for a party that nobody here knows: capitals, as codes are written. */
const CODE = /^[A-Z][A-Z0-9&.-]{1,11}$/

export class Parties {
  readonly #known = new Map<string, Principal>()

  constructor(delegations: readonly Delegation[]) {
    this.#known.set(plain(AUTHOR.chair), CHAIR).set(plain(CHAIR), CHAIR)
    for (const { code, name, aliases } of delegations) for (const one of [code, name, ...aliases]) this.#known.set(plain(one), code)
  }

  /** One party; `''` for nobody known. A note's digits may hang at a code: `AU9`. */
  party(name: string): Principal {
    const wanted = plain(name)
    if (wanted === '' || wanted === plain(AUTHOR.nobody)) return NOBODY
    return this.#known.get(wanted) ?? this.#known.get(wanted.replace(/(?<=\p{L})\d{1,2}$/u, '')) ?? NOBODY
  }

  /** `A, B propose; C oppose` and its like; null where a name in it is not known or it is none. */
  clauses(list: string): readonly Clause[] | null {
    const found: Clause[] = []
    for (const part of list.split(';')) {
      const clause = this.#clause(part.trim().replace(/[.:]$/, ''))
      if (clause === null) return null
      found.push(clause)
    }
    return found
  }

  /** Codes of parties that nobody here knows, where a list is made of nothing but codes and verbs; else none. */
  strangers(list: string): string[] {
    const names = list.split(/[;,/]|\band\b/).map((part) => (FOLLOWS.exec(part.trim())?.[1] ?? part).trim().replace(/[.:]$/, ''))
    const codes = names.filter((name) => verbOf(name) === null)
    if (codes.length === 0 || !codes.every((name) => CODE.test(name) || this.party(name) !== NOBODY)) return []
    return codes.filter((name) => this.party(name) === NOBODY)
  }

  #clause(words: string): Clause | null {
    const plainly = this.#list(words)
    if (plainly !== null) return { parties: plainly, verb: null }
    const leads = LEADS.exec(words)
    if (leads !== null) {
      const parties = this.#list(leads[2]!)
      return parties === null ? null : { parties, verb: verbOf(leads[1]!) }
    }
    const follows = FOLLOWS.exec(words)
    const parties = follows === null ? null : this.#list(follows[1]!)
    return parties === null ? null : { parties, verb: verbOf(follows![2]!) }
  }

  /** Names between commas, slashes and "and"; a name may hold any of them. */
  #list(words: string): Principal[] | null {
    const whole = this.party(words)
    if (whole !== NOBODY) return [whole]
    for (const between of [/\s*[,/]+\s*(?:and\s+)?/, /\s*(?:[,/]+|\band\b)\s*/]) {
      const parts = words.split(between).filter((part) => part !== '')
      const parties = parts.map((part) => this.party(part))
      if (parts.length > 1 && parties.every((party) => party !== NOBODY)) return [...new Set(parties)]
    }
    return null
  }
}

const verbOf = (word: string): Verb | null => VERBS.find(([, form]) => form.test(word.trim()))?.[0] ?? null

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^the\s+|[.\s]+/g, ' ')
    .trim()
