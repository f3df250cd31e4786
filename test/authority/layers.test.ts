// Words and paragraphs in others' layers: what is written, deleted or split there by a hand that is not the holder's.
import { describe, expect, test } from 'vitest'
import { isStarter, isText } from '@chapeau/shared/text/model'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { MAX_OTHERS_DELETED, MAX_UPDATE_BRACKETS, MAX_UPDATE_ITEMS } from '@chapeau/server/authority/precheck'
import { MAX_DEPTH } from '@chapeau/server/authority/plan'
import * as Y from 'yjs'
import { blockOf, idAt, updateOf, type Content, type Place } from '../support/forge.ts'
import { Siege, type Attack } from '../support/siege.ts'
import type { Client } from '../support/world.ts'

const TEXT = '1\tDecides to act[ immediately – USA].\n2\tRequests a report.'

const start = (rus: Client, at: number, pid = rus.ids.make('RUS'), more: object = {}): unknown =>
  rus.edit((body) => body.insertEmbed(at, { p: pid, t: 'para', lvl: 0, ...more }))

const pids = ({ world }: Siege): string[] =>
  runsOf(bodyOf(world.doc)).flatMap((run) => (isText(run) || !isStarter(run.insert) ? [] : [run.insert.p]))

describe('AU-1 AU-3 words of others', () => {
  const attacks: [string, Attack, string][] = [
    ['typed before all standing words [A3]', (rus) => rus.type(1, 'Not: '), TEXT.replace('Decides', '[Not:  – RUS]Decides')],
    ['a word replaced in another’s bracket [A13]', replaced, TEXT.replace('iately', '[evil – RUS]iately')],
    ['another’s bracket deleted whole', (rus, { world }) => whole(rus, world.bids[0]!), TEXT],
    [
      'another’s words deleted one by one',
      (rus) => 'immediately'.split('').forEach(() => rus.edit((body) => body.delete(rus.at('act') + 5, 1))),
      TEXT,
    ],
    ['all standing words of the text deleted [A4]', (rus) => rus.edit((body) => body.delete(0, body.length)), TEXT],
    ['a paragraph’s start deleted [A5] [T20]', (rus) => rus.edit((body) => body.delete(rus.at('Requests') - 1, 1)), TEXT],
    ['a standing paragraph split [A6] [T20]', (rus) => start(rus, rus.at(' a report')), TEXT.replace(' a report', '[\n\t – RUS] a report')],
    ['words behind the end of the text', (rus) => rus.type(rus.body.length, ' Or not.'), `${TEXT}[ Or not. – RUS]`],
    ['words before the first paragraph', (rus) => rus.type(0, 'Preface'), `[Preface – RUS]\n${TEXT}`],
  ]
  test.each(attacks)('%s', (_, attack, text) => {
    const siege = new Siege(TEXT)
    siege.attack(attack)
    expect(siege.text.replace(/\[\n\t? /, '[\n\t ')).toBe(text)
    expect(siege.rus.pull().text).toBe(siege.text)
  })
  test('words deleted inside a deletion that another proposes are still not one’s own', () => {
    const siege = new Siege('Decides [to act – delete, USA] now.')
    siege.ends('Decides [to act – delete, USA] now.', (rus) => rus.erase('to act'))
  })
  test('what is put back lands in the layer that it came from [T16]', () => {
    const siege = new Siege('a[ b[ c – EU] d – USA] e.\n2\tf[ g – USA] h.')
    const { text } = siege
    siege.ends(text, (rus) => rus.edit((body) => body.delete(1, body.length - 2)))
  })
  test('words that stand where a bracket was deleted around them keep their author [A11]', () => {
    const siege = new Siege('Decides to act.')
    siege.rus.propose(siege.rus.at('act', true), ' now')
    siege.attack(() => undefined)
    siege.world.decide(pidsOf(siege), 'keep')
    expect(siege.text).toBe('Decides to act now.')
    siege.rus.pull()
    siege.ends('Decides to act[ now – delete, RUS].', (rus) => rus.erase(' now'))
  })
  test('a deletion and a reservation on standing words are proposals like any other [A2]', () => {
    const siege = new Siege(TEXT)
    const verdict = siege.ends('1\t[Decides – reserve, RUS] to act[ immediately – USA].\n2\tRequests[ a report – delete, RUS].', (rus) => {
      rus.wrap(rus.at(' a report'), rus.at('report', true), 'del')
      rus.wrap(rus.at('Decides'), rus.at('Decides', true), 'res')
    })
    expect(verdict).toMatchObject({ repairs: [], path: 'touched' })
  })
  test('words around others’ words that one withdraws leave those standing proposed [A37]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.propose(siege.rus.at('report', true), ' soon and often')
    siege.attack(() => undefined)
    const nested = siege.eu.pull().propose(siege.eu.at(' and often'), ' enough')
    siege.eu.send()
    siege.rus.pull()
    siege.ends(TEXT.replace('report', 'report[ enough – EU]'), (rus) => {
      const [mine, theirs] = [rus.tokens(bid), rus.tokens(nested)]
      rus.edit((body) => {
        body.delete(theirs.to + 1, mine.to - theirs.to)
        body.delete(mine.from, theirs.from - mine.from)
      })
    })
  })
})

