// Alternatives side by side, from notation.
import { describe, expect, it } from 'vitest'
import { alternativesView, type AlternativesView } from '@chapeau/client/page/alternatives'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import { metaKey, type Stand } from '@chapeau/shared/text/meta'
import { viewOf } from '@chapeau/shared/text/views'
import { text } from '../support/builders.ts'

const CHAIR: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const RUS: Actor = { role: 'delegate', principal: 'RUS', rights: PRESET_RIGHTS.member }
const THREE = '2\tthe [old – delete, EU, group 1][new – EU, group 1][newer – RUS, group 1] quay[ there – USA]'

function view(actor: Actor, n = 0, stand?: { readonly on: (group: string) => string; readonly stand: Stand }): AlternativesView {
  const { reading, meta, bids } = text(THREE)
  if (stand !== undefined) meta.set(metaKey.stand(stand.on(reading.brackets.get(bids[0]!)!.group!), 'IRN'), stand.stand)
  return alternativesView(bids[n]!, { reading, meta, rolling: viewOf(reading, meta, 'rolling'), actor, status: 'issued' })!
}

describe('UI-115 alternatives side by side', () => {
  it('UI-115 members, the standing words and no text, each with its digit for the desk', () => {
    expect(view(CHAIR).several).toBe(true)
    expect(view(CHAIR).columns.map(({ name, holder, choose }) => [name, holder, choose?.key])).toEqual([
      ['Alt 1', 'EU', '1'],
      ['Alt 2', 'RUS', '2'],
      ['Standing words', '', '3'],
      ['No text', '', '4'],
    ])
  })

  it('UI-115 a delegation chooses nothing, and supports what is not its own', () => {
    const { columns, candidates } = view(RUS)
    expect(columns.every(({ choose }) => choose === null)).toBe(true)
    expect(columns.map(({ support }) => (support?.wish.act === 'stand' ? support.wish.stance : null))).toEqual([
      'supports',
      null,
      'opposes',
      'supports',
    ])
    expect(candidates).toEqual([])
  })

  it('UI-115 who wants no text is shown there', () => {
    const stand = { stance: 'supports', words: '', seq: 1 } as const
    const { columns } = view(CHAIR, 0, { on: (group) => `none:${group}`, stand })
    expect(columns.at(-1)!.stands[0]?.entries[0]?.principal).toBe('IRN')
  })

  it('UI-115 a bracket that stands alone is offered what stands near it', () => {
    const { columns, candidates, several } = view(CHAIR, 3)
    expect([columns, several]).toEqual([[], false])
    expect(candidates.map(({ name }) => name)).toEqual(['EU: delete “old”', 'EU: “new”', 'RUS: “newer”'])
  })
})
