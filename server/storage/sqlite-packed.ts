// Values in the database that are long and seldom read: JSON, deflated (RFC 1951). Runs in the storage's thread.
import { deflateRawSync, inflateRawSync } from 'node:zlib'

export const packed = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value))

export const unpacked = <T>(bytes: Uint8Array): T => JSON.parse(inflateRawSync(bytes).toString('utf8')) as T
