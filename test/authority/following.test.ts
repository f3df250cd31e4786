// Late words follow moved words: whoever types in a paragraph in the moment it is moved finds the words where the paragraph is.
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { Change } from '@chapeau/server/acts/change'
import { Authority } from '@chapeau/server/authority/authority'
import { IdMaker, SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { EMPTY_META } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { planShape } from '@chapeau/shared/text/shape'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { shown } from '../support/builders.ts'
import { World } from '../support/world.ts'

const FOUR = '1\tone word\n2\ttwo words[ of ours – RUS] end\n3\tthree words\n4\tfour words'

/** Moves the n-th paragraph behind another, or to the beginning; false where it cannot be done. */
function move(world: World, n: number, after: number | null): boolean {
  const reading = read(runsOf(bodyOf(world.doc)))
  const pid = (i: number): string => reading.paragraphs[i]?.raw.starter?.p ?? ''
  const plan = planShape(reading, EMPTY_META, { op: 'move', target: pid(n), after: after === null ? null : pid(after) })
  if (!plan.ok || plan.op !== 'move') return false
  const change = new Change(world.doc)
  world.doc.transact(() => change.move(plan.from, plan.to, plan.into))
  world.authority.move(change.moves)
  world.authority.reindex()
  return true
}

describe('AU-21 what is typed in a paragraph while it is moved follows it', () => {
  const places: [string, (text: string) => [string, boolean], string][] = [
    ['in the middle', () => ['two', true], '2\ttwo[ XYZ – EU] words[ of ours – RUS] end'],
    ['at its beginning', () => ['two', false], '2\t[ XYZ – EU]two words[ of ours – RUS] end'],
    ['at its end', () => [' end', true], '2\ttwo words[ of ours – RUS] end[ XYZ – EU]'],
  ]
  test.each(places)('%s, up and down, key by key', (_, place, expected) => {
    for (const after of [null, 2, 3]) {
      const world = new World(FOUR)
      const eu = world.client('EU')
      const [words, behind] = place(world.text)
      const at = eu.at(words, behind)
      expect(move(world, 1, after)).toBe(true)
      for (const [i, key] of ' XYZ'.split('').entries()) {
        eu.type(at + i, key)
        expect(eu.send()).toMatchObject({ status: 'applied' })
      }
      expect(world.text.split('\n')).toContain(expected)
      expect(world.text.split('\n').filter((line) => !line.includes('two'))).toEqual(
        FOUR.split('\n').filter((line) => !line.includes('two')),
      )
      expect(shown(eu.pull().doc, { groups: false })).toBe(world.text)
    }
  })
  test('a bracket of one’s own keeps its id and goes on where the paragraph is', () => {
    const world = new World(FOUR)
    const eu = world.client('EU')
    const bid = eu.propose(eu.at('two', true), ' or ten')
    move(world, 1, 3)
    expect(eu.send()).toMatchObject({ status: 'applied', opened: [{ o: bid }] })
    expect(world.text).toContain('2\ttwo[ or ten – EU] words')
    eu.type(eu.at(' or ten', true), 'fold')
    expect(eu.send()).toMatchObject({ status: 'applied', opened: [] })
    expect(world.text).toContain('2\ttwo[ or tenfold – EU] words')
    eu.pull()
    eu.type(eu.at(' or tenfold', true), 's')
    expect(eu.send()).toMatchObject({ status: 'applied' })
    expect(world.text).toContain('2\ttwo[ or tenfolds – EU] words')
  })
  test('words in one’s own words follow into them, in another’s they nest', () => {
    for (const [principal, expected] of [
      ['RUS', '[ of XYZours – RUS]'],
      ['EU', '[ of [XYZ – EU]ours – RUS]'],
    ] as const) {
      const world = new World(FOUR)
      const client = world.client(principal)
      move(world, 1, null)
      client.type(client.at('ours'), 'XYZ')
      client.send()
      expect(world.text.split('\n')[0]).toBe(`2\ttwo words${expected} end`)
    }
  })
  test('through a move, its undo and another move', () => {
    const world = new World(FOUR)
    const eu = world.client('EU')
    move(world, 1, 3)
    move(world, 3, null)
    eu.type(eu.at('two', true), ' XYZ')
    eu.send()
    expect(world.text.split('\n')[0]).toBe('2\ttwo[ XYZ – EU] words[ of ours – RUS] end')
  })
  test('who knows of the move types where the caret is', () => {
    const world = new World(FOUR)
    move(world, 1, 3)
    const eu = world.client('EU')
    for (const [words, behind, expected] of [
      ['one word', true, '1\tone word[XYZ – EU]'],
      ['three', false, '3\t[XYZ – EU]three words'],
    ] as const) {
      eu.type(eu.at(words, behind), 'XYZ')
      expect(eu.send()).toMatchObject({ status: 'applied' })
      expect(world.text.split('\n')).toContain(expected)
      eu.pull()
    }
  })
  test('an agreed paragraph gives late words back, wherever it stands', () => {
    const world = new World(FOUR)
    const eu = world.client('EU')
    move(world, 1, 3)
    const pid = read(runsOf(bodyOf(world.doc))).paragraphs[3]!.raw.starter!.p
    world.act((_, meta) => meta.set(`p/${pid}/state`, 'agreed'))
    eu.type(eu.at('two', true), ' XYZ')
    expect(eu.send()).toMatchObject({ status: 'applied', returned: [{ rule: 'AU-6', words: ' XYZ' }] })
    expect(world.text).not.toContain('XYZ')
  })
  test('after a restart they still follow', () => {
    const world = new World(FOUR)
    const eu = world.client('EU')
    const moves: Parameters<Authority['move']>[0][] = []
    const { authority } = world
    const known = authority.move.bind(authority)
    authority.move = (some) => {
      moves.push([...some])
      known(some)
    }
    move(world, 1, 3)
    const doc = new Y.Doc()
    doc.clientID = SERVER_CLIENT_IDS_FROM + 8
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(world.doc))
    const ids = new IdMaker(doc.clientID)
    const binding = { clientId: eu.doc.clientID, principal: 'EU', person: 'EU', seat: 'EU', role: 'delegate' } as const
    const again = new Authority(doc, {
      bindings: [binding],
      moves: moves.flatMap((some) => [...some]),
      makeId: (by) => ids.make(by),
      stateOf: () => 'open',
    })
    eu.type(eu.at('two', true), ' XYZ')
    const verdict = again.judge(Y.encodeStateAsUpdate(eu.doc, Y.encodeStateVector(doc)), eu.writer)
    expect(verdict).toMatchObject({ status: 'applied' })
    expect(shown(doc, { groups: false })).toContain('2\ttwo[ XYZ – EU] words')
  })
  test('nothing is lost or doubled and no standing word changes, whatever races', () => {
    const step = fc.record({ who: fc.nat(1), at: fc.nat(80), n: fc.nat(3), after: fc.integer({ min: -1, max: 3 }), do: fc.nat(4) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = new World('1\tone word\n2\ttwo words\n3\tthree words\n4\tfour words')
        const clients = [world.client('EU'), world.client('RUS')]
        let letters = ''
        steps.forEach(({ who, at, n, after, do: what }, i) => {
          const client = clients[who]!
          if (what === 0) move(world, n, after < 0 ? null : after)
          else if (what === 1) client.pull()
          else {
            const letter = String.fromCharCode(0x4e00 + i)
            letters += letter
            client.type(1 + (at % client.body.length), letter)
            if (what > 2) expect(client.send()).toMatchObject({ status: 'applied' })
          }
        })
        for (const client of clients) client.send()
        for (const client of clients) expect(shown(client.pull().doc)).toBe(shown(world.doc))
        const found = world.text.split('').filter((char) => char >= '\u4e00' && char <= '\u9fff')
        expect(found.toSorted()).toEqual(letters.split('').toSorted())
        expect(world.standing.split('\n').toSorted()).toEqual(['four words', 'one word', 'three words', 'two words'])
        expect(world.doc.clientID).toBeGreaterThanOrEqual(SERVER_CLIENT_IDS_FROM)
      }),
      { numRuns: 300 },
    )
  })
})

test('AU-21 RE-20 moved words are copies of what was typed', () => {
  const world = new World(FOUR)
  const change = new Change(world.doc)
  const reading = read(runsOf(bodyOf(world.doc)))
  world.doc.transact(() => change.move(reading.starts[1]!, reading.starts[2]!, reading.length))
  const length = change.copies.reduce((sum, copy) => sum + copy.length, 0)
  expect(length).toBe('two words of ours end'.length)
  expect(change.copies.every(({ client, of }) => client === world.doc.clientID && of.client !== client)).toBe(true)
})
