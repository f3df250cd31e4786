// From steps to differences: what was struck, added, or put in brackets, each by whom, and what is told and not proposed.
import type { Principal } from '../../ids.ts'
import type { Draft } from '../paragraphs.ts'
import type { BaseToken } from './based.ts'
import type { Difference, Note } from './difference.ts'
import type { Step } from './steps.ts'
import { isBlank, type Says, type Token } from './tokens.ts'

/** A difference, and where in the file it is, for the comments around it. */
export interface Found {
  readonly difference: Difference
  readonly line: number
  readonly from: number
  readonly to: number
}

export interface Findings {
  readonly found: readonly Found[]
  readonly notes: readonly Note[]
}

export interface Reader {
  /** In whose name something is, by what the file says of it; '' for nothing said. */
  readonly principalOf: (said: Principal) => Principal
  /** Whether a position went with a bracket that vanished. */
  readonly isGone: (place: number) => boolean
  /** Index of the paragraph that a position is in. */
  readonly paragraphOf: (place: number) => number
}

/** The last token before a change that both sides have. */
interface Beside {
  readonly base: BaseToken | null
  readonly file: Token | null
}

const NOTHING: Beside = { base: null, file: null }

/** A token that something was done to. */
interface Change {
  readonly who: Principal
  readonly removed: BaseToken | null
  readonly added: Token | null
}

/** A bracket that is new in the file, as far as it has been read. */
interface NewBracket {
  readonly says: Says
  readonly who: Principal
  readonly kept: BaseToken[]
  added: boolean
  readonly line: number
  readonly at: number
}

export class Interpreter {
  readonly found: Found[] = []
  readonly notes: Note[] = []
  readonly #reader: Reader
  /** New brackets that are open, also from an earlier paragraph. */
  #open: NewBracket[] = []
  readonly #ended = new Set<Says>()
  #index = -1

  constructor(reader: Reader) {
    this.#reader = reader
  }

