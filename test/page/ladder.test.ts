// The desk's acts on paragraphs and texts, the second press, and words given back.
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { frame, syncSubType, wordsIn } from '@chapeau/client/connection/frames'
import { overLabel } from '@chapeau/client/elements/answer'
import { paragraphView, textActions } from '@chapeau/client/page/ladder'
import type { OutlineRow } from '@chapeau/client/page/outline'
import type { Actor } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { TextStatus } from '@chapeau/shared/text/meta'

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

describe('UI-6 the ladder', () => {
  it('UI-6 a paragraph with open brackets can be parked or agreed ad ref, not agreed, and says why', () => {
    const view = paragraphView(row({ open: 2 }), CHAIR, 'issued')!
    expect(view.steps.filter(({ permission }) => permission.ok).map(({ name }) => name)).toEqual(['Open', 'Park', 'Agree ad ref'])
    expect(view.steps.at(-1)!.permission).toMatchObject({ message: 'This paragraph has 2 open brackets.' })
  })

  it('UI-6 an agreed paragraph is reopened', () => {
    expect(paragraphView(row({ state: 'agreed' }), CHAIR, 'issued')!.reopen).toEqual({ ok: true })
    expect(paragraphView(row({}), CHAIR, 'issued')!.reopen).toBeNull()
  })

  it('UI-6 titles and headings have no ladder', () => {
    expect(paragraphView(row({ type: 'heading' }), CHAIR, 'issued')).toBeNull()
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
      ['adopt', true],
    ])
    expect(offered('issued', 3)).toEqual([
      ['revise', true],
      ['adopt', false],
    ])
    expect(offered('adopted')).toEqual([])
    expect(textActions(CHAIR, 'adopted', [], 0).reopen).toEqual({ ok: true })
    expect(textActions({ role: 'delegate', principal: 'EU', rights: null }, 'preparation', [], 0)).toEqual({
      steps: [],
      reopen: null,
      undo: null,
    })
  })
})

describe('UI-7 the second press', () => {
  it.each([
    [[], 'Accept'],
    [['IRN'], 'Accept over IRN’s objection'],
    [['IRN', 'RUS', 'USA'], 'Accept over the objections of IRN, RUS and USA'],
  ])('UI-7 objections of %j', (objectors, label) => expect(overLabel('Accept', objectors)).toBe(label))
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
