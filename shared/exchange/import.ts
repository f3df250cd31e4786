// Imports plain text (spec IM): lines, furniture, paragraphs, brackets, and a report of everything that was decided on
// the way. Never refuses a text because of its brackets.
import type { IdMaker } from '../ids.ts'
import { assemble, type Imported } from './assemble.ts'
import { withoutFurniture } from './furniture.ts'
import { linesOf } from './lines.ts'
import { paragraphsOf } from './paragraphs.ts'

/** Reads a text. Brackets come in as additions of nobody, to be attributed by the desk. */
export function importText(source: string, ids: IdMaker): Imported {
  const { lines, entries: characters } = linesOf(source)
  const { lines: kept, entries: furniture } = withoutFurniture(lines)
  return assemble(paragraphsOf(kept), ids, [...characters, ...furniture])
}
