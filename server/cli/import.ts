// `chapeau import`: lays files before a meeting as texts in preparation, one text a file. A file that is refused does not stop
// the others.
import type { Report } from '@chapeau/shared/exchange/report'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '../cli.ts'
import { Caller, meetingOf, Refused, type Calling } from './caller.ts'
import { bytesAt, NoFile } from './file.ts'
import { CALL_OPTIONS, counted, findingLines, printJson } from './printing.ts'

type Outcome =
  { readonly file: string; readonly textId: string; readonly report: Report } | { readonly file: string; readonly refused: string }

const OPTIONS = {
  ...CALL_OPTIONS,
  meeting: { type: 'string' },
  name: { type: 'string' },
  author: { type: 'string', multiple: true },
} as const

export function importFiles(calling: () => Calling): Command {
  return {
    usage: 'import FILE… [--meeting M] [--name NAME] [--author NAME=CODE]… [--server URL] [--json]',
    says: 'lays files before a meeting as new texts',
    async run(args) {
      const { values, positionals: files } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
      if (files.length === 0) throw new Error('Name at least one file.')
      if (values.name !== undefined && files.length > 1) throw new Error('--name is for one file; several are called by their titles.')
      const authors = authorsIn(values.author ?? [])
      const caller = await Caller.from(values.server, calling())
      const { id } = await meetingOf(caller, values.meeting)
      const outcomes: Outcome[] = []
      for (const [i, file] of files.entries()) {
        const query = { name: values.name, file: basename(file), authors }
        const outcome = await laid(caller, id, file, query)
        outcomes.push(outcome)
        if (!values.json) say(outcome, files.length > 1 ? `${i + 1}/${files.length} ` : '')
      }
      if (values.json) printJson(outcomes)
      return outcomes.some((outcome) => 'refused' in outcome) ? 1 : 0
    },
  }
}

async function laid(caller: Caller, meeting: string, file: string, query: Readonly<Record<string, string | undefined>>): Promise<Outcome> {
  try {
    const bytes = await bytesAt(file)
    const answer = await caller.json<{ textId: string; report: Report }>(`/meetings/${meeting}/texts`, {
      method: 'POST',
      query,
      file: bytes,
    })
    return { file, textId: answer.textId, report: answer.report }
  } catch (error) {
    if (error instanceof Refused || error instanceof NoFile) return { file, refused: error.message }
    throw error
  }
}

function say(outcome: Outcome, before: string): void {
  if ('refused' in outcome) {
    console.error(`${before}${outcome.file}: ${outcome.refused}`)
    return
  }
  const { paragraphs, brackets, repairs } = outcome.report.counts
  const what = [counted(paragraphs, 'paragraph'), counted(brackets, 'bracket'), counted(repairs, 'repair')].join(', ')
  console.log([`${before}${outcome.file}: text ${outcome.textId}, ${what}.`, ...findingLines(outcome.report)].join('\n'))
}

/** `Jane Doe=EU` as the API takes it; undefined for none. */
function authorsIn(pairs: readonly string[]): string | undefined {
  if (pairs.length === 0) return undefined
  return JSON.stringify(
    Object.fromEntries(
      pairs.map((pair) => {
        const at = pair.lastIndexOf('=')
        if (at < 1) throw new Error(`${pair} is no author; say --author "Jane Doe=EU".`)
        return [pair.slice(0, at), pair.slice(at + 1)]
      }),
    ),
  )
}
