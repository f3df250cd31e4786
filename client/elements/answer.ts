// What came of the last press, as the right pane shows it beside the buttons.
import type { Principal } from '@chapeau/shared/ids'

/** `objection`: press again to decide over it. `changed`: nothing was decided; these are the words now. */
export type PressAnswer =
  | { readonly kind: 'objection'; readonly buttonId: string; readonly objectors: readonly Principal[]; readonly message: string }
  | { readonly kind: 'changed'; readonly message: string; readonly words: string }
  | { readonly kind: 'refused'; readonly message: string; readonly rule: string }
  | { readonly kind: 'failed'; readonly message: string }

/** `Accept over IRN and KEN`: who objects, and whose conditional stands hang there. */
export function overLabel(label: string, objectors: readonly Principal[]): string {
  if (objectors.length === 0) return label
  const names = objectors.length === 1 ? objectors[0]! : `${objectors.slice(0, -1).join(', ')} and ${objectors.at(-1)!}`
  return `${label} over ${names}`
}

/** `Agree over RUS, 3 not connected`. */
export function closeLabel(label: string, objectors: readonly Principal[], absent: readonly Principal[]): string {
  const over = overLabel(label, objectors)
  return absent.length === 0 ? over : `${over}, ${absent.length} not connected`
}
