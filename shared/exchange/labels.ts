// Labels as printed at the head of a paragraph (UN editorial practice and the habits around it). A label is data:
// it is kept to the letter, two paragraphs may have the same, and nothing is counted from it.

export type LabelKind = 'number' | 'letter' | 'roman' | 'section' | 'preamble' | 'option' | 'article' | 'bullet'

export interface Label {
  readonly kind: LabelKind
  /** To the letter. */
  readonly text: string
  /** Characters it takes in the line, the blanks behind it included. */
  readonly length: number
}

const SERIES =
  '(?:bis|ter|quater|qauter|quinquies|sexies|sexties|septies|octies|novies|decies|undecies|duodecies|terdecies|quaterdecies|qauterdecies|quindecies|alt|ALT)'
const SUFFIX = `(?:[ .]?${SERIES}(?:[ .]\\d{1,2})?)`
const END = '(?=[\\s[\\]]|$)'

const FORMS: readonly [LabelKind, RegExp][] = [
  ['bullet', /^[●•▪■◦‣·*\uf0a7\uf0b7\uf02d–—-](?=\s)/],
  ['preamble', new RegExp(`^\\(?(?:PP|Pp|OP|New pp)\\)?\\.?\\s?\\d{0,3}${SUFFIX}*\\)?[.:]?${END}`)],
  ['option', new RegExp(`^(?:Option|Alternative|Alt)\\b\\.?\\s?(?:\\([a-z]\\)|[IVX]{1,4}|[A-H]|\\d{1,3})?[.:]?${END}`)],
  ['article', new RegExp(`^Article (?:ante |pre )?(?:[A-Z]{1,3}\\.){0,3}\\d{1,3}[A-Z]?(?:\\([a-z0-9]{1,4}\\)){0,4}${SUFFIX}*[.:]?${END}`)],
  ['number', new RegExp(`^(?:\\[New\\] |NEW |New )?\\d{1,3}(?:\\.\\d{1,3})+[.)]?${SUFFIX}*[.)]?${END}`)],
  // An old number may stand behind the new one: `39. [44.]`, `2)[1)]`.
  ['number', new RegExp(`^\\d{1,3}[.)]\\s?\\[\\d{1,3}[.)]\\](?=\\s*(?:$|[\\p{Lu}[(“"]))`, 'u')],
  ['number', new RegExp(`^(?:\\[New\\] |NEW |New )?\\d{1,3}[A-Z]?(?:[.)]${SUFFIX}?|${SUFFIX}+)[.)]?${END}`)],
  ['number', new RegExp(`^\\(\\d{1,3}\\.\\)${END}`)],
  ['roman', new RegExp(`^(?:\\([ivx]{1,5}(?: ${SERIES})?\\)|[ivx]{2,5}[.)])${END}`)],
  ['letter', new RegExp(`^(?:\\([a-z](?: ${SERIES})?\\)\\.?|[a-z][.)])${END}`)],
  // A bracketed part of a label is a part of it.
  ['letter', /^\[[a-z]\][.)](?=\s+\p{Lu})/u],
  ['section', new RegExp(`^(?:[IVX]{1,5}|[A-H])\\.${END}`)],
]

/** The label at the head of a line; null where it has none. */
export function labelAt(text: string): Label | null {
  for (const [kind, form] of FORMS) {
    const match = form.exec(text)
    if (match === null || match[0] === '') continue
    const blanks = /^\s*/.exec(text.slice(match[0].length))![0].length
    return { kind, text: match[0].trim(), length: match[0].length + blanks }
  }
  return null
}
