// Imports plain text (spec IM): lines, furniture, paragraphs, brackets, and a report of everything that was decided on
// the way. Never refuses a text because of its brackets.
import type { IdMaker } from '../ids.ts'
import type { Delegation } from '../policy/parties.ts'
import { assemble, assembleAs, type Given, type Imported } from './assemble.ts'
import { withoutFurniture } from './furniture.ts'
import { linesOf } from './lines.ts'
import { partiesOf, type Known } from './known.ts'
import { paragraphsOf, type Draft } from './paragraphs.ts'
import { Parties } from './parties.ts'
import type { Unreadable } from './source.ts'

/** Reads a text. A bracket is whose it says of the delegations; else nobody's, to be attributed by the desk. */
export function importText(source: string, ids: IdMaker, delegations: readonly Delegation[] = []): Imported {
  const { drafts, found } = draftsOf(source)
  return assemble(drafts, ids, { found, parties: new Parties(delegations) })
}

/** The same with what a person changed of it. */
export function importTextAs(source: string, ids: IdMaker, known: Known): Imported | Unreadable {
  const parties = partiesOf(known)
  if (!(parties instanceof Parties)) return parties
  const { drafts, found } = draftsOf(source)
  return assembleAs(drafts, ids, { found, parties }, known.choices ?? {})
}

function draftsOf(source: string): { readonly drafts: readonly Draft[]; readonly found: Given['found'] } {
  const { lines, entries: characters } = linesOf(source)
  const { lines: kept, entries: furniture } = withoutFurniture(lines)
  return { drafts: paragraphsOf(kept), found: [...characters, ...furniture] }
}
