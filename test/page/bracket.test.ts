// The right pane's view of a bracket and its buttons, from notation.
import { describe, expect, it } from 'vitest'
import { bracketView, neighbour, type BracketView } from '@chapeau/client/page/bracket'
import { backingOf, buttonsFor, type Button } from '@chapeau/client/page/buttons'
import { conditionPlaces } from '@chapeau/client/page/conditions'
import { outlineOf } from '@chapeau/client/page/outline'
import { namedIn } from '@chapeau/client/connection/acts'
import { wordsDigest } from '@chapeau/shared/brackets/words'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { EMPTY_META, metaKey } from '@chapeau/shared/text/meta'
import { viewOf } from '@chapeau/shared/text/views'
import { text, memberOf } from '../support/builders.ts'

const CHAIR: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const delegate = (code: string): Actor => ({ role: 'delegate', principal: code, rights: PRESET_RIGHTS.member })
const OBSERVER: Actor = { role: 'observer', principal: null, rights: null }

function opened(notation: string, n: number, record: readonly RecordLine[] = []): BracketView {
  const { reading, meta, bids } = text(notation)
  return bracketView(bids[n]!, reading, meta, viewOf(reading, meta, 'rolling'), record)!
}

const labels = (buttons: readonly Button[]): string[] => buttons.map(({ label }) => label)

describe('UI-5 buttons by kind', () => {
  it.each([
    ['2\tthe [shared – RUS] harbours', ['Accept', 'Drop']],
    ['2\tthe [shared – delete, RUS] harbours', ['Delete as proposed', 'Retain']],
    ['2\tthe [shared – reserve, RUS] harbours', ['Lift brackets', 'Delete']],
    ['2\tthe [old – delete, RUS, group 1][new – RUS, group 1] quay', ['Accept replacement', 'Retain']],
    ['2\t[one – EU, group 1] [two – RUS, group 1]', ['Choose Alt 1', 'Choose Alt 2', 'No text']],
    [
      '2\tthe [old – delete, RUS, group 1][new – RUS, group 1][newer – EU, group 1] quay',
      ['Choose Alt 1', 'Choose Alt 2', 'Keep the standing words', 'No text'],
    ],
  ])('UI-5 %s', (notation, names) => {
    expect(labels(buttonsFor(opened(notation, 0), CHAIR, 'issued').decide)).toEqual(names)
  })

  it('UI-5 A accepts what is proposed: on a deletion, to delete', () => {
    const [first] = buttonsFor(opened('2\tthe [shared – delete, RUS] harbours', 0), CHAIR, 'issued').decide
    expect([first!.key, first!.wish?.act]).toEqual(['A', 'remove'])
  })

  it('UI-5 a replace is named as one proposal', () => {
    expect(opened('2\tthe [old – delete, RUS, group 1][new – RUS, group 1] quay', 1).title).toBe('Replacement in paragraph 2')
  })
})

describe('UI-6 what a seat may do', () => {
  it('UI-6 a holder withdraws and explains, and takes no stand on its own words', () => {
    const { decide, stand, own } = buttonsFor(opened('2\t[all – USA] ports', 0), delegate('USA'), 'issued')
    expect([labels(decide), labels(stand), labels(own)]).toEqual([[], [], ['Withdraw', 'Explain', 'Ask about it…']])
  })

  it('UI-6 another delegation joins or takes a stand', () => {
    const { stand } = buttonsFor(opened('2\t[all – USA] ports', 0), delegate('EU'), 'issued')
    expect(labels(stand)).toEqual(['Join', 'Support', 'Can live with', 'Oppose', 'Reserve', 'Await instructions'])
    expect(stand.every(({ permission }) => permission.ok)).toBe(true)
  })

  it('UI-6 a stand that the meeting does not give is greyed with its reason', () => {
    const stakeholder: Actor = { role: 'delegate', principal: 'ORG', rights: PRESET_RIGHTS.stakeholder }
    const { stand } = buttonsFor(opened('2\t[all – USA] ports', 0), stakeholder, 'issued')
    expect(stand.map(({ permission }) => permission.ok)).toEqual([false, false, false, false, false, false])
    expect(stand[1]!.permission).toMatchObject({ message: expect.stringContaining('does not take stands') as string })
  })

  it('AC-22 a member of a group that has spoken can stand apart from it, and with it again', () => {
    const view = opened('2\t[all – G77] ports', 0)
    const parties = [memberOf('G77', ['KEN']), memberOf('KEN')]
    const meta = new Map<string, unknown>()
    const last = (): unknown => buttonsFor(view, delegate('KEN'), 'issued', backingOf(view, meta, 'KEN', parties)).stand.at(-1)
    expect(last()).toMatchObject({ label: 'Stand apart from G77', wish: { act: 'dissociate', apart: true }, permission: { ok: true } })
    meta.set(metaKey.apart(view.bid, 'KEN'), true)
    expect(last()).toMatchObject({ label: 'Stand with G77 again', wish: { apart: false } })
    expect(backingOf(view, meta, 'EU', parties)).toEqual({ group: null, apart: false })
  })

  it('UI-6 an observer gets no buttons', () => {
    expect(buttonsFor(opened('2\t[all – USA] ports', 0), OBSERVER, 'issued')).toEqual({ decide: [], stand: [], own: [] })
  })

  it('UI-6 nobody’s bracket is attributed by the desk', () => {
    expect(labels(buttonsFor(opened('2\t[all] ports', 0), CHAIR, 'issued').own)).toEqual([
      'Ask about it…',
      'Note for the desk…',
      'Attribute',
      'Put our wording beside it',
    ])
  })
})

