// The server's signature under a record's heads (DESIGN 5): Ed25519 (RFC 8032) over canonical JSON. It proves to whoever
// holds the public key that this server once stood by a head; whoever has the private key can sign another one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import type { HeaderStatement, HeadStatement, RecordHeader, SignedHead } from '@chapeau/shared/protocol/api'
import { canonical } from './canonical.ts'

export interface Signer {
  /** SubjectPublicKeyInfo in DER, base64. */
  readonly publicKey: string
  sign(statement: HeadStatement): SignedHead
  /** Signs the whole first line of a record that is taken away. */
  signHeader(statement: HeaderStatement): RecordHeader
}

/** A new private key as PEM (PKCS #8). */
export function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** A signer from a private key in PEM. Throws when it is no Ed25519 key. */
export function signerWith(pem: string): Signer {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key')
  return {
    publicKey: (createPublicKey(privateKey).export({ type: 'spki', format: 'der' }) as Buffer).toString('base64'),
    sign: (statement) => ({ ...statement, signature: sign(null, bytesOf(statement), privateKey).toString('base64') }),
    signHeader: (statement) => ({
      ...statement,
      signature: sign(null, Buffer.from(canonical(statement), 'utf8'), privateKey).toString('base64'),
    }),
  }
}

/** Whether a head was signed with the private half of `publicKey`. */
export function isSigned({ signature, ...statement }: SignedHead, publicKey: string): boolean {
  return holds(bytesOf(statement), signature, publicKey)
}

/** Whether a header as a whole was signed with the private half of `publicKey`. */
export function isHeaderSigned({ signature, ...statement }: RecordHeader, publicKey: string): boolean {
  return holds(Buffer.from(canonical(statement), 'utf8'), signature, publicKey)
}

/** Whether this is a public key as the page and exports print it. */
export function isPublicKey(base64: string): boolean {
  return publicKeyIn(base64)?.asymmetricKeyType === 'ed25519'
}

function holds(bytes: Buffer, signature: string, publicKey: string): boolean {
  const [key, signed] = [publicKeyIn(publicKey), base64In(signature)]
  return key !== null && signed !== null && verify(null, bytes, key, signed)
}

function publicKeyIn(base64: string): KeyObject | null {
  const der = base64In(base64)
  if (der === null) return null
  try {
    return createPublicKey({ key: der, type: 'spki', format: 'der' })
  } catch {
    return null
  }
}

/** Only the one way to write the bytes: the last character has bits to spare, which would otherwise say nothing. */
function base64In(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** Named one by one: what else an object carries is not signed. */
const bytesOf = ({ text, seq, hash, textHash, revision, at }: HeadStatement): Buffer =>
  Buffer.from(canonical({ text, seq, hash, textHash, revision, at }), 'utf8')
