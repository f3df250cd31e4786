// The desk's acts on paragraphs and texts, the second press, and words given back.
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { frame, syncSubType, wordsIn } from '@chapeau/client/connection/frames'
import { closeLabel, overLabel } from '@chapeau/client/elements/answer'
import { ladderIn } from '@chapeau/client/elements/setup-ladder'
import { codesIn, paragraphView, textActions, withForum, type ParagraphView } from '@chapeau/client/page/ladder'
import { factsOf, voiceOf, type ParagraphFacts } from '@chapeau/client/page/paragraph'
import { rungStyles } from '@chapeau/client/page/rungs'
import type { OutlineRow } from '@chapeau/client/page/outline'
import { isReadable, PRESET_RIGHTS, type Actor, type MeetingRules } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { metaKey, type ParagraphState, type TextStatus } from '@chapeau/shared/text/meta'
import { text } from '../support/builders.ts'

const CHAIR: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const row = (more: Partial<OutlineRow>): OutlineRow => ({
  id: ':1.1',
  index: 3,
  type: 'para',
  level: 0,
  label: '2',
  words: 'Harbours',
  state: 'open',
  open: 0,
  proposed: false,
  ...more,
})

const NO_FACTS: ParagraphFacts = { forum: '', pending: [], stands: [], brackets: [], decided: null, statements: [] }
const viewOf = (of: OutlineRow, actor = CHAIR, rules: MeetingRules = { decide: 'consensus' }): ParagraphView | null =>
  paragraphView(of, NO_FACTS, actor, { status: 'issued', rules })

describe('UI-6 the ladder', () => {
  it('UI-6 a paragraph with open brackets can be parked or agreed ad ref, not agreed, and says why', () => {
    const view = viewOf(row({ open: 2 }))!
    expect(view.steps.filter(({ permission }) => permission.ok).map(({ name }) => name)).toEqual(['Open', 'Park', 'Agree ad ref'])
    expect(view.steps.at(-1)!.permission).toMatchObject({ message: 'This paragraph has 2 open brackets.' })
  })

  it('UI-6 an agreed paragraph is reopened', () => {
    expect(viewOf(row({ state: 'agreed' }))!.reopen).toEqual({ ok: true })
    expect(viewOf(row({}))!.reopen).toBeNull()
  })

  it('UI-6 titles and headings have no ladder', () => {
    expect(viewOf(row({ type: 'heading' }))).toMatchObject({ steps: [], relabel: null })
  })
})

describe('UI-105 the paragraph in the right pane', () => {
  const { reading, meta, bids } = text('1\tHarbours[ and every quay of the old town – EU] shall[ soon – RUS] open.')
  const first = row({ index: 0, id: ':1.1', open: 2 })

  it('UI-105 names the brackets in the way, each leading to its own, and who holds back', () => {
    meta.set(metaKey.stand(':1.1', 'RUS'), { stance: 'reserves', words: '', seq: 4, reason: 'capital' })
    meta.set(metaKey.pending(':1.1'), ['EU'])
    meta.set(metaKey.forum(':1.1'), 'Plenary')
    expect(factsOf(first, reading, meta)).toMatchObject({
      forum: 'Plenary',
      pending: ['EU'],
      stands: [{ stance: 'reserves', entries: [{ principal: 'RUS', reason: 'capital' }] }],
      brackets: [
        { bid: bids[0], name: 'EU “and every quay of the old to…”' },
        { bid: bids[1], name: 'RUS “soon”' },
      ],
    })
  })

  it('UI-105 a delegation reserves, opposes, and with ad ref returns it or agrees where it is waited for', () => {
    const eu: Actor = { role: 'delegate', principal: 'EU', rights: PRESET_RIGHTS.member }
    const labels = (state: ParagraphState, pending: string[]): string[] =>
      voiceOf(row({ state }), { ...NO_FACTS, pending }, eu, 'issued').map(({ label }) => label)
    expect(labels('open', [])).toEqual(['Reserve…', 'Oppose…'])
    expect(labels('adref', [])).toEqual(['Reserve…', 'Oppose…', 'Return it…'])
    expect(labels('adref', ['EU'])).toEqual(['Reserve…', 'Oppose…', 'We agree', 'Return it…'])
    expect(viewOf(row({}), eu)).toMatchObject({ steps: [], relabel: null, reopen: null })
    expect(voiceOf(row({ type: 'title' }), NO_FACTS, eu, 'issued')[0]!.wish).toMatchObject({ target: 'text' })
    expect(voiceOf(row({}), NO_FACTS, CHAIR, 'issued')).toEqual([])
  })

  it('UI-105 the forum goes with every step, the codes waited for with ad ref only', () => {
    const steps = viewOf(row({}))!.steps
    expect(withForum(steps[1]!, 'Plenary', ['EU'])).toEqual({ act: 'setState', targets: [':1.1'], state: 'parked', forum: 'Plenary' })
    expect(withForum(steps[2]!, '', codesIn('rus, EU eu'))).toEqual({
      act: 'setState',
      targets: [':1.1'],
      state: 'adref',
      pending: ['RUS', 'EU'],
    })
  })

  it('UI-105 the second press says over whom, and how many are not connected', () => {
    expect(closeLabel('Agree', ['RUS'], [])).toBe('Agree over RUS')
    expect(closeLabel('Agree', [], ['USA', 'EU'])).toBe('Agree, 2 not connected')
  })
})

