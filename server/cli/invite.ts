// `chapeau invite`: makes a join link. The link is printed alone, so that it can be passed on.
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { parseArgs } from 'node:util'
import type { Command } from '../cli.ts'
import { Caller, meetingOf, type Calling } from './caller.ts'
import { CALL_OPTIONS, printJson } from './printing.ts'

const OPTIONS = {
  ...CALL_OPTIONS,
  meeting: { type: 'string' },
  role: { type: 'string' },
  delegation: { type: 'string' },
  days: { type: 'string' },
} as const

export function invite(calling: () => Calling): Command {
  return {
    usage: 'invite --role ROLE [--delegation CODE] [--days N|never] [--meeting M] [--server URL] [--json]',
    says: 'prints a join link; it is shown once',
    async run(args) {
      const { values } = parseArgs({ args: [...args], options: OPTIONS })
      const { role = values.delegation === undefined ? undefined : 'delegate', delegation } = values
      if (role === undefined) throw new Error('Say for whom: --role chair, secretariat, observer, or delegate with --delegation.')
      const caller = await Caller.from(values.server, calling())
      const { id } = await meetingOf(caller, values.meeting)
      const body = { role, ...(delegation === undefined ? {} : { delegation }), ...daysIn(values.days) }
      const made = await caller.json<InvitationAnswer>(`/meetings/${id}/invitations`, { method: 'POST', body })
      if (values.json) printJson(made)
      else console.log(made.link)
      return 0
    },
  }
}

function daysIn(value: string | undefined): { readonly days?: number | null } {
  if (value === undefined) return {}
  if (value === 'never') return { days: null }
  if (!/^\d{1,4}$/.test(value)) throw new Error('--days is a number of days, or never.')
  return { days: Number(value) }
}
