// Sentences in which parties say what they want: `Northland requests to delete paragraph 4`, `LMDC: Delete whole section`, `UK, CFRN – “shall”`.
// They are told with who wants what; no bracket is guessed from them (spec IM-45).
import type { Principal } from '../ids.ts'
import type { Cut } from './attributions.ts'
import type { FoundRequest } from './found.ts'
import type { Heading } from './headings.ts'
import type { Names } from './names.ts'
import { lineAt } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import type { SourceComment } from './source.ts'

/** The list of names is never longer. */
const LONGEST_LIST = 120
/** Words of a sentence that are told. */
const SHOWN = 160
const WISH =
  'requests?|proposes?|suggests?|supports?|opposes?|prefers?|wants?|wishes|wish|asks?|calls?|would|could|can|cannot|can’t|objects?|reserves?|withdraws?|does not|do not|insists?|seeks?|recommends?|questions?|deletes?|retains?|solicitan?|proponen?|apoyan?|piden?|demande(?:nt)?|propose(?:nt)|appuie(?:nt)?'
const SAYS = new RegExp(`^([^:“"]{1,${LONGEST_LIST}}?)\\s+(?:also |strongly |formally )?(?:${WISH})\\b`, 'iu')
const COMMANDS =
  /^([^:“"]{1,120}?)\s?:\s*(?:please |would |we )?(?:delete|remove|omit|strike|retain|keep|maintain|add|insert|include|move|replace|change|merge|combine|streamline|bracket|reserve|prefers?|supports?|opposes?|proposes?|requests?|suggests?)\b/iu
const DASHES = /^([^:“"]{1,120}?)\s[–—−-]\s+\S/u
/** Under a party's name its wishes need no name. */
const WISHES = /^(?:prefers?|supports?|opposes?|requests?|proposes?|suggests?|reserves?|would|delete|retain|no)\b/i
const SENTENCE_END = /(?<=[.;!?”"])\s+(?=[\p{Lu}(])/gu

const WANTS: readonly (readonly [FoundRequest['wants'], RegExp])[] = [
  ['delete', /\b(?:delet\w*|remov\w*|omit\w*|strik\w*|opposes?|objects?|elimina\w*|supprim\w*|suppression)\b/i],
  ['reserve', /\breserv\w*\b/i],
  ['retain', /\b(?:retain\w*|keep\w*|maintain\w*|supports?|apoya\w*|appui\w*)\b/i],
  ['add', /\b(?:add|adds|adding|insert\w*|includ\w*)\b/i],
  ['change', /\b(?:mov(?:e|ing)|replac\w*|chang\w*|merg\w*|combin\w*|streamlin\w*|reformulat\w*|bracket\w*)\b/i],
  ['words', /[“"«]/],
]

export function requestsIn(
  drafts: readonly Draft[],
  { headings, lists }: { readonly headings: readonly Heading[]; readonly lists: ReadonlyMap<number, readonly Cut[]> },
  { parties, names }: { readonly parties: Parties; readonly names: Names },
): FoundRequest[] {
  const found: FoundRequest[] = []
  let over = 0
  let under: Heading | null = null
  drafts.forEach((draft, i) => {
    for (; over < headings.length && headings[over]!.paragraph <= i; over++) if (!headings[over]!.trailing) under = headings[over]!
    if (under !== null && under.last < i) under = null
    if (under?.paragraph === i) return
    const cuts = lists.get(i) ?? NO_CUTS
    let next = 0
    for (const { at, words } of sentencesOf(draft.text)) {
      // Names of a bracket's own are no sentence.
      while (next < cuts.length && cuts[next]!.to <= at) next++
      if (next < cuts.length && cuts[next]!.from <= at) continue
      const who = whoSays(words, parties) ?? (under !== null && WISHES.test(words) ? { known: under.parties, unknown: [] } : null)
      if (who === null) continue
      const line = lineAt(draft, at)
      for (const name of who.unknown) names.add(name, line)
      found.push({ line, paragraph: i + 1, parties: who.known, wants: wantsOf(words), words: words.slice(0, SHOWN) })
    }
  })
  return found
}

const NO_CUTS: readonly Cut[] = []

/** What parties say in comments that a note-taker has put around words; a comment's author is nobody of them. */
export function commentsIn(
  drafts: readonly Draft[],
  comments: ReadonlyMap<string, SourceComment>,
  { parties, names }: { readonly parties: Parties; readonly names: Names },
): FoundRequest[] {
  const told = new Set<string>()
  return drafts.flatMap(({ comments: around = [], lines }, i) =>
    around.flatMap(({ id }) => {
      const said = comments.get(id)
      if (said === undefined || told.has(id)) return []
      told.add(id)
      const line = lines[0]!.number
      return said.words.split('\n').flatMap((part) =>
        [...sentencesOf(part)].flatMap(({ words }) => {
          const who = whoSays(words, parties)
          for (const name of who?.unknown ?? []) names.add(name, line)
          return who === null ? [] : [{ line, paragraph: i + 1, parties: who.known, wants: wantsOf(words), words: words.slice(0, SHOWN) }]
        }),
      )
    }),
  )
}

function whoSays(words: string, parties: Parties): ReturnType<Parties['listed']> {
  for (const form of [COMMANDS, SAYS, DASHES]) {
    const list = form.exec(words)?.[1]
    const who = list === undefined || /[[\]]/.test(list) ? null : parties.listed(list.trim())
    if (who !== null) return who
  }
  return null
}

const wantsOf = (words: string): FoundRequest['wants'] => WANTS.find(([, form]) => form.test(words))?.[0] ?? 'other'

/** Those that may begin with a name. */
function* sentencesOf(text: string): Generator<{ at: number; words: string }> {
  let at = 0
  for (const { index, 0: blank } of text.matchAll(SENTENCE_END)) {
    if (startsLikeName(text, at)) yield { at, words: text.slice(at, index) }
    at = index + blank.length
  }
  if (startsLikeName(text, at)) yield { at, words: text.slice(at) }
}

const startsLikeName = (text: string, at: number): boolean => /^\p{Lu}/u.test(text.slice(at, at + 2))

/** As entries of the report say it. */
export function requestMessage({ parties, words }: { readonly parties: readonly Principal[]; readonly words: string }): string {
  return `${parties.join(', ')} say what they want, in a sentence: “${words}”. It comes in as it stands.`
}
