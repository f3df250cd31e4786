// Parties' names that stand over words or behind them: a line that is nothing but names (`Northland / Eastland:`, `(Led by Canada)`), and
// a paragraph's last parentheses (`… (Spain);`). What they say is theirs only once a person says so (spec IM-46).
import type { Principal } from '../ids.ts'
import type { Cut } from './attributions.ts'
import type { Names } from './names.ts'
import { lineAt, type Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import type { ReportEntry } from './report.ts'

export interface Heading {
  /** Index of the paragraph, and of the last one that would be theirs. */
  readonly paragraph: number
  readonly last: number
  readonly line: number
  readonly parties: readonly Principal[]
  readonly unknown: readonly string[]
  /** The names with their signs, which go once they are taken as what they are. */
  readonly cut: Cut
  /** They stand behind the words of their own paragraph. */
  readonly trailing: boolean
}

const LONGEST = 200
const LED = /^\((?:led|proposed|submitted|presented) by (.+)\)$/i
/** `Draft resolution proposed by Northland and Eastland`. */
const SPONSORED = /\b(?:proposed|submitted|sponsored|presented|tabled|introduced) by (.+?)[.:]?$/i
const TRAILING = /\s*\(((?:[^()]|\([^()]*\)){2,200})\)(?=[;.,]?$)/

export function headingsIn(
  drafts: readonly Draft[],
  signs: readonly (readonly Sign[])[],
  { parties, names }: { readonly parties: Parties; readonly names: Names },
): { headings: readonly Heading[]; entries: readonly ReportEntry[] } {
  const entries: ReportEntry[] = []
  const found: Omit<Heading, 'last'>[] = []
  drafts.forEach((draft, paragraph) => {
    const { text, type } = draft
    const line = draft.lines[0]!.number
    if (text.length <= LONGEST && signs[paragraph]!.length === 0) {
      const over = type === 'title' || draft.label !== '' ? null : overWords(text, parties)
      if (over !== null) {
        for (const name of over.unknown) names.add(name, line)
        found.push({ paragraph, line, parties: over.known, unknown: over.unknown, cut: { from: 0, to: text.length }, trailing: false })
        entries.push({
          line,
          kind: 'party',
          message: `“${text}” is who speaks: what follows may be their proposal. It comes in as it stands.`,
        })
        return
      }
      const sponsored = draft.label === '' && !text.endsWith('.') ? SPONSORED.exec(text) : null
      if (sponsored !== null && parties.listed(sponsored[1]!) !== null)
        entries.push({ line, kind: 'party', message: `“${sponsored[1]!}” are the sponsors of what follows. It comes in as it stands.` })
    }
    const behind = behindWords(draft, signs[paragraph]!.at(-1)?.at ?? -1, parties)
    if (behind === null) return
    found.push({ paragraph, line: lineAt(draft, behind.cut.from), unknown: [], trailing: true, ...behind })
    const message = `“${text.slice(behind.cut.from, behind.cut.to).trim()}” names a party: these may be its words. They come in as they stand.`
    entries.push({ line: lineAt(draft, behind.cut.from), kind: 'party', message })
  })
  return { headings: withEnds(found, drafts), entries }
}

/** Up to the next names over words, or the next heading of the text. */
function withEnds(found: readonly Omit<Heading, 'last'>[], drafts: readonly Draft[]): Heading[] {
  const over = new Set(found.filter(({ trailing }) => !trailing).map(({ paragraph }) => paragraph))
  const ends = drafts.map(() => 0)
  let end = drafts.length - 1
  for (let i = drafts.length - 1; i >= 0; i--) {
    ends[i] = end
    const { type, level } = drafts[i]!
    if (over.has(i) || (type === 'heading' && level === 1)) end = i - 1
  }
  return found.map((heading) => ({ ...heading, last: heading.trailing ? heading.paragraph : ends[heading.paragraph]! }))
}

function overWords(text: string, parties: Parties): { known: readonly Principal[]; unknown: readonly string[] } | null {
  const led = LED.exec(text.replace(/:$/, '').trim())?.[1]
  const list = led ?? text.replace(/:$/, '').trim()
  return list === '' || /[.;]$/.test(list) ? null : parties.listed(list)
}

function behindWords({ text }: Draft, lastSign: number, parties: Parties): { parties: readonly Principal[]; cut: Cut } | null {
  const start = Math.max(lastSign + 1, text.length - LONGEST - 4)
  const match = text.endsWith(')') || /\)[;.,]$/.test(text) ? TRAILING.exec(text.slice(start)) : null
  if (match === null || start + match.index === 0) return null
  const listed = parties.listed(match[1]!)
  return listed === null || listed.unknown.length > 0
    ? null
    : { parties: listed.known, cut: { from: start + match.index, to: start + match.index + match[0].length } }
}
