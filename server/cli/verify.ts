// `chapeau verify`: checks a record that was taken away, without the server and without its data.
import { parseArgs } from 'node:util'
import type { Command, ExitCode } from '../cli.ts'
import type { Anchor } from '../record/chain.ts'
import { readRecord, type RecordFile } from '../record/file.ts'
import { isPublicKey } from '../record/signing.ts'
import { verifyRecord, type VerifyOptions } from '../record/verify.ts'
import { bytesAt } from './file.ts'

export const verify: Command = {
  usage: 'verify FILE [--against FILE|URL [--token TOKEN]] [--text FILE] [--key PUBLIC-KEY]… [--head NUMBER:HASH]…',
  says: 'checks a record that was taken away, without the server',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        token: { type: 'string' },
        text: { type: 'string' },
        key: { type: 'string', multiple: true },
        head: { type: 'string', multiple: true },
      },
    })
    if (positionals.length !== 1) throw new Error('Name one file with a record.')
    const keys = values.key ?? []
    for (const key of keys) if (!isPublicKey(key)) throw new Error(`${key} is no public key.`)
    const noted = (values.head ?? []).map(headIn)
    const file = read(await wordsAt(positionals[0]!), positionals[0]!)
    if (file === null) return 1
    const against = values.against === undefined ? undefined : read(await fetched(values.against, values.token), values.against)
    if (against === null || (against !== undefined && !holds(against, keys))) return 1
    const text = values.text === undefined ? undefined : await bytesAt(values.text)
    return report(file, { keys, noted, ...(against === undefined ? {} : { against }), ...(text === undefined ? {} : { text }) })
  },
}

const wordsAt = async (path: string): Promise<string> => new TextDecoder().decode(await bytesAt(path))

function read(text: string, name: string): RecordFile | null {
  const result = readRecord(text)
  if (result.status === 'read') return result.file
  if (result.status === 'foreign') throw new Error(`${name} is no record. Take the record away as NDJSON.`)
  console.error(`${name}: the header does not hold: it was altered.`)
  return null
}

/** Another copy proves something only when it holds itself. */
function holds(against: RecordFile, keys: readonly string[]): boolean {
  const verified = verifyRecord(against, against.header === null ? {} : { keys })
  if (!verified.ok) console.error(`The other copy does not hold. ${faultLine(verified)}`)
  return verified.ok
}

/** Another copy: a file, or the record of a running server. Throws when the server says no. */
async function fetched(place: string, token: string | undefined): Promise<string> {
  if (!/^https?:\/\//.test(place)) return wordsAt(place)
  const response = await fetch(place, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`${place} answered ${response.status}.`)
  return response.text()
}

function headIn(text: string): Anchor {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text)
  if (match === null) throw new Error(`${text} is no head; it is a number, a colon and a hash of 64 digits.`)
  return { seq: Number(match[1]), hash: match[2]!, source: 'the head that you noted' }
}

function faultLine({ seq, reason }: { readonly seq: number | null; readonly reason: string }): string {
  return seq === null ? `The header does not hold: ${reason}.` : `Entry ${seq} does not hold: ${reason}.`
}

function report(file: RecordFile, options: VerifyOptions): ExitCode {
  const verified = verifyRecord(file, options)
  if (!verified.ok) {
    console.error(faultLine(verified))
    return 1
  }
  const { head, destroyed, withheld, signed, exported } = verified
  console.log(`${head.seq} ${head.seq === 1 ? 'entry holds' : 'entries hold'}; the last is ${head.hash}.`)
  if (destroyed > 0) console.log(`The content of ${destroyed} was destroyed by rule; their places in the chain hold.`)
  if (withheld > 0) console.log(`The content of ${withheld} is withheld from this copy; their places in the chain hold.`)
  console.log(signed === 0 ? 'No head is signed: compare the last hash with one that somebody else holds.' : `${signed} signed heads hold.`)
  if (signed > 0 && options.keys?.length === 0) console.log('The key is the one in the file; name the one you trust with --key.')
  if (options.against !== undefined) console.log(`The other copy agrees${lengthOf(options.against, head.seq)}.`)
  if (exported !== null) console.log(`The text is the one that entry ${exported.seq} speaks of, at ${exported.at}.`)
  return 0
}

function lengthOf({ lines }: RecordFile, entries: number): string {
  const more = lines.length - entries
  if (more === 0) return ''
  return more > 0 ? ` and goes on for ${more} more` : ` as far as it goes, to entry ${lines.length}`
}
