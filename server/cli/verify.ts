// `chapeau verify`: checks a record that was taken away, without the server and without its data.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sha256 } from '../record/chain.ts'
import { readRecord, type RecordFile } from '../record/file.ts'
import { verifyRecord, type VerifyOptions } from '../record/verify.ts'
import type { Command, ExitCode } from '../cli.ts'

export const verify: Command = {
  usage: 'verify FILE [--against FILE|URL [--token TOKEN]] [--text FILE] [--key PUBLIC-KEY]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { against: { type: 'string' }, token: { type: 'string' }, text: { type: 'string' }, key: { type: 'string' } },
    })
    if (positionals.length !== 1) throw new Error('Name one file with a record.')
    const file = read(await readFile(positionals[0]!, 'utf8'), positionals[0]!)
    if (file === null) return 1
    const against = values.against === undefined ? undefined : read(await fetched(values.against, values.token), values.against)
    if (against === null) return 1
    const fileHash = values.text === undefined ? undefined : sha256(await readFile(values.text))
    return report(file, {
      ...(values.key === undefined ? {} : { publicKey: values.key }),
      ...(against === undefined ? {} : { against }),
      ...(fileHash === undefined ? {} : { fileHash }),
    })
  },
}

function read(text: string, name: string): RecordFile | null {
  const result = readRecord(text)
  if (result.ok) return result.file
  console.error(`${name}, line ${result.line}: ${result.reason}`)
  return null
}

/** Another copy: a file, or the record of a running server. Throws when the server says no. */
async function fetched(place: string, token: string | undefined): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFile(place, 'utf8')
  const response = await fetch(place, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`${place} answered ${response.status}.`)
  return response.text()
}

function report(file: RecordFile, options: VerifyOptions): ExitCode {
  const verified = verifyRecord(file, options)
  if (!verified.ok) {
    console.error(`Entry ${verified.seq} does not hold: ${verified.reason}.`)
    return 1
  }
  const { head, withheld, signed, exported } = verified
  console.log(`${head.seq} ${head.seq === 1 ? 'entry holds' : 'entries hold'}; the last is ${head.hash}.`)
  if (withheld > 0) console.log(`The content of ${withheld} is withheld or destroyed; their places in the chain hold.`)
  console.log(signed === 0 ? 'No head is signed: compare the last hash with one that somebody else holds.' : `${signed} signed heads hold.`)
  if (signed > 0 && options.publicKey === undefined) console.log('The key is the one in the file; name the one you trust with --key.')
  if (exported !== null) console.log(`The text is the file that entry ${exported.seq} says was taken away at ${exported.at}.`)
  return 0
}
