// Identifiers in the manner of AKN4UN and the Akoma Ntoso Naming Convention 1.0 (chapters 4 and 5): IRIs of the text, and eIds of
// what is in it. Labels are data and may be doubled or absent; eIds are unique whatever the labels are.
import type { Principal } from '../../ids.ts'
import type { JsonFrame } from '../export-json.ts'

export const AKN = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
/** Of what the standard has no word for: `docs/exports.md`. */
export const EXTENSION = 'urn:chapeau:akn:1'

/** Work, expression and manifestation. A view is an expression of its own; the language is not known. */
export function irisOf({ textId, view, asOf }: Pick<JsonFrame, 'textId' | 'view' | 'asOf'>): {
  readonly work: string
  readonly expression: string
  readonly manifestation: string
} {
  const work = `/akn/un/statement/draft/${part(textId)}`
  const expression = `${work}/und@${dayOf(asOf)}/${view}`
  return { work, expression, manifestation: `${expression}.akn` }
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** A party among the references. Codes are in capitals, other eIds are not. */
export const partyId = (code: Principal): string => code
export const partyIri = (code: Principal): string => `/akn/ontology/organization/un/${part(code.toLowerCase())}`

/** Makes eIds that are there once. */
export class EIds {
  readonly #taken = new Map<string, number>()

  /** Within `parent`, '' for the text; `number`: what of a label counts, `nn` where there is none. */
  make(parent: string, name: string, number: string): string {
    const wanted = `${parent === '' ? '' : `${parent}__`}${name}${number === '' ? '' : `_${number}`}`
    const before = this.#taken.get(wanted) ?? 0
    this.#taken.set(wanted, before + 1)
    if (before === 0) return wanted
    // Another label may look like the one with its number.
    return this.make(parent, name, `${number}-${before + 1}`)
  }

  /** With a number of its own within `parent`. */
  count(parent: string, name: string): string {
    const key = ` ${parent} ${name}`
    const n = (this.#taken.get(key) ?? 0) + 1
    this.#taken.set(key, n)
    return this.make(parent, name, String(n))
  }
}

/** What counts of a label: `PP3 bis` → `3-bis`, `(a)` → `a`, `2.5.` → `2-5`. */
export function numberOf(label: string): string {
  const number = label
    .replace(/^(?:PP|OP)\s*(?=\d)/i, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return number === '' ? 'nn' : number
}

const part = (value: string): string => encodeURIComponent(value)
