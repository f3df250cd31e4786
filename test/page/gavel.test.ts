// The gavel: what is under it, what its one key does, and what it says before the room.
import { describe, expect, test } from 'vitest'
import { beforeTheRoom, gavelRows, gavelView, moved, type GavelInput, type GavelRange } from '@chapeau/client/page/gavel'
import { outlineOf } from '@chapeau/client/page/outline'
import type { Actor } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { viewOf } from '@chapeau/shared/text/views'
import { text } from '../support/builders.ts'

const CHAIR: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const { reading, meta } = text('OP1\tHarbours open.\nOP2\tQuays[ of stone – EU] open.\nOP3\tPilots sail.')
const pid = (n: number): string => reading.paragraphs[n]!.raw.starter!.p
const input: GavelInput = { reading, meta, actor: CHAIR, status: 'issued', rules: undefined, forum: 'Plenary' }
const under = (range: GavelRange): ReturnType<typeof gavelView> =>
  gavelView(gavelRows(outlineOf(reading, viewOf(reading, meta, 'rolling')).rows), range, input)

describe('UI-107 the gavel', () => {
  test('UI-107 its key takes the next rung: ad ref, then agreed, then none', () => {
    expect(under({ from: 0, to: 0 })).toMatchObject({ place: 'OP1', rung: 'open', next: { state: 'adref', permission: { ok: true } } })
    meta.set(metaKey.state(pid(0)), 'adref')
    expect(under({ from: 0, to: 0 })!.next).toMatchObject({
      state: 'agreed',
      wish: { act: 'setState', targets: [pid(0)], state: 'agreed', forum: 'Plenary' },
    })
    meta.set(metaKey.state(pid(0)), 'agreed')
    expect(under({ from: 0, to: 0 })!.next).toBeNull()
    expect(under({ from: 0, to: 0 })!.steps.find(({ state }) => state === 'parked')!.permission).toMatchObject({
      ok: false,
      message: 'OP1 is agreed. It changes only after it is reopened.',
    })
  })

  test('UI-107 a range takes the rung above its lowest, in one wish; open brackets anywhere in it are named', () => {
    const view = under({ from: 0, to: 2 })!
    expect(view).toMatchObject({ place: 'OP1 to OP3', rung: 'not all on one rung', next: { state: 'adref' } })
    expect(view.next!.wish).toMatchObject({ targets: [0, 1, 2].map(pid) })
    expect(view.brackets).toMatchObject([{ name: 'EU “of stone”' }])
    expect(view.steps.find(({ state }) => state === 'agreed')!.permission).toMatchObject({ ok: false, rule: 'AC-9' })
  })

  test.each([
    [{ from: 1, to: 1 }, 1, false, { from: 2, to: 2 }],
    [{ from: 2, to: 2 }, 1, false, { from: 2, to: 2 }],
    [{ from: 0, to: 0 }, 1, true, { from: 0, to: 1 }],
    [{ from: 0, to: 1 }, -1, true, { from: 0, to: 0 }],
    [{ from: 0, to: 0 }, -1, true, { from: 0, to: 0 }],
    [{ from: 0, to: 1 }, 1, false, { from: 2, to: 2 }],
    [{ from: 1, to: 2 }, -1, false, { from: 0, to: 0 }],
  ] as const)('UI-107 from %j a step of %i, extending: %s, leads to %j', (range, step, extend, expected) =>
    expect(moved(range, step, 3, extend)).toEqual(expected),
  )

  test('UI-107 before the room only those are named whom the room knows to object', () => {
    meta.set(metaKey.stand(pid(2), 'RUS'), { stance: 'reserves', words: '', seq: 1 })
    const view = under({ from: 2, to: 2 })!
    expect(beforeTheRoom(view, input, ['RUS'], ['USA', 'BRA'])).toBe(
      'RUS objects. 2 delegations not connected. Press again to do it all the same.',
    )
    expect(beforeTheRoom(view, input, ['RUS', 'IRN'], [])).toBe(
      'RUS objects. Look at the paragraph’s pane first. Press again to do it all the same.',
    )
  })
})
