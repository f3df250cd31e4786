// Words given back to the person, as a list to take note of: what comes in pieces is shown as one.
import type { GivenBack } from '../store.ts'

/** The list with one more; words for the same place under the same rule are joined to the last ones. */
export function withGivenBack(list: readonly GivenBack[], what: Omit<GivenBack, 'id'>): readonly GivenBack[] {
  const last = list.at(-1)
  const same =
    last !== undefined && last.why === what.why && last.rule === what.rule && last.place === what.place && last.message === what.message
  if (same && what.words !== '') return [...list.slice(0, -1), { ...last, words: last.words + what.words }]
  return [...list, { ...what, id: 1 + Math.max(0, ...list.map(({ id }) => id)) }]
}
