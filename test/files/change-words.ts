// Changes to words as nobody types them: signs lost and doubled, lines without end, and the beginnings of everything that a reader looks
// for, over and over, which is where patterns run away.
import type { Random } from '../support/random.ts'

/** What readers look for, and pieces of it. */
const ATOMS = [
  '[',
  ']',
  '[]',
  '][',
  ']/[',
  '\\[',
  '\\',
  '(',
  ')',
  '{',
  '}',
  ' ',
  '\t',
  '\n',
  '\n\n',
  '\r',
  '\f',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u202e',
  '\0',
  '\ud83d',
  'a',
  'A',
  '1',
  '.',
  ',',
  ';',
  ':',
  '-',
  '–',
  '/',
  '"',
  '“',
  '’',
  '…',
  '###',
  '*',
  '_',
  '`',
  '|',
  '>',
  '#',
  '~',
  '!',
  '&',
  '<',
  '=',
  '•',
  'EU',
  'EU, ',
  'EU/',
  'EU and ',
  'EU; ',
  'EU: ',
  ' – EU',
  ' (EU)',
  ' propose',
  ' oppose; ',
  'delete, ',
  'on behalf of ',
  'the ',
  'Russian Federation, ',
  '1. ',
  '1.1',
  '1 bis ',
  'bis ',
  '(a) ',
  '(i) ',
  'a) ',
  'PP1 ',
  'OP',
  'I. ',
  'Article ',
  'Option 1: ',
  'Alt 1 ',
  'Alternative ',
  'Annex ',
  'Note: ',
  'No text. ',
  '- 2 -',
  '<<page 2>>',
  'page 2 of 9',
  '[X]',
  '[…]',
  '[Placeholder for ',
  '[Note: ',
  '[Agreed ad ref]',
  '{Timing}',
  '[sic]',
  '[^1]',
  '[^1]: ',
  'of ',
  'paragraph ',
  'EU requests to delete ',
  '1/CP.2',
  '2030',
  'يجب ',
  'ports ',
  'Ports\n',
  'SHOUTED ',
  '---',
  '***',
  '```',
  '<b>',
  '&amp;',
  '&#',
  '![a](',
  '[a](',
  'http://x',
] as const
const MOST_TIMES = 30_000
/** Characters from which on nothing is added. */
const MOST = 2_000_000

export function changedWords(words: string, random: Random): string {
  let changed = words
  for (let i = 0; i <= random.below(4) && changed.length < MOST; i++) changed = random.pick(CHANGES)(changed, random)
  return changed
}

/** One thing or a few in turn, again and again. */
export function repeated(random: Random, most = MOST_TIMES): string {
  const unit = Array.from({ length: 1 + random.below(3) }, () => random.pick(ATOMS)).join('')
  return unit.repeat(1 + random.below(random.pick([3, 3, 30, 30, 300, 300, 3_000, Math.ceil(most / unit.length)])))
}

type Change = (words: string, random: Random) => string

const CHANGES: readonly Change[] = [
  (words, random) => inserted(words, random, repeated(random)),
  (words, random) => inserted(words, random, random.pick(ATOMS)),
  (words, random) => inserted(words, random, random.pick(ATOMS)),
  (words, random) => inserted(words, random, `${repeated(random, 3_000)}${random.pick(ATOMS)}`),
  // Signs of brackets go, come, or turn around.
  (words, random) => words.replace(/[[\]]/g, (sign) => random.pick([sign, sign, sign, '', '[', ']', '[[', ']]', '][', '\\['])),
  (words, random) => words.replace(/\s/g, (blank) => random.pick([blank, blank, blank, ' ', '\n', '\n\n', '\t', ''])),
  (words, random) => words.replace(/[.,:;–-]/g, (sign) => random.pick([sign, sign, '', ' ', ';', ':', '–'])),
  (words, random) => cut(words, random),
  (words, random) => spliced(words, random),
  (words, random) => lines(words, random, (all) => random.shuffle(all)),
  (words, random) =>
    lines(words, random, (all) =>
      all.flatMap((line) => (random.below(4) === 0 ? Array<string>(random.pick([2, 2, 2, 200])).fill(line) : [line])),
    ),
  (words, random) => lines(words, random, (all) => all.map((line) => `${' '.repeat(random.below(40))}${line}`)),
  (words) => words.replace(/\n+/g, ' '),
  (words, random) => words.replace(/\d+/g, (number) => random.pick([number, '0', '-1', '999999999999999999999', '٣', '1.1.1.1.1.1.1.1'])),
  (words, random) => words.repeat(random.pick([1, 2, 2, 2, 50])),
]

function inserted(words: string, random: Random, what: string): string {
  const at = random.below(words.length + 1)
  return words.slice(0, at) + what + words.slice(at)
}

function cut(words: string, random: Random): string {
  const at = random.below(words.length + 1)
  return words.slice(0, at) + words.slice(at + random.below(random.pick([3, 100, 5_000])))
}

function spliced(words: string, random: Random): string {
  const from = random.below(words.length + 1)
  return inserted(words, random, words.slice(from, from + random.below(300)))
}

const lines = (words: string, _random: Random, change: (all: readonly string[]) => readonly string[]): string =>
  change(words.split('\n')).join('\n')
