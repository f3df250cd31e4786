// Towards the end of a text and after it: objections, requests, the caveat, agreeing the whole, corrections, statements.
import { describe, expect, test } from 'vitest'
import { afterwordsOf } from '@chapeau/shared/exchange/afterwords'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportText } from '@chapeau/shared/exchange/export-text'
import { paragraphDigest } from '@chapeau/shared/brackets/words'
import { correctionsIn, objectionsIn, requestsIn, speakersIn, statementsIn, type Asked } from '@chapeau/shared/text/closing'
import { metaKey, statusOf } from '@chapeau/shared/text/meta'
import { metaOf } from '@chapeau/shared/text/ytext'
import { Chamber, delegate } from '../support/chamber.ts'
import { usualRung } from '../support/builders.ts'

const eu = delegate('EU')
const rus = delegate('RUS')
const usa = delegate('USA')
const meta = (chamber: Chamber): ReturnType<typeof metaOf> => metaOf(chamber.doc)

describe('AC-33 objecting to a decision', () => {
  const decided = (): Chamber => {
    const chamber = new Chamber('1\tPorts open[ daily – EU].')
    chamber.decide({ act: 'remove', target: chamber.bids[0]! })
    return chamber
  }
  test('AC-33 with a reason, by its number, until it is taken back', () => {
    const chamber = decided()
    expect(chamber.act({ act: 'object', seq: 1, reason: 'We were not heard.' }, eu)).toMatchObject({
      entries: [{ act: 'object', target: chamber.bids[0], content: { rationale: 'We were not heard.', detail: { seq: 1 } } }],
    })
    expect(objectionsIn(meta(chamber))).toEqual([{ seq: 1, principal: 'EU', reason: 'We were not heard.', pid: chamber.pid(0) }])
    chamber.act({ act: 'object', seq: 1, reason: null }, eu)
    expect(objectionsIn(meta(chamber))).toEqual([])
  })
  test('AC-33 the facilitator takes note of it; a delegation does not', () => {
    const chamber = decided()
    chamber.act({ act: 'object', seq: 1, reason: 'No.' }, eu)
    const note = { act: 'noteObjection', seq: 1, principal: 'EU', note: 'Back on Friday.' } as const
    expect(chamber.act(note, rus)).toMatchObject({ rule: 'AC-1' })
    expect(chamber.act({ ...note, principal: 'RUS' })).toMatchObject({ rule: 'AC-33' })
    expect(chamber.act(note)).toMatchObject({ status: 'done' })
    expect(objectionsIn(meta(chamber))[0]!.note).toBe('Back on Friday.')
  })
  test('AC-33 only to decisions, and only to those since the revision, which settles the others', () => {
    const chamber = decided()
    chamber.act({ act: 'object', seq: 1, reason: 'No.' }, eu)
    expect(chamber.act({ act: 'object', seq: 2, reason: 'No.' }, eu)).toMatchObject({ rule: 'AC-33' })
    expect(chamber.act({ act: 'object', seq: 99, reason: 'No.' }, eu)).toMatchObject({ rule: 'AC-33' })
    chamber.act({ act: 'revise' })
    expect(objectionsIn(meta(chamber))).toEqual([])
    expect(chamber.act({ act: 'object', seq: 1, reason: 'No.' }, eu)).toMatchObject({ rule: 'AC-33' })
  })
})

