// Towards the end of a text, as the page tells it: news, requests and objections, statements, corrections.
import { describe, expect, test } from 'vitest'
import { correctionOf } from '@chapeau/client/page/correction'
import { newsFor } from '@chapeau/client/page/news'
import { factsOf, voiceOf, withReason } from '@chapeau/client/page/paragraph'
import { floorView, lastDecision, objectionRows, requestRows } from '@chapeau/client/page/requests'
import { outlineOf } from '@chapeau/client/page/outline'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { RecordContent, RecordEntry, RecordLine } from '@chapeau/shared/protocol/api'
import { metaKey } from '@chapeau/shared/text/meta'
import { viewOf } from '@chapeau/shared/text/views'
import { text } from '../support/builders.ts'

const CHAIR: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const EU: Actor = { role: 'delegate', principal: 'EU', rights: PRESET_RIGHTS.member }
const OP3 = { id: ':1.1', label: 'OP3' }

function line(seq: number, act: string, by: string, entry: Partial<RecordEntry> = {}, content: RecordContent = {}): RecordLine {
  return {
    entry: {
      seq,
      at: `2031-03-14T10:00:${String(seq).padStart(2, '0')}.000Z`,
      act,
      by: { principal: by, person: 'p', role: by === 'CHAIR' ? 'chair' : 'delegate' },
      target: null,
      paragraph: OP3,
      contentHash: '',
      prev: '',
      hash: '',
      ...entry,
    },
    content,
    salt: null,
  }
}

describe('UI-33 news', () => {
  test.each<[string, Actor, RecordLine, string[]]>([
    ['an objector', EU, line(1, 'setState', 'CHAIR', { over: ['EU'] }), ['Decided over your objection in OP3.']],
    ['another', EU, line(1, 'setState', 'CHAIR', { over: ['RUS'] }), []],
    ['the desk', CHAIR, line(1, 'return', 'RUS', {}, { rationale: 'No.' }), ['RUS returned what was agreed ad ref in OP3, “No.”.']],
    [
      'the desk',
      CHAIR,
      line(1, 'object', 'RUS', {}, { rationale: 'No.', detail: { seq: 1 } }),
      ['RUS objects to a decision in OP3, “No.”.'],
    ],
    ['the desk', CHAIR, line(1, 'object', 'RUS', {}, { detail: { seq: 1, back: true } }), []],
    ['another', EU, line(1, 'return', 'RUS', {}, { rationale: 'No.' }), []],
    [
      'the desk',
      CHAIR,
      line(
        1,
        'sealed',
        '',
        { paragraph: null },
        { rationale: 'ports', detail: { act: 'request', by: 'RUS', kind: 'floor', state: 'open' } },
      ),
      ['RUS asks: the floor, “ports”.'],
    ],
    [
      'who asked',
      EU,
      line(1, 'sealed', '', { paragraph: null }, { detail: { act: 'answerRequest', by: 'EU', kind: 'typo', state: 'declined' } }),
      ['To correct a slip: declined.'],
    ],
    [
      'who objected',
      EU,
      line(1, 'noteObjection', 'CHAIR', {}, { rationale: 'Friday.', detail: { seq: 1, principal: 'EU' } }),
      ['The facilitator took note of your objection in OP3: “Friday.”'],
    ],
  ])('UI-33 %s is told', (_, actor, news, expected) => expect(newsFor([news], [news], actor)).toEqual(expected))
})

