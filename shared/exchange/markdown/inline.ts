// Words as CommonMark (0.31) shows them to the letter: what it would take as markup is escaped. Brackets stand as they are,
// since a file of ours defines no links; only what could make a link, a note or a task of them is escaped beside them.
import { MARKS, type Mark, type Marks } from '../../text/model.ts'

/** Escaped wherever it stands: emphasis, code, tags, entities, and what GitHub and others add (`~`, `|`, `$`). */
const ANYWHERE = /[\\`*_<>&~|$#!]/
/** Behind a closing bracket these make a link, a definition or a span; behind an opening one a footnote or a citation. */
const BEHIND: Readonly<Record<string, string>> = { ']': '({:', '[': '^@' }

/** One line of words, written from left to right. */
export class Inline {
  #line = ''

  /** Markup, or what needs no escaping. */
  raw(markup: string): void {
    this.#line += markup
  }

  words(text: string, marks: Marks = {}): void {
    // A delimiter beside a blank opens and closes nothing: the blanks at both ends stand outside.
    const [, before, inner, behind] = /^(\s*)(.*?)(\s*)$/s.exec(text)!
    this.#escape(before!)
    const wanted = MARKS.filter((mark) => marks[mark] === true)
    if (inner !== '' && wanted.length > 0) this.#marked(inner!, wanted)
    else this.#escape(inner!)
    this.#escape(behind!)
  }

  /** As the content of a block: what at its beginning or end would be markup, or be stripped, is escaped. */
  block(): string {
    return this.#line
      .replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2')
      .replace(/^[-+](?=[ \t-]|$)/, '\\$&')
      .replace(/^[ \t]+|[ \t]+$/g, entities)
  }

  #escape(text: string): void {
    for (const char of text) {
      const last = this.#line.at(-1) ?? ''
      const takes = ANYWHERE.test(char) || (BEHIND[last] ?? '').includes(char)
      this.#line += takes ? `\\${char}` : char
    }
  }

  #marked(inner: string, marks: readonly Mark[]): void {
    const plain = this.#line.at(-1) !== '*' && /^[\p{L}\p{N}]/u.test(inner) && /[\p{L}\p{N}]$/u.test(inner)
    const signs = marks.map((mark) => (plain ? DELIMITERS[mark] : TAGS[mark]))
    for (const [open] of signs.toReversed()) this.#line += open
    this.#escape(inner)
    for (const [, close] of signs) this.#line += close
  }
}

const entities = (blanks: string): string => blanks.replace(/[ \t]/g, (blank) => `&#${blank.codePointAt(0)};`)

/** Tags hold where delimiters would not: beside punctuation, or beside other delimiters. */
const TAGS: Readonly<Record<Mark, readonly [string, string]>> = {
  bold: ['<strong>', '</strong>'],
  italic: ['<em>', '</em>'],
  underline: ['<u>', '</u>'],
}
const DELIMITERS: typeof TAGS = { bold: ['**', '**'], italic: ['*', '*'], underline: TAGS.underline }
