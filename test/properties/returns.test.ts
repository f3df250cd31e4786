// Files that come back, at random: untouched ones say nothing; edited ones, on a text that went on meanwhile, take nobody's words.
// `npm run properties` makes it long.
import { describe, expect, test } from 'vitest'
import type { View } from '@chapeau/shared/text/views'
import { isClosed, statusOf } from '@chapeau/shared/text/meta'
import { Random } from '../support/random.ts'
import { metaOf, bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import type { PrintedAs } from '@chapeau/shared/exchange/compare/compare'
import { compared, printed, said } from '../support/returning.ts'
import { bringBack, scribble, takeAway } from './file-back.ts'
import { newTally, Play } from './play.ts'
import { memberOf } from '../support/builders.ts'
import { CODES } from './wishes.ts'

const ROUNDS = Math.max(18, Math.floor(Number(process.env['PLAYS'] ?? 0) / 10))
const FIRST_SEED = Number(process.env['PLAY_SEED'] ?? 1)
const STEPS = 60
const STATES = ['clean', 'rebased', 'conflict', 'refused']

const WAYS: readonly PrintedAs[] = [
  ...(['rolling', 'unattributed', 'base', 'accepted'] as const satisfies readonly View[]).map((view) => ({
    view,
    brackets: 'text' as const,
  })),
  { view: 'rolling', brackets: 'tracked' },
]

describe('files that come back', () => {
  test('IM-60 an untouched file says nothing, whatever was negotiated and however it was printed', () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
      const play = new Play(seed, newTally())
      for (let step = 0; step < STEPS; step++) play.step()
      const { doc } = play.chamber
      const text = { body: runsOf(bodyOf(doc)), meta: new Map(metaOf(doc) as unknown as Map<string, unknown>) }
      const delegations = CODES.map((code) => memberOf(code))
      for (const as of WAYS) {
        const found = compared(text, printed(text, as), as, { principal: 'EU', delegations })
        expect([seed, as, said(found), found.vanished, found.notes], play.chamber.text).toEqual([seed, as, [], [], []])
      }
    }
  }, 600_000)

  test('IM-65 an edited file, whatever happened meanwhile, takes no word of others and loses no difference', () => {
    const states = new Map<string, number>()
    // Chance must have brought about every state; where it has not yet, it is given more rounds.
    const isDone = (rounds: number): boolean => rounds >= 5 * ROUNDS && STATES.every((state) => states.has(state))
    for (let seed = FIRST_SEED; !isDone(seed - FIRST_SEED) && seed < FIRST_SEED + 40 * ROUNDS; seed++) {
      const random = new Random(seed * 7919)
      const play = new Play(seed, newTally())
      for (let step = 0; step < 20; step++) play.step()
      const taken = takeAway(play.chamber, random.pick(WAYS))
      for (let step = random.below(25); step > 0; step--) play.step()
      if (isClosed(statusOf(metaOf(play.chamber.doc)))) continue
      let n = 0
      const file = scribble(taken.bytes, random, () => `eu${seed}0${++n}x`)
      try {
        for (const { state } of bringBack(play.chamber, taken, file, 'EU').differences) states.set(state, (states.get(state) ?? 0) + 1)
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`, { cause: error })
      }
    }
    if (process.env['PLAYS'] !== undefined) process.stdout.write(`${JSON.stringify([...states])}\n`)
    expect([...states.keys()]).toEqual(expect.arrayContaining(STATES))
  }, 600_000)
})