describe('TX-3 AU-9 paragraphs', () => {
  test.each([
    ['the id of a standing paragraph [D4]', () => ':1.1'],
    ['another’s id [D4]', () => 'USA:9.1'],
    ['the chair’s id', () => 'CHAIR:9.1'],
  ])('a paragraph under %s', (_, pid) => new Siege(TEXT).refused('AU-9', (rus) => start(rus, 5, pid())))
  test('two paragraphs of one update under one id', () => {
    new Siege(TEXT).refused('AU-9', (rus) => {
      const pid = rus.ids.make('RUS')
      start(rus, 5, pid)
      start(rus, 9, pid)
    })
  })
  test('a paragraph that hangs on another’s bracket splits nothing for it [X37]', () => {
    const siege = new Siege(TEXT)
    siege.attack((rus, { world }) => start(rus, rus.at(' a report'), rus.ids.make('RUS'), { in: world.bids[0] }))
    expect(siege.text).toContain('– RUS]')
    expect(new Set(pids(siege)).size).toBe(pids(siege).length)
  })
  test.each(['res', 'del'] as const)('a paragraph proposed by an own %s is a proposal of its own [X37]', (kind) => {
    const siege = new Siege(TEXT)
    siege.attack((rus) => {
      const bid = rus.wrap(rus.at(' a report'), rus.at(' report'), kind)
      start(rus, rus.tokens(bid).from, rus.ids.make('RUS'), { in: bid })
    })
    expect(siege.text).toContain('[\n')
  })
  test('a proposed paragraph whose bracket moves away is proposed by a bracket of its own [X37]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.propose(siege.rus.at(' a report'), 'XYZ')
    siege.attack((rus) => start(rus, rus.tokens(bid).from, rus.ids.make('RUS'), { in: bid }))
    siege.attack((rus) => {
      const { from, to } = rus.tokens(bid)
      rus.edit((body) => {
        body.delete(from, to - from + 1)
        const at = rus.at('Decides', true)
        body.insertEmbed(at, { c: bid })
        body.insert(at, 'XYZ')
        body.insertEmbed(at, { o: bid, by: 'RUS', kind: 'ins' })
      })
    })
    expect(siege.text).toMatch(/Requests\s*\[\s*– RUS\] a report/)
    // And away from that bracket too.
    siege.attack((rus) => {
      const wraps = [...read(runsOf(rus.body)).brackets.values()].filter(({ bid: other, by }) => by === 'RUS' && other !== bid)
      rus.edit((body) => wraps.flatMap(({ from, to }) => [to, from]).forEach((at) => body.delete(at, 1)))
    })
    expect(siege.text).toMatch(/Requests\s*\[\s*– RUS\] a report/)
  })
  test('a paragraph that hangs on an own bracket elsewhere shows whose it is where it stands [X37]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.propose(siege.rus.at('Decides', true), ' today')
    siege.attack(() => undefined)
    siege.attack((rus) => start(rus, rus.at(' a report'), rus.ids.make('RUS'), { in: bid }))
    expect(siege.text).toMatch(/Requests ?\[.*– RUS\] a report/s)
  })
})

