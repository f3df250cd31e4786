// When "saved" may be said: the bookkeeping of frames.
import { describe, expect, it } from 'vitest'
import { Unsaved } from '@chapeau/client/connection/unsaved'

const [STEP_1, STEP_2, UPDATE] = [0, 1, 2]
const update = (n: number): Uint8Array => Uint8Array.of(n)

/** A connection on which the handshake is over. */
function connected(unsaved = new Unsaved()): Unsaved {
  unsaved.connected()
  unsaved.sent(STEP_1)
  unsaved.sent(STEP_2)
  return unsaved
}

function type(unsaved: Unsaved, n: number, clientId = 7): void {
  unsaved.add(update(n), clientId)
  unsaved.sent(UPDATE)
}

describe('UI-3 saved', () => {
  it('UI-3 is said when the frame that carried the last words is on disk', () => {
    const unsaved = connected()
    type(unsaved, 1)
    type(unsaved, 2)
    expect(unsaved.saved(3)).toBe(false)
    expect(unsaved.saved(4)).toBe(true)
  })

  it('UI-3 is not said for words that no frame has carried', () => {
    const unsaved = connected()
    unsaved.add(update(1), 7)
    expect(unsaved.saved(99)).toBe(false)
  })

  it('UI-3 counts frames anew on every connection', () => {
    const unsaved = connected()
    type(unsaved, 1)
    connected(unsaved)
    expect(unsaved.saved(1)).toBe(false)
    expect(unsaved.saved(2)).toBe(true)
  })

  it('UI-3 words typed before the handshake’s end are covered by the step 2 that carries the gap', () => {
    const unsaved = new Unsaved()
    unsaved.add(update(1), 7)
    unsaved.connected()
    unsaved.sent(STEP_1)
    type(unsaved, 2)
    expect(unsaved.saved(2)).toBe(false)
    unsaved.sent(STEP_2)
    expect(unsaved.saved(3)).toBe(true)
  })

  it('UI-4 keeps what is not confirmed, by client id', () => {
    const unsaved = connected()
    type(unsaved, 1, 7)
    type(unsaved, 2, 8)
    unsaved.saved(3)
    expect([unsaved.updates(7), unsaved.updates(8)]).toEqual([[], [update(2)]])
  })

  it('UI-30 forgets what a dead client id had written', () => {
    const unsaved = connected()
    type(unsaved, 1, 7)
    unsaved.drop(7)
    expect(unsaved.empty).toBe(true)
  })
})
