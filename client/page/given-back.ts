// Words given back to the person, as a list to take note of: what comes in pieces is shown as one.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { GivenBack } from '../store.ts'

/** The list with one more; words returned from the same place under the same rule are joined, for they come key by key. */
export function withGivenBack(list: readonly GivenBack[], what: Omit<GivenBack, 'id'>): readonly GivenBack[] {
  const last = list.at(-1)
  const same =
    last !== undefined &&
    what.why === 'returned' &&
    last.why === what.why &&
    last.rule === what.rule &&
    last.place === what.place &&
    last.message === what.message
  if (same && what.words !== '') return [...list.slice(0, -1), { ...last, words: last.words + what.words }]
  return [...list, { ...what, id: 1 + Math.max(0, ...list.map(({ id }) => id)) }]
}

/**
 * What the record says was returned to a person in its entries after `heard`, up to `until`. Words that the meeting's rules
 * withhold, or that were destroyed, cannot be given back from here.
 */
export function missedWords(record: readonly RecordLine[], person: string, heard: number, until: number): Omit<GivenBack, 'id'>[] {
  return record.flatMap(({ entry, content }) => {
    const words = content?.after ?? ''
    const mine = entry.act === 'returned' && entry.by.person === person && entry.seq > heard && entry.seq <= until
    if (!mine || words === '') return []
    const { rule } = content?.detail ?? {}
    const place = entry.paragraph?.label ?? ''
    const message = `While the connection was cut, your words came to ${place === '' ? 'a paragraph' : `paragraph ${place}`} that had been agreed. They were not added; here they are.`
    return [{ why: 'returned', rule: typeof rule === 'string' ? rule : '', message, place, words }]
  })
}
