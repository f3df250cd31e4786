// A choice among the meeting's parties, as the import form asks for it in several places.
import { html, nothing, type TemplateResult } from 'lit'
import { CHAIR, NOBODY, type Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'

export interface PartyChoice {
  readonly delegations: readonly Delegation[]
  readonly chosen: Principal
  /** What choosing nobody is called. */
  readonly nobody: string
  /** For who cannot see what stands beside it; null where a label is around it. */
  readonly says: string | null
  /** Listed first. */
  readonly perhaps?: readonly Principal[]
  pick(principal: Principal): void
}

export function partySelect({ delegations, chosen, nobody, says, perhaps = [], pick }: PartyChoice): TemplateResult {
  const first = delegations.filter(({ code }) => perhaps.includes(code))
  const rest = delegations.filter(({ code }) => !perhaps.includes(code))
  return html`<select aria-label=${says ?? nothing} @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}>
    <option value=${NOBODY} .selected=${chosen === NOBODY}>${nobody}</option>
    ${[...first, ...rest].map(({ code, name }) => html`<option value=${code} .selected=${chosen === code}>${code} · ${name}</option>`)}
    <option value=${CHAIR} .selected=${chosen === CHAIR}>the facilitator’s</option>
  </select>`
}
