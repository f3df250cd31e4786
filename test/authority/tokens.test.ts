// Tokens in hostile hands: forged, halved, moved, doubled, re-used. A bracket stands in the name of whoever wrote it,
// under an id of its own, with both halves, around nothing that is not its author's; or it does not stand.
import { describe, expect, test } from 'vitest'
import type { Bid } from '@chapeau/shared/ids'
import type { BracketKind, Embed, Run } from '@chapeau/shared/text/model'
import { parseNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Siege, type Attack } from '../support/siege.ts'
import type { Client } from '../support/world.ts'

const TEXT = 'Decides to act[ now – USA].\nRequests a report.'
const PROPOSED = 'Decides to act[ now – USA].\nRequests[ soon – RUS] a report.'

/** RUS has proposed ` soon`. */
function proposed(): { siege: Siege; bid: Bid } {
  const siege = new Siege(TEXT)
  const bid = siege.rus.propose(siege.rus.at('Requests', true), ' soon')
  siege.ends(PROPOSED, () => undefined)
  return { siege, bid }
}

const insert = (rus: Client, at: number, ...runs: Run['insert'][]): unknown =>
  rus.edit((body) => runs.toReversed().forEach((run) => (typeof run === 'string' ? body.insert(at, run) : body.insertEmbed(at, run))))

const own = (bid: Bid, kind: BracketKind = 'ins', more: object = {}): Embed => ({ o: bid, by: 'RUS', kind, ...more })

describe('AU-2 nobody’s name stands under words of another', () => {
  test('an own id with another’s name is no bracket [A8]', () =>
    new Siege(TEXT).refused('AU-9', (rus) =>
      insert(rus, 3, { o: rus.ids.make('RUS'), by: 'USA', kind: 'ins' }, 'evil', { c: 'RUS:102.1' }),
    ))
  test('another’s name and id: the words are proposed by who typed them [A7]', () => {
    new Siege(TEXT).ends('Decides to act[ now – USA].\nRequests a[ evil – RUS] report.', (rus) =>
      rus.wrap(rus.at(' report'), rus.at(' report'), 'ins', [{ insert: ' evil' }], 'USA'),
    )
  })
  test('the chair, writing freely, makes no bracket of a delegation [A41]', () => {
    const siege = new Siege(TEXT)
    const chair = siege.world.client('CHAIR', { free: true })
    siege.attack(() => chair.wrap(chair.at('Requests'), chair.at(' a'), 'res', [], 'USA'), chair)
    expect(siege.text).toBe(TEXT)
  })
  test('nobody is nobody: a bracket without a proposer cannot be made', () => {
    new Siege(TEXT).ends('Decides to act[ now – USA].\nRequests a[ evil – RUS] report.', (rus) =>
      rus.wrap(rus.at(' report'), rus.at(' report'), 'ins', [{ insert: ' evil' }], ''),
    )
  })
  test('words cannot print a bracket in another’s name', () => {
    const siege = new Siege(TEXT)
    siege.attack((rus) => rus.propose(rus.at('.'), ' x – EU] [nor does it pay – USA] [y'))
    const { bids } = parseNotation(siege.text)
    expect(bids).toHaveLength(2)
    expect(read(parseNotation(siege.text).body).brackets.size).toBe(read(runsOf(bodyOf(siege.world.doc))).brackets.size)
  })
})