  /** Paragraphs that are compared with each other; `index`: of the first of the base. */
  read(steps: readonly Step<BaseToken>[], index: number): void {
    this.#index = index
    const newSigns = newPairs(steps, this.#open)
    let hunk: Change[] = []
    /** Whether brackets went within the hunk: then a blank beside them did too. */
    let signs = false
    let left: Beside = NOTHING
    let lefts = new Map<Change, Beside>()
    const end = (right: BaseToken | null): void => {
      if (hunk.length > 0) this.#hunk(hunk, lefts, right, signs)
      hunk = []
      lefts = new Map()
      signs = false
    }
    for (const step of steps) {
      const change = this.#changeOf(step, newSigns)
      if (change === 'kept') {
        end(step.base)
        left = { base: step.base, file: step.file }
        for (const bracket of this.#open) if (step.base !== null) bracket.kept.push(step.base)
      } else if (change === 'beside') {
        if (step.base !== null && (step.base.sign !== null || step.base.places.some(this.#reader.isGone))) signs = true
        if (step.base?.role === 'break' || step.file?.role === 'break') signs = true
      } else {
        for (const bracket of this.#open) if (change.added !== null) bracket.added = true
        lefts.set(change, left)
        hunk.push(change)
        // What somebody proposes to strike stands in the file.
        if (step.base !== null && step.file !== null) left = { base: step.base, file: step.file }
      }
    }
    end(null)
  }

  /** A paragraph that is new in the file, behind one of the base. */
  paragraph({ draft, tokens }: { readonly draft: Draft; readonly tokens: readonly Token[] }, index: number): void {
    this.#index = index
    const words = tokens.filter(({ role, change }) => role === 'words' && change?.kind !== 'del')
    const insert = words
      .map(({ text }) => text)
      .join('')
      .trim()
    if (insert === '') return
    const said =
      words.find(({ change }) => change !== null)?.change?.by ?? tokens.find(({ says }) => says !== null && says.by !== '')?.says?.by ?? ''
    const type = draft.type === 'title' ? 'heading' : draft.type
    const none = { stretch: [], left: -1, right: -1, was: '', bracket: null, rationale: '' }
    const paragraph = { type, level: type === 'heading' ? Math.max(1, draft.level) : draft.level, label: draft.label }
    const difference: Difference = { ...none, kind: 'paragraph', principal: this.#reader.principalOf(said), index, insert, paragraph }
    this.found.push({ difference, line: words[0]!.line, from: 0, to: draft.text.length })
  }

  /** What a step is: nothing, something that is no proposal of words, or a change. */
  #changeOf({ base, file }: Step<BaseToken>, newSigns: ReadonlySet<Says>): Change | 'kept' | 'beside' {
    const { principalOf, isGone } = this.#reader
    const around = this.#open.findLast(({ says }) => says.by !== '')?.says.by ?? ''
    if (base !== null && file !== null) {
      const { change } = file
      const struck = change?.kind === 'del' && !(base.change?.kind === 'del' && base.change.by === change.by)
      if (base.role === 'close' && file.says !== null && file.says.names !== '' && file.says.names !== base.says?.names)
        this.#note('sign', base, `A bracket reads “${file.says.names}” in the file. Whose a bracket is, is said in the text.`)
      if (!struck || base.places.length === 0 || base.sign !== null || base.role !== 'words') return 'kept'
      return { who: principalOf(change.by), removed: base, added: null }
    }
    if (base !== null) {
      if (base.role !== 'words' || base.sign !== null || base.places.some(isGone)) return 'beside'
      if (base.places.length === 0) {
        this.#note('unread', base, 'Something that is printed with the text and is none of its words is changed in the file.')
        return 'beside'
      }
      return { who: principalOf(around), removed: base, added: null }
    }
    if (file === null) return 'kept'
    if (file.role === 'open' || file.role === 'close') {
      this.#sign(file, newSigns)
      return 'beside'
    }
    if (file.role === 'break') this.#note('split', null, 'This paragraph is two in the file. Propose the split at the paragraph.')
    if (file.role !== 'words') return 'beside'
    if (file.change?.kind === 'del') {
      this.#note(
        'author',
        null,
        `“${file.text}” was added and struck in the file, both with changes tracked; the deletion is to be proposed in the text.`,
      )
      return { who: principalOf(file.change.ofBy), removed: null, added: file }
    }
    return { who: principalOf(file.change?.by || around), removed: null, added: file }
  }

  #note(kind: Note['kind'], base: BaseToken | null, message: string): void {
    const index = base?.places[0] === undefined ? this.#index : this.#reader.paragraphOf(base.places[0])
    const last = this.notes.at(-1)
    if (last?.kind !== kind || last.index !== index || last.message !== message) this.notes.push({ kind, index, message })
  }

  /** One place, by one or by several after each other. */
  #hunk(hunk: readonly Change[], lefts: ReadonlyMap<Change, Beside>, right: BaseToken | null, signs: boolean): void {
    const runs: Change[][] = []
    for (const change of hunk) {
      const last = runs.at(-1)
      const alone = last === undefined || last.every(isBlankChange) || isBlankChange(change)
      if (last !== undefined && (alone || whose(last) === change.who)) last.push(change)
      else runs.push([change])
    }
    runs.forEach((run, i) => {
      const next = runs[i + 1]?.find(({ removed }) => removed !== null)?.removed ?? right
      this.#difference(run, { left: lefts.get(run.find(({ added }) => added !== null) ?? run[0]!) ?? NOTHING, right: next, signs })
    })
  }

  #difference(run: readonly Change[], around: { left: Beside; right: BaseToken | null; signs: boolean }): void {
    const removed = run.flatMap((change) => (change.removed === null ? [] : [change.removed]))
    const added = run.flatMap((change) => (change.added === null ? [] : [change.added]))
    const was = removed.map(({ text }) => text).join('')
    const insert = added.map(({ text }) => text).join('')
    const { left, right, signs } = around
    // Blanks at a paragraph's edge, or left over from a bracket that went, are nobody's wish.
    const edge = isEdge(left.base) || isEdge(right)
    if ([...removed, ...added].every(isBlank) && (edge || signs)) return
    const stretch = removed.flatMap(({ places }) => places)
    const kind = stretch.length === 0 ? 'insert' : insert === '' ? 'delete' : 'replace'
    const index = stretch[0] !== undefined ? this.#reader.paragraphOf(stretch[0]) : this.#indexBeside(left.base, right)
    this.#add({ kind, who: whose(run), index, stretch, left, right, was, insert }, added)
  }

  #add(
    {
      kind,
      who,
      index,
      stretch,
      left,
      right,
      was,
      insert,
    }: Pick<Difference, 'kind' | 'index' | 'stretch' | 'was' | 'insert'> & {
      who: Principal
      left: Beside
      right: BaseToken | null
    },
    tokens: readonly Token[],
  ): void {
    const difference: Difference = {
      kind,
      principal: who,
      index,
      stretch,
      left: left.base?.places.at(-1) ?? -1,
      right: right?.places[0] ?? -1,
      was,
      insert,
      paragraph: null,
      bracket: null,
      rationale: '',
    }
    const first = tokens[0] ?? left.file
    const last = tokens.at(-1) ?? first
    this.found.push({ difference, line: first?.line ?? -1, from: first?.at ?? 0, to: (last?.at ?? 0) + (last?.text.length ?? 0) })
  }

  #indexBeside(left: BaseToken | null, right: BaseToken | null): number {
    const place = left?.places.at(-1) ?? right?.places[0]
    return place === undefined ? this.#index : this.#reader.paragraphOf(place)
  }

