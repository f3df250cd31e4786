// Footnotes and endnotes of a Word file (ECMA-376 part 1, 17.11): each as one stretch of runs, its paragraphs parted by a blank. Separators
// are no notes.
import type { SourceRun } from '../source.ts'
import { parse } from './parser.ts'
import { WordsReader, type Setting } from './words.ts'

/** By `footnote 3`. Adds what is left out of them to the findings that `told` takes. */
export function notesIn(
  xml: string | undefined,
  kind: 'footnote' | 'endnote',
  setting: Setting,
  told: (message: string) => void,
): Map<string, SourceRun[]> {
  const notes = new Map<string, SourceRun[]>()
  if (xml === undefined) return notes
  let open: { id: string; words: WordsReader } | null = null
  parse(xml, {
    open: (element) => {
      const { name, attributes } = element
      if (open !== null) open.words.open(element)
      else if (name === `w:${kind}` && !SEPARATORS.has(attributes['w:type'] ?? ''))
        open = { id: attributes['w:id'] ?? '', words: new WordsReader(setting) }
    },
    close: (name) => {
      if (open === null) return
      if (name !== `w:${kind}`) return open.words.close(name)
      const { id, words } = open
      open = null
      words.finish()
      for (const { message } of words.entries) told(message)
      notes.set(`${kind} ${id}`, runsOf(words))
    },
    text: (words) => open?.words.text(words),
  })
  return notes
}

const SEPARATORS: ReadonlySet<string> = new Set(['separator', 'continuationSeparator', 'continuationNotice'])
const BLANK: SourceRun = { text: ' ', marks: [], change: null, comments: [] }

function runsOf({ paragraphs }: WordsReader): SourceRun[] {
  const all = paragraphs.flatMap((one) => ('drawing' in one ? [] : one.block?.kind === 'table' ? (one.block.paragraphs ?? []) : [one]))
  return all.flatMap(({ label, runs }, i) => [
    ...(i === 0 ? [] : [BLANK]),
    ...(label === '' ? [] : [{ ...BLANK, text: `${label} ` }]),
    // A note has no notes.
    ...runs.filter(({ note }) => note === undefined),
  ])
}
