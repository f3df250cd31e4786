// What the servers to compare with have in common: where their text comes from and how they say that they listen.
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The text to begin with: the update in the file named on the command line. */
export function baseFromArguments(): Uint8Array {
  return readFileSync(process.argv[2]!)
}

/** Listens on a free port of this machine and prints which, as the real server does. */
export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => console.log(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`))
}
