// Texts to measure on: paragraphs of a recommendation's length with brackets of several delegations. Seeded, so that
// every run measures the same text. The words are made up and mean nothing.
import type { Principal } from '@chapeau/shared/ids'
import type { BracketKind, Run } from '@chapeau/shared/text/model'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { docFrom } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { Random } from '../support/random.ts'

/** Who negotiates in the texts. */
export const CODES: readonly Principal[] = ['RUS', 'EU', 'USA', 'G77', 'IRN', 'NOR', 'JPN', 'CHE', 'KEN', 'CAN']

/** The sizes that DESIGN 10 compares: paragraphs and brackets. */
export const SIZES = [
  { paragraphs: 50, brackets: 20 },
  { paragraphs: 500, brackets: 200 },
  { paragraphs: 2_000, brackets: 1_000 },
] as const
export type Size = (typeof SIZES)[number]

/** The import's client id; nobody types under it. */
const IMPORT_ID = 1
const KINDS: readonly BracketKind[] = ['ins', 'ins', 'del', 'res']
const WORDS = (
  'member states shall promote access to timely measures that support transparent cooperation among parties while respecting ' +
  'national circumstances and encourage voluntary exchange of knowledge on agreed terms with due regard for public interest'
).split(' ')
const WORDS_PER_PARAGRAPH = 45
const WORDS_PER_BRACKET = 6

/** A text's body. Every paragraph begins and ends with standing words. */
export function corpus({ paragraphs, brackets }: { paragraphs: number; brackets: number }, seed = 7): Run[] {
  const random = new Random(seed)
  const body: Run[] = []
  let made = 0
  for (let i = 0; i < paragraphs; i++) {
    body.push({ insert: { p: `:${IMPORT_ID}.${i + 1}`, t: 'para', lvl: 0 } })
    const half = WORDS_PER_PARAGRAPH / 2
    body.push({ insert: `${some(random, half)} ` })
    for (const due = Math.round(((i + 1) * brackets) / paragraphs); made < due; made++) {
      const by = CODES[made % CODES.length]!
      const bid = `${by}:${IMPORT_ID}.${paragraphs + made + 1}`
      body.push({ insert: { o: bid, by, kind: KINDS[made % KINDS.length]! } }, { insert: some(random, WORDS_PER_BRACKET) })
      body.push({ insert: { c: bid } })
    }
    body.push({ insert: ` ${some(random, half)}.` })
  }
  return body
}

/** A text as one update. */
export function corpusUpdate(size: { paragraphs: number; brackets: number }): Uint8Array {
  return Y.encodeStateAsUpdate(docFrom(corpus(size), IMPORT_ID))
}

/** A text as people print it; what a server imports. */
export function corpusNotation(size: { paragraphs: number; brackets: number }): string {
  return printNotation(read(corpus(size)))
}

function some(random: Random, count: number): string {
  return Array.from({ length: Math.floor(count) }, () => random.pick(WORDS)).join(' ')
}