describe('TX-3 ids and groups of others', () => {
  const forged: [string, (siege: Siege) => { bid?: Bid; grp?: string }][] = [
    ['a bracket under the server’s client id [D5]', ({ world }) => ({ bid: `RUS:${world.doc.clientID}.99` })],
    ['a bracket under another’s client id', ({ eu }) => ({ bid: `RUS:${eu.doc.clientID}.1` })],
    ['a bracket under a client id that nobody has', () => ({ bid: 'RUS:7777.1' })],
    ['a group that USA founded [D6]', ({ world }) => ({ grp: world.bids[0]! })],
    ['a group of nobody', () => ({ grp: ':1.1' })],
  ]
  test.each(forged)('%s: the words stay, the bracket is the server’s', (_, forge) => {
    const siege = new Siege(TEXT)
    const { bid = siege.rus.ids.make('RUS'), grp } = forge(siege)
    siege.ends(PROPOSED, (rus) =>
      insert(rus, rus.at('Requests', true), own(bid, 'ins', grp === undefined ? {} : { grp }), ' soon', { c: bid }),
    )
    const tokens = JSON.stringify(runsOf(bodyOf(siege.world.doc)).slice(-6))
    expect(tokens).not.toContain(grp === undefined ? `"${bid}"` : `"grp"`)
  })
  test('the id of a bracket that its author withdrew does not come back as something else [X21]', () => {
    const { siege, bid } = proposed()
    const { from, to } = siege.rus.tokens(bid)
    siege.ends(TEXT, (rus) => rus.edit((body) => body.delete(from, to - from + 1)))
    siege.ends(TEXT, (rus) => {
      insert(rus, rus.at('Requests', true), { c: bid })
      insert(rus, rus.at('Requests'), own(bid, 'del'))
    })
  })
  test('the id of a bracket that was accepted opens nothing around the words it once held [X21]', () => {
    const { siege, bid } = proposed()
    siege.world.decide(bid, 'keep')
    siege.rus.pull()
    siege.ends('Decides to act[ now – USA].\nRequests soon a report.', (rus) => {
      insert(rus, rus.at(' soon', true), { c: bid })
      insert(rus, rus.at(' soon'), own(bid))
    })
  })
  test('an own living bracket is not opened a second time elsewhere, as by pasting its tokens [T21]', () => {
    const { siege, bid } = proposed()
    siege.ends('Decides to act[ now – USA].\nRequests[ soon – RUS] a report[x – RUS].', (rus) =>
      insert(rus, rus.at('report', true), own(bid), 'x', { c: bid }),
    )
  })
})

