// The typist's phrases: what a line means, and what it would do here.
import { describe, expect, test } from 'vitest'
import { completions, lineOf, PHRASES, planPhrase, type Here } from '@chapeau/client/page/phrases'
import { PRESET_RIGHTS, type Delegation } from '@chapeau/shared/policy'
import type { RevisionAnswer } from '@chapeau/shared/protocol/api'
import { metaKey } from '@chapeau/shared/text/meta'
import { Chamber, delegate, type Wish } from '../support/chamber.ts'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import { metaOf } from '@chapeau/shared/text/ytext'

const party = (code: string, name: string, aliases: string[] = []): Delegation => ({
  code,
  name,
  aliases,
  preset: 'member',
  rights: PRESET_RIGHTS.member,
  members: [],
})
const ROOM = [
  party('RUS', 'Russian Federation', ['Russia']),
  party('EU', 'European Union'),
  party('G77', 'Group of 77 and China', ['G-77']),
]

describe('UI-125 a line', () => {
  test.each([
    ['rus', { code: 'RUS', phrase: null }],
    ['european union', { code: 'EU', phrase: null }],
    ['g-77 j', { code: 'G77', phrase: { do: 'join' } }],
    ['Group of 77 and China s', { code: 'G77', phrase: { do: 'support' } }],
    ['chair +now', { code: 'CHAIR', phrase: { do: 'end', words: 'now' } }],
    ['EU shall>>should', { code: 'EU', phrase: { do: 'throughout', words: 'shall', by: 'should' } }],
    ['shall be>should be', { code: null, phrase: { do: 'replace', words: 'shall be', by: 'should be' } }],
    ['ports+ and quays', { code: null, phrase: { do: 'behind', words: 'ports', by: 'and quays' } }],
    ['-in time', { code: null, phrase: { do: 'delete', words: 'in time' } }],
    ['RS', { code: null, phrase: { do: 'section' } }],
    ['x boats and ships', { code: null, phrase: { do: 'flip', words: 'boats and ships' } }],
    ['m OP 4', { code: null, phrase: { do: 'move', label: 'OP 4' } }],
    ['n Notes that', { code: null, phrase: { do: 'paragraph', words: 'Notes that' } }],
    ['', { code: null, phrase: null }],
  ])('UI-125 %s', (typed, expected) => expect(lineOf(typed, ROOM)).toMatchObject({ ...expected, unknown: '' }))

  test('UI-125 what is no code and no phrase is said to be so', () => {
    expect(lineOf('RUS hello there', ROOM)).toEqual({ code: 'RUS', phrase: null, unknown: 'hello there' })
    expect(lineOf('ru', ROOM)).toMatchObject({ code: null, unknown: 'ru' })
    expect(completions('ru', ROOM, 3).map(({ code }) => code)).toEqual(['RUS'])
    expect(completions('group', ROOM, 3).map(({ code }) => code)).toEqual(['G77'])
  })

  test('UI-126 no phrase takes more than three keys beyond its words', () => {
    for (const { keys } of PHRASES) expect(keys.replace(/A and B|words|X|Y|OP4/g, '').length, keys).toBeLessThanOrEqual(3)
  })
})

