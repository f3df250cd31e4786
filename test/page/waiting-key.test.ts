// Keys pressed faster than acts are done.
import { describe, expect, it } from 'vitest'
import { WaitingKey, type Progress } from '@chapeau/client/elements/keys'

const IDLE: Progress = { pending: false, succeeded: true, told: true }
const BUSY: Progress = { pending: true, succeeded: true, told: true }

describe('UI-90 a key pressed while an act is on its way', () => {
  it('UI-90 waits for it, the last one pressed', () => {
    const waiting = new WaitingKey()
    expect(waiting.keeps({ do: 'press', key: 'A' }, IDLE)).toBe(false)
    expect(waiting.keeps({ do: 'press', key: 'A' }, BUSY)).toBe(true)
    expect(waiting.keeps({ do: 'press', key: 'D' }, BUSY)).toBe(true)
    expect(waiting.take(BUSY)).toBeNull()
    expect(waiting.take(IDLE)).toEqual({ do: 'press', key: 'D' })
    expect(waiting.take(IDLE)).toBeNull()
  })

  it('UI-90 is forgotten when the act was refused: it was pressed before the refusal was read', () => {
    const waiting = new WaitingKey()
    waiting.keeps({ do: 'press', key: 'A' }, BUSY)
    expect(waiting.take({ ...IDLE, succeeded: false })).toBeNull()
    expect(waiting.take(IDLE)).toBeNull()
  })

  it('UI-90 U waits for the record to tell what there is to undo; steps and views wait for nothing', () => {
    const waiting = new WaitingKey()
    expect(waiting.keeps({ do: 'undo' }, { ...IDLE, told: false })).toBe(true)
    expect(waiting.keeps({ do: 'press', key: 'A' }, { ...IDLE, told: false })).toBe(false)
    expect(waiting.take(IDLE)).toEqual({ do: 'undo' })
    expect(waiting.keeps({ do: 'step', step: 1 }, BUSY)).toBe(false)
    expect(waiting.keeps({ do: 'view', view: 'base' }, BUSY)).toBe(false)
  })
})
