// Words that the secretariat types for a delegation: confirmed or disowned by it.
import { describe, expect, test } from 'vitest'
import { typedForUs } from '@chapeau/client/page/unconfirmed'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import { CHAIR } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf } from '@chapeau/shared/text/ytext'
import { Chamber, delegate } from '../support/chamber.ts'

const typist: Actor = { role: 'secretariat', principal: 'EU', rights: PRESET_RIGHTS.member }
const eu = delegate('EU')

function typed(actor: Actor = typist): { chamber: Chamber; bid: string } {
  const chamber = new Chamber('1\tPorts open.')
  const pid = chamber.pid(0)
  const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [pid]) }
  chamber.act({ act: 'propose', edits: [{ pid, at: 10, length: 0, insert: ' daily' }], seen }, actor)
  return { chamber, bid: [...chamber.reading.brackets.keys()][0]! }
}

describe('AC-71 words typed for a delegation', () => {
  test('AC-71 are not confirmed until it confirms them itself', () => {
    const { chamber, bid } = typed()
    expect(chamber.text).toBe('1\tPorts open[ daily – EU].')
    expect(metaOf(chamber.doc).get(metaKey.unconfirmed(bid))).toBe('EU')
    expect(chamber.act({ act: 'confirm', targets: [bid] }, typist)).toMatchObject({ rule: 'AC-71' })
    expect(chamber.act({ act: 'confirm', targets: [bid] }, delegate('RUS'))).toMatchObject({ rule: 'AU-3' })
    expect(chamber.act({ act: 'confirm', targets: [bid] }, eu)).toMatchObject({ entries: [{ act: 'confirm', target: bid }] })
    expect(metaOf(chamber.doc).get(metaKey.unconfirmed(bid))).toBeUndefined()
    expect(chamber.act({ act: 'disown', targets: [bid] }, eu)).toMatchObject({ rule: 'AC-71' })
  })
  test('AC-71 disowned they stay, with nobody, until the desk attributes them', () => {
    const { chamber, bid } = typed()
    expect(chamber.act({ act: 'disown', targets: [bid] }, eu)).toMatchObject({ status: 'done' })
    expect(chamber.reading.brackets.get(bid)).toMatchObject({ holder: '', by: 'EU' })
    expect(chamber.act({ act: 'attribute', target: bid, principal: 'RUS' })).toMatchObject({ status: 'done' })
    expect(chamber.reading.brackets.get(bid)).toMatchObject({ holder: 'RUS' })
  })
  test('AC-71 disowned they pass to the first sponsor', () => {
    const { chamber, bid } = typed()
    chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, delegate('RUS'))
    chamber.act({ act: 'disown', targets: [bid] }, eu)
    expect(chamber.text).toBe('1\tPorts open[ daily – RUS].')
    expect(chamber.act({ act: 'undo', seq: chamber.seq })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tPorts open[ daily – EU, RUS].')
  })
  test('AC-71 who was named a co-sponsor by the desk confirms that, or says that it is none', () => {
    const { chamber, bid } = typed(eu)
    const joined = (): void =>
      chamber.doc.transact(() => {
        metaMapOf(chamber.doc).set(metaKey.stand(bid, 'RUS'), { stance: 'proposes', words: '', seq: 9, unconfirmed: true })
      })
    joined()
    const rus = delegate('RUS')
    expect(typedForUs(chamber.reading, metaOf(chamber.doc), rus)).toEqual([{ bids: [bid], words: 'join EU: “daily”' }])
    expect(chamber.act({ act: 'confirm', targets: [bid] }, eu)).toMatchObject({ rule: 'AC-71' })
    expect(chamber.act({ act: 'confirm', targets: [bid] }, rus)).toMatchObject({ entries: [{ act: 'confirm', target: bid }] })
    expect(metaOf(chamber.doc).get(metaKey.stand(bid, 'RUS'))).toEqual({ stance: 'proposes', words: '', seq: 9 })
    expect(chamber.act({ act: 'confirm', targets: [bid] }, rus)).toMatchObject({ rule: 'AU-3' })
    joined()
    chamber.act({ act: 'disown', targets: [bid] }, rus)
    expect(chamber.text).toBe('1\tPorts open[ daily – EU].')
  })
  test('UI-127 the delegation’s page lists them, a replace as one; others’ pages and the typist’s do not', () => {
    const { chamber } = typed()
    const pid = chamber.pid(0)
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [pid]) }
    chamber.act({ act: 'propose', edits: [{ pid, at: 0, length: 5, insert: 'Quays' }], seen }, typist)
    const listed = (actor: Actor): string[] => typedForUs(chamber.reading, metaOf(chamber.doc), actor).map(({ words }) => words)
    expect(listed(eu)).toEqual(['delete “Ports” “Quays”', '“daily”'])
    expect(listed(delegate('RUS'))).toEqual([])
    expect(listed(typist)).toEqual([])
  })
  test.each([
    ['the delegation', eu],
    ['the facilitator', { role: 'secretariat', principal: CHAIR, rights: null } as Actor],
  ])('AC-71 what %s proposes needs no confirmation', (_, actor) => {
    const { chamber, bid } = typed(actor)
    expect(metaOf(chamber.doc).get(metaKey.unconfirmed(bid))).toBeUndefined()
  })
})
