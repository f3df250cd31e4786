// Alternatives that only a slash parts: `should/shall`, `participation / wider participation`, several wordings in one bracket (spec
// IM-47). How far the left one goes is nowhere marked, so they are told and no brackets are made of them.
import type { Cut } from './attributions.ts'
import { lineAt } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { ReportEntry } from './report.ts'

const MODAL = '(?:shall|should|may|must|will|can|could|would|might)'
const MODALS = new RegExp(`\\b${MODAL}(?:\\s?/\\s?${MODAL})+\\b`, 'gi')
/** Words on both sides of a slash with blanks. */
const PHRASES = /(?<![\p{L}\p{N}’',-])[\p{L}\p{N}’',-]+(?: [\p{L}\p{N}’'-]+){0,3} \/ [\p{L}\p{N}’'-]+(?: [\p{L}\p{N}’'-]+){0,3}/gu
/** Of one paragraph. */
const MOST = 20

/** `listed`: where parties are listed; a slash between them is none between wordings. */
export function slashes(drafts: readonly Draft[], listed: Iterable<{ readonly paragraph: number; readonly cut: Cut }>): ReportEntry[] {
  const names = new Map<number, Cut[]>()
  for (const { paragraph, cut } of listed) {
    const here = names.get(paragraph)
    if (here === undefined) names.set(paragraph, [cut])
    else if (here.length < MOST) here.push(cut)
  }
  return drafts.flatMap((draft, paragraph) => {
    const cuts = names.get(paragraph) ?? []
    const found = [...taken(draft.text, MODALS), ...taken(draft.text, PHRASES)]
    return found
      .filter(({ at, words }) => !cuts.some(({ from, to }) => at < to && at + words.length > from))
      .map(({ at, words }) => ({
        line: lineAt(draft, at),
        kind: 'alternative' as const,
        message: `“${words}”: a slash between alternatives, it seems. How far they go is not marked; it stays as it is.`,
      }))
  })
}

function taken(text: string, form: RegExp): { at: number; words: string }[] {
  if (!text.includes('/')) return []
  const found: { at: number; words: string }[] = []
  for (const { index, 0: words } of text.matchAll(form)) {
    found.push({ at: index, words })
    if (found.length >= MOST) break
  }
  return found
}
