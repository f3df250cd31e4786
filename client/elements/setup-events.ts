// The events that the parts of the setup pages send up. Parts ask; the page that holds the meeting acts.
import type { Principal } from '@chapeau/shared/ids'
import type { LadderRules, RecordRules } from '@chapeau/shared/policy'
import type { TablesAs } from '@chapeau/shared/exchange/blocks'
import type { Choices } from '@chapeau/shared/protocol/choices'
import type { SourceFile } from './import/file.ts'
import type { DelegationWish } from './setup-form.ts'
import type { InvitationWish } from './setup-invitees.ts'

/** Words to lay before the meeting. `issue`: let delegations propose at once. */
export interface TextWish {
  readonly name: string
  readonly file: SourceFile
  /** Whom the authors of its tracked changes speak for, where a person has said so. */
  readonly authors: Readonly<Record<string, Principal>>
  /** What the person changed of what was guessed. */
  readonly choices: Choices
  /** What becomes of tables, where the person has said so. */
  readonly tables: TablesAs
  readonly issue: boolean
}

export interface SetupEvents {
  'delegations-put': { readonly wishes: readonly DelegationWish[] }
  'own-open': { readonly typed: string }
  'own-close': null
  'invitations-make': { readonly wishes: readonly InvitationWish[] }
  'invitation-revoke': { readonly id: string }
  'links-done': null
  'text-import': TextWish
  'import-close': null
  'record-agree': { readonly record: RecordRules }
  'ladder-agree': { readonly ladder: LadderRules }
}

/** Sends an event up through shadow roots. */
export function ask<Name extends keyof SetupEvents>(from: HTMLElement, name: Name, detail: SetupEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}

declare global {
  interface HTMLElementEventMap extends SetupEventMap {}
}

type SetupEventMap = { readonly [Name in keyof SetupEvents]: CustomEvent<SetupEvents[Name]> }
