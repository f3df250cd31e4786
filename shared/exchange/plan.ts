// What becomes of everything that was found: by its role, and by what a person chose (spec IM-41, IM-50). Choices name numbers of an
// import without choices; one that names what is not there makes no text, and says so.
import { NOBODY } from '../ids.ts'
import type { BracketChoice, Choices, Role, Treatment } from '../protocol/choices.ts'
import type { ParagraphState } from '../text/meta.ts'
import type { BracketKind, ParagraphType } from '../text/model.ts'
import { MAX_LEVEL } from '../text/schema.ts'
import type { Analysis } from './analysis.ts'
import { guardsIn, type Attribution, type Cut } from './attributions.ts'
import type { Bracket } from './brackets.ts'
import { misplaced } from './misplaced.ts'
import type { Sign } from './pairing.ts'
import { treatmentOf } from './roles.ts'
import type { Unreadable } from './source.ts'
import { wrapsOf, type Wrap } from './wraps.ts'

/** A bracket that the text will have. */
export interface Opening {
  readonly by: string
  readonly kind: BracketKind
  readonly placeholder: boolean
  readonly stands: Attribution['stands']
  /** Index of the chosen set in which it competes; null for none. */
  readonly group: number | null
}

/** A paragraph as it will be. */
export interface Shape {
  readonly type: ParagraphType
  readonly level: number
  readonly label: string
  readonly out: boolean
  readonly join: boolean
  readonly state: ParagraphState
}

/** How one bracket is taken. */
export interface Taken {
  readonly role: Role
  readonly as: Treatment
  readonly opening: Opening
}

export interface Plan {
  readonly ok: true
  readonly taken: ReadonlyMap<Bracket, Taken>
  /** Words of each paragraph that go; apart, in order. */
  readonly cuts: ReadonlyMap<number, readonly Cut[]>
  readonly shapes: readonly Shape[]
  /** Brackets around paragraphs that the source has no signs for. */
  readonly wraps: readonly Wrap[]
  /** How many sets of the choices compete. */
  readonly groups: number
}

/** Longest stretch of blanks between the signs of a placeholder: more are run together before. */
const LONGEST_BLANK = 4
const NO_CHOICES: Choices = {}

/** As it was found. */
export function untouched(analysis: Analysis): Plan {
  return planned(analysis, NO_CHOICES, [])
}

/** With a person's choices, or what of them cannot be. */
export function chosen(analysis: Analysis, choices: Choices): Plan | Unreadable {
  const wrong = misplaced(analysis, choices)
  if (wrong !== null) return { ok: false, message: wrong }
  const wraps = wrapsOf(analysis, choices)
  if (!Array.isArray(wraps)) return wraps as Unreadable
  const plan = planned(analysis, choices, wraps as readonly Wrap[])
  const agreed = agreedWithBrackets(analysis, plan)
  return agreed === null ? plan : { ok: false, message: agreed }
}

function planned(analysis: Analysis, choices: Choices, wraps: readonly Wrap[]): Plan {
  const cutting = new Cutting()
  const taken = takenOf(analysis, choices, cutting)
  for (const { n } of choices.notes ?? []) {
    const { paragraph, from, to } = analysis.notes[n - 1]!
    cutting.out(paragraph, analysis.drafts[paragraph]!.text, from, to)
  }
  for (const n of choices.headings ?? []) {
    const heading = analysis.headings.find(({ paragraph }) => paragraph === n - 1)!
    cutting.out(heading.paragraph, analysis.drafts[heading.paragraph]!.text, heading.cut.from, heading.cut.to)
  }
  for (const guard of guardsIn(analysis.drafts, analysis.signs, analysis.pairs)) cutting.words(guard.paragraph, guard)
  const cuts = cutting.cuts
  return { ok: true, taken, cuts, shapes: shapesOf(analysis, choices, { cuts, cutting }), wraps, groups: (choices.groups ?? []).length }
}

function takenOf(analysis: Analysis, choices: Choices, cutting: Cutting): Map<Bracket, Taken> {
  const byNumber = new Map((choices.brackets ?? []).map((choice) => [choice.n, choice]))
  const groups = groupsOf(analysis, choices)
  const taken = new Map<Bracket, Taken>()
  let gone: Bracket | null = null
  for (const bracket of analysis.brackets.all) {
    const attribution = bracket.tracked ? undefined : analysis.attributions.get(bracket.key as Sign)
    const within: boolean =
      (bracket.parent !== null && taken.get(bracket.parent)?.as === 'out') || (gone !== null && isWithin(bracket, gone))
    const one = takenAs(analysis, bracket, byNumber.get(bracket.n), { attribution, group: groups.get(bracket) ?? null })
    taken.set(bracket, within ? { ...one, as: 'out' } : one)
    if (within) continue
    if (one.as === 'out') cutting.bracket(analysis, bracket)
    if (one.as === 'out' && bracket.tracked) gone = bracket
    if (one.as === 'literal' || one.as === 'out') continue
    if (attribution !== undefined && byNumber.get(bracket.n)?.by !== NOBODY) cutting.words(attribution.paragraph, attribution.cut)
    if (one.as === 'words' && !bracket.tracked) cutting.signs(bracket)
  }
  return taken
}

const isWithin = (inner: Bracket, outer: Bracket): boolean =>
  inner.paragraph === outer.paragraph && inner.last === outer.paragraph && inner.at >= outer.at && inner.to < outer.to

