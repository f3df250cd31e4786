// Which keys are the page's, and where.
import { describe, expect, it } from 'vitest'
import { keyAction, type KeyPress } from '@chapeau/client/page/keys'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
  alt: false,
  shift: false,
  control: false,
  typing: false,
  field: false,
  ...more,
})

describe('UI-9 keys', () => {
  it.each([
    ['j', { do: 'step', step: 1 }],
    ['k', { do: 'step', step: -1 }],
    ['a', { do: 'press', key: 'A' }],
    ['d', { do: 'press', key: 'D' }],
    ['q', { do: 'press', key: 'Q' }],
    ['n', { do: 'press', key: 'N' }],
    ['u', { do: 'undo' }],
    ['3', { do: 'choose', n: 3 }],
    ['p', { do: 'park' }],
    ['/', { do: 'palette' }],
    ['?', { do: 'help' }],
  ])('UI-9 %j outside the text', (key, action) => expect(keyAction(press(key))).toEqual(action))

  it.each(['j', 'a', '1', '?'])('UI-9 %j inside the text is a letter', (key) => {
    expect(keyAction(press(key, { typing: true }))).toBeNull()
  })

  it('UI-9 with Alt it is a command there, whatever character the keyboard makes of it', () => {
    expect(keyAction(press('∆', { code: 'KeyJ', typing: true, alt: true }))).toEqual({ do: 'step', step: 1 })
  })

  it('UI-9 in other fields and with Control nothing is', () => {
    expect(keyAction(press('j', { field: true }))).toBeNull()
    expect(keyAction(press('a', { control: true }))).toBeNull()
    expect(keyAction(press('j', { field: true, alt: true }))).toBeNull()
  })

  it('UI-9 Shift P is the projector, P alone parks', () => {
    expect(keyAction(press('P', { shift: true }))).toEqual({ do: 'projector' })
  })

  it('UI-9 Shift with a digit chooses a view, whatever the keyboard prints', () => {
    expect(keyAction(press('#', { shift: true, code: 'Digit3' }))).toEqual({ do: 'view', view: 'base' })
  })

  it('UI-9 no other digit chooses anything', () => {
    expect([keyAction(press('0')), keyAction(press('%', { shift: true, code: 'Digit5' }))]).toEqual([null, null])
  })
})
