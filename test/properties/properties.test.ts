// Acts and typing at random (PLAYS makes it long, `npm run properties`, and prints what it saw). What it found is held by tests of its own (test/acts).
import { expect, test } from 'vitest'
import { newTally, Play, type Tally } from './play.ts'

const PLAYS = Number(process.env['PLAYS'] ?? 60)
const FIRST_SEED = Number(process.env['PLAY_SEED'] ?? 1)
const STEPS = 80

function play(seed: number, tally: Tally): void {
  try {
    const one = new Play(seed, tally)
    for (let step = 0; step < STEPS; step++) one.step()
    one.settle()
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

test('AC-3 AC-8 AC-13 AU-8 whatever is typed and decided, no word is nobody’s, lost, or under a name that has not seen it; undo is exact', () => {
  const tally = newTally()
  for (let n = 0; n < PLAYS; n++) play(FIRST_SEED + n, tally)
  expect(tally.done.get('keep')).toBeGreaterThan(0)
  expect(tally.done.get('undo') ?? 0).toBeGreaterThan(0)
  if (process.env['PLAYS'] !== undefined)
    process.stdout.write(`${JSON.stringify({ steps: tally.steps, done: [...tally.done], refused: [...tally.refused] })}\n`)
}, 3_600_000)
