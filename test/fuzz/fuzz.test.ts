// Honest people and hostile programs on one text, seeded. A short form runs with all tests; FUZZ_UPDATES makes it long
// (`pnpm fuzz`) and prints what it saw. A seed that ever failed is kept for good.
import { expect, test } from 'vitest'
import { newTally, Session, type Tally } from './session.ts'

const UPDATES = Number(process.env['FUZZ_UPDATES'] ?? 4_000)
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 1)
const KEPT: readonly number[] = [5, 1301, 1372, 1398, 5151]
const STEPS = 400

function round(seed: number, tally: Tally): void {
  const session = new Session(seed, tally)
  try {
    for (let step = 0; step < STEPS; step++) session.step()
    session.settle()
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

test('AU-1 to AU-12 nobody’s words change by another’s hand, everybody comes to the same text, no honest word is lost [T22]', () => {
  const tally = newTally()
  for (const seed of KEPT) round(seed, tally)
  let rounds = 0
  for (; tally.updates < UPDATES; rounds++) round(FIRST_SEED + rounds, tally)
  expect(tally.paths['keystroke']).toBeGreaterThan(0)
  expect(tally.paths['touched']).toBeGreaterThan(0)
  expect(tally.paths['whole']).toBeGreaterThan(0)
  if (process.env['FUZZ_UPDATES'] !== undefined) process.stdout.write(`${rounds} rounds: ${JSON.stringify(tally)}\n`)
}, 3_600_000)
