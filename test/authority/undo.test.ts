// Undo against decisions and against others' undo: what has left one's layer does not come back, nothing stands twice
// under one id, and no anchor but the text itself says where a bracket is.
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Siege } from '../support/siege.ts'
import { World, type Client } from '../support/world.ts'

const TEXT = 'Decides to act.\nRequests a report.'

function proposed(): { siege: Siege; bid: string } {
  const siege = new Siege(TEXT)
  const bid = siege.rus.propose(siege.rus.at('act', true), ' now')
  siege.ends('Decides to act[ now – RUS].\nRequests a report.', () => undefined)
  return { siege, bid }
}

describe('AU-7 undo', () => {
  test('of own typing, then the chair’s undo of a decision, then typing again: all of it stands [A39] [T14]', () => {
    const { siege, bid } = proposed()
    const { rus, world } = siege
    rus.erase('now')
    expect(rus.send()).toMatchObject({ repairs: [] })
    rus.undo.undo()
    expect(rus.send()).toMatchObject({ repairs: [] })
    // The chair drops it and takes that back: the words are the server's items now, and RUS's words all the same.
    const { from, to } = rus.tokens(bid)
    const runs = world.doc.getText('body').toDelta() as { insert: string | object }[]
    const cut = runs.slice(runs.findIndex(({ insert }) => typeof insert === 'object' && 'o' in insert)).slice(0, 3)
    world.act((body) => body.delete(from, to - from + 1))
    world.act((body) =>
      cut.toReversed().forEach(({ insert }) => (typeof insert === 'string' ? body.insert(from, insert) : body.insertEmbed(from, insert))),
    )
    rus.pull()
    rus.type(rus.at('now', true), ' too')
    expect(rus.send()).toMatchObject({ status: 'applied', repairs: [] })
    rus.erase('no')
    expect(rus.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(world.text).toContain('[ w too – RUS]')
  })
  test('of a bracket that was accepted leaves the standing words alone [A40]', () => {
    const { siege, bid } = proposed()
    siege.world.decide(bid, 'keep')
    siege.rus.pull()
    siege.attack((rus) => rus.undo.undo())
    expect(siege.world.standing).toBe('Decides to act now.\nRequests a report.')
    expect(siege.text).not.toContain(`"${bid}"`)
  })
  test('of a bracket that was dropped brings nothing back', () => {
    const { siege, bid } = proposed()
    siege.world.decide(bid, 'remove')
    siege.rus.pull()
    siege.attack((rus) => rus.undo.undo())
    expect(siege.text).toBe(TEXT)
  })
  test('of taking away a token that the server put back leaves one token, not two [T17]', () => {
    const siege = new Siege('Decides to act[ now – USA].')
    const { text, rus } = siege
    const { to } = rus.tokens(siege.world.bids[0]!)
    siege.ends(text, () => rus.edit((body) => body.delete(to, 1)))
    siege.ends(text, () => rus.undo.undo())
  })
  test('the chair’s undo of taking away a token leaves one token too [T17]', () => {
    const siege = new Siege('Decides to act[ now – USA].')
    const chair = siege.world.client('CHAIR', { free: true })
    const { text } = siege
    const { from } = chair.tokens(siege.world.bids[0]!)
    siege.attack(() => chair.edit((body) => body.delete(from, 1)), chair)
    chair.pull()
    siege.attack(() => chair.undo.undo(), chair)
    expect(siege.text).toBe(text)
  })
  test('of one deletion by two pages of a delegation: the words come back, twice at most, in its own bracket only [T6]', () => {
    const { siege } = proposed()
    const { rus, world } = siege
    const second = world.client('RUS')
    rus.erase(' now')
    second.erase(' now')
    siege.attack(() => undefined)
    siege.attack(() => undefined, second)
    rus.pull().undo.undo()
    siege.attack(() => undefined)
    second.undo.undo()
    siege.attack(() => undefined, second)
    expect(siege.text).toMatch(/^Decides to act\[( now){1,2} – RUS\]\.\nRequests a report\.$/)
    expect(rus.pull().text).toBe(second.pull().text)
  })
  test('what comes from the server is not one’s own to undo [T6]', () => {
    const { siege } = proposed()
    siege.eu.propose(siege.eu.at('report', true), ' soon')
    siege.eu.send()
    const { rus } = siege
    rus.pull()
    while (rus.undo.canUndo()) rus.undo.undo()
    siege.attack(() => undefined)
    expect(siege.text).toBe('Decides to act.\nRequests a report[ soon – EU].')
    const careless = new Y.Doc()
    const undo = new Y.UndoManager(careless.getText('body'))
    Y.applyUpdate(careless, Y.encodeStateAsUpdate(siege.world.doc))
    undo.undo()
    expect(careless.getText('body').length).toBe(0)
  })
  test('after somebody’s undo a bracket stands at one place on every page, where Yjs’ own anchors do not [T4]', () => {
    const { siege } = proposed()
    const { rus, eu } = siege
    const anchor = Y.createRelativePositionFromTypeIndex(rus.body, rus.at('now') + 1)
    rus.erase('now')
    rus.undo.undo()
    siege.attack(() => undefined)
    eu.pull()
    const there = (one: Client): number | undefined => Y.createAbsolutePositionFromRelativePosition(anchor, one.doc)?.index
    expect(there(rus)).not.toBe(there(eu))
    expect(rus.text).toBe(eu.text)
  })
})

describe('AU-5 traps of the representation', () => {
  test('words typed in what another deletes at the same moment survive; in a nested type they would not [T5]', () => {
    const nested = [new Y.Doc(), new Y.Doc()] as const
    const paragraph = new Y.XmlElement('p')
    paragraph.insert(0, [new Y.XmlText('hello')])
    nested[0].getXmlFragment('x').insert(0, [paragraph])
    Y.applyUpdate(nested[1], Y.encodeStateAsUpdate(nested[0]))
    ;((nested[1].getXmlFragment('x').get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(5, ' TYPED')
    nested[0].getXmlFragment('x').delete(0, 1)
    Y.applyUpdate(nested[0], Y.encodeStateAsUpdate(nested[1], Y.encodeStateVector(nested[0])))
    expect(Buffer.from(Y.encodeStateAsUpdate(nested[0])).includes('TYPED')).toBe(false)
    const world = new World(TEXT)
    const [chair, rus] = [world.client('CHAIR', { free: true }), world.client('RUS')]
    rus.propose(rus.at(' a report'), ' TYPED')
    chair.edit((body) => body.delete(chair.at('Requests') - 1, 19))
    chair.send()
    expect(rus.send().status).toBe('applied')
    expect(world.text).toContain('TYPED – RUS]')
  })
  test('two proposals on the same words always cross, and read as a tree in either order [T7]', () => {
    for (const [first, second] of [
      ['EU', 'RUS'],
      ['RUS', 'EU'],
    ] as const) {
      const siege = new Siege(TEXT)
      const of = { EU: siege.eu, RUS: siege.rus }
      of[first].wrap(of[first].at('act'), of[first].at('act', true), 'res')
      of[second].wrap(of[second].at('act'), of[second].at('act', true), 'del')
      expect(of[first].send()).toMatchObject({ status: 'applied', repairs: [] })
      expect(of[second].send()).toMatchObject({ status: 'applied', repairs: [] })
      expect(siege.text).toMatch(/to \[\[act – (reserve|delete), (RUS|EU)\] – (reserve|delete), (RUS|EU)\]\./)
    }
  })
  test('a page’s own bracket around words that another brackets at the same moment pulls neither in [T7]', () => {
    const siege = new Siege(TEXT)
    const { rus, eu } = siege
    eu.propose(eu.at('act', true), ' now')
    rus.propose(rus.at('act', true), ' soon')
    expect(eu.send()).toMatchObject({ status: 'applied', repairs: [] })
    siege.attack(() => undefined)
    expect(siege.text).toMatch(/act(\[ now – EU\]\[ soon – RUS\]|\[ soon – RUS\]\[ now – EU\])\./)
  })
})
