// Brackets of a source that look as if they competed for one place: side by side, with a slash or "or" between them, or calling themselves
// options (spec IM-47). By the same tests as the desk's list of likely alternatives (spec AC-50), whoever holds them.
import { competingRows, looksCompeting, type Seen } from '../brackets/groups.ts'
import type { Role } from '../protocol/choices.ts'
import type { Attributions } from './attributions.ts'
import { wordsIn, type Bracket, type Brackets } from './brackets.ts'
import type { Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'

/** First words that are looked at. */
const SEEN = 40
/** What competes with nothing, whatever it stands beside. */
const ALONE = new Set<Role>(['placeholder', 'citation', 'status', 'drafting', 'orientation'])
/** Before lettered items that are alternatives. */
const CHOOSE = /\b(?:options?|alternatives?|one of|either)\b[^.]{0,80}:?\s*$/i
const LETTERED = /^[([]*[a-z][.)]/

interface Around {
  readonly attributions: Attributions
  readonly roles: ReadonlyMap<Bracket, Role>
}

/** Sets in the order of the text, each in order. */
export function candidatesIn(drafts: readonly Draft[], { all }: Brackets, { attributions, roles }: Around): Bracket[][] {
  const may = all.filter((bracket) => {
    const kind = bracket.tracked ? 'del' : (attributions.get(bracket.key as Sign)?.kind ?? 'ins')
    return kind === 'ins' && !ALONE.has(roles.get(bracket)!)
  })
  return competingRows(may, (one, next) => competes(one, next, drafts))
}

function competes(one: Bracket, next: Bracket, drafts: readonly Draft[]): boolean {
  const seen = (bracket: Bracket): Seen => ({ label: drafts[bracket.paragraph]!.label, words: wordsIn(bracket, drafts, SEEN) })
  if (one.last === next.paragraph)
    return looksCompeting(seen(one), seen(next), drafts[one.last]!.text.slice(one.to + 1, Math.max(one.to + 1, next.at)))
  if (next.paragraph !== one.last + 1) return false
  return looksCompeting(seen(one), seen(next), null) || areLettered(one, next, drafts)
}

/** Lettered items that are a bracket each, below words that say that one is to be chosen. */
function areLettered(one: Bracket, next: Bracket, drafts: readonly Draft[]): boolean {
  const isItem = ({ paragraph, last, at, to }: Bracket): boolean => {
    const { label, text } = drafts[paragraph]!
    return LETTERED.test(label) && paragraph === last && at <= 0 && /^[\s.;,]*$/.test(text.slice(to + 1, to + SEEN))
  }
  if (!isItem(one) || !isItem(next)) return false
  for (let i = one.paragraph - 1; i >= Math.max(0, one.paragraph - MOST_LETTERS); i--) {
    if (!LETTERED.test(drafts[i]!.label)) return CHOOSE.test(drafts[i]!.text.slice(-120))
  }
  return false
}

const MOST_LETTERS = 26
