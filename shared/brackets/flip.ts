// Flipping the order of words (spec AC-52): "A and B" becomes "B and A", a list is turned around, two words change places.
// What stands between the parts stays where it is.

/** Between the parts of a list; the words in the languages of meetings that part them by spaces. */
const BETWEEN = /(\s*[,;]\s*(?:(?:and\/or|and|or|et|ou|y|e|o|u|и|или)\s+)?|\s+(?:and\/or|and|or|et|ou|y|e|o|u|и|или)\s+)/iu

const JOINS = /^(?:and\/or|and|or|et|ou|y|e|o|u|и|или)$/iu

/** Some words with their parts in the opposite order; null where they are neither a list nor two words. `begins`: they begin a sentence. */
export function flipped(words: string, begins = false): string | null {
  const pieces = words.split(BETWEEN)
  const parts = pieces.length > 1 ? pieces : words.split(/(\s+)/u)
  const values = parts.filter((_, i) => i % 2 === 0)
  if (values.length < 2 || values.some((value) => value === '' || JOINS.test(value)) || (pieces.length === 1 && values.length > 2))
    return null
  const turned = values.toReversed()
  if (begins) exchangeCapital(turned)
  const result = parts.map((part, i) => (i % 2 === 0 ? turned[i / 2]! : part)).join('')
  return result === words ? null : result
}

/** The capital that began the sentence goes to the word that begins it now. */
function exchangeCapital(values: string[]): void {
  const [first, last] = [values[0]!, values.at(-1)!]
  if (first[0] !== first[0]!.toLowerCase()) return
  values[0] = first[0]!.toUpperCase() + first.slice(1)
  // A name keeps its capital, and so does what is written in capitals.
  const isName = /^\p{Lu}(\S*\p{Lu}|\S*\s+\p{Lu})/u.test(last)
  if (!isName) values[values.length - 1] = last[0]!.toLowerCase() + last.slice(1)
}
