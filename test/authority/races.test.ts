// Honest races with decisions that had not seen what was typed: in either order of arrival the same words stand, and
// nobody's are lost. Acts here are the real ones, with what the chair had on screen.
import { describe, expect, test } from 'vitest'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import * as Y from 'yjs'
import { Chamber } from '../support/chamber.ts'
import { World } from '../support/world.ts'

const PROPOSED = 'Decides to act[ now and – RUS].'

describe('AU-5 AC-2 words typed before a decision that had not seen them', () => {
  test.each([
    ['keep', '[A30]', 'Decides to act now[XYZ – RUS] and.'],
    ['remove', '[A31]', 'Decides to act[XYZ – RUS].'],
  ] as const)('%s, in either order of arrival %s [T18]', (act, _, text) => {
    const chamber = new Chamber(PROPOSED)
    const [bid] = chamber.bids
    const onScreen = chamber.seen([bid!])
    const rus = chamber.copy('RUS', 77)
    const at = runningAt(rus, ' and')
    bodyOf(rus).insert(at, 'XYZ')
    chamber.receive(rus)
    expect(chamber.decide({ act, target: bid! }, { seen: onScreen })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(text)
  })
  test('a state vector of the future decides nothing that was not on screen [X24]', () => {
    const chamber = new Chamber(PROPOSED)
    const [bid] = chamber.bids
    const onScreen = chamber.seen([bid!])
    const rus = chamber.copy('RUS', 77)
    bodyOf(rus).insert(runningAt(rus, ' and'), ' or never')
    chamber.receive(rus)
    // Forged: says to have seen all there is, with the digest of what was on screen before.
    const outcome = chamber.decide({ act: 'keep', target: bid! }, { seen: { sv: chamber.seen([bid!]).sv, words: onScreen.words } })
    expect(outcome).toMatchObject({ status: 'refused', rule: 'AC-2' })
    expect(chamber.text).toContain('or never and – RUS]')
  })
  test('a state vector of the past keeps the words proposed, a forged digest decides nothing [X24]', () => {
    const chamber = new Chamber(PROPOSED)
    const [bid] = chamber.bids
    const past = Buffer.from(Y.encodeStateVector(new Y.Doc())).toString('base64')
    const { words } = chamber.seen([bid!])
    for (const seen of [
      { sv: past, words },
      { sv: past, words: 'f'.repeat(64) },
      { sv: chamber.seen([bid!]).sv, words: 'f'.repeat(64) },
      { sv: 'not a vector', words },
    ]) {
      const before = chamber.text
      expect(chamber.decide({ act: 'remove', target: bid! }, { seen })).toMatchObject({ status: 'refused' })
      expect(chamber.text).toBe(before)
    }
  })
  test('without what was seen the words of others would go unseen [A32]', () => {
    const chamber = new Chamber(PROPOSED)
    const [bid] = chamber.bids
    const rus = chamber.copy('RUS', 77)
    bodyOf(rus).insert(runningAt(rus, ' and'), 'XYZ')
    chamber.receive(rus)
    expect(chamber.decide({ act: 'remove', target: bid! })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('Decides to act.')
    const blind = new World(PROPOSED)
    const { from, to } = blind.client('CHAIR', { free: true }).tokens(blind.bids[0]!)
    const late = blind.client('RUS')
    late.type(late.at(' and'), 'XYZ')
    late.send()
    // A deletion of just what was on screen, as a keystroke would be: the word in between stands unmarked.
    blind.act((body) => [to + 3, from].forEach((at) => body.delete(at, 1)))
    expect(blind.standing).toContain('XYZ')
  })
})

describe('AU-5 in flight', () => {
  test('six keys behind a decision stay in one late bracket, because the server’s ids are the largest [A33] [T19]', () => {
    const chamber = new Chamber(PROPOSED)
    expect(chamber.doc.clientID).toBeGreaterThanOrEqual(SERVER_CLIENT_IDS_FROM)
    const world = new World(PROPOSED)
    const rus = world.client('RUS')
    world.decide(world.bids[0]!, 'keep')
    const at = rus.at('now', true)
    for (const [i, letter] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
      rus.type(at + i, letter)
      expect(rus.send()).toMatchObject({ status: 'applied' })
    }
    expect(world.text).toBe('Decides to act now[abcdef – RUS] and.')
  })
  test('keys in a bracket that is accepted, dropped and withdrawn all at once [A28] [A29] [A35]', () => {
    const world = new World('a[ keep – RUS] b[ drop – RUS] c[ withdrawn – RUS] d')
    const rus = world.client('RUS')
    const [keep, drop, withdrawn] = world.bids
    const second = world.client('RUS')
    world.decide(keep!, 'keep')
    world.decide(drop!, 'remove')
    const { from, to } = second.tokens(withdrawn!)
    second.edit((body) => body.delete(from, to - from + 1))
    second.send()
    for (const word of ['keep', 'drop', 'withdrawn']) rus.type(rus.at(word, true), '!')
    expect(rus.send()).toMatchObject({ status: 'applied' })
    expect(rus.pull().text).toBe('a keep[! – RUS] b[! – RUS] c[! – RUS] d')
    expect(world.text).toBe(rus.text)
    expect(world.standing).toBe('a keep b c d')
  })
  test('a whole history with its deletions, of a page that was away for long, comes in and brings nothing back [X30]', () => {
    const world = new World('Decides to act.')
    const rus = world.client('RUS')
    for (let i = 0; i < 200; i++) {
      const bid = rus.propose(rus.at('act', true), ` try ${i}`)
      rus.send()
      if (i % 2 === 0) world.decide(bid, 'remove')
      else {
        const { from, to } = rus.tokens(bid)
        rus.edit((body) => body.delete(from, to - from + 1))
        rus.send()
      }
      rus.pull()
    }
    expect(world.text).toBe('Decides to act.')
    const back = world.client('RUS')
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(rus.doc))
    back.propose(back.at('act', true), ' now')
    const everything = Y.encodeStateAsUpdate(back.doc)
    expect(world.authority.judge(everything, back.writer)).toMatchObject({ status: 'applied', repairs: [] })
    expect(world.text).toBe('Decides to act[ now – RUS].')
    // Without rubbish collected the deleted words are still there to read, and are no less deleted.
    const kept = new Y.Doc({ gc: false })
    kept.clientID = back.doc.clientID
    Y.applyUpdate(kept, everything)
    expect(world.authority.judge(Y.encodeStateAsUpdate(kept), back.writer)).toMatchObject({ status: 'applied', update: null })
  })
})

/** Position of words in a body, tokens counted. */
function runningAt(doc: Y.Doc, words: string): number {
  let at = 0
  for (const { insert } of bodyOf(doc).toDelta() as { insert: string | object }[]) {
    const found = typeof insert === 'string' ? insert.indexOf(words) : -1
    if (found >= 0) return at + found
    at += typeof insert === 'string' ? insert.length : 1
  }
  throw new Error(`no "${words}"`)
}
