// `chapeau export`: takes a text away as a file, in any format and view, or one of its tables.
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '../cli.ts'
import { Caller, Refused, textOf, type Calling } from './caller.ts'
import { CALL_OPTIONS, printJson } from './printing.ts'

const OPTIONS = {
  ...CALL_OPTIONS,
  format: { type: 'string', default: 'docx' },
  view: { type: 'string' },
  brackets: { type: 'string' },
  lines: { type: 'boolean', default: false },
  out: { type: 'string' },
} as const

export function exportText(calling: () => Calling): Command {
  return {
    usage: 'export TEXT [--format docx] [--view rolling] [--brackets tracked] [--lines] [--out FILE|-] [--server URL] [--json]',
    says: 'takes a text away; --format brackets.csv, record.ndjson … is one of its tables',
    async run(args) {
      const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
      if (positionals.length !== 1) throw new Error('Name one text, by its id or its name; `chapeau texts` lists them.')
      const { format, view, brackets, lines, out } = values
      if (!/^[a-z]+(\.[a-z]+)?$/.test(format)) throw new Error(`${format} is no format, such as docx, txt or brackets.csv.`)
      const caller = await Caller.from(values.server, calling())
      const { id } = await textOf(caller, positionals[0]!)
      const name = format.includes('.') ? format : `export.${format}`
      const response = await caller.ask(`/texts/${id}/${name}`, { query: { view, brackets, lines: lines ? '1' : undefined } })
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (out === '-') {
        await new Promise((resolve) => process.stdout.write(bytes, resolve))
        return 0
      }
      const file = out ?? nameIn(response.headers.get('content-disposition'), `${id}.${format}`)
      await written(file, bytes, out !== undefined)
      if (values.json) printJson({ text: id, file, bytes: bytes.length })
      else console.log(`${file}: ${bytes.length} bytes.`)
      return 0
    },
  }
}

/** What the caller named is replaced; what only the server named is not. */
async function written(file: string, bytes: Uint8Array, replace: boolean): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: replace ? 'w' : 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Refused(`${file} exists already; name a file with --out.`)
  }
}

/** The file's name as the server says it, without any folder. */
function nameIn(disposition: string | null, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  const plain = /filename="?([^";]+)/i.exec(disposition ?? '')?.[1]
  const name = basename((encoded === undefined ? plain : decodeURIComponent(encoded)) ?? otherwise)
  return /^\.*$/.test(name) ? otherwise : name.replace(/[\p{Cc}/\\]/gu, '-')
}