describe('AU-3 tokens come and go in pairs, around one’s own words', () => {
  const attacks: [string, Attack, string?][] = [
    ['standing words swallowed [A9]', (rus) => rus.wrap(rus.at('Requests'), rus.at(' report'), 'ins')],
    ['another’s words swallowed', (rus) => rus.wrap(rus.at(' now'), rus.at('now', true), 'ins')],
    ['a bracket that swallows another’s bracket whole', (rus) => rus.wrap(rus.at(' now') - 1, rus.at('now', true) + 1, 'ins')],
    ['a bracket that starts in another’s and ends in standing words', (rus) => rus.wrap(rus.at('now'), rus.at(' a'), 'ins')],
    ['a bracket over a paragraph’s start', (rus) => rus.wrap(rus.at('.'), rus.at(' a'), 'ins')],
    ...(['ins', 'del', 'res', 'note'] as const).map((kind): [string, Attack] => [
      `a ${kind} closed before it opens`,
      (rus) => {
        const bid = rus.ids.make('RUS')
        insert(rus, rus.at('report'), own(bid, kind))
        insert(rus, rus.at('Decides', true), { c: bid })
      },
    ]),
    ['a lone opening over the rest of the text', (rus) => insert(rus, 1, own(rus.ids.make('RUS')))],
    ['a lone close of nothing', (rus) => insert(rus, 3, { c: rus.ids.make('RUS') })],
    ['another’s close moved over other words [A12]', (rus, { world }) => moveClose(rus, world.bids[0]!, rus.at('report'))],
    [
      'another’s opening moved over other words',
      (rus, { world }) => {
        const { from } = rus.tokens(world.bids[0]!)
        rus.edit((body) => body.delete(from, 1))
        insert(rus, 1, { o: world.bids[0]!, by: 'USA', kind: 'ins' })
      },
    ],
    ['another’s close doubled further on', (rus, { world }) => insert(rus, rus.at('report', true), { c: world.bids[0]! })],
    ['another’s opening doubled before it', (rus, { world }) => insert(rus, 1, { o: world.bids[0]!, by: 'USA', kind: 'ins' })],
    ['standing words hidden in a note', (rus) => rus.wrap(rus.at(' a'), rus.at('.'), 'note')],
    ['another’s words hidden in a note', (rus) => rus.wrap(rus.at(' now'), rus.at('now', true), 'note')],
    ['a deletion turned into an addition by its close of an addition', (rus) => crossed(rus)],
  ]
  test.each(attacks)('%s', (_, attack, text = TEXT) => void new Siege(TEXT).ends(text, attack))

  const onOwn: [string, (rus: Client, bid: Bid) => unknown][] = [
    ['the own close stretched over standing words [A10]', (rus, bid) => moveClose(rus, bid, rus.at('report'))],
    ['the own close stretched into another paragraph', (rus, bid) => moveClose(rus, bid, 3)],
    [
      'the own tokens taken away and the words left [A11]',
      (rus, bid) => [rus.tokens(bid).to, rus.tokens(bid).from].forEach((at) => rus.edit((body) => body.delete(at, 1))),
    ],
    ['one own token taken away', (rus, bid) => rus.edit((body) => body.delete(rus.tokens(bid).from, 1))],
    ['the own close doubled over standing words', (rus, bid) => insert(rus, rus.at('report'), { c: bid })],
    [
      'the addition born again as a reservation [A14]',
      (rus, bid) => {
        const { from } = rus.tokens(bid)
        rus.edit((body) => body.delete(from, 1))
        insert(rus, from, own(bid, 'res'))
      },
    ],
    [
      'the addition born again as a deletion, in a group',
      (rus, bid) => {
        const { from } = rus.tokens(bid)
        rus.edit((body) => body.delete(from, 1))
        insert(rus, from, own(bid, 'del', { grp: bid }))
      },
    ],
  ]
  test.each(onOwn)('%s', (_, attack) => {
    const { siege, bid } = proposed()
    siege.ends(PROPOSED, (rus) => attack(rus, bid))
  })

  test('a reservation becomes no addition around standing words: it goes [A14]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.wrap(siege.rus.at('Requests'), siege.rus.at(' a report'), 'res')
    siege.ends('Decides to act[ now – USA].\n[Requests – reserve, RUS] a report.', () => undefined)
    siege.ends(TEXT, (rus) => {
      const { from } = rus.tokens(bid)
      rus.edit((body) => body.delete(from, 1))
      insert(rus, from, own(bid))
    })
  })
  test('the halves of a bracket in two updates make none [X13]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.ids.make('RUS')
    siege.ends(TEXT, (rus) => insert(rus, rus.at('Requests'), own(bid)))
    siege.ends(TEXT, (rus) => insert(rus, rus.at('report', true), { c: bid }))
    siege.ends(TEXT, (rus) => insert(rus, rus.at('Requests'), own(bid, 'res')))
  })
  test('the halves of a bracket from two sessions of one delegation make none, and take none away [X14]', () => {
    const siege = new Siege(TEXT)
    const { rus, world } = siege
    const second = world.client('RUS')
    const bid = rus.ids.make('RUS')
    insert(rus, rus.at('Requests'), own(bid))
    insert(second, second.at('report', true), { c: bid })
    siege.ends(TEXT, () => undefined)
    siege.attack(() => undefined, second)
    expect(siege.text).toBe(TEXT)
    const whole = rus.propose(rus.at('Requests', true), ' soon')
    siege.ends(PROPOSED, () => undefined)
    second.pull()
    rus.edit((body) => body.delete(rus.tokens(whole).from, 1))
    second.edit((body) => body.delete(second.tokens(whole).to, 1))
    siege.attack(() => undefined)
    siege.attack(() => undefined, second)
    expect(siege.text).toBe(PROPOSED)
    expect(rus.pull().text).toBe(second.pull().text)
  })
  test('twice the same tokens in one update', () => {
    const siege = new Siege(TEXT)
    siege.attack((rus) => {
      const bid = rus.wrap(rus.at('report'), rus.at('report', true), 'res')
      insert(rus, rus.at('report', true) + 2, { c: bid })
      insert(rus, 1, own(bid, 'res'))
    })
    expect(siege.rus.pull().text).toBe(siege.text)
  })
  test('what came from the chair into an own bracket is one’s own to delete, and nobody is refused for it [T15]', () => {
    const { siege, bid } = proposed()
    siege.world.act((body) => body.insert(siege.eu.pull().tokens(bid).to, ' enough'))
    siege.rus.pull()
    const verdict = siege.ends(PROPOSED, (rus) => rus.erase(' enough'))
    expect(verdict).toMatchObject({ repairs: [] })
  })
})

function moveClose(rus: Client, bid: Bid, to: number): void {
  const old = rus.tokens(bid).to
  rus.edit((body) => {
    body.insertEmbed(to, { c: bid })
    body.delete(old >= to ? old + 1 : old, 1)
  })
}

/** An addition's opening before standing words and the close of a deletion of the same id behind them. */
function crossed(rus: Client): void {
  const bid = rus.ids.make('RUS')
  insert(rus, rus.at('report', true), { c: bid })
  insert(rus, rus.at('report'), own(bid, 'del'))
  insert(rus, rus.at('Requests'), own(bid))
}
