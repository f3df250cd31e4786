// Meetings, delegations, invitations, people, seats and sessions in SQLite. Runs in the storage's thread;
// transactions are the caller's (sqlite-worker.ts).
import type { Principal } from '@chapeau/shared/ids'
import type { Delegation, MeetingRules, Role } from '@chapeau/shared/policy'
import type { AppendResult, Invitation, MeetingStorage, Person, Seat, Session, StoredEntry, StoredMeeting } from './port.ts'
import type { Row, Statements, Sync } from './sqlite-statements.ts'
import type { SqliteTexts } from './sqlite-texts.ts'

export class SqliteMeetings implements Sync<MeetingStorage> {
  readonly #sql: Statements
  readonly #texts: SqliteTexts

  constructor(sql: Statements, texts: SqliteTexts) {
    this.#sql = sql
    this.#texts = texts
  }

  putMeeting(meeting: StoredMeeting, afterSeq: number, entries: readonly StoredEntry[]): AppendResult {
    return this.#chained(meeting.id, afterSeq, entries, () => {
      this.#sql.run(
        `INSERT INTO meetings (id, name, rules, created) VALUES (?, ?, ?, (SELECT count(*) FROM meetings))
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, rules = excluded.rules`,
        [meeting.id, meeting.name, JSON.stringify(meeting.rules)],
      )
    })
  }

  putDelegations(meetingId: string, delegations: readonly Delegation[], afterSeq: number, entries: readonly StoredEntry[]): AppendResult {
    return this.#chained(meetingId, afterSeq, entries, () => {
      for (const delegation of delegations)
        this.#sql.run(
          `INSERT INTO delegations (meeting_id, code, position, delegation)
           VALUES (?, ?, (SELECT count(*) FROM delegations WHERE meeting_id = ?), ?)
           ON CONFLICT (meeting_id, code) DO UPDATE SET delegation = excluded.delegation`,
          [meetingId, delegation.code, meetingId, JSON.stringify(delegation)],
        )
    })
  }

  destroyContent(meetingId: string, upTo: number, afterSeq: number, entries: readonly StoredEntry[]): AppendResult {
    return this.#chained(meetingId, afterSeq, entries, () => this.#texts.destroyUpTo(meetingId, upTo))
  }

  meeting(meetingId: string): StoredMeeting | null {
    const row = this.#sql.one('SELECT * FROM meetings WHERE id = ?', [meetingId])
    return row === null ? null : meetingOf(row)
  }

  meetings(): StoredMeeting[] {
    return this.#sql.all('SELECT * FROM meetings ORDER BY created, id').map(meetingOf)
  }

  delegations(meetingId: string): Delegation[] {
    return this.#sql
      .all('SELECT delegation FROM delegations WHERE meeting_id = ? ORDER BY position, code', [meetingId])
      .map((row) => JSON.parse(row['delegation'] as string) as Delegation)
  }

  addInvitation({ id, meetingId, delegation, role, tokenHash, createdAt, revokedAt, expiresAt }: Invitation): void {
    this.#sql.run(
      'INSERT INTO invitations (id, meeting_id, delegation, role, token_hash, created_at, revoked_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [id, meetingId, delegation, role, tokenHash, createdAt, revokedAt, expiresAt],
    )
  }

  invitations(meetingId: string): Invitation[] {
    return this.#sql.all('SELECT * FROM invitations WHERE meeting_id = ? ORDER BY created_at, id', [meetingId]).map(invitationOf)
  }

  invitationByToken(tokenHash: string): Invitation | null {
    const row = this.#sql.one('SELECT * FROM invitations WHERE token_hash = ?', [tokenHash])
    return row === null ? null : invitationOf(row)
  }

  revokeInvitation(invitationId: string, at: string): Seat[] {
    this.#sql.run('UPDATE invitations SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [at, invitationId])
    const ended = this.#sql.all('SELECT * FROM seats WHERE invitation_id = ? AND ended = 0', [invitationId]).map(seatOf)
    this.#sql.run('UPDATE seats SET ended = 1 WHERE invitation_id = ?', [invitationId])
    return ended
  }

  putPerson({ id, name, operator }: Person): void {
    this.#sql.run(
      `INSERT INTO persons (id, name, operator) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, operator = excluded.operator`,
      [id, name, operator ? 1 : 0],
    )
  }

  person(personId: string): Person | null {
    const row = this.#sql.one('SELECT * FROM persons WHERE id = ?', [personId])
    return row === null ? null : { id: row['id'] as string, name: row['name'] as string, operator: row['operator'] === 1 }
  }

  addSeat({ id, personId, meetingId, delegation, role, invitationId }: Seat): void {
    this.#sql.run(
      `INSERT INTO seats (id, person_id, meeting_id, delegation, role, invitation_id, position)
       VALUES (?, ?, ?, ?, ?, ?, (SELECT count(*) FROM seats WHERE person_id = ?))`,
      [id, personId, meetingId, delegation, role, invitationId, personId],
    )
  }

  seats(personId: string): Seat[] {
    return this.#sql.all('SELECT * FROM seats WHERE person_id = ? AND ended = 0 ORDER BY position, id', [personId]).map(seatOf)
  }

  putSession({ tokenHash, personId, seenAt }: Session): void {
    this.#sql.run(
      `INSERT INTO sessions (token_hash, person_id, seen_at) VALUES (?, ?, ?)
       ON CONFLICT (token_hash) DO UPDATE SET seen_at = excluded.seen_at`,
      [tokenHash, personId, seenAt],
    )
  }

  session(tokenHash: string): Session | null {
    const row = this.#sql.one('SELECT * FROM sessions WHERE token_hash = ?', [tokenHash])
    return row === null
      ? null
      : { tokenHash: row['token_hash'] as string, personId: row['person_id'] as string, seenAt: row['seen_at'] as number }
  }

  endSession(tokenHash: string): void {
    this.#sql.run('DELETE FROM sessions WHERE token_hash = ?', [tokenHash])
  }

  /** Writes with entries of the meeting's chain, if `afterSeq` is where the chain ends. */
  #chained(chainId: string, afterSeq: number, entries: readonly StoredEntry[], write: () => void): AppendResult {
    if (this.#texts.head(chainId).seq !== afterSeq) return { status: 'conflict' }
    write()
    this.#texts.addEntries(chainId, entries)
    return { status: 'appended', seq: afterSeq + entries.length }
  }
}

function meetingOf(row: Row): StoredMeeting {
  return { id: row['id'] as string, name: row['name'] as string, rules: JSON.parse(row['rules'] as string) as MeetingRules }
}

function invitationOf(row: Row): Invitation {
  return {
    id: row['id'] as string,
    meetingId: row['meeting_id'] as string | null,
    delegation: row['delegation'] as Principal | null,
    role: row['role'] as Role | null,
    tokenHash: row['token_hash'] as string,
    createdAt: row['created_at'] as string,
    revokedAt: row['revoked_at'] as string | null,
    expiresAt: row['expires_at'] as string | null,
  }
}

function seatOf(row: Row): Seat {
  return {
    id: row['id'] as string,
    personId: row['person_id'] as string,
    meetingId: row['meeting_id'] as string,
    delegation: row['delegation'] as Principal | null,
    role: row['role'] as Role,
    invitationId: row['invitation_id'] as string,
  }
}
