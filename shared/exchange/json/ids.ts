// Ids in a file that names nobody: they begin with whoever made them, so they are counted anew, in the order in which they come.
import type { View } from '../../text/views.ts'

export type IdOf = (id: string) => string

/** As a view has them: as they are, or such as name nobody. */
export const idsIn = (view: View): IdOf => (view === 'unattributed' ? namelessIds() : (id) => id)

/** The same for the same id. */
function namelessIds(): IdOf {
  const known = new Map<string, string>()
  return (id) => {
    const again = known.get(id) ?? `:0.${known.size + 1}`
    known.set(id, again)
    return again
  }
}
