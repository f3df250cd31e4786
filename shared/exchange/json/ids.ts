// Ids in a file that names nobody: they begin with whoever made them, so they are counted anew, in the order in which they come.

export type IdOf = (id: string) => string

/** Ids as they are. */
export const sameIds: IdOf = (id) => id

/** Ids that name nobody, the same for the same id. */
export function namelessIds(): IdOf {
  const known = new Map<string, string>()
  return (id) => {
    const again = known.get(id) ?? `:0.${known.size + 1}`
    known.set(id, again)
    return again
  }
}