describe('UI-126 what a phrase does', () => {
  const NOTATION = [
    '## I. Ports',
    'OP1\tStates shall open ports[ always – RUS].',
    'OP2\tShall a port be closed, boats and ships shall wait',
    'OP3\tPilots sail, [shall – delete, RUS] in time.',
  ].join('\n')

  const paragraph = (words: string): RevisionAnswer['paragraphs'][number] => ({
    id: ':1.2',
    label: 'OP1',
    type: 'para',
    level: 0,
    text: words,
    words,
  })
  const REVISIONS: readonly RevisionAnswer[] = [
    { seq: 9, revision: 'Rev.2', at: '', paragraphs: [paragraph('States shall open ports.')] },
    { seq: 4, revision: 'Rev.1', at: '', paragraphs: [paragraph('States open ports.')] },
  ]

  function said(line: string, { paragraph = 1, bracket = -1 } = {}): { text: string; says: string; chamber: Chamber } {
    const chamber = new Chamber(NOTATION)
    const here: Here = {
      reading: chamber.reading,
      meta: metaOf(chamber.doc),
      bracket: chamber.bids[bracket] ?? null,
      paragraph,
      principal: 'EU',
      revisions: REVISIONS,
    }
    const { phrase } = lineOf(line, ROOM)
    if (phrase === null) throw new Error(`${line} is no phrase`)
    const plan = planPhrase(phrase, here)
    if (!plan.ok) return { text: '', says: plan.problem, chamber }
    const { wish } = plan
    const pids = wish.act === 'propose' ? wish.edits.map(({ pid }) => pid) : wish.act === 'structure' ? [wish.shape.target] : []
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, pids) }
    const joined = wish.act === 'join' ? { seen: chamber.seen([wish.target]) } : wish.act === 'stand' ? {} : { seen }
    const outcome = chamber.act({ ...wish, ...joined } as Wish, delegate('EU'))
    return { text: outcome.status === 'done' ? chamber.text : outcome.message, says: plan.says, chamber }
  }
  const line = (line: string, n: number, at?: { paragraph?: number; bracket?: number }): string => said(line, at).text.split('\n')[n] ?? ''

  test.each<[string, number, string]>([
    ['+as appropriate', 1, 'OP1\tStates shall open ports[ always – RUS][, as appropriate – EU].'],
    ['-open', 1, 'OP1\tStates shall [open – delete, EU] ports[ always – RUS].'],
    ['shall>should', 1, 'OP1\tStates [shall – delete, EU, group 1][should – EU, group 1] open ports[ always – RUS].'],
    ['States+may', 1, 'OP1\tStates[ may – EU] shall open ports[ always – RUS].'],
    ['always>daily', 1, 'OP1\tStates shall open ports[ [always – delete, EU, group 1][daily – EU, group 1] – RUS].'],
    ['b', 1, 'OP1\t[States shall open ports[ always – RUS]. – reserve, EU]'],
  ])('UI-126 %s', (typed, n, expected) => expect(line(typed, n)).toBe(expected))

  test('UI-126 at the end of a paragraph without a full stop, and with a comma of one’s own', () => {
    expect(line('+in turn', 2, { paragraph: 2 })).toBe('OP2\tShall a port be closed, boats and ships shall wait[, in turn – EU]')
    expect(line('+; and', 2, { paragraph: 2 })).toBe('OP2\tShall a port be closed, boats and ships shall wait[; and – EU]')
  })

  test('UI-126 throughout: one proposal at every place, capitals kept, deleted words passed over', () => {
    const { text, says } = said('shall>>should')
    expect(says).toBe('replaces “shall” by “should” at 3 places')
    expect(text.split('\n')[2]).toBe(
      'OP2\t[Shall – delete, EU, group 2][Should – EU, group 2] a port be closed, boats and ships [shall – delete, EU, group 3][should – EU, group 3] wait',
    )
    expect(text.split('\n')[3]).toContain('[shall – delete, RUS] in time.')
  })

  test('UI-126 flip', () => {
    expect(line('x boats and ships', 2, { paragraph: 2 })).toContain(
      '[boats and ships – delete, EU, group 1][ships and boats – EU, group 1]',
    )
    expect(said('x boats', { paragraph: 2 }).says).toContain('the two things')
  })

  test('UI-126 a new paragraph takes the label behind this one’s', () => {
    expect(line('n Notes that ships wait.', 2)).toBe('[OP1 bis\tNotes that ships wait. – EU]')
  })

  test('UI-126 moving is proposed by the label, and said when there is none', () => {
    const { chamber, says } = said('m op3')
    expect(says).toBe('proposes to move OP1 behind op3')
    expect([...metaOf(chamber.doc).keys()].some((key) => key.startsWith('s/'))).toBe(true)
    expect(said('m OP9').says).toBe('There is no paragraph OP9.')
  })

  test('UI-126 joins and stands go to the selected bracket, reservations to the paragraph or its section', () => {
    const joined = said('j', { bracket: 0 })
    expect(joined.says).toBe('joins the proposal of RUS')
    expect(metaOf(joined.chamber.doc).get(metaKey.stand(joined.chamber.bids[0]!, 'EU'))).toMatchObject({ stance: 'proposes' })
    const kept = said('s', { bracket: 1 })
    expect(metaOf(kept.chamber.doc).get(metaKey.stand(kept.chamber.bids[1]!, 'EU'))).toMatchObject({ stance: 'supports' })
    expect(said('j').says).toContain('Select the proposal first')
    const reserved = said('r')
    expect(metaOf(reserved.chamber.doc).get(metaKey.stand(reserved.chamber.pid(1), 'EU'))).toMatchObject({ stance: 'reserves' })
  })

  test('UI-126 the facilitator’s wording goes beside all that compete with the selected one, whoever has the floor', () => {
    const chamber = new Chamber('1\tPorts [should – EU, group 1][may – RUS, group 1] open.')
    const here: Here = {
      reading: chamber.reading,
      meta: metaOf(chamber.doc),
      bracket: chamber.bids[1]!,
      paragraph: 0,
      principal: 'EU',
      revisions: null,
    }
    expect(planPhrase(lineOf('=ought to', ROOM).phrase!, here)).toMatchObject({
      ok: true,
      as: 'CHAIR',
      wish: { act: 'alternative', targets: chamber.bids, words: 'ought to' },
    })
  })

  test('UI-126 the previous version is that of the last revision in which the paragraph stood otherwise', () => {
    const { text, says } = said('v')
    expect(says).toBe('proposes OP1 as it stood in Rev.1')
    expect(text.split('\n')[1]).toContain('delete, EU]')
    expect(said('v', { paragraph: 2 }).says).toContain('stood no otherwise')
  })

  test('UI-126 words that stand nowhere, or twice, are not guessed at', () => {
    expect(said('sail>go').says).toContain('“sail” does not stand here')
    expect(said('p>q', { paragraph: 2 }).says).toContain('“p” does not stand here')
    expect(said('a>the', { paragraph: 2 }).says).toContain('replaces “a”')
  })
})
