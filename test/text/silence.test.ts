// Deadlines: instants, the zones they are said in, and how long it is until then.
import { expect, test } from 'vitest'
import { instantOf, isZone, leftUntil, saidIn } from '@chapeau/shared/text/silence'

test.each([
  ['2026-03-12T18:00', 'Europe/Zurich', '2026-03-12T17:00:00.000Z'],
  ['2026-07-12T18:00', 'Europe/Zurich', '2026-07-12T16:00:00.000Z'],
  ['2026-03-12T18:00', 'America/New_York', '2026-03-12T22:00:00.000Z'],
  ['2026-03-12T18:00', 'Asia/Kathmandu', '2026-03-12T12:15:00.000Z'],
  ['2026-03-12T18:00', 'UTC', '2026-03-12T18:00:00.000Z'],
  // The hour before and after clocks change.
  ['2026-03-29T01:30', 'Europe/Zurich', '2026-03-29T00:30:00.000Z'],
  ['2026-03-29T03:30', 'Europe/Zurich', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25T01:30', 'Europe/Zurich', '2026-10-24T23:30:00.000Z'],
  ['2026-10-25T03:30', 'Europe/Zurich', '2026-10-25T02:30:00.000Z'],
  ['2026-02-31', 'UTC', null],
  ['2026-03-12T18:00', 'Mars/Olympus', null],
])('AC-85 %s in %s is %s', (local, zone, instant) => expect(instantOf(local, zone)).toBe(instant))

test('AC-85 the same instant is said in each zone with its offset on that day', () => {
  expect(saidIn('2026-03-12T17:00:00Z', 'Europe/Zurich')).toMatch(/^Thursday,? 12 March 2026 at 18:00, Europe\/Zurich \(GMT\+1\)$/)
  expect(saidIn('2026-07-12T16:00:00Z', 'Europe/Zurich')).toContain('18:00, Europe/Zurich (GMT+2)')
  expect([isZone('Europe/Zurich'), isZone('Mars/Olympus')]).toEqual([true, false])
})

test.each([
  [0, 'due'],
  [12, '12 s'],
  [120, '2 min'],
  [3600 * 5 + 60 * 3, '5 h 3 min'],
  [86_400 * 3 + 3600 * 4, '3 d 4 h'],
])('AC-85 %i seconds are %s', (seconds, said) =>
  expect(leftUntil('2026-03-12T17:00:00Z', Date.parse('2026-03-12T17:00:00Z') - seconds * 1000)).toBe(said),
)