describe('AU-10 AU-11 floods', () => {
  test(`more than ${MAX_OTHERS_DELETED} of others’ words deleted at once [T23]`, () => {
    const siege = new Siege(Array.from({ length: 200 }, (_, i) => `${i}\tParagraph number ${i} says this.`).join('\n'))
    expect(siege.attack((rus) => rus.edit((body) => body.delete(0, body.length)))).toMatchObject({ status: 'quarantined', rule: 'AU-10' })
  })
  test(`more than ${MAX_UPDATE_BRACKETS} brackets at once, each a few letters [X34]`, () => {
    const siege = new Siege(TEXT)
    const verdict = siege.attack((rus) => {
      for (let i = 0; i <= MAX_UPDATE_BRACKETS; i++) rus.wrap(1, 1, 'ins', [{ insert: 'x' }])
    })
    expect(verdict).toMatchObject({ status: 'quarantined', rule: 'AU-10' })
  })
  test(`more than ${MAX_UPDATE_ITEMS} items at once [X34]`, () => {
    const siege = new Siege(TEXT)
    const verdict = siege.attack(({ doc }) => {
      const place = { after: idAt(doc, 3) }
      const items = Array.from({ length: MAX_UPDATE_ITEMS + 1 }, (): [Content, Place] => [new Y.ContentString('x'), place])
      return updateOf([blockOf(doc.clientID, 0, items)])
    })
    expect(verdict).toMatchObject({ status: 'quarantined', rule: 'AU-10' })
  })
  test.each([
    ['crossing at every place', (bids: readonly string[]) => bids],
    ['one in the other', (bids: readonly string[]) => bids.toReversed()],
  ])('AU-20 brackets by the hundred, %s, do not stand; their words do, and a page reads few pieces [X44]', (_, order) => {
    const siege = new Siege(TEXT)
    siege.attack((rus) => {
      const bids = Array.from({ length: 4 * MAX_DEPTH }, () => rus.ids.make('RUS'))
      const opens = bids.map((o) => ({ insert: { o, by: 'RUS', kind: 'ins' } }))
      const closes = order(bids).flatMap((c) => [{ insert: 'w' }, { insert: { c } }])
      rus.edit((body) => body.applyDelta([{ retain: rus.at(' a report') }, ...opens, ...closes]))
    })
    const reading = read(runsOf(bodyOf(siege.world.doc)))
    expect(reading.paragraphs.flatMap(({ pieces }) => pieces).length).toBeLessThan(16 * MAX_DEPTH)
    expect(siege.text.match(/w/g)!.length).toBeGreaterThanOrEqual(4 * MAX_DEPTH)
    expect(siege.rus.pull().text).toBe(siege.text)
  })
  test('as many brackets around one place as there may be stand as they are', () => {
    const siege = new Siege(TEXT)
    const verdict = siege.attack((rus) => {
      for (let i = 0; i < MAX_DEPTH; i++) rus.wrap(rus.at(' a report') - i, rus.at(' a report', true), 'res')
    })
    expect(verdict).toMatchObject({ status: 'applied', repairs: [] })
  })
  test(`more than ${MAX_UPDATE_BRACKETS} paragraphs at once, with as many deletions as bytes allow [X45]`, () => {
    const siege = new Siege(TEXT)
    const { clientID } = siege.rus.doc
    const verdict = siege.attack(({ doc }) => {
      const place = { after: idAt(doc, 3) }
      const starters = Array.from({ length: 5_000 }, (_, i): [Content, Place] => [
        new Y.ContentEmbed({ p: `RUS:${clientID}.${i}`, t: 'para', lvl: 0 }),
        place,
      ])
      return updateOf([blockOf(clientID, 0, starters)], { [clientID]: Array.from({ length: 100_000 }, () => [4_999, 1]) })
    })
    expect(verdict).toMatchObject({ status: 'quarantined', rule: 'AU-10', clientId: clientID })
  })
  test('a deletion of others’ words letter by letter, each named thirty times, is counted once and set aside [X45]', () => {
    const siege = new Siege('1\tWords.', (world) => world.act((body) => body.insert(1, 'ab'.repeat(5_000))))
    const { client, clock } = idAt(siege.world.doc, 1)
    const letters = (every: number, times: number): Uint8Array => {
      const once = Array.from({ length: 10_000 / every }, (_, i) => [clock + i * every, 1] as const)
      return updateOf([], { [client]: Array.from({ length: times }, () => once).flat() })
    }
    expect(siege.attack(() => letters(2, 30))).toMatchObject({ status: 'quarantined', rule: 'AU-10' })
    const { text } = siege
    siege.ends(text, () => letters(10, 30))
  })
  test('empty deletions, reservations and notes by the hundred leave nothing [X33]', () => {
    new Siege(TEXT).ends(TEXT, (rus) => {
      for (let i = 0; i < 100; i++) rus.wrap(5, 5, (['del', 'res', 'note'] as const)[i % 3]!)
    })
  })
  test.each([50, 500])('a keystroke in a text of %i paragraphs looks at its own paragraph [T23]', (length) => {
    const siege = new Siege(Array.from({ length }, (_, i) => `${i}\tParagraph number ${i} says this.`).join('\n'))
    const bid = siege.rus.propose(siege.rus.at(' says this'), ' often')
    const opened = siege.attack(() => undefined)
    const typed = siege.attack((rus) => rus.type(rus.tokens(bid).to, 's'))
    expect(opened).toMatchObject({ path: 'touched', repairs: [] })
    expect(opened.status === 'applied' && opened.walked).toBeLessThan(20)
    expect(typed).toMatchObject({ path: 'keystroke', walked: 0 })
  })
})

function replaced(rus: Client): void {
  rus.erase('immed')
  rus.type(rus.at('iately'), 'evil')
}

function whole(rus: Client, bid: string): void {
  const { from, to } = rus.tokens(bid)
  rus.edit((body) => body.delete(from, to - from + 1))
}

/** The only bracket of RUS. */
function pidsOf({ world }: Siege): string {
  const open = runsOf(bodyOf(world.doc)).find(({ insert }) => typeof insert === 'object' && 'o' in insert)!
  return (open.insert as { o: string }).o
}