  #sign(file: Token, newSigns: ReadonlySet<Says>): void {
    const { says } = file
    if (says === null) return this.#note('sign', null, `A “${file.text}” in the file has no partner; it is no bracket.`)
    if (!newSigns.has(says)) {
      if (!this.#ended.has(says))
        this.#note('sign', null, 'A bracket begins or ends elsewhere in the file. Brackets are changed in the text.')
      this.#ended.add(says)
      return
    }
    if (file.role === 'open') {
      const who = this.#reader.principalOf(says.by)
      this.#open.push({ says, who, kept: [], added: false, line: file.line, at: file.at })
      return
    }
    const bracket = this.#open.find((one) => one.says === says)
    this.#open = this.#open.filter((one) => one !== bracket)
    if (bracket !== undefined) this.#bracketed(bracket, file)
  }

  /** Words that stand were put in brackets: a reservation, unless it says that they are to be deleted. */
  #bracketed({ says, who, kept, added, line, at }: NewBracket, end: Token): void {
    const words = kept.filter(({ role, places }) => role !== 'label' && places.length > 0)
    const text = words.map((token) => (token.sign === null ? token.text : '')).join('')
    if (text.trim() === '') {
      if (!added) this.#note('sign', null, 'A bracket without words is new in the file. Placeholders are proposed in the text.')
      return
    }
    if (added && says.kind === 'ins') return this.#note('sign', null, `A new bracket in the file holds words that stand: “${text.trim()}”.`)
    const stretch = [...new Set(words.flatMap(({ places }) => places))].sort((a, b) => a - b)
    const kind = says.kind === 'del' ? 'delete' : 'reserve'
    const index = this.#reader.paragraphOf(stretch[0]!)
    const difference: Difference = {
      kind,
      principal: who,
      index,
      stretch,
      left: -1,
      right: -1,
      was: text.trim(),
      insert: '',
      paragraph: null,
      bracket: null,
      rationale: '',
    }
    this.found.push({ difference, line, from: at, to: end.at + end.text.length })
  }
}

/** A blank is whose the words beside it are. */
const isBlankChange = ({ removed, added }: Change): boolean =>
  [removed, added].every((token) => token === null || (isBlank(token) && token.change === null))

const whose = (run: readonly Change[]): Principal => (run.find((change) => !isBlankChange(change)) ?? run[0]!).who

const isEdge = (token: BaseToken | null): boolean => token === null || token.role === 'label' || token.role === 'break'

/** Brackets both of whose signs are new, or that opened before and close here. */
function newPairs(steps: readonly Step<BaseToken>[], open: readonly NewBracket[]): Set<Says> {
  const old = new Set(steps.flatMap(({ base, file }) => (base !== null && file?.says != null ? [file.says] : [])))
  const known = new Set(open.map(({ says }) => says))
  return new Set(
    steps.flatMap(({ base, file }) =>
      base === null && file?.says != null && (!old.has(file.says) || known.has(file.says)) ? [file.says] : [],
    ),
  )
}
