// The direction of words, as Word has to be told it.

export const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** By the first letter, as Unicode's paragraphs are (UAX 9, P2). */
export function isRightToLeft(words: string): boolean {
  const letter = /\p{L}/u.exec(words)?.[0]
  return letter !== undefined && RIGHT_TO_LEFT.test(letter)
}
