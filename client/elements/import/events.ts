// What the parts of the import form ask of it: a changed guess.
import type { Principal } from '@chapeau/shared/ids'
import type { TablesAs } from '@chapeau/shared/exchange/blocks'
import type { Choices } from '@chapeau/shared/protocol/choices'

export interface ImportEvents {
  'import-choose': { readonly choices: Choices }
  'import-tables': { readonly tables: TablesAs }
  /** Whom the author of tracked changes speaks for. */
  'import-author': { readonly author: string; readonly principal: Principal }
}

export function choose<Name extends keyof ImportEvents>(from: HTMLElement, name: Name, detail: ImportEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}

declare global {
  interface HTMLElementEventMap extends ImportEventMap {}
}

type ImportEventMap = { readonly [Name in keyof ImportEvents]: CustomEvent<ImportEvents[Name]> }
