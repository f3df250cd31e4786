// Alternatives: what can compete for one place, and every way a group can be decided.
import { describe, expect, test } from 'vitest'
import { candidatesFor, choicesOf, likelyGroups } from '@chapeau/shared/brackets/groups'
import { wordsOf } from '@chapeau/shared/brackets/words'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { read } from '@chapeau/shared/text/read'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaMapOf } from '@chapeau/shared/text/ytext'
import { Chamber, delegate } from '../support/chamber.ts'

const group = (chamber: Chamber, ...members: number[]): ActOutcome =>
  chamber.act({ act: 'group', targets: members.map((n) => chamber.bids[n]!) })

describe('AC-50 what competes for one place', () => {
  test('AC-50 a bracket brings what competes with it already: a replace is not torn apart', () => {
    const chamber = new Chamber('1\tPorts [shall – delete, EU, group 1][should – EU, group 1][ may – RUS] open.')
    expect(group(chamber, 1, 2)).toMatchObject({ status: 'done', entries: [{ act: 'group' }, {}, {}] })
    expect(chamber.text).toBe('1\tPorts [shall – delete, EU, group 1][should – EU, group 1][ may – RUS, group 1] open.')
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tPorts [shall – delete, EU, group 1][should – EU, group 1][ may – RUS] open.')
  })

  const refused: [string, string, number[], RegExp][] = [
    ['a change to another’s words', '1\tPorts[ open[ soon – USA] – EU].', [0, 1], /stands inside the words of EU/],
    ['deletions alone', '1\tPorts [shall – delete, EU] [open – delete, RUS].', [0, 1], /must propose words/],
    ['a note', '1\tPorts[ open – EU][see above – note, RUS].', [0, 1], /note/],
    ['one and the same', '1\tPorts[ open – EU].', [0, 0], /two or more/],
    ['one group already', '1\tPorts [shall – delete, EU, group 1][should – EU, group 1].', [0, 1], /already/],
  ]
  test.each(refused)('AC-50 not %s', (_, notation, members, message) => {
    const chamber = new Chamber(notation)
    expect(group(chamber, ...members)).toMatchObject({ status: 'refused', rule: 'AC-50', message: expect.stringMatching(message) })
    expect(chamber.text).toBe(notation)
  })

  test('AC-50 in an agreed paragraph nothing is grouped, and delegations do not group', () => {
    const chamber = new Chamber('1\tPorts[ open – EU][ close – RUS].')
    expect(chamber.act({ act: 'group', targets: [...chamber.bids] }, delegate('EU'))).toMatchObject({ rule: 'AC-1' })
    chamber.doc.transact(() => metaMapOf(chamber.doc).set(metaKey.state(chamber.pid(0)), 'agreed'))
    expect(group(chamber, 0, 1)).toMatchObject({ status: 'refused', rule: 'AU-6' })
  })

  test('AC-50 candidates are near, and possible', () => {
    const chamber = new Chamber('1\tPorts[ open[ soon – USA] – EU][ close – RUS].\n2\tShips[ sail – EU].')
    expect(candidatesFor(chamber.reading, chamber.bids[0]!).map(({ bid }) => bid)).toEqual([chamber.bids[2]])
    expect(candidatesFor(chamber.reading, chamber.bids[3]!)).toEqual([])
  })
})

describe('AC-50 what looks like alternatives in an imported text', () => {
  const likely = (source: string): string[] => {
    const { body, labels } = importText(source, new IdMaker(1))
    const meta = new Map([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
    const reading = read(body, meta)
    return likelyGroups(reading, meta).map((members) => members.map(({ bid }) => wordsOf(reading, bid)).join(' | '))
  }
  test.each([
    ['1. Parties [shall][should] act.', ['shall | should']],
    ['1. Parties [shall] [should] [may] act.', ['shall | should | may']],
    ['1. Parties [shall]/[should] act [now] or [soon].', ['shall | should', 'now | soon']],
    ['1. Parties [shall] and [should] act.', []],
    ['1. Parties [shall [not]] act [soon].', []],
    ['1. Parties [will [act][wait] soon] or [later].', ['will actwait soon | later', 'act | wait']],
    ['[Option 1: Parties act.]\n\n[Option 2: Nobody acts.]', ['Parties act. | Nobody acts.']],
    ['[Parties act.]\n\n[Nobody acts.]', []],
  ])('AC-50 %s', (source, groups) => expect(likely(source)).toEqual(groups))
})

describe('AC-50 a group is decided to a member, the standing words or no text', () => {
  const decidedTo = (notation: string, n: number): string => {
    const chamber = new Chamber(notation)
    const id = chamber.reading.brackets.get(chamber.bids[0]!)!.group!
    expect(chamber.decide(choicesOf(chamber.reading, id)[n]!.decision)).toMatchObject({ status: 'done' })
    return chamber.text
  }
  const five =
    '1\tPorts [shall – delete, EU, group 1][should – EU, group 1][may – RUS, group 1][must – USA, group 1][can – IRN, group 1] open.'
  test.each([
    [0, '1\tPorts should open.'],
    [3, '1\tPorts can open.'],
    [4, '1\tPorts shall open.'],
    [5, '1\tPorts open.'],
  ])('AC-50 choice %i of five', (n, after) => expect(decidedTo(five, n)).toBe(after))

  test('AC-50 without standing words there are the members and no text', () => {
    const two = '1\tPorts[ soon – EU, group 1][ later – RUS, group 1] open.'
    expect(choicesOf(new Chamber(two).reading, new Chamber(two).reading.brackets.get(new Chamber(two).bids[0]!)!.group!)).toHaveLength(3)
    expect(decidedTo(two, 2)).toBe('1\tPorts open.')
  })
})