describe('AC-34 requests', () => {
  const asideOf = (chamber: Chamber, seq: number): Asked => chamber.asides.get(metaKey.request(seq))!.value as Asked
  test('AC-34 are for the desk and whoever asks, sealed, and answered', () => {
    const chamber = new Chamber('1\tPorts open.')
    const asked = chamber.act({ act: 'request', kind: 'typo', words: 'two spaces', target: chamber.pid(0) }, eu)
    expect(asked.status === 'done' && asked.entries[0]!.audience).toEqual(['chair', 'EU'])
    expect(chamber.asides.get('req/1')).toMatchObject({
      audience: ['chair', 'EU'],
      value: { kind: 'typo', principal: 'EU', state: 'open' },
    })
    expect([...meta(chamber).keys()].filter((key) => key.startsWith('req/'))).toEqual([])
    expect(chamber.act({ act: 'answerRequest', request: 1, answer: 'done' }, rus)).toMatchObject({ rule: 'AC-1' })
    expect(chamber.act({ act: 'answerRequest', request: 1, answer: 'declined', note: 'later' })).toMatchObject({ status: 'done' })
    expect(asideOf(chamber, 1)).toMatchObject({ state: 'declined', note: 'later' })
    expect(chamber.act({ act: 'answerRequest', request: 1, answer: 'done' })).toMatchObject({ rule: 'AC-34' })
  })
  test('AC-34 one’s own is taken back, another’s is not', () => {
    const chamber = new Chamber('1\tPorts open.')
    chamber.act({ act: 'request', kind: 'floor' }, eu)
    expect(chamber.act({ act: 'request', kind: 'floor' }, eu)).toMatchObject({ rule: 'AC-34' })
    expect(chamber.act({ act: 'unrequest', request: 1 }, rus)).toMatchObject({ rule: 'AC-34' })
    expect(chamber.act({ act: 'unrequest', request: 1 }, eu)).toMatchObject({ status: 'done' })
    expect(asideOf(chamber, 1).state).toBe('back')
    expect(chamber.act({ act: 'request', kind: 'floor' })).toMatchObject({ rule: 'AC-34' })
  })
  test('AC-24 AC-34 the room sees who waits for the floor, without a word more, while the desk shows it', () => {
    const chamber = new Chamber('1\tPorts open.')
    chamber.act({ act: 'request', kind: 'floor', words: 'on ports' }, eu)
    chamber.act({ act: 'request', kind: 'reopen', words: 'please' }, rus)
    expect(speakersIn(meta(chamber))).toBeNull()
    chamber.act({ act: 'show', what: 'speakers', on: true })
    expect(speakersIn(meta(chamber))).toEqual([{ seq: 1, principal: 'EU' }])
    chamber.act({ act: 'request', kind: 'floor' }, usa)
    expect(speakersIn(meta(chamber))).toEqual([
      { seq: 1, principal: 'EU' },
      { seq: 4, principal: 'USA' },
    ])
    chamber.act({ act: 'answerRequest', request: 1, answer: 'done' })
    expect(speakersIn(meta(chamber))).toEqual([{ seq: 4, principal: 'USA' }])
    chamber.act({ act: 'show', what: 'speakers', on: false })
    expect(speakersIn(meta(chamber))).toBeNull()
    const heard = new Map([...chamber.asides.values()].map(({ key, value }) => [key, value]))
    expect(requestsIn(heard).map(({ principal, state }) => [principal, state])).toEqual([
      ['EU', 'done'],
      ['RUS', 'open'],
      ['USA', 'open'],
    ])
  })
})

describe('AC-36 the whole text agreed ad ref', () => {
  test('AC-36 without open brackets; then it is closed until it is adopted or reopened', () => {
    const open = new Chamber('1\tPorts open[ daily – EU].')
    expect(open.act({ act: 'agreeText' })).toMatchObject({ rule: 'AC-9' })
    const chamber = new Chamber('1\tPorts open.')
    expect(chamber.act({ act: 'agreeText' }, eu)).toMatchObject({ rule: 'AC-1' })
    expect(chamber.act({ act: 'agreeText' })).toMatchObject({ entries: [{ content: { before: 'issued', after: 'adref' } }] })
    expect(chamber.act({ act: 'setState', targets: [chamber.pid(0)], state: 'parked' })).toMatchObject({
      rule: 'AU-6',
      message: 'This text is agreed ad referendum. It changes only after it is reopened.',
    })
    expect(chamber.act({ act: 'adopt' })).toMatchObject({ entries: [{ content: { before: 'adref', after: 'adopted' } }] })
    chamber.act({ act: 'reopen', target: null, reason: 'New facts.' })
    expect(statusOf(meta(chamber))).toBe('issued')
  })
})

