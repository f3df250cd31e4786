// The events that the parts of a return send up to whatever holds its state.
import type { Bid, Principal } from '@chapeau/shared/ids'

export interface ReturnEvents {
  /** Files were dropped or chosen. */
  'files-take': { readonly files: readonly File[] }
  /** A difference is left out, or taken in again. */
  'difference-leave': { readonly n: number }
  /** Revision's number or `now`; null: what the file says. */
  'base-choose': { readonly base: string | null }
  /** Whom an author of tracked changes speaks for. */
  'author-attribute': { readonly author: string; readonly principal: Principal }
  /** A bracket is to be looked at in the text. */
  'return-go': { readonly bid: Bid }
}

/** Sends an event up through shadow roots. */
export function tell<Name extends keyof ReturnEvents>(from: HTMLElement, name: Name, detail: ReturnEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}

declare global {
  interface HTMLElementEventMap extends ReturnEventMap {}
}

type ReturnEventMap = { readonly [Name in keyof ReturnEvents]: CustomEvent<ReturnEvents[Name]> }
