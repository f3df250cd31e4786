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
  ['propose', /^(?:proposes?|proposed|(?:alternative |joint |new |revised )?proposal)$/i],
  ['delete', /^(?:deletes?|opposes?|opposed|(?:requests?|wants?|wishes) to delete)$/i],
  ['retain', /^(?:retains?|keeps?|supports?|supported)$/i],
  ['reserve', /^(?:reserves?|reserves? (?:its|their) positions?)$/i],
]
const VERB_WORDS =
  '(?:proposes?|proposed|(?:alternative |joint |new |revised )?proposal|deletes?|opposes?|opposed|(?:requests?|wants?|wishes) to delete|retains?|keeps?|supports?|supported|reserves? (?:its|their) positions?|reserves?)'
const LEADS = new RegExp(`^(${VERB_WORDS})\\s*,\\s*(.+)$`, 'i')
const FOLLOWS = new RegExp(`^(.+?)\\s*(?<=[\\s)]|\\b)(${VERB_WORDS})$`, 'i')
/** A comma where a semicolon is meant: `A propose, B oppose`. */
const COMMA_BETWEEN = new RegExp(`(?<=[^\\s;,]\\s+${VERB_WORDS}),(?=\\s)`, 'gi')
/** A verb that hangs at a code. */
const GLUED = /(?<=[A-Z0-9])(?=(?:proposes?|opposes?|deletes?|retains?|supports?|reserves?)$)/
/** Whom somebody speaks for. */
const BEHALF = /^(.+?),? on behalf of (.+)$/i
/** What may stand for a party that nobody here knows: capitals, as codes are written. */
const CODE = /^[A-Z][A-Z0-9&.-]{1,11}$/
/** One to five words as names have them. */
const NAME = /^(?:the )?\p{Lu}[\p{L}’'.-]+(?: (?:(?:of|and|the|de|du|et|y)|\p{Lu}[\p{L}’'.-]*)){0,4}$/u
/** What begins like a name and is a heading of the text. */
const NO_NAME =
  /^(?:the )?(?:option|alternative|alt|note|article|annex|appendix|section|chapter|part|paragraph|preamble|title|new|proposal|placeholder|rationale|agreement|convention|decision|resolution|committee|conference|assembly|council|protocol|parties|party|table|figure|box)\b/i
/** Names that are written without dots as well: `U.S.`. */
const SHORT = 6

export class Parties {
  readonly #known = new Map<string, Principal>()
  readonly #codes = new Set<Principal>()
  /** Names that several delegations share: they name none of them. */
  readonly #shared = new Map<string, Principal[]>()

  /** `meant`: names as a source writes them, with the code that somebody says they mean; '' for no party. */
  constructor(delegations: readonly Delegation[], meant: Readonly<Record<string, Principal>> = {}) {
    this.#known.set(plain(AUTHOR.chair), CHAIR).set(plain(CHAIR), CHAIR)
    for (const { code } of delegations) {
      this.#codes.add(code)
      this.#known.set(plain(code), code)
    }
    for (const { code, name, aliases } of delegations) {
      for (const one of [name, ...aliases]) {
        this.#call(plain(one), code)
        if (dense(one).length <= SHORT) this.#call(dense(one), code)
      }
    }
    for (const [name, code] of Object.entries(meant)) {
      for (const one of [plain(name), dense(name)]) {
        this.#shared.delete(one)
        if (code === NOBODY) this.#known.delete(one)
        else this.#known.set(one, code)
      }
    }
  }

  /** Whether somebody here has the code. */
  has(code: Principal): boolean {
    return this.#codes.has(code) || code === CHAIR
  }