describe('UI-106 the meeting’s own ladder', () => {
  it('UI-106 its names are on the buttons and on the paper', () => {
    const rules: MeetingRules = { decide: 'consensus', ladder: { agreed: { name: 'Green', colour: '#24693d' } } }
    expect(viewOf(row({ state: 'agreed' }), CHAIR, rules)).toMatchObject({ rung: 'Green' })
    expect(viewOf(row({}), CHAIR, rules)!.steps.map(({ name }) => name)).toEqual(['Open', 'Park', 'Agree ad ref', 'Green'])
    expect(Object.fromEntries(rungStyles(rules))).toMatchObject({
      '--rung-agreed': 'light-dark(#24693d, oklch(from #24693d 76% c h))',
      '--rung-agreed-name': '"Green"',
      '--rung-parked': null,
    })
  })

  it.each([
    ['#24693d', true],
    ['#767676', true],
    ['#787878', false],
    ['#d9a62e', false],
    ['#fffefb', false],
    ['green', false],
    ['#24693d; color: red', false],
  ])('UI-106 %s can be read on paper: %s', (colour, readable) => expect(isReadable(colour)).toBe(readable))

  it('UI-106 a form’s empty fields are left to what is usual', () => {
    const fields: Record<string, string> = { 'agreed-name': ' Green ', 'agreed-colour': '#24693D', 'adref-name': '', 'adref-colour': '' }
    expect(ladderIn((name) => fields[name])).toEqual({ agreed: { name: 'Green', colour: '#24693d' } })
  })
})

describe('UI-6 acts on the text', () => {
  const line = (seq: number, act: string, at: string, detail: Record<string, unknown> = {}): RecordLine => ({
    entry: {
      seq,
      at,
      act,
      by: { principal: 'CHAIR', person: 'p', role: 'chair' },
      target: null,
      paragraph: null,
      contentHash: '',
      prev: '',
      hash: '',
    },
    content: { detail },
    salt: null,
  })

  it('UI-6 undo is offered for the last decision by its first entry, and not twice', () => {
    const record = [line(1, 'setState', 'a'), line(2, 'propose', 'b'), line(3, 'keep', 'c'), line(4, 'remove', 'c'), line(5, 'fall', 'c')]
    expect(textActions(CHAIR, 'issued', record, 0).undo?.seq).toBe(3)
    expect(textActions(CHAIR, 'issued', [...record, line(6, 'undo', 'd', { seq: 3 })], 0).undo?.seq).toBe(1)
  })

  it('UI-6 what can be done to the whole text is offered by its status, and to the desk only', () => {
    const offered = (status: TextStatus, brackets = 0): [string, boolean][] =>
      textActions(CHAIR, status, [], brackets).steps.map(({ wish, permission }) => [wish.act, permission.ok])
    expect(offered('preparation')).toEqual([['issue', true]])
    expect(offered('issued')).toEqual([
      ['revise', true],
      ['agreeText', true],
      ['adopt', true],
    ])
    expect(offered('adref')).toEqual([['adopt', true]])
    expect(offered('issued', 3)).toEqual([
      ['revise', true],
      ['agreeText', false],
      ['adopt', false],
    ])
    expect(offered('adopted')).toEqual([])
    expect(textActions(CHAIR, 'adopted', [], 0).reopen).toEqual({ ok: true })
    expect(textActions({ role: 'delegate', principal: 'EU', rights: null }, 'preparation', [], 0)).toEqual({
      steps: [],
      reopen: null,
      caveat: null,
      undo: null,
    })
  })
})

describe('UI-7 the second press', () => {
  it.each([
    [[], 'Accept'],
    [['IRN'], 'Accept over IRN'],
    [['IRN', 'RUS', 'USA'], 'Accept over IRN, RUS and USA'],
  ])('UI-7 names %j', (objectors, label) => expect(overLabel('Accept', objectors)).toBe(label))
})

describe('UI-30 words given back after a refusal', () => {
  it('UI-30 are what was written and not taken away again, in the order of the text', () => {
    const doc = new Y.Doc()
    const body = doc.getText('body')
    body.insertEmbed(0, { p: 'EU:1.1', t: 'para', lvl: 0 })
    body.insert(1, 'The harbour.')
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    ' at low tidex'.split('').forEach((letter, i) => body.insert(12 + i, letter))
    body.delete(24, 1)
    body.insert(5, 'old ')
    expect(wordsIn(doc, updates)).toBe('old \n at low tide')
    expect(wordsIn(doc, [])).toBe('')
  })
})

describe('UI-3 frames', () => {
  it('UI-3 only sync frames have a sub-type', () => {
    expect(syncSubType(Uint8Array.of(0, 2, 1, 7))).toBe(2)
    expect(syncSubType(Uint8Array.of(1, 0))).toBeNull()
    expect(syncSubType(frame(100, { clientIDs: [1] }))).toBeNull()
    expect(syncSubType('text')).toBeNull()
  })
})