function takenAs(
  analysis: Analysis,
  bracket: Bracket,
  choice: BracketChoice | undefined,
  { attribution, group }: { readonly attribution: Attribution | undefined; readonly group: number | null },
): Taken {
  const { tracked, paragraph, last, at, to } = bracket
  const found = analysis.roles.get(bracket)!
  const near = !tracked && last === paragraph && at >= 0 && to - at <= LONGEST_BLANK
  const blank = near && analysis.drafts[paragraph]!.text.slice(at + 1, to).trim() === ''
  const usual = choice?.role === undefined && (analysis.ours || tracked) ? (blank ? 'placeholder' : 'bracket') : null
  const role = choice?.role ?? found
  const as = choice?.as ?? usual ?? treatmentOf(role, blank)
  const change = bracket.tracked ? (bracket.key as { by: string; kind: 'ins' | 'del' }) : null
  const nobody = choice?.by === NOBODY
  // A note is the server's: whose it becomes by choice, it is no note any more.
  const fresh = nobody || (choice?.by !== undefined && attribution?.kind === 'note')
  const kind = choice?.kind ?? change?.kind ?? (fresh ? 'ins' : (attribution?.kind ?? 'ins'))
  const by = choice?.by ?? change?.by ?? attribution?.by ?? NOBODY
  const read = nobody ? [] : (attribution?.stands ?? [])
  const alone = attribution?.alone === true && kind === 'ins' && !nobody
  return {
    role,
    as: tracked && as === 'literal' ? 'words' : as,
    opening: {
      by,
      kind,
      placeholder: kind === 'ins' && (as === 'placeholder' || (alone && as === 'bracket')),
      stands: (choice?.stands ?? read).filter(({ principal }) => principal !== by),
      group,
    },
  }
}

/** Sets of brackets by number; a tracked replace is not torn apart. */
function groupsOf({ brackets }: Analysis, { groups = [] }: Choices): Map<Bracket, number> {
  const found = new Map<Bracket, number>()
  groups.forEach((group, i) => {
    if (!('brackets' in group)) return
    for (const n of group.brackets) {
      const bracket = brackets.all[n - 1]!
      found.set(bracket, i)
      const beside = brackets.replaces.get(bracket)
      if (beside !== undefined) found.set(beside, i)
    }
  })
  return found
}

function shapesOf(
  { drafts }: Analysis,
  choices: Choices,
  { cuts, cutting }: { readonly cuts: ReadonlyMap<number, readonly Cut[]>; readonly cutting: Cutting },
): Shape[] {
  const byNumber = new Map((choices.paragraphs ?? []).map((choice) => [choice.n, choice]))
  return drafts.map(({ type, level, label, text }, i) => {
    const choice = byNumber.get(i + 1)
    const emptied = cutting.took(i) && without(text, cuts.get(i) ?? []).trim() === ''
    const out = choice?.out === true || emptied
    const join = !out && choice?.join === true
    const usual = choice?.type === undefined || choice.type === type ? level : choice.type === 'item' || choice.type === 'heading' ? 1 : 0
    return {
      type: choice?.type ?? type,
      level: Math.min(MAX_LEVEL, choice?.level ?? usual),
      label: choice?.label ?? label,
      out,
      join,
      state: choice?.state ?? 'open',
    }
  })
}

function without(text: string, cuts: readonly Cut[]): string {
  let at = 0
  let kept = ''
  for (const { from, to } of cuts) {
    kept += text.slice(at, Math.max(at, from))
    at = Math.max(at, to)
  }
  return kept + text.slice(at)
}

/** What is agreed holds no bracket. Null where that is so. */
function agreedWithBrackets({ brackets, drafts }: Analysis, { taken, shapes, wraps }: Plan): string | null {
  const opened = Array.from({ length: drafts.length + 1 }, () => 0)
  const around = (first: number, last: number): void => {
    opened[first]!++
    opened[last + 1]!--
  }
  for (const bracket of brackets.all) {
    const { as } = taken.get(bracket)!
    if (as === 'bracket' || as === 'placeholder') around(bracket.paragraph, bracket.last)
  }
  for (const { first, last } of wraps) around(first, last)
  let open = 0
  for (const [i, { state, out }] of shapes.entries()) {
    open += opened[i]!
    if (state === 'agreed' && !out && open > 0) return `Paragraph ${i + 1} still holds brackets; what is agreed holds none.`
  }
  return null
}

/** Collects what goes of each paragraph's words. */
class Cutting {
  readonly #cuts = new Map<number, Cut[]>()
  readonly #took = new Set<number>()

  words(paragraph: number, cut: Cut): void {
    const here = this.#cuts.get(paragraph)
    if (here === undefined) this.#cuts.set(paragraph, [cut])
    else here.push(cut)
  }

  /** With the blank before it, where nothing or a sign follows, or behind it, where nothing stands before. */
  out(paragraph: number, text: string, from: number, to: number): void {
    const lead = text[from - 1] === ' ' && (to >= text.length || /[\s.,;:)\]]/.test(text[to]!)) ? 1 : 0
    this.#took.add(paragraph)
    const behind = from === 0 && text[to] === ' ' ? 1 : 0
    this.words(paragraph, { from: from - lead, to: to + behind })
  }

  bracket({ drafts }: Analysis, { paragraph, last, at, to, tracked }: Bracket): void {
    const end = tracked ? to : to + 1
    for (let i = paragraph; i <= last; i++) {
      const { text } = drafts[i]!
      this.out(i, text, i === paragraph ? Math.max(0, at) : 0, i === last ? end : text.length)
    }
  }

  signs({ paragraph, last, at, to }: Bracket): void {
    if (at >= 0) this.words(paragraph, { from: at, to: at + 1 })
    this.words(last, { from: to, to: to + 1 })
  }

  /** Whether words of a paragraph went that were more than names and signs. */
  took(paragraph: number): boolean {
    return this.#took.has(paragraph)
  }

  get cuts(): ReadonlyMap<number, readonly Cut[]> {
    for (const each of this.#cuts.values()) each.sort((a, b) => a.from - b.from)
    return this.#cuts
  }
}
