// Imports plain text (spec IM): lines, furniture, paragraphs, brackets, and a report of everything that was decided on
// the way. Never refuses a text because of its brackets.
import type { IdMaker } from '../ids.ts'
import type { Delegation } from '../policy/parties.ts'
import { assemble, type Imported } from './assemble.ts'
import { withoutFurniture } from './furniture.ts'
import { linesOf } from './lines.ts'
import { paragraphsOf } from './paragraphs.ts'
import { Parties } from './parties.ts'

/** Reads a text. A bracket is whose it says of the delegations; else nobody's, to be attributed by the desk. */
export function importText(source: string, ids: IdMaker, delegations: readonly Delegation[] = []): Imported {
  const { lines, entries: characters } = linesOf(source)
  const { lines: kept, entries: furniture } = withoutFurniture(lines)
  return assemble(paragraphsOf(kept), ids, { found: [...characters, ...furniture], parties: new Parties(delegations) })
}
