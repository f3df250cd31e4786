// Proposals by command: what they write into the text, in whose name, and where they refuse.
import { describe, expect, test } from 'vitest'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import type { Actor } from '@chapeau/shared/policy'
import type { ActOutcome } from '@chapeau/server/acts/types'
import type { Edit } from '@chapeau/shared/protocol/acts'
import { metaKey, setOf } from '@chapeau/shared/text/meta'
import { bodyOf, metaMapOf, metaOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'

const rus = delegate('RUS')

/** An edit on the first occurrence of some words in the n-th paragraph; `length` 0 puts it behind them. */
function edit(chamber: Chamber, words: string, change: Partial<Edit>, paragraph = 0): Edit {
  const { raw } = chamber.reading.paragraphs[paragraph]!
  const flat = raw.runs.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('')
  const found = flat.indexOf(words)
  if (found < 0) throw new Error(`"${words}" is not in ${flat}`)
  const at = change.length === 0 ? found + words.length : found
  return { pid: raw.starter?.p ?? '', at, length: words.length, insert: '', ...change }
}

function propose(chamber: Chamber, edits: Edit[], actor: Actor = rus, more: { set?: true } = {}): ActOutcome {
  const { sv } = chamber.seen([])
  const words = paragraphsDigest(
    chamber.reading,
    edits.map(({ pid }) => pid),
  )
  return chamber.act({ act: 'propose', edits, seen: { sv, words }, ...more }, actor)
}

describe('AC-15 a proposal by command stands as typing would leave it', () => {
  const table: [string, string, string, Partial<Edit>, string][] = [
    ['an addition', 'Ports should open.', 'should', { length: 0, insert: ' always' }, 'Ports should[ always – RUS] open.'],
    ['a deletion', 'Ports should always open.', ' always', {}, 'Ports should[ always – delete, RUS] open.'],
    ['a reservation', 'Ports should open.', 'should open', { reserve: true }, 'Ports [should open – reserve, RUS].'],
    ['a replace', 'Ports shall open.', 'shall', { insert: 'should' }, 'Ports [shall – delete, RUS, group 1][should – RUS, group 1] open.'],
    ['another’s words', 'Ports[ shall – EU] open.', ' shall', {}, 'Ports[[ shall – delete, RUS] – EU] open.'],
    ['a bracket as a whole', '1\tPorts[ shall – EU] open.', 'Ports\ufffc shall\ufffc', {}, '1\t[Ports[ shall – EU] – delete, RUS] open.'],
    ['one’s own words', 'Ports[ shall – RUS] open.', 'shall', { insert: 'may' }, 'Ports[ may – RUS] open.'],
  ]
  test.each(table)('%s', (_, before, words, change, after) => {
    const chamber = new Chamber(before)
    expect(propose(chamber, [edit(chamber, words, change)])).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(after)
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(before)
  })
  test('a paragraph stands behind the whole one, behind brackets that run on', () => {
    const chamber = new Chamber('1\tone[ and\n2\tmore – EU] two\n3\tlast')
    const paragraph = { type: 'para', level: 0 } as const
    expect(propose(chamber, [{ pid: chamber.pid(0), at: 0, length: 0, insert: 'new', paragraph }])).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tone[ and\n2\tmore – EU] two\n[\tnew – RUS]\n3\tlast')
  })
  test('the desk gives a new paragraph its label', () => {
    const chamber = new Chamber('3\tone')
    const paragraph = { type: 'para', level: 0, label: '3 bis' } as const
    propose(chamber, [{ pid: chamber.pid(0), at: 0, length: 0, insert: 'new', paragraph }], chair)
    expect(chamber.text).toBe('3\tone\n[3 bis\tnew – CHAIR]')
  })
})

describe('AC-15 one proposal at many places', () => {
  test('is one set, recorded and undone as one', () => {
    const chamber = new Chamber('1\tPorts shall open.\n2\tShips shall sail.')
    const outcome = propose(
      chamber,
      [edit(chamber, 'shall', { insert: 'should' }, 0), edit(chamber, 'shall', { insert: 'should' }, 1)],
      rus,
      { set: true },
    )
    expect(outcome).toMatchObject({ status: 'done', entries: [{ act: 'propose' }, {}, {}, {}] })
    const sets = [...chamber.reading.brackets.keys()].map((bid) => setOf(metaOf(chamber.doc), bid))
    expect(new Set(sets).size).toBe(1)
    expect(sets[0]).toMatch(/^RUS:/)
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tPorts shall open.\n2\tShips shall sail.')
  })
})

describe('AC-15 places are those of the words seen', () => {
  test('what others wrote meanwhile moves them and stays', () => {
    const chamber = new Chamber('Ports shall open.')
    const shall = edit(chamber, 'shall', { insert: 'should' })
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [shall.pid]) }
    const doc = chamber.copy('EU', 7)
    bodyOf(doc).insert(1, 'All ')
    bodyOf(doc).insert(doc.getText('body').length, ' Soon.')
    chamber.receive(doc)
    expect(chamber.act({ act: 'propose', edits: [shall], seen }, rus)).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('All Ports [shall – delete, RUS, group 1][should – RUS, group 1] open. Soon.')
  })
  test('what was added behind words that others bracketed meanwhile stands behind their brackets, not in them', () => {
    const chamber = new Chamber('Ports shall be paid.')
    const paid = edit(chamber, 'paid', { insert: ', where possible' })
    const end = { ...paid, at: paid.at + 'paid'.length, length: 0 }
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [paid.pid]) }
    propose(chamber, [edit(chamber, 'paid', { insert: 'supported' })], delegate('USA'))
    expect(chamber.act({ act: 'propose', edits: [end], seen }, rus)).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('Ports shall be [paid – delete, USA, group 1][supported – USA, group 1][, where possible – RUS].')
  })
  test('what was added within words that others bracketed meanwhile stays within them', () => {
    const chamber = new Chamber('Ports shall be paid.')
    const paid = edit(chamber, 'be paid', {})
    const inside = { ...paid, at: paid.at + 'be'.length, length: 0, insert: ' well' }
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [paid.pid]) }
    propose(chamber, [paid], delegate('USA'))
    expect(chamber.act({ act: 'propose', edits: [inside], seen }, rus)).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('Ports shall [be[ well – RUS] paid – delete, USA].')
  })
  test('words that were taken meanwhile refuse all of it', () => {
    const chamber = new Chamber('Ports shall open.')
    const shall = edit(chamber, 'shall', { insert: 'should' })
    const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [shall.pid]) }
    const doc = chamber.copy('EU', 7)
    bodyOf(doc).delete(1, 6)
    chamber.receive(doc)
    expect(chamber.act({ act: 'propose', edits: [shall], seen }, rus)).toMatchObject({ rule: 'AC-2', words: 'shall open.' })
    expect(chamber.text).toBe('shall open.')
  })
})

