// Texts for the desk's bench: the real ones that lie beside the checkout, and one of a thousand brackets. Brackets are spread over
// the delegations, and on each some of them have taken a stand.
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker, type Principal } from '@chapeau/shared/ids'
import { standDigest } from '@chapeau/shared/brackets/stands'
import { metaKey, type Stance } from '@chapeau/shared/text/meta'
import type { Body } from '@chapeau/shared/text/model'
import { read, type Reading } from '@chapeau/shared/text/read'
import { corpusFiles, corpusText } from '../support/corpus.ts'
import { CODES, corpus } from './corpus.ts'

export const DESK_CODES: readonly Principal[] = CODES

export interface DeskSample {
  readonly name: string
  readonly body: Body
  readonly meta: Map<string, unknown>
  readonly reading: Reading
}

const LARGE = { paragraphs: 2_000, brackets: 1_000 }
const CLIENT = 0x7f00_0001
/** Every so many-th stand is against. */
const AGAINST_EVERY = 7
const STANDS_EACH = 4

export function deskSamples(): DeskSample[] {
  const real = corpusFiles()
    .filter((name) => name.startsWith('geneva'))
    .map((name) => {
      const { body, labels } = importText(corpusText(name), new IdMaker(CLIENT))
      return withStands(name.replace('.txt', ''), body, new Map([...labels].map(([pid, label]) => [metaKey.label(pid), label])))
    })
  return [...real, withStands('made up', corpus(LARGE), new Map())]
}

function withStands(name: string, body: Body, meta: Map<string, unknown>): DeskSample {
  meta.set(metaKey.status, 'issued').set(metaKey.revision, 'Rev.1').set(metaKey.title, name)
  let n = 0
  for (const { bid, by } of read(body, meta).brackets.values()) if (by === '') meta.set(metaKey.by(bid), CODES[n++ % CODES.length])
  const reading = read(body, meta)
  for (const { bid, holder } of reading.brackets.values())
    for (let i = 0; i < STANDS_EACH; i++, n++) {
      const code = CODES[n % CODES.length]!
      const stance: Stance = n % AGAINST_EVERY === 0 ? 'opposes' : 'supports'
      if (code !== holder) meta.set(metaKey.stand(bid, code), { stance, words: standDigest(reading, bid), seq: 1 })
    }
  return { name, body, meta, reading }
}
