// A paragraph's place and shape as the page offers them.
import { describe, expect, it } from 'vitest'
import { outlineOf } from '@chapeau/client/page/outline'
import { paletteOf } from '@chapeau/client/page/palette'
import { shapeSteps, shapeView, wishFor, type ShapeView } from '@chapeau/client/page/shape'
import type { Structure } from '@chapeau/shared/brackets/structures'
import { exportText } from '@chapeau/shared/exchange/export-text'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { metaKey } from '@chapeau/shared/text/meta'
import { viewOf } from '@chapeau/shared/text/views'
import { text, usualRung } from '../support/builders.ts'

const chair: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const eu: Actor = { role: 'delegate', principal: 'EU', rights: PRESET_RIGHTS.member }
const usa: Actor = { role: 'delegate', principal: 'USA', rights: PRESET_RIGHTS.member }
const NOTATION = '1\tone[ more – RUS]\n2\ttwo [and\n3\tthree – delete, EU] words\n4\tfour'

function viewFor(
  actor: Actor,
  n: number,
  structures: Readonly<Record<string, Structure>> = {},
  record: readonly RecordLine[] = [],
): ShapeView {
  const { reading, meta } = text(NOTATION)
  for (const [sid, structure] of Object.entries(structures)) meta.set(metaKey.structure(sid), structure)
  const { rows } = outlineOf(reading, viewOf(reading, meta, 'rolling'))
  return shapeView({ row: rows[n]!, rows, sheet: { reading, meta, heard: meta }, actor, status: 'issued', record })!
}

const offers = (view: ShapeView): string[] =>
  view.buttons.map(({ label, permission }) => (permission.ok ? label : `${label}: ${permission.message}`))

describe('UI-110 place and shape', () => {
  it('offers the desk acts, and says what is in the way', () => {
    const around = 'A bracket of EU runs over the place it would go to. Decide on it first.'
    expect(offers(viewFor(chair, 3))).toEqual([`Move up: ${around}`, 'Split at the caret'])
    expect(offers(viewFor(chair, 0))).toEqual([`Move down: ${around}`, 'Split at the caret', 'Merge with the next'])
    expect(viewFor(chair, 3).buttons[0]!.wish).toMatchObject({ act: 'move', target: ':1.6', after: ':1.3' })
  })
  it('offers a delegation the same as proposals', () => {
    const view = viewFor(eu, 3)
    expect(view).toMatchObject({ proposes: true, move: { ok: true } })
    expect(view.buttons[0]!.wish).toEqual({ act: 'structure', shape: { op: 'move', target: ':1.6', after: ':1.3' } })
    expect(wishFor({ op: 'merge', target: ':1.1' }, true)).toEqual({ act: 'structure', shape: { op: 'merge', target: ':1.1' } })
  })
  it('offers nobody who only reads anything, and shows what is proposed', () => {
    const structures = { 'EU:1.9': { by: 'EU', shape: { op: 'move', target: ':1.6', after: ':1.1' }, seq: 3 } } as const
    const view = viewFor({ role: 'observer', principal: null, rights: null }, 3, structures)
    expect(view.buttons).toEqual([])
    expect(view.open).toMatchObject([{ by: 'EU', words: 'move to after 1', buttons: [] }])
  })
  it('lets the desk carry out or drop, the author withdraw, others take stands', () => {
    const structures = { 'EU:1.9': { by: 'EU', shape: { op: 'move', target: ':1.6', after: ':1.1' }, seq: 3 } } as const
    const labels = (actor: Actor): string[] => viewFor(actor, 3, structures).open[0]!.buttons.map(({ label }) => label)
    expect([labels(chair), labels(eu), labels(usa)]).toEqual([['Carry out', 'Let it fall'], ['Withdraw'], ['Support', 'Oppose']])
  })
  it('has its commands in the palette', () => {
    const shape = viewFor(chair, 3)
    const paragraph = { row: { label: '4', words: 'four' }, steps: [], reopen: null, correct: null, voice: [] } as never
    const commands = paletteOf({
      bracket: null,
      buttons: { decide: [], stand: [], own: [] },
      paragraph,
      shape,
      actions: { steps: [], reopen: null, caveat: null, undo: null },
      tools: [],
    })
    expect(commands.map(({ name }) => name)).toEqual([
      'Paragraph: Move up',
      'Paragraph: Split at the caret',
      'Paragraph: Move to…',
      'Paragraph: Kind and level…',
    ])
  })
})

it('AC-43 open proposals are stepped to in the order of the text', () => {
  const { reading, meta } = text(NOTATION)
  meta.set(metaKey.structure('EU:1.9'), { by: 'EU', shape: { op: 'move', target: ':1.6', after: ':1.1' }, seq: 3 })
  meta.set(metaKey.structure('USA:1.9'), { by: 'USA', shape: { op: 'merge', target: ':1.1' }, seq: 4 })
  const { rows } = outlineOf(reading, viewOf(reading, meta, 'rolling'))
  expect(shapeSteps({ reading, heard: meta }, rows).map(({ name }) => name)).toEqual([
    '1 · one · merge with the next paragraph – USA',
    '4 · four · move to after 1 – EU',
  ])
})

describe('UI-111 what is proposed is printed behind its paragraph', () => {
  const { reading, meta } = text('1\tone\n\ttwo words here')
  meta.set(metaKey.structure('EU:1.9'), { by: 'EU', shape: { op: 'move', target: ':1.1', after: ':1.2' }, seq: 3 })
  meta.set(metaKey.structure('USA:1.9'), { by: 'USA', shape: { op: 'retype', target: ':1.1', type: 'item', level: 2 }, seq: 4 })
  it('with its proposer where names are shown, and only where brackets are', () => {
    const printed = (view: 'rolling' | 'unattributed' | 'base'): unknown => viewOf(reading, meta, view)[0]!.proposals
    expect(printed('rolling')).toEqual(['[move to after “two words here” – EU]', '[make it a list item, level 2 – USA]'])
    expect(printed('unattributed')).toEqual(['[move to after “two words here”]', '[make it a list item, level 2]'])
    expect(printed('base')).toBeUndefined()
  })
  it('in exports too', () => {
    const frame = {
      view: 'rolling',
      title: 'T',
      revision: 'Rev.1',
      asOf: new Date(0),
      head: { seq: 1, hash: 'x' },
      changes: 0,
      publicKey: 'k',
      rungName: usualRung,
    } as const
    expect(exportText(reading, meta, frame)).toContain('1 one [move to after “two words here” – EU]')
  })
})

it('UI-113 contributors come from the record and the text, for merged paragraphs too', () => {
  const { reading, meta } = text(NOTATION)
  meta.set(metaKey.mergedFrom(':1.1'), [{ pid: ':9.9', label: '7' }])
  const line = (act: string, principal: string, id: string): RecordLine =>
    ({ entry: { act, by: { principal }, paragraph: { id, label: '' } }, content: null, salt: null }) as unknown as RecordLine
  const record = [
    line('propose', 'IRN', ':1.1'),
    line('keep', 'CHAIR', ':1.1'),
    line('word', 'CHN', ':9.9'),
    line('propose', 'USA', ':1.4'),
  ]
  const { rows } = outlineOf(reading, viewOf(reading, meta, 'rolling'))
  const view = shapeView({ row: rows[0]!, rows, sheet: { reading, meta, heard: meta }, actor: chair, status: 'issued', record })
  expect(view!.contributors).toEqual(['IRN', 'CHN', 'RUS'])
})
