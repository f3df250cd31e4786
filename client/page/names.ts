// How parties, kinds, places and times are called on the page. Words only: nothing here decides anything.
import { CHAIR, NOBODY, type Principal } from '@chapeau/shared/ids'
import type { Delegation, Role } from '@chapeau/shared/policy'
import type { SeatAnswer } from '@chapeau/shared/protocol/api'
import type { Because, Stance } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { View } from '@chapeau/shared/text/views'

/** Names printed in a bracket before the rest becomes a number. */
export const NAMES_SHOWN = 3

export const VIEW_NAMES: Readonly<Record<View, { readonly name: string; readonly says: string }>> = {
  rolling: { name: 'Rolling', says: 'Every bracket with the names of its delegations' },
  unattributed: { name: 'Unattributed', says: 'Every bracket, without names' },
  base: { name: 'Base', says: 'The text as if nothing in brackets were agreed' },
  accepted: { name: 'Accepted', says: 'The text as if every proposal were agreed; alternatives stay in brackets' },
}

export const KIND_NAMES: Readonly<Record<BracketKind, string>> = {
  ins: 'Addition',
  del: 'Deletion',
  res: 'Reservation',
  note: 'Footnote',
}

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  chair: 'Facilitator',
  secretariat: 'Secretariat',
  delegate: 'Delegate',
  observer: 'Observer',
}

/** What a stance is called on a bracket of this kind: who opposes a deletion wants the words retained. */
/** Why something stays in brackets. */
export const BECAUSE_NAMES: Readonly<Record<Because, string>> = {
  wording: 'the wording',
  substance: 'the substance',
  package: 'part of a package',
  awaiting: 'awaiting instructions',
}

export function stanceName(stance: Stance, kind: BracketKind): string {
  switch (stance) {
    case 'proposes':
      return 'Joined'
    case 'supports':
      return 'Supports'
    case 'canLiveWith':
      return 'Can live with'
    case 'opposes':
      return kind === 'del' ? 'Retain' : 'Opposes'
    case 'reserves':
      return 'Reserves'
    case 'awaits':
      return 'Awaits instructions'
  }
}

/** A party's code as a label; the facilitator's is a word. */
export function codeName(principal: Principal): string {
  if (principal === CHAIR) return 'Chair'
  return principal === NOBODY ? 'not attributed' : principal
}

/** A party's full name; its code where the meeting does not know it. */
export function partyName(principal: Principal, delegations: readonly Delegation[]): string {
  if (principal === CHAIR) return 'the facilitator'
  if (principal === NOBODY) return 'nobody known'
  return delegations.find(({ code }) => code === principal)?.name ?? principal
}

/** A bracket's label with at most three names: `delete, RUS, EU, USA +4`. */
export function shortLabel(label: string): string {
  const parts = label.split(', ')
  const kinds = parts.filter((part) => /^[a-z]/.test(part))
  const names = parts.filter((part) => !/^[a-z]/.test(part))
  if (names.length <= NAMES_SHOWN) return label
  return `${[...kinds, ...names.slice(0, NAMES_SHOWN)].join(', ')} +${names.length - NAMES_SHOWN}`
}

/** Where something is: `paragraph 3 bis`, or by its place in the text where it has no label. */
export function placeName(label: string, index: number): string {
  const plain = label.trim().replace(/\.$/, '')
  return /[\p{L}\p{N}]/u.test(plain) ? `paragraph ${plain}` : `paragraph ${index + 1} of the text`
}

/** `Rev.2 + 14 changes`; a text without a revision is a draft. */
export function revisionName(revision: string, changes: number): string {
  const base = revision === '' ? 'Draft' : revision
  if (changes <= 0) return base
  return `${base} + ${changes} ${changes === 1 ? 'change' : 'changes'}`
}

/** `Delegate · RUS`; `Facilitator`. */
export function seatName(seat: Pick<SeatAnswer, 'role' | 'delegation'>): string {
  const role = ROLE_NAMES[seat.role]
  return seat.delegation === null || seat.delegation === CHAIR ? role : `${role} · ${seat.delegation}`
}

/** Hours, minutes and, where asked for, seconds as a clock on the wall shows them. */
export function clock(at: Date, seconds = false): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const minutes = `${two(at.getHours())}:${two(at.getMinutes())}`
  return seconds ? `${minutes}:${two(at.getSeconds())}` : minutes
}

/** A time for people: today's as `15:52`, another day's as `14 Mar, 15:52`. */
export function when(at: Date, now: Date): string {
  if (at.toDateString() === now.toDateString()) return clock(at)
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${clock(at)}`
}

/** `1 bracket`, `2 brackets`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`
}
