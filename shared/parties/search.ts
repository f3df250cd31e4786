// Finds parties of the ready list by what people type: a code, a name, another name, the start of a word. Pure; it
// knows no meeting, so whoever shows the result says which are in it already.
import type { Principal } from '../ids.ts'
import type { Preset } from '../policy.ts'
import { GROUPS } from './groups.ts'
import { MEMBERS, OBSERVER_STATES, type Party } from './members.ts'

/** A party of the ready list as it would sit in a meeting. */
export interface Candidate extends Party {
  readonly preset: Preset
  readonly members: readonly Principal[]
}

/** All of the ready list: groups, Members, observer States. */
export const CANDIDATES: readonly Candidate[] = [
  ...GROUPS.map((group): Candidate => ({ ...group, preset: 'member' })),
  ...MEMBERS.map((party): Candidate => ({ ...party, preset: 'member', members: [] })),
  ...OBSERVER_STATES.map((party): Candidate => ({ ...party, preset: 'observer', members: [] })),
]

/** The best `limit` parties for a query, best first; none for an empty one. */
export function searchParties(query: string, limit: number): Candidate[] {
  const wanted = fold(query)
  if (wanted === '') return []
  return INDEX.map(({ candidate, code, names }) => ({ candidate, rank: rankOf(wanted, code, names) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ candidate }) => candidate)
}

/** The party that is called exactly this, by code, name or another name; null when none is. */
export function partyCalled(name: string): Candidate | null {
  const wanted = fold(name)
  const found = INDEX.find(({ code }) => code === wanted) ?? INDEX.find(({ names }) => names.includes(wanted))
  return found?.candidate ?? null
}

/** Lower case, without accents, with punctuation as single spaces: what names are compared by. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const INDEX = CANDIDATES.map((candidate) => ({
  candidate,
  code: fold(candidate.code),
  names: [candidate.name, ...candidate.aliases].map(fold),
}))

const NO_MATCH = 6

/** Codes before names, starts before middles: whoever types three letters mostly means a code. */
function rankOf(wanted: string, code: string, names: readonly string[]): number {
  if (code === wanted) return 0
  if (names.includes(wanted)) return 1
  if (code.startsWith(wanted)) return 2
  if (names.some((name) => name.startsWith(wanted))) return 3
  if (names.some((name) => name.includes(` ${wanted}`))) return 4
  return wanted.length > 2 && names.some((name) => name.includes(wanted)) ? 5 : NO_MATCH
}
