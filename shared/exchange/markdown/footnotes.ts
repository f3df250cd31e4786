// Footnotes of a Markdown file (as Pandoc and GitHub write them): `[^1]` in the words, `[^1]: …` on a line of its own, with lines
// behind it that are not blank, or are indented.

export interface Footnotes {
  /** The source with blank lines where notes stood: lines keep their numbers. */
  readonly source: string
  /** Words by name. */
  readonly notes: ReadonlyMap<string, string>
}

const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)$/
const REFERENCE = /\[\^([^\]\s]{1,100})\]/g

export function withoutFootnotes(source: string): Footnotes {
  if (!source.includes('[^')) return { source, notes: new Map() }
  const notes = new Map<string, string[]>()
  let open: string[] | null = null
  let blank = false
  const lines = source.split('\n').map((line) => {
    const definition = DEFINITION.exec(line)
    if (definition !== null) {
      open = [definition[2]!]
      if (!notes.has(definition[1]!)) notes.set(definition[1]!, open)
    } else if (line.trim() === '') blank = open !== null
    else if (open !== null && (!blank || /^(?: {2,}|\t)/.test(line))) open.push(line.trim())
    else open = null
    if (line.trim() !== '') blank = false
    return open === null ? line : ''
  })
  return { source: lines.join('\n'), notes: new Map([...notes].map(([name, words]) => [name, words.join(' ').trim()])) }
}

/** Words and the notes that hang in them, in order. */
export function referencesIn(
  words: string,
  notes: Footnotes['notes'],
): readonly ({ readonly words: string } | { readonly note: string; readonly shown: string })[] {
  if (notes.size === 0 || !words.includes('[^')) return [{ words }]
  const parts: ({ readonly words: string } | { readonly note: string; readonly shown: string })[] = []
  let at = 0
  for (const match of words.matchAll(REFERENCE)) {
    if (!notes.has(match[1]!)) continue
    parts.push({ words: words.slice(at, match.index) }, { note: match[1]!, shown: match[0] })
    at = match.index + match[0].length
  }
  return [...parts, { words: words.slice(at) }]
}
