// Invitations as the page lists them: who has one, who has none, and new links as lines to copy. Pure.
import type { Principal } from '@chapeau/shared/ids'
import type { Delegation, Role } from '@chapeau/shared/policy'
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { inviteeName } from './setup-names.ts'

export interface InvitationWish {
  readonly role: Role
  readonly delegation: Principal | null
  /** How long it gives seats; null: as long as it is not ended; left out: as the server thinks right. */
  readonly days?: number | null
}

/** An invitation made on this page, its link still readable. */
export interface FreshLink {
  readonly id: string
  readonly name: string
  readonly link: string
}

const ROLES: readonly Role[] = ['chair', 'secretariat', 'delegate', 'observer']

/** Valid ones first; then by role, delegation, and the newest first. */
export function inOrder(invitations: readonly InvitationAnswer[]): InvitationAnswer[] {
  return [...invitations].sort(
    (a, b) =>
      Number(a.revokedAt !== null) - Number(b.revokedAt !== null) ||
      ROLES.indexOf(a.role) - ROLES.indexOf(b.role) ||
      (a.delegation ?? '').localeCompare(b.delegation ?? '') ||
      b.createdAt.localeCompare(a.createdAt),
  )
}

/** Valid invitations to speak for a delegation. */
export function invitationsFor(invitations: readonly InvitationAnswer[], code: Principal): number {
  return invitations.filter(({ delegation, role, revokedAt }) => delegation === code && role === 'delegate' && revokedAt === null).length
}

/** Delegations that nobody was invited for yet. */
export function uninvited(delegations: readonly Delegation[], invitations: readonly InvitationAnswer[]): Delegation[] {
  return delegations.filter(({ code }) => invitationsFor(invitations, code) === 0)
}

/** The fresh link of an answer; null when it carries none. */
export function freshFrom(answer: InvitationAnswer): FreshLink | null {
  return answer.link === undefined ? null : { id: answer.id, name: inviteeName(answer), link: answer.link }
}

/** Links as lines for a letter or a table: name, tab, link. */
export function linesOf(links: readonly FreshLink[]): string {
  return links.map(({ name, link }) => `${name}\t${link}`).join('\n')
}
