// Packages and offers as the tool shows them.
import { describe, expect, it } from 'vitest'
import { audienceTyped, lineOf, offerCards, packed, standingOf } from '@chapeau/client/page/offers'
import { offerDigest, type Offer } from '@chapeau/shared/brackets/offers'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { text, memberOf } from '../support/builders.ts'

const chair: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const delegate = (principal: string): Actor => ({ role: 'delegate', principal, rights: PRESET_RIGHTS.member })
const delegations = ['EU', 'RUS', 'USA'].map((code) => memberOf(code))

describe('UI-120 the package', () => {
  const { reading, bids } = text('1\tone[ more – EU] [shall – delete, RUS, group 1][should – RUS, group 1]')
  const group = reading.brackets.get(bids[1]!)!.group!

  it('holds one decision for a bracket or a group, the last one put in', () => {
    const one = packed([], { act: 'keep', target: bids[0]! })
    const two = packed(one, { act: 'choose', group, target: null })
    expect(packed(packed(two, { act: 'remove', target: bids[0]! }), { act: 'choose', group, target: bids[2]! })).toEqual([
      { act: 'remove', target: bids[0] },
      { act: 'choose', group, target: bids[2] },
    ])
  })

  it('says each decision in words, and leaves out what has gone', () => {
    const { meta } = text('1\tx')
    const line = (decision: Parameters<typeof packed>[1]): string => lineOf(reading, meta, decision).text
    expect(line({ act: 'keep', target: bids[0]! })).toContain('accept “more” (EU)')
    expect(line({ act: 'remove', target: bids[1]! })).toContain('delete “shall” (RUS)')
    expect(line({ act: 'choose', group, target: null })).toContain('none of “shall” (RUS)')
    expect(line({ act: 'keep', target: 'EU:9.9' })).toBe('a bracket that is no longer in the text')
    expect(
      standingOf(reading, [
        { act: 'keep', target: 'EU:9.9' },
        { act: 'keep', target: bids[0]! },
      ]),
    ).toHaveLength(1)
  })

  it('is for all, or for those whose codes are typed', () => {
    expect(audienceTyped(' ', delegations)).toEqual({ to: null, unknown: [] })
    expect(audienceTyped('eu, xx rus', delegations)).toEqual({ to: ['EU', 'XX', 'RUS'], unknown: ['XX'] })
  })
})

describe('UI-121 what one may do about an offer', () => {
  const { reading, meta, bids } = text('1\tone[ more – EU]')
  const decisions = [{ act: 'keep', target: bids[0]! }] as const
  const words = offerDigest(reading, decisions)
  const offer: Offer = { by: 'EU', title: 'T', note: '', decisions, to: null, aside: false, words, seq: 2, state: 'open' }
  meta.set(metaKey.offer('EU:1.9'), offer)
  const heard = new Map(meta)
  heard.set(metaKey.answer('EU:1.9', 'RUS'), { answer: 'time', comment: 'c', words, seq: 3 })
  const card = (actor: Actor) => offerCards({ reading, meta, heard, sv: new Uint8Array() }, actor, 'issued', delegations)[0]!

  it('the desk adopts or lets fall, and sees who has not answered', () => {
    expect(card(chair)).toMatchObject({ adopt: { ok: true }, fall: { ok: true }, answer: null, waiting: ['USA'], audience: 'to all' })
    expect(card(chair).preview).toMatchObject([{ after: 'one more' }])
  })
  it('its author lets it fall, and is not asked', () =>
    expect(card(delegate('EU'))).toMatchObject({ adopt: null, answer: null, fall: { ok: true } }))
  it('others answer, and see what they have said', () => {
    expect(card(delegate('RUS'))).toMatchObject({ adopt: null, fall: null, answer: { ok: true }, mine: { answer: 'time' }, waiting: [] })
    expect(card({ role: 'observer', principal: null, rights: null })).toMatchObject({ answer: null, adopt: null, fall: null })
  })
})
