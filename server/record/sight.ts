// A record as somebody may see it by the meeting's rules: the chain whole, content whole, without names or not at all.
// What is shown still matches the entries' hashes.
import { isFor, type Ear, type RecordSight } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { withoutName } from './seal.ts'

/** Who reads: by the meeting's rules, and whose ears it has for what is not for the room. */
export interface Reader extends RecordSight {
  readonly ears: readonly Ear[]
}

/** A line as it is shown; content that is withheld is null, as is its salt. */
export function lineFor(line: RecordLine, { content, names, ears }: Reader): RecordLine {
  if (line.content === null) return line
  if (!content || (line.content.audience !== undefined && !isFor(line.content.audience, ears)))
    return { entry: line.entry, content: null, salt: null }
  if (names || line.content.personName === undefined) return line
  const nameless = withoutName(line.content)
  // From before names had salts of their own: they cannot be taken out without the content's hash failing.
  return nameless.personName === undefined ? { ...line, content: nameless } : { entry: line.entry, content: null, salt: null }
}
