// Questions about the brackets of a reading: what nests in what, what competes, what is open where.
import type { Bid, GroupId } from '../ids.ts'
import type { Bracket, Reading } from '../text/read.ts'

/** Brackets opened directly inside this one. */
export function childrenOf(reading: Reading, bid: Bid): Bracket[] {
  return [...reading.brackets.values()].filter(({ parent }) => parent === bid)
}

/** Brackets that lie wholly between this one's tokens. */
export function nestedIn(reading: Reading, bid: Bid): Bracket[] {
  const outer = reading.brackets.get(bid)
  if (outer === undefined) return []
  return [...reading.brackets.values()].filter(({ from, to }) => from > outer.from && to < outer.to)
}

/** The brackets that compete for one place, in text order. */
export function membersOf(reading: Reading, group: GroupId): Bracket[] {
  return [...reading.brackets.values()].filter((bracket) => bracket.group === group)
}

/** A *replace* is a group of one `del` and one `ins`, with one decision; null for any other group. */
export function replaceOf(reading: Reading, group: GroupId | null): { readonly del: Bracket; readonly ins: Bracket } | null {
  if (group === null) return null
  const members = membersOf(reading, group)
  const del = members.find(({ kind }) => kind === 'del')
  const ins = members.find(({ kind }) => kind === 'ins')
  return members.length === 2 && del !== undefined && ins !== undefined ? { del, ins } : null
}

/** Brackets open anywhere in a paragraph. */
export function bracketsIn(reading: Reading, paragraph: number): Bracket[] {
  return [...reading.brackets.values()].filter(({ first, last }) => first <= paragraph && last >= paragraph)
}

/** Whether a bracket is an open question: a note is none, what is proposed in its words is. */
export const isOpen = ({ kind }: Bracket): boolean => kind !== 'note'

/** How many brackets of a text are open questions. */
export const countOpen = ({ brackets }: Reading): number => [...brackets.values()].filter(isOpen).length
