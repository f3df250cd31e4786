// Options that a source has no brackets for: paragraphs `Option 1: …`, `Option 2: …`, `12. Alt 1 …`, `PP3` and `PP3 alt.` (spec IM-47). They
// are candidates of one place; a person's choice puts each into a bracket of their group.
import type { Draft } from './paragraphs.ts'

export interface OptionRun {
  /** Indexes of the paragraphs that begin a member each, in order. */
  readonly members: readonly number[]
  /** Index of the last paragraph of the last member. */
  readonly last: number
}

const HEAD =
  /^(?:[“"]?)(option|alternative|alt|variante?)\b\.?\s?(?:\(([a-z]|\d{1,2}|[ivx]{1,4})\)|([IVX]{1,4}|[A-H]|\d{1,2}|[a-h]))?(?=[\s:.)\]]|$)/i
const ALT_LABEL = /^(.*?)[\s.]*alt\.?(?:\s?(\d{1,2}))?[.:)\s]*$/i
const END = /^\{end of (?:the )?options?\}$/i
/** Members of one place are never further apart: paragraphs. */
const FAR = 60

interface Head {
  readonly paragraph: number
  /** `option`, `alt`; labels with `alt` are of the label they are an alternative to. */
  readonly family: string
  /** From 1; null where it says none. */
  readonly rank: number | null
}

/** `bracketed`: whether a bracket of the source holds a paragraph's beginning; those are candidates as brackets. */
export function optionsIn(drafts: readonly Draft[], bracketed: (paragraph: number) => boolean): OptionRun[] {
  const heads = drafts.flatMap((draft, paragraph) => {
    const head = bracketed(paragraph) ? null : headOf(draft, paragraph)
    return head === null ? [] : [head]
  })
  const runs: OptionRun[] = []
  // An option may hold options of its own: one open run for each family, the outer ones below.
  const open = new Map<string, Head[]>()
  const close = (family: string): void => {
    const members = (open.get(family) ?? []).map(({ paragraph }) => paragraph)
    open.delete(family)
    if (members.length > 1) runs.push({ members, last: lastOf(members, drafts) })
  }
  for (const head of heads) {
    const before = open.get(head.family)?.at(-1)
    const follows =
      before !== undefined &&
      head.paragraph - before.paragraph <= FAR &&
      !drafts.slice(before.paragraph + 1, head.paragraph).some(isSection) &&
      (head.rank === null || before.rank === null || head.rank === before.rank + 1)
    if (!follows) close(head.family)
    const run = open.get(head.family)
    if (run === undefined) open.set(head.family, [head])
    else run.push(head)
  }
  for (const family of open.keys()) close(family)
  runs.push(...altLabels(drafts, bracketed))
  return runs.sort((a, b) => a.members[0]! - b.members[0]!)
}

/** The last paragraph of a run's last member: up to its end mark, a heading, or, where the others hold none, the next number. */
export function lastOf(members: readonly number[], drafts: readonly Draft[]): number {
  const numbered = members
    .slice(0, -1)
    .some((first, i) =>
      drafts.slice(first + 1, Math.min(first + FAR, members[i + 1]!)).some(({ label, type }) => label !== '' && type === 'para'),
    )
  let last = members.at(-1)!
  for (let i = last + 1; i < drafts.length; i++) {
    const draft = drafts[i]!
    if (END.test(draft.text) || isSection(draft) || HEAD.test(draft.label) || HEAD.test(draft.text)) break
    if (!numbered && (draft.type === 'para' || draft.type === 'title')) break
    last = i
  }
  return last
}

const isSection = ({ type, level }: Draft): boolean => type === 'heading' && level === 1

function headOf({ label, text }: Draft, paragraph: number): Head | null {
  const match = HEAD.exec(label) ?? HEAD.exec(text)
  if (match === null || (match[2] === undefined && match[3] === undefined)) return null
  const bare = match[3] === undefined ? '()' : ''
  return { paragraph, family: `${match[1]!.toLowerCase()}${bare}`, rank: rankOf(match[2] ?? match[3]!) }
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']

function rankOf(sign: string): number | null {
  if (/^\d+$/.test(sign)) return Number(sign)
  const roman = ROMAN.indexOf(sign.toLowerCase())
  if (roman >= 0) return roman + 1
  return /^[a-h]$/i.test(sign) ? sign.toLowerCase().charCodeAt(0) - 96 : null
}

/** A paragraph and those right behind it whose labels call them its alternatives. */
function altLabels(drafts: readonly Draft[], bracketed: (paragraph: number) => boolean): OptionRun[] {
  const runs: OptionRun[] = []
  let members: number[] = []
  let root = ''
  const close = (): void => {
    if (members.length > 1) runs.push({ members, last: members.at(-1)! })
    members = []
  }
  drafts.forEach(({ label }, i) => {
    const match = bracketed(i) ? null : ALT_LABEL.exec(label)
    const own = plain(match?.[1] ?? label)
    if (match !== null && own !== '' && own === root && !HEAD.test(label)) members.push(i)
    else {
      close()
      root = bracketed(i) ? '' : own
      if (root !== '') members = [i]
    }
  })
  close()
  return runs
}

const plain = (label: string): string => label.toLowerCase().replace(/[\s.:()]+/g, '')
