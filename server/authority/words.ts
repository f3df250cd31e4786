// The words an update would bring, for people who look at what was set aside. Reads bytes that were refused: it
// believes nothing, and applies nothing.
import * as Y from 'yjs'
import { isString, stringOf } from './items.ts'

/** Characters shown of one update; its bytes are kept whole. */
const MOST = 20_000

/** Words in the order in which they were typed; empty when the update cannot be read. */
export function wordsIn(update: Uint8Array): string {
  try {
    let words = ''
    for (const struct of Y.decodeUpdate(update).structs) {
      if (!(struct instanceof Y.Item)) continue
      if (isString(struct)) words += stringOf(struct)
      else if (words !== '' && !words.endsWith(' ')) words += ' '
      if (words.length > MOST) break
    }
    return words
      .slice(0, MOST)
      .replaceAll(/\p{Surrogate}/gu, '\ufffd')
      .trim()
  } catch {
    return ''
  }
}
