// Final numbering and the references that change with it.
import { describe, expect, test } from 'vitest'
import { labelBeside, labelParts } from '@chapeau/shared/text/labels'
import { renumbered, type Numbered } from '@chapeau/shared/text/numbering'
import { referencesTo } from '@chapeau/shared/text/references'
import { EMPTY_META, metaKey } from '@chapeau/shared/text/meta'
import { text } from '../support/builders.ts'

/** `h` heading, `1` to `3` list items of that level, paragraphs without. */
function labelled(list: string): Numbered[] {
  return list.split('|').map((one, i) => {
    const [, kind = '', label = ''] = /^(?:(h|[1-3])~)?(.*)$/u.exec(one.trim())!
    const type = kind === 'h' ? 'heading' : kind === '' ? 'para' : 'item'
    return { pid: `:1.${i + 1}`, type, level: Number(kind) || 0, label }
  })
}

/** Labels after renumbering. */
function after(list: string): string {
  const paragraphs = labelled(list)
  const changed = new Map(renumbered(paragraphs).map(({ pid, to }) => [pid, to]))
  return paragraphs.map(({ pid, label }) => changed.get(pid) ?? label).join(' | ')
}

describe('TX-40 final numbering', () => {
  const table: [string, string][] = [
    ['PP1 | PP2 | PP2 bis | PP3 | 1 | 2', 'PP1 | PP2 | PP3 | PP4 | 1 | 2'],
    ['OP 1 | OP 1 bis | OP 1 ter | OP 3', 'OP 1 | OP 2 | OP 3 | OP 4'],
    ['1. | 2. | 4. | 5.', '1. | 2. | 3. | 4.'],
    ['3 alt | 3 | 4', '4 | 5 | 6'],
    ['5 | 6 | 6 bis', '5 | 6 | 7'],
    ['1 | 1~(a) | 1~(b) | 1~(b bis) | 2 | 1~(a) | 1~(c)', '1 | (a) | (b) | (c) | 2 | (a) | (b)'],
    ['1 | 1~(a) | 2~(i) | 2~(ii) | 2~(ii bis) | 1~(b) | 2~(i)', '1 | (a) | (i) | (ii) | (iii) | (b) | (i)'],
    ['1 | 1~(g) | 1~(h) | 1~(i) | 1~(j)', '1 | (g) | (h) | (i) | (j)'],
    ['1~(h) | 1~(h bis) | 1~(i) | 1~(j)', '(h) | (i) | (j) | (k)'],
    ['h~I. | 1 | 2 | h~I. bis | 1 | 2 | h~II.', 'I. | 1 | 2 | II. | 1 | 2 | III.'],
    ['1.1 | 1.2 | 1.2 bis | 2.1 | 2.3', '1.1 | 1.2 | 1.3 | 2.1 | 2.2'],
    ['h~1. | 1.1 | h~1 bis. | 1.2', '1. | 1.1 | 2. | 1.2'],
    ['– | • | Chapeau | ', '– | • | Chapeau | '],
  ]
  test.each(table)('%s → %s', (before, expected) => expect(after(before)).toBe(expected))
  test('what has its final number has no new one', () => {
    for (const [, list] of table.slice(0, 5)) expect(renumbered(labelled(list))).toEqual([])
  })
})

describe('TX-18 labels of inserts', () => {
  test.each([
    ['3', '3 alt'],
    ['(a)', '(a alt)'],
    ['OP 3 alt', 'OP 3 alt 2'],
    ['3 bis.', '3 bis alt.'],
  ])('an alternative to %s is %s', (label, expected) => expect(labelBeside(label, new Set([label]))).toBe(expected))
  test('parts', () => expect(labelParts('(3 bis).')).toEqual({ head: '(', root: '3', suffix: 'bis', tail: ').' }))
})

describe('TX-41 references', () => {
  /** References as `from→to`, `?` where unsure, `[]` where bracketed. */
  function references(notation: string): string[] {
    const { reading, meta } = text(notation)
    const paragraphs = reading.paragraphs.map(({ raw }) => {
      const label = meta.get(metaKey.label(raw.starter!.p))
      const item = typeof label === 'string' && label.startsWith('(')
      if (item) meta.set(metaKey.type(raw.starter!.p), 'item')
      return {
        pid: raw.starter!.p,
        type: item ? 'item' : 'para',
        level: item ? 1 : 0,
        label: typeof label === 'string' ? label : '',
      } as const
    })
    return referencesTo(reading, meta, renumbered(paragraphs)).map(
      ({ from, to, sure, bracketed }) => `${from}→${to}${sure ? '' : ' ?'}${bracketed ? ' []' : ''}`,
    )
  }
  const END = '\n1\ta\n1 bis\tb\n(a)\tx\n(a bis)\ty\n(b)\tz\n2\tc\n3\td'
  const table: [string, string[]][] = [
    ['as in paragraph 1 bis and in paragraph 1', ['1 bis→2']],
    ['paragraphs 1 bis, 2 and 3 above', ['1 bis→2', '2→3', '3→4']],
    ['paragraphs 2 to 3; 2 others', ['2→3', '3→4']],
    ['see paragraph 1 bis (b), and (b)', ['1 bis→2', '(b)→(c)']],
    ['section 2.5 of paragraph 12', []],
    ['paragraph 2 [and paragraph 3 – EU]', ['2→3', '3→4 []']],
  ]
  test.each(table)('%s', (words, expected) => expect(references(`${words}${END}`)).toEqual(expected))
  test('a subparagraph is one of its own paragraph', () => {
    expect(references('1\tsee subparagraph (b)\n(a)\tx\n(a bis)\ty\n(b)\tlike subparagraphs (a bis) and (b)\n2\tsubparagraph (b)')).toEqual(
      ['(b)→(c)', '(a bis)→(b)', '(b)→(c)'],
    )
  })
  test('OP and PP stand without a word before them, with or without a space', () => {
    expect(references('x OP 2, OP2 bis and PP2\nOP1\ta\nOP2\tb\nOP2 bis\tc\nOP4\td\nsee OP 4')).toEqual(['OP2 bis→OP3'])
    expect(references('OP1\ta\nOP1 bis\tb\nOP2\tsee OP 2')).toEqual(['OP 2→OP 3'])
  })
  test('a label that several paragraphs have is unsure', () => {
    expect(references('1\ta\n1\tb\n1 bis\tc\n2\tsee paragraph 2\n1\tx\n2\ty')).toEqual(['2→3 ?'])
  })
  test('nothing changes where no label does', () => expect(referencesTo(text('1\tsee paragraph 1').reading, EMPTY_META, [])).toEqual([]))
})
