// The words of the setup pages: what presets, rules and invitations are called. Words only.
import type { Entry } from '@chapeau/shared/text/waiting'
import type { MeetingRules, Preset, RecordRules } from '@chapeau/shared/policy'
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { seatName } from '../page/names.ts'

export const PRESET_NAMES: Readonly<Record<Preset, { readonly name: string; readonly says: string }>> = {
  member: { name: 'Member', says: 'proposes, takes stands and is counted' },
  observer: { name: 'Observer State or organization', says: 'proposes and co-sponsors, but takes no stands alone' },
  stakeholder: { name: 'Stakeholder', says: 'follows the text, and does not write in it' },
}

export const ENTRY_NAMES: Readonly<Record<Entry, string>> = {
  direct: 'as they are typed',
  seconded: 'when another delegation seconds them',
  queue: 'when the facilitator admits them',
}

export const DECIDE_NAMES: Readonly<Record<MeetingRules['decide'], { readonly name: string; readonly says: string }>> = {
  consensus: { name: 'By consensus', says: 'Deciding over an objection takes a second press that names who objects.' },
  chair: { name: 'By the facilitator', says: 'Objections are recorded; they do not hold a decision up.' },
}

export const RECORD_CONTENT_NAMES: Readonly<Record<RecordRules['content'], string>> = {
  seats: 'everybody with a seat',
  delegations: 'delegations, not observers',
  desk: 'facilitator and secretariat',
}

export const RECORD_NAMES_NAMES: Readonly<Record<RecordRules['names'], string>> = {
  delegations: 'delegations, not observers',
  desk: 'facilitator and secretariat',
}

/** Whom an invitation is for: `Delegate · RUS`, `Observer`. */
export function inviteeName({ role, delegation }: Pick<InvitationAnswer, 'role' | 'delegation'>): string {
  return seatName({ role, delegation })
}
