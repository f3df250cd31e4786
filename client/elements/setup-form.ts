// What a person fills in for a delegation of their own, and whether it can be sent. Pure; the server judges again.
import { CHAIR, isDelegationCode } from '@chapeau/shared/ids'
import type { Delegation, Preset } from '@chapeau/shared/policy'
import { partyCalled, searchParties, type Candidate } from '@chapeau/shared/parties/search'

/** What goes to the server: rights follow from the preset there. */
export type DelegationWish = Omit<Delegation, 'rights'>

export interface DelegationForm {
  readonly code: string
  readonly name: string
  readonly preset: Preset
}

/** What is wrong, by field; no key where nothing is. */
export type FormFaults = Partial<Record<'code' | 'name', string>>

/** Results shown under the search field: as many as fit above a phone's keyboard. */
export const RESULTS_SHOWN = 7
const NAME_LENGTH = 200

/** A code as it is written: capitals, no spaces. */
export function codeFrom(typed: string): string {
  return typed.trim().toUpperCase().replace(/\s+/g, '-')
}

/** `changing`: the code of the delegation that is being changed; null for a new one. */
export function faultsOf({ code, name }: DelegationForm, delegations: readonly Delegation[], changing: string | null): FormFaults {
  const written = codeFrom(code)
  return { ...codeFault(written, delegations, changing), ...nameFault(name) }
}

/** One line of the list under the search field. */
export type Option =
  | { readonly kind: 'party'; readonly candidate: Candidate; readonly added: boolean }
  /** Several parties named at once, separated by commas or lines. `unknown`: names nobody is called by. */
  | { readonly kind: 'several'; readonly candidates: readonly Candidate[]; readonly unknown: readonly string[] }
  | { readonly kind: 'own'; readonly typed: string }

/** What can be added for what was typed. */
export function optionsFor(typed: string, delegations: readonly Delegation[]): Option[] {
  if (typed.trim() === '') return []
  const sits = new Set(delegations.map(({ code }) => code))
  const several = severalOf(typed, sits)
  if (several !== null) return [several]
  const found = searchParties(typed, RESULTS_SHOWN).map((candidate): Option => ({
    kind: 'party',
    candidate,
    added: sits.has(candidate.code),
  }))
  return [...found, { kind: 'own', typed: typed.trim() }]
}

export function wishFrom({ code, name, aliases, preset, members }: Candidate): DelegationWish {
  return { code, name, aliases, preset, members }
}

/** A delegation of one's own; what is not on the form stays as it was. */
export function wishFromForm({ code, name, preset }: DelegationForm, former: Delegation | null): DelegationWish {
  return { code: codeFrom(code), name: name.trim(), preset, aliases: former?.aliases ?? [], members: former?.members ?? [] }
}

/** The form as it opens for what was typed: three capitals are a code, anything else is a name. */
export function formFrom(typed: string): DelegationForm {
  const code = codeFrom(typed)
  const isCode = typed === typed.toUpperCase() && isDelegationCode(code)
  return { code: isCode ? code : '', name: isCode ? '' : typed, preset: 'member' }
}

function severalOf(typed: string, sits: ReadonlySet<string>): Option | null {
  const names = typed
    .split(/[,;\n\t]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length < 2) return null
  const called = names.map((name) => ({ name, candidate: partyCalled(name) }))
  const candidates = called.flatMap(({ candidate }) => candidate ?? [])
  const fresh = [...new Set(candidates)].filter(({ code }) => !sits.has(code))
  return { kind: 'several', candidates: fresh, unknown: called.filter(({ candidate }) => candidate === null).map(({ name }) => name) }
}

function codeFault(code: string, delegations: readonly Delegation[], changing: string | null): FormFaults {
  if (code === '') return { code: 'Give it a code; it is printed in brackets after its words.' }
  if (code === CHAIR) return { code: 'CHAIR is the facilitator.' }
  if (!isDelegationCode(code)) return { code: 'A code is 1 to 12 letters A to Z, digits and hyphens.' }
  const taken = delegations.find((one) => one.code === code && one.code !== changing)
  return taken === undefined ? {} : { code: `${code} is ${taken.name} already.` }
}

function nameFault(name: string): FormFaults {
  if (name.trim() === '') return { name: 'Give its name.' }
  return name.trim().length > NAME_LENGTH ? { name: `At most ${NAME_LENGTH} characters.` } : {}
}
