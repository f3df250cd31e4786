// Tables and pictures at the desk: they move, they are named and agreed as paragraphs are, and no act changes what they are.
import { describe, expect, test } from 'vitest'
import { placesOf } from '@chapeau/shared/brackets/throughout'
import { paragraphDigest, paragraphsDigest } from '@chapeau/shared/brackets/words'
import { blockOf, NOT_NEGOTIATED } from '@chapeau/shared/text/blocks'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaMapOf } from '@chapeau/shared/text/ytext'
import { Chamber, delegate, type Wish } from '../support/chamber.ts'

const TEXT = '1\tWelcomes one row.\nTable, 1 row, 2 columns\n3\tRequests a report.'

function chamberWithTable(): Chamber {
  const chamber = new Chamber(TEXT)
  const block = { kind: 'table', header: 1, rows: [['Port', 'Ships']] }
  chamber.doc.transact(() => metaMapOf(chamber.doc).set(metaKey.block(chamber.pid(1)), block))
  return chamber
}

describe('AU-30 at the desk a table', () => {
  test('moves as it is, and back by undo', () => {
    const chamber = chamberWithTable()
    const pid = chamber.pid(1)
    expect(chamber.act({ act: 'move', target: pid, after: chamber.pid(2) })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tWelcomes one row.\n3\tRequests a report.\nTable, 1 row, 2 columns')
    expect(chamber.pid(2)).toBe(pid)
    expect(blockOf(metaMapOf(chamber.doc), pid)).toMatchObject({ kind: 'table' })
    chamber.act({ act: 'undo', seq: 1 })
    expect(chamber.text).toBe(TEXT)
  })
  test('has a label and a rung', () => {
    const chamber = chamberWithTable()
    expect(chamber.act({ act: 'relabel', target: chamber.pid(1), label: 'Table 1' })).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'setState', targets: [chamber.pid(1)], state: 'agreed' })).toMatchObject({ status: 'done' })
    expect(chamber.text).toContain('Table 1\tTable, 1 row')
  })
  test.each<[string, (chamber: Chamber, words: string) => Wish]>([
    ['splits', (chamber, words) => ({ act: 'split', target: chamber.pid(1), at: 6, seen: { sv: chamber.seen([]).sv, words } })],
    ['merges', (chamber) => ({ act: 'merge', target: chamber.pid(1) })],
    ['takes the one behind in', (chamber) => ({ act: 'merge', target: chamber.pid(0) })],
    ['becomes a heading', (chamber) => ({ act: 'retype', target: chamber.pid(1), type: 'heading', level: 1 })],
    [
      'is corrected',
      (chamber, words) => ({ act: 'correct', target: chamber.pid(1), at: 1, remove: 'Table', insert: 'List', seen: { sv: '', words } }),
    ],
  ])('never %s', (_, wish) => {
    const chamber = chamberWithTable()
    const outcome = chamber.act(wish(chamber, paragraphDigest(chamber.reading, 1)))
    expect(outcome).toMatchObject({ status: 'refused', message: NOT_NEGOTIATED })
    expect(chamber.text).toBe(TEXT)
  })
  test('takes no proposal in its words; a paragraph is proposed behind it', () => {
    const chamber = chamberWithTable()
    const pid = chamber.pid(1)
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [pid]) }
    const edit = { pid, at: 0, length: 5, insert: '' }
    expect(chamber.act({ act: 'propose', edits: [edit], seen }, delegate('RUS'))).toMatchObject({
      status: 'refused',
      rule: 'AU-30',
      message: NOT_NEGOTIATED,
    })
    const behind = { pid, at: 0, length: 0, insert: 'It sails.', paragraph: { type: 'para', level: 0 } } as const
    expect(chamber.act({ act: 'propose', edits: [behind], seen }, delegate('RUS'))).toMatchObject({ status: 'done' })
    expect(chamber.text).toContain('2 columns\n[\tIt sails. – RUS]\n3')
  })
  test('is left out where words are replaced throughout', () => {
    const chamber = chamberWithTable()
    const places = placesOf(chamber.reading, metaMapOf(chamber.doc), 'row', { whole: true, exact: true })
    expect(places.map(({ index }) => index)).toEqual([0])
  })
})
