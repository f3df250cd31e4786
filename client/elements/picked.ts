// The words that a person has selected in the text, as the record can be asked about them: without brackets' glyphs,
// names and labels, and with the paragraph they are in.

export interface Picked {
  /** Id of the paragraph; empty for one that has none. */
  readonly paragraph: string
  readonly words: string
  /** Characters of the paragraph before them. */
  readonly at: number
}

/** What is printed beside the words and is none of them. */
const BESIDE = '.label, .state, .cursor, .alt-name, .gap, .token, .ProseMirror-separator, .ProseMirror-trailingBreak'

/** The selected words, within one paragraph; null when none are. */
export function pickedIn(selection: Selection | null): Picked | null {
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const start = range.startContainer
  const paragraph = (start instanceof Element ? start : start.parentElement)?.closest<HTMLElement>('.paper p')
  if (paragraph === null || paragraph === undefined) return null
  const within = range.cloneRange()
  if (!paragraph.contains(range.endContainer)) within.setEndAfter(paragraph.lastChild ?? paragraph)
  const before = document.createRange()
  before.setStart(paragraph, 0)
  before.setEnd(within.startContainer, within.startOffset)
  const words = wordsOf(within)
  return words.trim() === '' ? null : { paragraph: paragraph.dataset['pid'] ?? '', words, at: wordsOf(before).length }
}

function wordsOf(range: Range): string {
  const copy = range.cloneContents()
  copy.querySelectorAll(BESIDE).forEach((each) => each.remove())
  return copy.textContent ?? ''
}
