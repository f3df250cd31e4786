// Keys outside the text, and with Alt inside it: what a press means. Letters typed in a field are words, never commands.
import { VIEWS, type View } from '@chapeau/shared/text/views'

export type KeyAction =
  | { readonly do: 'step'; readonly step: 1 | -1 }
  | { readonly do: 'press'; readonly key: 'A' | 'D' | 'Q' | 'N' }
  | { readonly do: 'view'; readonly view: View }
  /** The n-th alternative of the selected bracket's group, from 1. */
  | { readonly do: 'choose'; readonly n: number }
  | { readonly do: 'park' }
  | { readonly do: 'projector' | 'help' | 'leave' | 'undo' | 'palette' }

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly alt: boolean
  readonly shift: boolean
  /** Control or command. */
  readonly control: boolean
  /** Whether the caret is in the text or in a field. */
  readonly typing: boolean
  /** Whether it is in a field other than the text. */
  readonly field: boolean
}

/** The page's action for a key; null when the key is not the page's. */
export function keyAction(press: KeyPress): KeyAction | null {
  const { key, code, alt, shift, control, typing, field } = press
  if (control || field) return null
  if (key === 'Escape') return { do: 'leave' }
  if (typing !== alt) return null
  // With Alt some keyboards print other characters: the key's place counts then.
  const letter = alt ? code.replace(/^(Key|Digit)/, '') : key.toUpperCase()
  if (letter === '/' || (alt && code === 'Period')) return { do: 'palette' }
  if (letter === 'P' && shift) return { do: 'projector' }
  if (letter === '?' || (alt && code === 'Slash')) return { do: 'help' }
  if (shift) {
    // Shift makes other characters of digits, and other ones on every keyboard: the key's place counts.
    const view = VIEWS[Number(/^Digit(\d)$/.exec(code)?.[1] ?? 0) - 1]
    return view === undefined ? null : { do: 'view', view }
  }
  switch (letter) {
    case 'J':
      return { do: 'step', step: 1 }
    case 'K':
      return { do: 'step', step: -1 }
    case 'U':
      return { do: 'undo' }
    case 'A':
    case 'D':
    case 'Q':
    case 'N':
      return { do: 'press', key: letter }
    case 'P':
      return { do: 'park' }
    default:
      return /^[1-9]$/.test(letter) ? { do: 'choose', n: Number(letter) } : null
  }
}