describe('AC-15 what cannot be written is refused whole', () => {
  const table: [string, (chamber: Chamber) => Edit[], string][] = [
    ['half a bracket', (chamber) => [edit(chamber, 'Ports\ufffc shall', {})], 'AC-15'],
    ['the same words twice', (chamber) => [edit(chamber, 'open', {}), edit(chamber, 'pen', {})], 'AC-15'],
    ['half a character', (chamber) => [{ ...edit(chamber, '🚢', {}), length: 1 }], 'AC-15'],
    ['nothing at all', (chamber) => [edit(chamber, 'open', { length: 0 })], 'AC-15'],
    ['behind the end', (chamber) => [{ ...edit(chamber, 'open', {}), length: 400 }], 'AC-15'],
  ]
  test.each(table)('%s', (_, edits, rule) => {
    const chamber = new Chamber('Ports[ shall – EU] open 🚢.')
    const before = chamber.text
    expect(propose(chamber, edits(chamber))).toMatchObject({ status: 'refused', rule })
    expect(chamber.text).toBe(before)
  })
  test('AU-6 in an agreed paragraph, AU-4 by an observer', () => {
    const chamber = new Chamber('1\tPorts open.')
    expect(propose(chamber, [edit(chamber, 'open', {})], { role: 'observer', principal: null, rights: null })).toMatchObject({
      rule: 'AU-4',
    })
    chamber.doc.transact(() => metaMapOf(chamber.doc).set(metaKey.state(chamber.pid(0)), 'agreed'))
    expect(propose(chamber, [edit(chamber, 'open', {})])).toMatchObject({ rule: 'AU-6' })
  })
})

test('AC-15 in preparation the desk changes standing words as they stand', () => {
  const chamber = new Chamber('1\tPorts shall open.')
  chamber.doc.transact(() => metaMapOf(chamber.doc).set(metaKey.status, 'preparation'))
  expect(propose(chamber, [edit(chamber, 'shall', { insert: 'should' })], chair)).toMatchObject({ entries: [{ act: 'edited' }] })
  expect(chamber.text).toBe('1\tPorts should open.')
})
