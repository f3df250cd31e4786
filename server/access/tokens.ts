// Secrets that people carry: invitations and sessions. 256 random bits each; only their SHA-256 is ever stored,
// which suffices for secrets that nobody chose.
import { createHash, randomBytes, randomUUID } from 'node:crypto'

const TOKEN_BYTES = 32

/** A new secret, fit for a URL. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What is stored of a secret. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A new name for a row: unguessable, but no secret. */
export function newId(): string {
  return randomUUID()
}