describe('UI-108 requests and objections', () => {
  const meta = new Map<string, unknown>([
    [metaKey.label(':1.1'), 'OP3'],
    [metaKey.request(4), { seq: 4, kind: 'typo', principal: 'EU', words: 'teh', pid: ':1.1', state: 'open' }],
    [metaKey.request(2), { seq: 2, kind: 'floor', principal: 'RUS', words: '', pid: null, state: 'done' }],
    [metaKey.objection(3, 'EU'), { seq: 3, principal: 'EU', reason: 'No.', pid: ':1.1' }],
  ])
  const record = [line(2, 'sealed', ''), line(3, 'setState', 'CHAIR', {}, { after: 'agreed' })]

  test('UI-108 requests are in order, with time, place and state', () => {
    expect(requestRows(meta, record).map(({ seq, name, place, state, at }) => [seq, name, place, state, at?.getUTCSeconds()])).toEqual([
      [2, 'The floor', '', 'done', 2],
      [4, 'To correct a slip', 'OP3', 'open', undefined],
    ])
  })

  test('UI-108 the floor: a delegation asks or leaves, an observer sees it only while it is shown', () => {
    expect(floorView(meta, EU)).toEqual({ speakers: null, asks: true, mine: null, open: 1, watches: false })
    const watching: Actor = { role: 'observer', principal: null, rights: null }
    expect(floorView(meta, watching)).toBeNull()
    const shown = new Map([
      ...meta,
      [metaKey.speakers, [{ seq: 7, principal: 'EU' }]],
      [metaKey.request(7), { seq: 7, kind: 'floor', principal: 'EU', words: '', pid: null, state: 'open' }],
    ])
    expect(floorView(shown, watching)).toMatchObject({ speakers: [{ principal: 'EU' }], watches: true })
    expect(floorView(shown, EU)).toMatchObject({ mine: 7 })
    expect(floorView(shown, CHAIR)).toMatchObject({ asks: false, open: 2 })
  })

  test('UI-108 objections say to what, and whether it was undone', () => {
    expect(objectionRows(meta, record)).toEqual([
      {
        seq: 3,
        principal: 'EU',
        reason: 'No.',
        note: '',
        place: 'OP3',
        decision: 'Chair set the paragraph to agreed',
        undone: false,
      },
    ])
    const undone = [...record, line(4, 'undo', 'CHAIR', { paragraph: null }, { detail: { seq: 3 } })]
    expect(objectionRows(meta, undone)[0]!.undone).toBe(true)
    expect(lastDecision(record, ':1.1')?.seq).toBe(3)
    expect(lastDecision(undone, ':1.1')).toBeNull()
    expect(lastDecision([...record, line(4, 'revise', 'CHAIR')], ':1.1')).toBeNull()
  })

  test('UI-105 one objects where the decision is shown, and takes it back there; after the end one makes statements', () => {
    const { reading, meta: own } = text('OP3\tPorts open.')
    const row = outlineOf(reading, viewOf(reading, own, 'rolling')).rows[0]!
    const decided = [line(3, 'setState', 'CHAIR', { paragraph: { id: row.id, label: 'OP3' } })]
    const object = voiceOf(row, factsOf(row, reading, own, decided), EU, 'issued').at(-1)!
    expect(withReason(object.wish, 'No.')).toEqual({ act: 'object', seq: 3, reason: 'No.' })
    own.set(metaKey.objection(3, 'EU'), { seq: 3, principal: 'EU', reason: 'No.', pid: row.id })
    expect(voiceOf(row, factsOf(row, reading, own, decided), EU, 'issued').at(-1)).toMatchObject({
      asks: null,
      pressed: true,
      wish: { act: 'object', reason: null },
    })
    own.set(metaKey.statement('explanation', 'EU', row.id!), { seq: 9, kind: 'explanation', principal: 'EU', pid: row.id, words: 'So.' })
    const after = voiceOf(row, factsOf(row, reading, own, decided), EU, 'adopted')
    expect(after.map(({ id, said }) => [id, said])).toEqual([
      ['paragraph-dissociation', ''],
      ['paragraph-explanation', 'So.'],
    ])
    expect(withReason(after[1]!.wish, '')).toEqual({ act: 'statement', kind: 'explanation', target: row.id, words: '' })
  })
})

describe('UI-109 correcting a slip', () => {
  const { reading } = text('1\tPorts shoud open, as ports shoud[ shoud ever – EU], adn quays.')
  const pid = reading.paragraphs[0]!.raw.starter!.p
  test('UI-109 words that stand once outside brackets are corrected, shown before and after', () => {
    expect(correctionOf(reading, pid, 'Ports shoud', 'Ports should')).toEqual({
      ok: true,
      wish: { act: 'correct', target: pid, at: 7, remove: 'shoud', insert: 'should' },
      before: 'Ports shoud open, as ports shoud',
      after: 'Ports should open, as ports shoud',
    })
    expect(correctionOf(reading, pid, 'as ports shoud', 'as each port shoud')).toMatchObject({
      wish: { remove: 'ports', insert: 'each port' },
    })
    expect(correctionOf(reading, pid, 'adn', 'and')).toMatchObject({ ok: true, after: ', and quays.' })
  })
  test.each([
    ['shoud', 'should', 'They stand here 2 times. Type more of the words around the slip.'],
    ['shoud ever', 'should ever', 'These words do not stand here outside brackets.'],
    ['', 'x', 'Type the words as they stand, with enough around them to be found.'],
    ['adn', 'adn', 'The words are the same.'],
  ])('UI-109 %s → %s: %s', (remove, insert, problem) => expect(correctionOf(reading, pid, remove, insert)).toEqual({ ok: false, problem }))
})
