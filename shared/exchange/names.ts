// Names in a source that no delegation of the meeting has: each once, with all its places (spec IM-44).
import type { FoundName } from './found.ts'
import type { Parties } from './parties.ts'
import type { ReportEntry } from './report.ts'

export class Names {
  readonly #lines = new Map<string, Set<number>>()
  readonly #parties: Parties

  constructor(parties: Parties) {
    this.#parties = parties
  }

  add(name: string, line: number): void {
    const lines = this.#lines.get(name)
    if (lines === undefined) this.#lines.set(name, new Set([line]))
    else lines.add(line)
  }

  get found(): FoundName[] {
    return [...this.#lines].map(([name, lines]) => ({
      name,
      lines: [...lines].sort((a, b) => a - b),
      perhaps: this.#parties.sharing(name),
    }))
  }

  get entries(): ReportEntry[] {
    return this.found.map(({ name, lines, perhaps }) => {
      const places = lines.length === 1 ? '' : ` It stands in ${lines.length} lines: ${listed(lines)}.`
      const why = perhaps.length === 0 ? 'no party of this meeting is called so' : `${perhaps.join(' and ')} are both called so`
      return { line: lines[0]!, kind: 'party', message: `${name}: ${why}; the name stays among the words.${places}` }
    })
  }
}

const LISTED = 12

const listed = (lines: readonly number[]): string =>
  lines.length <= LISTED ? lines.join(', ') : `${lines.slice(0, LISTED).join(', ')} and more`
