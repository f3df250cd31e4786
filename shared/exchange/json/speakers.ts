// Whom the parties that a text as JSON names are in this meeting (spec IM-96): by name, by alias, by code, or as somebody has said. Who
// is nobody here is told once, with what was theirs.
import { CHAIR, NOBODY, type Principal } from '../../ids.ts'
import type { Known } from '../known.ts'
import type { Parties } from '../parties.ts'
import type { ReportEntry } from '../report.ts'
import type { TextFile } from './file.ts'

interface Stranger {
  readonly name: string
  readonly line: number
  proposals: number
  positions: number
}

export class Speakers {
  /** By the name in the file; '' for nobody here. */
  readonly authors = new Map<string, Principal>()
  readonly #names = new Map<string, string>()
  readonly #known: Known
  readonly #parties: Parties
  readonly #strangers = new Map<string, Stranger>()

  constructor({ delegations }: Pick<TextFile, 'delegations'>, parties: Parties, known: Known) {
    this.#parties = parties
    this.#known = known
    const taken = new Map<string, number>()
    for (const { name } of delegations) taken.set(name, (taken.get(name) ?? 0) + 1)
    for (const { code, name } of delegations)
      this.#names.set(code, name.trim() === '' ? code : taken.get(name) === 1 ? name : `${name} (${code})`)
  }

  /** Whose a proposal is. `line`: number of its paragraph. */
  proposer(code: string, line: number): Principal {
    return this.#who(code, line, 'proposals')
  }

  /** Who has taken a position, or has joined. */
  position(code: string, line: number): Principal {
    return this.#who(code, line, 'positions')
  }

  get entries(): ReportEntry[] {
    return [...this.#strangers.values()].map(({ name, line, proposals, positions }) => {
      const theirs = [
        ...(proposals === 0
          ? []
          : [`${counted(proposals, 'proposal')} of theirs ${proposals === 1 ? 'is' : 'are'} nobody’s until the desk says whose`]),
        ...(positions === 0 ? [] : [`${counted(positions, 'position')} of theirs ${positions === 1 ? 'is' : 'are'} left out`]),
      ]
      return { line, kind: 'author', message: `“${name}” is no party that is known in this meeting; ${theirs.join(', ')}.` }
    })
  }

  #who(code: string, line: number, what: 'proposals' | 'positions'): Principal {
    if (code === NOBODY || code === CHAIR) return code
    const name = this.#names.get(code) ?? code
    const principal = this.authors.get(name) ?? this.#find(code, name)
    this.authors.set(name, principal)
    if (principal !== NOBODY) return principal
    const stranger = this.#strangers.get(code) ?? { name, line, proposals: 0, positions: 0 }
    stranger[what]++
    this.#strangers.set(code, stranger)
    return NOBODY
  }

  /** Codes are given anew in every meeting, so a name says more. */
  #find(code: string, name: string): Principal {
    const { authors = {}, choices = {} } = this.#known
    const said = ownOf(authors, name) ?? ownOf(choices.names ?? {}, name) ?? ownOf(choices.names ?? {}, code)
    if (said !== undefined) return said
    const named = this.#parties.party(name)
    return named === NOBODY && this.#parties.has(code) ? code : named
  }
}

const ownOf = (all: Readonly<Record<string, string>>, key: string): string | undefined => (Object.hasOwn(all, key) ? all[key] : undefined)

export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
