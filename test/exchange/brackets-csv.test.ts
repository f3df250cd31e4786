// The table of open brackets.
import { expect, test } from 'vitest'
import { bracketsTable } from '@chapeau/server/record/brackets'
import { csvOf } from '@chapeau/server/record/table'
import { metaKey } from '@chapeau/shared/text/meta'
import { text } from '../support/builders.ts'

const AT = new Date(Date.UTC(2031, 0, 2, 3, 4, 5))

test('EX-9 a bracket is a row with its place, its words, whose it is and who stands where', () => {
  const { reading, meta, bids } = text('1.\tPorts [shall – delete, EU, group 1][should [always – RUS] – EU, group 1] open.\nShips[ – USA].')
  meta.set(metaKey.stand(bids[0]!, 'KEN'), { stance: 'opposes', words: '', seq: 2 })
  meta.set(metaKey.stand(bids[0]!, 'JPN'), { stance: 'supports', words: 'x', seq: 3 })
  meta.set(metaKey.rationale(bids[2]!), '=SUM(A1)')
  const rows = csvOf(bracketsTable(reading, meta, (bid) => (bid === bids[0] ? AT : null)))
    .trimEnd()
    .split('\r\n')
  expect(rows).toEqual([
    'number,paragraph,does,words,within,group,proposed by,joined by,supported by,can live with it,opposed by,reserved by,awaiting instructions,why,since (UTC)',
    '1,1.,delete,shall,,1,EU,,JPN (to an earlier wording),,KEN,,,,2031-01-02T03:04:05.000Z',
    '2,1.,add,should always,,1,EU,,,,,,,,',
    "3,1.,add,always,2,,RUS,,,,,,,'=SUM(A1),",
    '4,no. 2,add,,,,USA,,,,,,,,',
  ])
})