describe('UI-8 stands', () => {
  it('UI-103 name the bracket that they hang on, while it is open', () => {
    const { reading, meta, bids } = text('2\t[all – USA] ports\n3\tships [ at  night – EU]')
    const [bid, other] = bids as [string, string]
    const on = (target: string): string | undefined => {
      meta.set(metaKey.stand(bid, 'EU'), { stance: 'supports', words: '', seq: 1, condition: { target, outcome: 'remove' } })
      return bracketView(bid, reading, meta, viewOf(reading, meta, 'rolling'), [])!.stands[0]!.entries[0]?.condition
    }
    expect(on(other)).toBe('if “at night” in paragraph 3 goes')
    expect(on('EU:9.9')).toBe('if what it hung on goes; that has been decided')
  })

  it('UI-103 can hang on every other bracket, by paragraph', () => {
    const { reading, meta, bids } = text('2\t[all – USA] ports [ ]\n3\tships[ at night – EU]')
    expect(conditionPlaces({ reading, meta }, bids[0]!)).toMatchObject([
      { place: 'paragraph 2', brackets: [{ bid: bids[1] }] },
      { place: 'paragraph 3', brackets: [{ bid: bids[2], says: 'EU: “at night”' }] },
    ])
  })

  it('UI-8 say whether they are to an earlier wording', () => {
    const { reading, meta, bids } = text('2\t[all – USA] ports')
    const bid = bids[0]!
    meta.set(metaKey.stand(bid, 'EU'), { stance: 'supports', words: wordsDigest(reading, [bid]), seq: 1 })
    meta.set(metaKey.stand(bid, 'JPN'), { stance: 'supports', words: '0'.repeat(64), seq: 2 })
    const view = bracketView(bid, reading, meta, viewOf(reading, meta, 'rolling'), [])!
    expect(view.stands).toEqual([
      {
        stance: 'supports',
        name: 'Supports',
        entries: [
          { principal: 'EU', earlier: false, reason: '', audience: 'room', condition: '' },
          { principal: 'JPN', earlier: true, reason: '', audience: 'room', condition: '' },
        ],
      },
    ])
  })
})

describe('UI-9 stepping', () => {
  it('UI-9 goes round in the order of the text', () => {
    const { reading, bids } = text('2\t[a – EU] [b – RUS [c – USA] – JPN]')
    const order = [...reading.brackets.keys()]
    expect(order).toHaveLength(bids.length)
    expect(neighbour(reading, null, 1, { order })).toBe(order[0])
    expect(neighbour(reading, null, -1, { order })).toBe(order.at(-1))
    expect(neighbour(reading, order.at(-1)!, 1, { order })).toBe(order[0])
    expect(neighbour(reading, 'EU:9.9', 1, { order })).toBe(order[0])
  })

  it('UI-9 begins at the paragraph where the person is', () => {
    const { reading } = text('1\t[a – EU]\n2\tplain\n3\t[b – RUS]')
    const [a, b] = [...reading.brackets.keys()]
    expect(neighbour(reading, null, 1, { from: 1, order: [...reading.brackets.keys()] })).toBe(b)
    expect(neighbour(reading, null, -1, { from: 1, order: [...reading.brackets.keys()] })).toBe(a)
    expect(neighbour(reading, null, 1, { from: 9, order: [...reading.brackets.keys()] })).toBe(a)
  })

  it('UI-9 has nowhere to go in a text without brackets', () => {
    expect(neighbour(text('2\tplain').reading, null, 1, { order: [] })).toBeNull()
  })
})

describe('UI-34 what a decision names', () => {
  it('UI-34 choosing names every member of the group, in the order of the text', () => {
    const { reading, bids } = text('2\t[one – EU, group 1] [other – JPN] [two – RUS, group 1]')
    const group = reading.brackets.get(bids[0]!)!.group!
    expect(namedIn({ act: 'choose', group, target: null }, { reading, heard: EMPTY_META })).toEqual([bids[0], bids[2]])
  })

  it('UI-34 taking a paragraph up the ladder is about no bracket’s words', () => {
    expect(namedIn({ act: 'setState', targets: ['EU:1.1'], state: 'agreed' }, { ...text('2\tplain'), heard: EMPTY_META })).toBeNull()
  })
})

describe('UI-36 drawing the list', () => {
  it('UI-36 rows of paragraphs that did not change are the same objects', () => {
    const rowsOf = (notation: string, before?: ReturnType<typeof outlineOf>['rows']): ReturnType<typeof outlineOf>['rows'] => {
      const { reading, meta } = text(notation)
      return outlineOf(reading, viewOf(reading, meta, 'rolling'), before).rows
    }
    const before = rowsOf('1\tone\n2\ttwo')
    const after = rowsOf('1\tone\n2\ttwo and more', before)
    expect(after.map((row, i) => row === before[i])).toEqual([true, false])
  })
})

describe('UI-35 the list of paragraphs', () => {
  it('UI-35 counts paragraphs and items, not titles, and brackets but not footnotes', () => {
    const { reading, meta } = text('# Title [t – EU]\n1\tone [x – EU] [[y – note, USA] z – RUS]\n- (a)\ttwo')
    const { rows, progress } = outlineOf(reading, viewOf(reading, meta, 'rolling'))
    expect(rows.map(({ open }) => open)).toEqual([1, 2, 0])
    expect(progress).toEqual({ total: 2, agreed: 0, adref: 0, parked: 0, brackets: 3 })
  })
})
