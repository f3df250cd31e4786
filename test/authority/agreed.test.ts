// Agreed paragraphs under attack: nothing comes in, goes out or is cut, by whichever way round; what was late is given
// back, and the rest of the update stands.
import { describe, expect, test } from 'vitest'
import { metaKey } from '@chapeau/shared/text/meta'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { Siege, type Attack } from '../support/siege.ts'
import type { Client, World } from '../support/world.ts'

const TEXT = '1\tWelcomes it.\n2\tDecides to act.\n3\tRequests a report.'

const agreed = (world: World): void => world.act((_, meta) => void meta.set(metaKey.state(':1.2'), 'agreed'))

const start = (rus: Client, at: number, more: object = {}): unknown =>
  rus.edit((body) => body.insertEmbed(at, { p: rus.ids.make('RUS'), t: 'para', lvl: 0, ...more }))

describe('AU-6 an agreed paragraph', () => {
  const attacks: [string, Attack][] = [
    ['bare words', (rus) => rus.type(rus.at('act'), 'never ')],
    ['bare words at its end', (rus) => rus.type(rus.at('act.', true), ' Or not.')],
    ['words deleted', (rus) => rus.erase('Decides ')],
    ['its start deleted', (rus) => rus.edit((body) => body.delete(rus.at('Decides') - 1, 1))],
    ['its start deleted with its first words', (rus) => rus.edit((body) => body.delete(rus.at('Decides') - 1, 8))],
    ['a proposed addition', (rus) => rus.propose(rus.at('act'), 'never ')],
    ['a proposed deletion', (rus) => rus.wrap(rus.at('to'), rus.at(' act'), 'del')],
    ['a reservation that reaches in from before it', (rus) => rus.wrap(rus.at('it.'), rus.at(' act'), 'res')],
    ['a reservation that reaches over it', (rus) => rus.wrap(rus.at('it.'), rus.at(' a report'), 'res')],
    ['a reservation that begins in it', (rus) => rus.wrap(rus.at('act'), rus.at(' a report'), 'res')],
    [
      'a bracket that opens behind it and closes before it',
      (rus) => {
        const bid = rus.ids.make('RUS')
        rus.edit((body) => {
          body.insertEmbed(rus.at('report'), { o: bid, by: 'RUS', kind: 'res' })
          body.insertEmbed(rus.at('it.'), { c: bid })
        })
      },
    ],
    ['bold', (rus) => rus.edit((body) => body.format(rus.at('Decides'), 7, { bold: true }))],
    ['a split', (rus) => start(rus, rus.at(' to act'))],
    [
      'a split by a proposed paragraph [X40]',
      (rus) => {
        const bid = rus.propose(rus.at(' to act'), 'XYZ')
        start(rus, rus.tokens(bid).from, { in: bid })
      },
    ],
    [
      'words behind an opening that never closes [X41]',
      (rus) => {
        rus.edit((body) => body.insertEmbed(rus.at('Welcomes'), { o: rus.ids.make('RUS'), by: 'RUS', kind: 'ins' }))
        rus.type(rus.at('Decides', true), 'XYZ')
      },
    ],
    ['a note', (rus) => rus.wrap(rus.at('act'), rus.at('act'), 'note', [{ insert: 'see below' }])],
    [
      'a placeholder',
      (rus) =>
        rus.edit((body) =>
          [{ c: 'RUS:102.1' }, { o: 'RUS:102.1', by: 'RUS', kind: 'ins', ph: 1 }].forEach((token) =>
            body.insertEmbed(rus.at('act'), token),
          ),
        ),
    ],
  ]
  test.each(attacks)('stays as it is: %s', (_, attack) => {
    const siege = new Siege(TEXT, agreed)
    siege.ends(TEXT, attack)
    const marks = bodyOf(siege.world.doc).toDelta() as { attributes?: object }[]
    expect(marks.every(({ attributes }) => Object.keys(attributes ?? {}).length === 0)).toBe(true)
  })
  test('late words in three places: two are given back with their place, the third stands', () => {
    const siege = new Siege(TEXT, (world) => {
      agreed(world)
      world.act((_, meta) => meta.set(metaKey.state(':1.1'), 'agreed'))
    })
    const verdict = siege.ends(`${TEXT.slice(0, -1)}[ soon – RUS].`, (rus) => {
      rus.propose(rus.at('it', true), ' all')
      rus.propose(rus.at('act', true), ' now')
      rus.propose(rus.at('report', true), ' soon')
    })
    expect(verdict).toMatchObject({
      returned: [
        { rule: 'AU-6', place: '1', words: ' all' },
        { rule: 'AU-6', place: '2', words: ' now' },
      ],
    })
  })
})
