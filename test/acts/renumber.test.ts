// Renumbering as an act: labels, references, the table of both, and the way back.
import { describe, expect, test } from 'vitest'
import { concordanceCsv, concordanceOf, numberingView, renumberWish } from '@chapeau/client/page/numbering'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import { labelOf } from '@chapeau/shared/text/meta'
import { metaMapOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'

const TEXT = '1\tone, see paragraph 3 and paragraph 2 bis\n2\ttwo\n2 bis\tthree[ and paragraph 3 – EU]\n3\tfour'

function renumber(chamber: Chamber, left: readonly number[] = [], actor = chair): ActOutcome {
  const view = numberingView(chamber.reading, metaMapOf(chamber.doc))
  const wish = renumberWish(view, new Set(left.map((i) => view.references[i]!.key)))
  if (wish.act !== 'renumber') throw new Error('no renumbering')
  const words = paragraphsDigest(
    chamber.reading,
    wish.references.map(({ pid }) => pid),
  )
  return chamber.act({ ...wish, seen: { sv: chamber.seen([]).sv, words } }, actor)
}

const labels = (chamber: Chamber): string[] => chamber.reading.paragraphs.map(({ raw }) => labelOf(metaMapOf(chamber.doc), raw.starter!.p))

describe('AC-45 renumber', () => {
  test('labels and references change together; what is in brackets is its holder’s', () => {
    const chamber = new Chamber(TEXT)
    const outcome = renumber(chamber)
    expect(outcome).toMatchObject({
      status: 'done',
      entries: [
        { act: 'renumber', content: { after: '2 bis → 3\n3 → 4', detail: { labels: 2, references: 2 } } },
        { act: 'correct', content: { before: '3', after: '4' } },
        { act: 'correct', content: { before: '2 bis', after: '3' } },
      ],
    })
    expect(chamber.text).toBe('1\tone, see paragraph 4 and paragraph 3\n2\ttwo\n3\tthree[ and paragraph 3 – EU]\n4\tfour')
    const table = concordanceOf(metaMapOf(chamber.doc))!
    expect(concordanceCsv(table)).toBe('"before","after"\r\n"2 bis","3"\r\n"3","4"\r\n')
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(TEXT)
    expect(concordanceOf(metaMapOf(chamber.doc))).toBeNull()
  })
  test('a reference that is not meant is left out', () => {
    const chamber = new Chamber(TEXT)
    expect(renumber(chamber, [0])).toMatchObject({ status: 'done' })
    expect(chamber.text.split('\n')[0]).toBe('1\tone, see paragraph 3 and paragraph 3')
  })
  test('refused to delegations, where nothing changes, and on words that were not seen', () => {
    const chamber = new Chamber(TEXT)
    expect(renumber(chamber, [], delegate('EU'))).toMatchObject({ rule: 'AC-1' })
    expect(renumber(new Chamber('1\tone\n2\ttwo'))).toMatchObject({ rule: 'AC-45' })
    const [pid, last] = [chamber.pid(0), chamber.pid(3)]
    const { sv } = chamber.seen([])
    const labelled = [{ pid: last, label: '4' }]
    const wrong = { sv, words: '0'.repeat(64) }
    expect(
      chamber.act({ act: 'renumber', labels: labelled, references: [{ pid, at: 1, remove: 'one', insert: 'two' }], seen: wrong }),
    ).toMatchObject({ rule: 'AC-2' })
    const seen = { sv, words: paragraphsDigest(chamber.reading, [pid]) }
    for (const remove of ['two', ''])
      expect(chamber.act({ act: 'renumber', labels: labelled, references: [{ pid, at: 1, remove, insert: 'x' }], seen })).toMatchObject({
        rule: 'AC-45',
      })
    expect(labels(chamber)).toEqual(['1', '2', '2 bis', '3'])
  })
  test('a cell of the table is never a formula', () => {
    expect(concordanceCsv({ seq: 1, rows: [{ pid: ':1.1', from: '=1+1', to: '"2"' }] })).toContain(`"'=1+1","""2"""`)
  })
})
