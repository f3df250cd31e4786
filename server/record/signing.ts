// The server's signature under a record's heads (DESIGN 5): Ed25519 (RFC 8032) over canonical JSON. It proves to whoever
// holds the public key that this server once stood by a head; whoever has the private key can sign another one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import type { HeadStatement, SignedHead } from '@chapeau/shared/protocol/api'
import { canonical } from './chain.ts'

export interface Signer {
  /** SubjectPublicKeyInfo in DER, base64. */
  readonly publicKey: string
  sign(statement: HeadStatement): SignedHead
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
  }
}

/** Whether a head was signed with the private half of `publicKey`. */
export function isSigned({ signature, ...statement }: SignedHead, publicKey: string): boolean {
  const key = publicKeyIn(publicKey)
  return key !== null && verify(null, bytesOf(statement), key, Buffer.from(signature, 'base64'))
}

function publicKeyIn(base64: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), type: 'spki', format: 'der' })
  } catch {
    return null
  }
}

/** Named one by one: what else an object carries is not signed. */
const bytesOf = ({ text, seq, hash, textHash, at }: HeadStatement): Buffer =>
  Buffer.from(canonical({ text, seq, hash, textHash, at }), 'utf8')
