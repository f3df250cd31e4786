// The silence procedure as the page shows it.
import { describe, expect, it } from 'vitest'
import { outlineOf, type OutlineRow } from '@chapeau/client/page/outline'
import { outcomeLines, silenceLine, silenceView, type SilenceView } from '@chapeau/client/page/silence'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { viewOf } from '@chapeau/shared/text/views'
import { text } from '../support/builders.ts'

const chair: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const delegate = (principal: string): Actor => ({ role: 'delegate', principal, rights: PRESET_RIGHTS.member })
const { reading, meta } = text('1\tone\n2\ttwo\n3\tthree[ more – EU]')
const rows: readonly OutlineRow[] = outlineOf(reading, viewOf(reading, meta, 'rolling')).rows
meta.set(metaKey.status, 'issued')
meta.set(metaKey.silence, { deadline: '2026-03-12T17:00:00.000Z', zone: 'Europe/Zurich', rung: 'adref', anonymous: true, seq: 5 })
meta.set(metaKey.breach(`${rows[0]!.id}/?6`), { pid: rows[0]!.id, by: '', reason: '', seq: 6 })
const told = new Map(meta)
told.set(metaKey.breach(`${rows[0]!.id}/EU`), { pid: rows[0]!.id, by: 'EU', reason: 'capital', seq: 6 })

const view = (actor: Actor, heard = meta, zone = 'Europe/Zurich'): SilenceView =>
  silenceView({ sheet: { reading, meta, heard }, rows, actor, status: 'silent', rules: undefined, zone })!

describe('UI-140 UI-141 the silence that is under way', () => {
  it('says until when in both zones, and how long that is', () => {
    expect(view(chair).own).toBe('')
    expect(view(chair, meta, 'America/New_York').own).toContain('13:00, America/New_York')
    expect(silenceLine(view(chair), Date.parse('2026-03-12T15:00:00Z'))).toMatch(
      /18:00, Europe\/Zurich .* · 2 h 0 min left · broken on 1 paragraph$/,
    )
    expect(silenceLine(view(chair), Date.parse('2026-03-12T17:00:00Z'))).toContain('it is ending')
  })
  it('lists what rises, what is broken and what is held; names anonymous voices only to who knows them', () => {
    expect(view(chair).rows.map(({ says }) => says)).toEqual([['broken by a delegation'], [], ['something open keeps it where it is']])
    expect(view(chair, told).rows[0]!.says).toEqual(['broken by EU: “capital”'])
    expect(view(delegate('EU'), told).rows[0]!.mine).toBe(true)
    expect(view(delegate('RUS')).rows[0]!.mine).toBe(false)
  })
  it('lets delegations break it, the desk end it, and observers watch', () => {
    expect(view(delegate('EU'))).toMatchObject({ break: { ok: true }, end: null })
    expect(view(chair)).toMatchObject({ break: null, end: { ok: true } })
    expect(view({ role: 'observer', principal: null, rights: null })).toMatchObject({ break: null, end: null })
  })
})

it('UI-141 what became of it is said in lines', () => {
  const outcome = {
    seq: 9,
    how: 'elapsed',
    rung: 'adref',
    risen: [rows[1]!.id!],
    broken: [{ pid: rows[0]!.id!, by: '', reason: '', seq: 6 }],
    held: [rows[2]!.id!],
  } as const
  expect(outcomeLines(outcome, rows, meta, undefined)).toEqual([
    'agreed ad ref: 2',
    '1: broken by a delegation',
    'Kept where they were by what is open: 3',
  ])
  expect(outcomeLines(outcome, rows, told, undefined)[1]).toBe('1: broken by EU: “capital”')
  expect(outcomeLines({ ...outcome, how: 'early' }, rows, meta, undefined)[0]).toBe('The silence was ended early; nothing rose.')
  expect(outcomeLines(null, rows, meta, undefined)).toEqual([])
})
