// The table of real texts in docs/import.md says what the importer gives today.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { memberOf } from '../support/builders.ts'
import { corpusText, hasCorpus, NO_CORPUS } from '../support/corpus.ts'

/** What the table calls each text. */
const TEXTS = {
  'adopted decisions, no brackets': 'adopted-no-brackets.txt',
  'Article 6.2, November 2024': 'article-6-2.txt',
  'compilation by delegation': 'compilation-by-delegation.txt',
  'contribution to guiding questions': 'contribution.txt',
  'conventions of bracketing (made for tests)': 'conventions.txt',
  'Geneva text, loss and damage': 'geneva-loss-and-damage.txt',
  'Geneva text, preamble': 'geneva-preamble.txt',
} as const

/** Parties that the texts name, invented and real. */
const DELEGATIONS = [
  ...['AA', 'BB', 'CC', 'DD', 'EU', 'G12', 'USA'].map((code) => memberOf(code)),
  { ...memberOf('NOR'), name: 'Northland' },
  { ...memberOf('EAS'), name: 'Eastland' },
  { ...memberOf('RUS'), name: 'Russian Federation' },
  { ...memberOf('CLAM'), name: 'Core Latin American Group' },
  { ...memberOf('EUM'), name: 'European Union and its member States' },
  ...['Kenya', 'Philippines', 'Republic of Korea', 'Senegal', 'Indonesia', 'Israel'].map((name, i) => ({ ...memberOf(`P${i}`), name })),
]

const COLUMNS = [
  'text',
  'characters',
  'paragraphs',
  'labels',
  'brackets',
  'attributions',
  'citations',
  'candidates',
  'names over words',
  'repairs',
  'page furniture',
  'unpaired brackets',
]

/** The made-up text names behind each line what it is an example of. */
const wordsOf = (file: string): string => (file === 'conventions.txt' ? corpusText(file).replace(/ §.*$/gm, '') : corpusText(file))

function rowOf(name: string, source: string): string {
  const { found, report } = importText(source, new IdMaker(1), DELEGATIONS)
  const { counts, entries } = report
  const some = (...kinds: string[]): number => entries.filter(({ kind }) => kinds.includes(kind)).length
  const cited = found.brackets.filter(({ role }) => role === 'citation').length
  const numbers = [
    source.length,
    counts.paragraphs,
    counts.labels,
    counts.brackets,
    counts.attributions,
    cited,
    found.groups.length,
    found.headings.length,
    counts.repairs,
    some('furniture'),
    some('unpairedOpen', 'unpairedClose'),
  ]
  return `| ${[name, ...numbers.map((n) => n.toLocaleString('en-GB'))].join(' | ')} |`
}

test.skipIf(!hasCorpus)(`IM-6 docs/import.md tells what real texts give${hasCorpus ? '' : `: ${NO_CORPUS}`}`, () => {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/import.md'), 'utf8')
  const table = [
    `| ${COLUMNS.join(' | ')} |`,
    `|${'---|'.repeat(COLUMNS.length)}`,
    ...Object.entries(TEXTS).map(([name, file]) => rowOf(name, wordsOf(file))),
  ]
  expect(docs.split('\n').filter((line) => table.includes(line))).toEqual(table)
})
