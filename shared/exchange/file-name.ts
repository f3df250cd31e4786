// What a text without a title is called: after the file that it came in.

/** Characters of a text's name. */
export const NAME_LENGTH = 200

/** `draft_rev-2.txt` is `draft rev-2`; '' for words that came in no file. */
export function nameFromFile(file: string): string {
  return file
    .replace(/\.[A-Za-z]{1,8}$/, '')
    .replace(/_+/g, ' ')
    .trim()
    .slice(0, NAME_LENGTH)
}