  /** One party; `''` for nobody known. A note's digits may hang at a code: `AU9`. */
  party(name: string): Principal {
    const wanted = plain(name)
    if (wanted === '' || wanted === plain(AUTHOR.nobody)) return NOBODY
    const close = dense(name)
    return (
      this.#known.get(wanted) ??
      (close.length <= SHORT ? this.#known.get(close) : undefined) ??
      this.#known.get(wanted.replace(/(?<=\p{L})\d{1,3}$/u, '')) ??
      NOBODY
    )
  }

  /** Delegations that share a name which therefore names none. */
  sharing(name: string): readonly Principal[] {
    return this.#shared.get(plain(name)) ?? []
  }

  /** `A, B propose; C oppose` and its like; null where a name in it is not known or it is none. */
  clauses(list: string): readonly Clause[] | null {
    const found: Clause[] = []
    for (const part of partsOf(list)) {
      const clause = this.#clause(part)
      if (clause === null) return null
      found.push(clause)
    }
    return found
  }

  /** Who of a plain list of names is known, and who is not; null where nobody is, or something in it is no name. */
  listed(list: string): { readonly known: readonly Principal[]; readonly unknown: readonly string[] } | null {
    const whole = this.clauses(list)
    if (whole !== null)
      return whole.every(({ verb }) => verb === null) ? { known: whole.flatMap(({ parties }) => parties), unknown: [] } : null
    const names = list.split(/\s*(?:[,/;]+|\band\b)\s*/).filter((name) => name !== '')
    const known = [...new Set(names.map((name) => this.party(name)).filter((party) => party !== NOBODY))]
    const unknown = names.filter((name) => this.party(name) === NOBODY)
    return known.length > 0 && unknown.every((name) => CODE.test(name) || (NAME.test(name) && !NO_NAME.test(name)))
      ? { known, unknown }
      : null
  }

  /**
   * Names that no party here has, in a list that is made of names, codes and verbs alone; else none. Names in words count where
   * `named`: where they stand or who else is listed says that these are parties.
   */
  strangers(list: string, named = false): string[] {
    const names = partsOf(list)
      .flatMap((part) => (FOLLOWS.exec(part)?.[1] ?? LEADS.exec(part)?.[2] ?? part).split(/[,/]|\band\b/))
      .map((name) =>
        name
          .trim()
          .replace(/[.:]$/, '')
          .replace(/(?<=[A-Z])\d{1,3}$/, ''),
      )
      .filter((name) => name !== '' && verbOf(name) === null)
    const unknown = names.filter((name) => this.party(name) === NOBODY)
    const looks = named || unknown.length < names.length
    const isName = (name: string): boolean => CODE.test(name) || (looks && NAME.test(name) && !NO_NAME.test(name))
    return unknown.every(isName) ? [...new Set(unknown)] : []
  }

  #call(name: string, code: Principal): void {
    const before = this.#known.get(name)
    const shared = this.#shared.get(name)
    if (shared !== undefined) {
      if (!shared.includes(code)) shared.push(code)
    } else if (before === undefined) this.#known.set(name, code)
    else if (before !== code && before !== CHAIR && plain(before) !== name) {
      this.#shared.set(name, [before, code])
      this.#known.delete(name)
    }
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
    const behalf = BEHALF.exec(words)
    if (behalf !== null) {
      const spokenFor = this.#list(behalf[2]!)
      return spokenFor ?? this.#list(behalf[1]!)
    }
    for (const between of [/\s*[,/]+\s*(?:and\s+)?/, /\s*(?:[,/]+|\band\b)\s*/]) {
      const parts = words.split(between).filter((part) => part !== '')
      const parties = parts.map((part) => this.party(part))
      if (parts.length > 1 && parties.every((party) => party !== NOBODY)) return [...new Set(parties)]
    }
    return null
  }
}

const partsOf = (list: string): string[] =>
  list
    .replace(COMMA_BETWEEN, ';')
    .split(';')
    .map((part) => part.trim().replace(/[.:]$/, '').replace(GLUED, ' '))

const verbOf = (word: string): Verb | null => VERBS.find(([, form]) => form.test(word.trim()))?.[0] ?? null

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^the\s+|[.\s]+/g, ' ')
    .trim()

/** Without the dots and blanks that some write and others do not. */
const dense = (name: string): string => plain(name).replaceAll(' ', '')
