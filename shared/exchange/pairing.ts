// Pairs brackets locally, so that one lost bracket never drags the rest: first inside each paragraph, then what is
// left over inside its section. What finds no partner stays a literal character and is reported with its line.
import { bisect } from '../bisect.ts'
import type { Draft } from './paragraphs.ts'
import type { ReportEntry } from './report.ts'

/** A bracket character of a paragraph's words; `at` is its offset, -1 for the one before the label. */
export interface Sign {
  readonly paragraph: number
  readonly at: number
  readonly open: boolean
}

/** Signs that are brackets, each with its partner. */
export type Pairs = ReadonlyMap<Sign, Sign>

export function pairBrackets(drafts: readonly Draft[]): { pairs: Pairs; signs: readonly (readonly Sign[])[]; entries: ReportEntry[] } {
  const pairs = new Map<Sign, Sign>()
  const signs = drafts.map(signsOf)
  const left = signs.map((each) => pairIn(each, pairs))
  const entries: ReportEntry[] = []
  let section: Sign[] = []
  const close = (): void => {
    for (const sign of pairIn(section, pairs)) entries.push(unpaired(sign, drafts[sign.paragraph]!))
    section = []
  }
  drafts.forEach((draft, i) => {
    if (draft.type === 'heading' && draft.level === 1) close()
    section.push(...left[i]!)
  })
  close()
  return { pairs, signs, entries }
}

function signsOf({ text, bracketed }: Draft, paragraph: number): Sign[] {
  const signs: Sign[] = bracketed ? [{ paragraph, at: -1, open: true }] : []
  for (let at = 0; at < text.length; at++) {
    // An escaped bracket is a character by its author's own word.
    if (text[at] === '\\') at++
    else if (text[at] === '[' || text[at] === ']') signs.push({ paragraph, at, open: text[at] === '[' })
  }
  return signs
}

/** Pairs each close with the last open before it; answers what is left over, in order. */
function pairIn(signs: readonly Sign[], pairs: Map<Sign, Sign>): Sign[] {
  const open: Sign[] = []
  const left = new Set<Sign>()
  for (const sign of signs) {
    const partner = sign.open ? undefined : open.pop()
    if (sign.open) open.push(sign)
    else if (partner === undefined) left.add(sign)
    else pairs.set(sign, partner).set(partner, sign)
  }
  for (const sign of open) left.add(sign)
  return signs.filter((sign) => left.has(sign))
}

/** The number of the line that a place stands in: a text without paragraphs may have thousands of them in one draft. */
export function lineAt({ lines }: Draft, at: number): number {
  return lines[Math.max(0, bisect(lines.length, (i) => lines[i]!.from <= at) - 1)]!.number
}

function unpaired({ at, open }: Sign, draft: Draft): ReportEntry {
  const line = lineAt(draft, at)
  const near = draft.text.slice(Math.max(0, at - 20), at + 30)
  return open
    ? { line, kind: 'unpairedOpen', message: `This “[” is not closed; it stays as a character: …${near}…` }
    : { line, kind: 'unpairedClose', message: `This “]” was not opened; it stays as a character: …${near}…` }
}
