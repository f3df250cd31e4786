// `chapeau return`: compares an edited file with the text it came from, and carries out what was seen. Nothing is written before
// the comparison's digest is given back, so that nobody proposes what they have not looked at.
import type { ComparisonAnswer, ReturnedAnswer } from '@chapeau/shared/protocol/api'
import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command, ExitCode } from '../cli.ts'
import { Caller, Refused, textOf, type Call, type Calling } from './caller.ts'
import { bytesAt } from './file.ts'
import { CALL_OPTIONS, counted, findingLines, printJson, table } from './printing.ts'

const OPTIONS = {
  ...CALL_OPTIONS,
  text: { type: 'string' },
  as: { type: 'string' },
  seat: { type: 'string' },
  base: { type: 'string' },
  carry: { type: 'string' },
  leave: { type: 'string' },
} as const

export function returnFile(calling: () => Calling): Command {
  return {
    usage: 'return FILE --text TEXT [--as CODE] [--seat ID] [--base SEQ|now] [--carry DIGEST [--leave N,N…]] [--server URL] [--json]',
    says: 'shows where an edited file differs; --carry with the digest shown proposes it',
    async run(args) {
      const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
      const { text, as, seat, base, carry, leave } = values
      if (positionals.length !== 1 || text === undefined) throw new Error('Name one file, and with --text the text that it came from.')
      if (leave !== undefined && carry === undefined) throw new Error('--leave goes with --carry.')
      const file = positionals[0]!
      const bytes = await bytesAt(file)
      const caller = await Caller.from(values.server, calling())
      const { id } = await textOf(caller, text)
      const query = { as, seat, base, file: basename(file) }
      if (carry === undefined) {
        const shown = await caller.json<ComparisonAnswer>(`/texts/${id}/returns`, { method: 'POST', query, file: bytes })
        if (values.json) printJson(shown)
        else console.log(linesOf(shown).join('\n'))
        return 0
      }
      const call: Call = { method: 'POST', query: { ...query, carry, leave, request: randomUUID() }, file: bytes }
      return carriedOut(caller, `/texts/${id}/returns`, call, values.json)
    },
  }
}

async function carriedOut(caller: Caller, path: string, call: Call, json: boolean): Promise<ExitCode> {
  try {
    const done = await caller.json<ReturnedAnswer>(path, call)
    if (json) printJson(done)
    else console.log(`${done.proposed} proposed, ${done.joined} joined, ${done.left} left out, ${done.refused} refused.`)
    return 0
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409 || !isComparison(error.body)) throw error
    if (json) printJson(error.body)
    else console.log(linesOf(error.body).join('\n'))
    console.error('Nothing was written: it is no longer what was seen. This is what it is compared as now.')
    return 1
  }
}

function isComparison(body: unknown): body is ComparisonAnswer {
  return typeof body === 'object' && body !== null && 'digest' in body && 'differences' in body
}

const WAYS: Readonly<Record<ComparisonAnswer['way'], string>> = {
  proposals: 'proposals',
  edits: 'edits of the text in preparation',
  waits: 'proposals that first wait to be seconded or passed',
}
const MOST_WORDS = 60

function linesOf({ digest, base, principal, way, differences, vanished, notes, report }: ComparisonAnswer): readonly string[] {
  const against =
    base.from === 'now'
      ? 'the text as it stands'
      : `${[base.from, base.revision].filter((part) => part !== '').join(' ')} of ${base.at ?? 'an unknown time'}`
  const rows = differences.map((one) => [
    String(one.n),
    one.paragraph.label,
    one.principal,
    one.kind,
    one.state,
    [shortened(one.was), shortened(one.is)].filter((words) => words !== '').join(' → '),
    one.message,
  ])
  return [
    `Compared with ${against}: ${counted(differences.length, 'difference')}, for ${principal} as ${WAYS[way]}.`,
    ...(rows.length === 0 ? [] : [table([['no.', 'paragraph', 'for', 'kind', 'state', 'words', ''], ...rows])]),
    ...vanished
      .filter(({ open }) => open)
      .map(({ holder, paragraph, words }) => `Not in the file, and stays: ${shortened(words)} (${holder}) in ${paragraph.label}`),
    ...notes.map(({ message, paragraph }) => `Not proposed, in ${paragraph.label}: ${message}`),
    ...findingLines(report),
    ...(differences.length === 0 ? [] : [`Carry it out with --carry ${digest}`]),
  ]
}

const shortened = (words: string): string => (words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words)
