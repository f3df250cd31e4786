// A file or pasted words on their way to becoming a text: measured and named. Pure; what the bytes mean is the importer's
// (shared/exchange).

/** Largest text the server takes; the longest negotiating texts are about 400 KB. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024

/** What is to be imported, as it is: a file with its name, or pasted words, whose name is ''. */
export interface SourceFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export const wordsAsFile = (words: string): SourceFile => ({ name: '', bytes: new TextEncoder().encode(words) })

/** Why a file or words cannot be imported; empty when they can. `size` in bytes. */
export function sizeFault(size: number, what: string): string {
  return size > MAX_TEXT_BYTES ? `${what} is larger than ${Math.round(MAX_TEXT_BYTES / 1024 / 1024)} MB. Import it in parts.` : ''
}

/** Why these words cannot be imported; empty when they can. */
export function textFault(text: string): string {
  if (text.trim() === '') return 'There are no words in it.'
  return sizeFault(new TextEncoder().encode(text).length, 'It')
}

/** The first line with words, cut at a word: a name for pasted words that have no title. */
export function nameFromWords(text: string): string {
  const line =
    text
      .split('\n')
      .find((each) => each.trim() !== '')
      ?.trim() ?? ''
  if (line.length <= 80) return line
  const cut = line.slice(0, 80)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).trim()}…`
}
