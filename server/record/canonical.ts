// One form for every JSON value (RFC 8785) and its SHA-256: what the record's hashes and signatures are over.
import canonicalizePackage from 'canonicalize'
import { createHash } from 'node:crypto'

// The package is CommonJS under types written for modules: its export is the function itself.
const canonicalizeJson = canonicalizePackage as unknown as (value: unknown) => string | undefined

/** JSON in the one form of RFC 8785; members that are undefined do not exist in JSON. */
export function canonical(value: unknown): string {
  const json = canonicalizeJson(JSON.parse(JSON.stringify(value)))
  if (json === undefined) throw new Error('nothing to canonicalize')
  return json
}

/** SHA-256, hex; of a string its UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