describe('AC-37 statements', () => {
  test('AC-37 on a closed text, one of a kind on a thing, replaced and taken back', () => {
    const chamber = new Chamber('1\tPorts open.')
    const say = { act: 'statement', kind: 'dissociation', target: null, words: 'We are not part of this.' } as const
    expect(chamber.act(say, eu)).toMatchObject({ rule: 'AC-37' })
    chamber.act({ act: 'adopt' })
    expect(chamber.act(say)).toMatchObject({ rule: 'AC-34' })
    chamber.act(say, eu)
    chamber.act({ ...say, kind: 'explanation', target: chamber.pid(0), words: 'We read it so.' }, rus)
    chamber.act({ ...say, words: 'We dissociate ourselves.' }, eu)
    expect(statementsIn(meta(chamber)).map(({ principal, kind, label, words }) => [principal, kind, label, words])).toEqual([
      ['RUS', 'explanation', '1', 'We read it so.'],
      ['EU', 'dissociation', '', 'We dissociate ourselves.'],
    ])
    chamber.act({ ...say, words: ' ' }, eu)
    expect(statementsIn(meta(chamber))).toHaveLength(1)
    expect(chamber.act({ ...say, words: '' }, eu)).toMatchObject({ rule: 'AC-37' })
  })
})

describe('AC-38 corrections', () => {
  const correct = (chamber: Chamber, remove: string, insert: string): ReturnType<Chamber['act']> =>
    chamber.act({
      act: 'correct',
      target: chamber.pid(0),
      at: chamber.text.indexOf(remove) - 1,
      remove,
      insert,
      seen: { sv: '', words: paragraphDigest(chamber.reading, 0) },
    })
  test('AC-38 are listed until the next revision, also in an adopted text, which nothing else changes', () => {
    const chamber = new Chamber('1\tPorts shoud opn.')
    correct(chamber, 'shoud', 'should')
    expect(correctionsIn(meta(chamber))).toEqual([{ seq: 1, pid: chamber.pid(0), label: '1', before: 'shoud', after: 'should' }])
    chamber.act({ act: 'revise' })
    expect(correctionsIn(meta(chamber))).toEqual([])
    expect(meta(chamber).get(metaKey.corrected(chamber.pid(0)))).toBeUndefined()
    chamber.act({ act: 'adopt' })
    expect(correct(chamber, 'opn', 'open')).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tPorts should open.')
    expect(correctionsIn(meta(chamber))).toHaveLength(1)
    expect(chamber.act({ act: 'relabel', target: chamber.pid(0), label: '2' })).toMatchObject({ rule: 'AU-6' })
  })
  test('EX-4 AC-35 exports print the caveat, corrections and statements, escaped', () => {
    const chamber = new Chamber('1\tPorts shoud open.')
    chamber.act({ act: 'caveat', on: true })
    correct(chamber, 'shoud', 'should')
    chamber.act({ act: 'adopt' })
    chamber.act({ act: 'statement', kind: 'explanation', target: chamber.pid(0), words: 'Ports <all> & quays.' }, eu)
    expect(afterwordsOf(meta(chamber))).toEqual({
      caveat: 'Nothing is agreed until everything is agreed.',
      parts: [
        { heading: 'Corrections since the revision', lines: ['1: “shoud” now reads “should”'] },
        { heading: 'Statements', lines: ['EU, explanation of position (1): Ports <all> & quays.'] },
      ],
    })
    const frame = {
      view: 'rolling',
      asOf: new Date(0),
      title: 'T',
      revision: 'Rev.1',
      changes: 0,
      head: { seq: 1, hash: '0'.repeat(64) },
      publicKey: 'k',
      rungName: usualRung,
    } as const
    const txt = exportText(chamber.reading, meta(chamber), frame)
    expect(txt.split('\n\n').slice(1)).toEqual([
      'Nothing is agreed until everything is agreed.',
      '1 Ports should open.',
      'Corrections since the revision\n1: “shoud” now reads “should”',
      'Statements\nEU, explanation of position (1): Ports <all> & quays.\n',
    ])
    const html = exportHtml(chamber.reading, meta(chamber), frame)
    expect(html).toContain('<p class="caveat">Nothing is agreed until everything is agreed.</p>')
    expect(html).toContain('<li><bdi>EU, explanation of position (1): Ports &#60;all&#62; &#38; quays.</bdi></li>')
    chamber.act({ act: 'caveat', on: false })
    expect(exportText(chamber.reading, meta(chamber), frame)).not.toContain('Nothing is agreed')
  })
})
