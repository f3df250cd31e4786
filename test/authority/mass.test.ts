// More at once than a person does is set aside whole, before it costs anybody's time; what honest people do in a day
// offline is not, nor is what they take from themselves.
import { MAX_OTHERS_DELETED, MAX_UPDATE_BRACKETS } from '@chapeau/server/authority/precheck'
import { CHAIR } from '@chapeau/shared/ids'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { expect, test } from 'vitest'
import { World } from '../support/world.ts'

const paragraph = (i: number): string => `Paragraph ${i} recalls what was said and asks for a little more of it every year.`
const LONG = Array.from({ length: 60 }, (_, i) => paragraph(i)).join('\n')

test('AU-10 taking everybody’s words away is set aside, and the text stays untouched', () => {
  const world = new World(LONG)
  const rus = world.client('RUS')
  const before = world.doc.store.clients.size
  rus.edit((body) => body.delete(0, body.length))
  expect(rus.send()).toMatchObject({ status: 'quarantined', rule: 'AU-10', clientId: rus.doc.clientID })
  expect(world.text).toBe(LONG)
  expect(world.doc.store.clients.size).toBe(before)
})

test('AU-10 up to the limit others’ words come back by repair', () => {
  const world = new World(LONG)
  const rus = world.client('RUS')
  rus.edit((body) => body.delete(0, MAX_OTHERS_DELETED))
  expect(rus.send()).toMatchObject({ status: 'applied', path: 'whole' })
  expect(world.text).toBe(LONG)
  rus.pull().edit((body) => body.delete(0, MAX_OTHERS_DELETED + 1))
  expect(rus.send()).toMatchObject({ status: 'quarantined' })
  expect(world.text).toBe(LONG)
})

test('AU-10 one’s own words are nobody else’s, however many', () => {
  const world = new World('Decides to act.')
  const rus = world.client('RUS')
  const bid = rus.propose(rus.at('act', true), ' now'.repeat(2_000))
  rus.send()
  const { from, to } = rus.pull().tokens(bid)
  rus.edit((body) => body.delete(from, to - from + 1))
  expect(rus.send()).toMatchObject({ status: 'applied', repairs: [] })
  expect(world.text).toBe('Decides to act.')
})

test('AU-10 words in one’s own bracket are one’s own, whoever typed them', () => {
  // As after an import, or an act that was undone: the server's hand, the delegation's bracket.
  const world = new World(`Decides to act[ ${'now '.repeat(1_000)}– RUS].`)
  const rus = world.client('RUS')
  const { from, to } = rus.tokens(world.bids[0]!)
  rus.edit((body) => body.delete(from, to - from + 1))
  expect(rus.send()).toMatchObject({ status: 'applied', repairs: [] })
  expect(world.text).toBe('Decides to act.')
})

test('AU-10 a late deletion of one’s own long words that were accepted meanwhile is a proposal, not an attack', () => {
  const world = new World('Decides to act.')
  const rus = world.client('RUS')
  const words = ' now'.repeat(1_000)
  const bid = rus.propose(rus.at('act', true), words)
  rus.send()
  rus.pull()
  world.decide(bid, 'keep')
  const { from, to } = rus.tokens(bid)
  rus.edit((body) => body.delete(from, to - from + 1))
  expect(rus.send()).toMatchObject({ status: 'applied' })
  expect(world.standing).toBe(`Decides to act${words}.`)
  expect(world.text).toBe(`Decides to act[${words} – delete, RUS].`)
})

test('AU-10 in preparation the desk may take away as much as it wants', () => {
  const world = new World(LONG)
  const desk = world.client(CHAIR, { free: true })
  desk.edit((body) => body.delete(0, body.length - 5))
  expect(desk.send()).toMatchObject({ status: 'applied', repairs: [] })
  expect(bodyOf(world.doc).length).toBe(5)
})

test('AU-10 a thousand brackets at once are set aside, a day’s fifty are not', () => {
  const world = new World(LONG)
  const rus = world.client('RUS')
  for (let i = 0; i < 50; i++) rus.propose(rus.at(paragraph(i), true), ` more${i}`)
  expect(rus.send()).toMatchObject({ status: 'applied', path: 'touched', repairs: [] })
  rus.pull()
  rus.edit((body) => {
    for (let i = 0; i <= MAX_UPDATE_BRACKETS; i++) {
      const bid = rus.ids.make('RUS')
      body.insertEmbed(3, { c: bid })
      body.insertEmbed(3, { o: bid, by: 'RUS', kind: 'ins' })
    }
  })
  const text = world.text
  expect(rus.send()).toMatchObject({ status: 'quarantined', rule: 'AU-10' })
  expect(world.text).toBe(text)
})
