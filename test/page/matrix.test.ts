// The matrix of stands: who stands where on each open bracket, by itself or by its group.
import { LEGEND, matrixOf } from '@chapeau/client/page/matrix'
import { metaKey, withAsides } from '@chapeau/shared/text/meta'
import { parseNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { describe, expect, test } from 'vitest'
import { memberOf } from '../support/builders.ts'

const ROOM = [memberOf('G77', ['KEN', 'PER']), memberOf('EU'), memberOf('KEN'), memberOf('PER'), memberOf('USA')]

function marks(stands: Record<string, unknown>, asides: Record<string, unknown> = {}): string[][] {
  const { body, meta, bids } = parseNotation('3 bis\tA [b – EU] c [d – delete, USA].')
  const named = (key: string): string => key.replace('$0', bids[0]!).replace('$1', bids[1]!)
  for (const [key, value] of Object.entries(stands)) meta.set(named(key), value)
  const heard = withAsides(meta, new Map(Object.entries(asides).map(([key, value]) => [named(key), value])))
  const { rows, columns } = matrixOf(read(body, meta), heard, bids, ROOM)
  expect(columns.map(({ code }) => code)).toEqual(['EU', 'KEN', 'PER', 'USA', 'G77'])
  expect(rows.map(({ place, words }) => `${place} ${words}`)).toEqual(['3 bis b', '3 bis d'])
  return rows.map(({ cells }) => cells.map((cell) => (cell === null ? '' : `${cell.mark}${cell.through ?? ''}${cell.earlier ? '!' : ''}`)))
}

describe('UI-100 the matrix', () => {
  test('shows holders, stands, and those of a group for its members', () => {
    const stand = { stance: 'opposes', words: '', seq: 1 }
    expect(marks({ [metaKey.stand('$0', 'G77')]: stand, [metaKey.stand('$1', 'EU')]: { ...stand, stance: 'supports' } })).toEqual([
      ['P', '–G77', '–G77', '', '–'],
      ['+', '', '', 'P', ''],
    ])
  })
  test('a member’s own stand, or its standing apart, goes before its group’s', () => {
    const stand = { stance: 'opposes', words: '', seq: 1 }
    const kenya = { stance: 'canLiveWith', words: '', seq: 2 }
    expect(
      marks({ [metaKey.stand('$0', 'G77')]: stand, [metaKey.stand('$0', 'KEN')]: kenya, [metaKey.apart('$0', 'PER')]: true })[0],
    ).toEqual(['P', '±', '', '', '–'])
  })
  test('says which stands are to an earlier wording, and tells what was heard aside to who heard it', () => {
    const old = { stance: 'reserves', words: 'another digest', seq: 1 }
    expect(marks({ [metaKey.stand('$0', 'USA')]: old }, { [metaKey.stand('$1', 'KEN')]: { stance: 'awaits', words: '', seq: 2 } })).toEqual(
      [
        ['P', '', '', 'R!', ''],
        ['', '?', '', 'P', ''],
      ],
    )
  })
  test('every mark is told apart', () => {
    expect(new Set(LEGEND.map(([, mark]) => mark)).size).toBe(LEGEND.length)
  })
})
