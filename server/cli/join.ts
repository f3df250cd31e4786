// `chapeau join` takes a seat and keeps the session for the commands that follow; `chapeau leave` ends it.
import type { MeAnswer, SeatAnswer } from '@chapeau/shared/protocol/api'
import { parseArgs } from 'node:util'
import type { Command } from '../cli.ts'
import { addressOf, Caller, type Calling } from './caller.ts'
import { keep, readKept } from './kept.ts'
import { CALL_OPTIONS, printJson } from './printing.ts'

export function join(calling: () => Calling): Command {
  return {
    usage: 'join LINK [--name NAME] [--json]',
    says: 'takes the seat of a join link and keeps the session',
    async run(args) {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { json: CALL_OPTIONS.json, name: { type: 'string' } },
      })
      const link = /^(.+)\/join\/([\w-]+)$/.exec(positionals[0] ?? '')
      if (link === null || positionals.length !== 1) throw new Error('Name one join link, such as http://localhost:8080/join/….')
      const [server, invitation] = [addressOf(link[1]!), link[2]!]
      const { keptFile } = calling()
      const had = (await readKept(keptFile)).tokens[server] ?? null
      const body = { invitation, ...(values.name === undefined ? {} : { name: values.name }) }
      const response = await new Caller(server, had).ask('/join', { method: 'POST', body })
      const token = /(?:^|[\s,])chapeau=([\w-]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? had
      if (token === null) throw new Error(`${server} is no server of this kind: it gave no session.`)
      await keep(keptFile, server, token)
      const joined = (await response.json()) as MeAnswer & { readonly seat: string | null }
      if (values.json) printJson(joined)
      else
        console.log(
          `Joined ${server}${joined.seat === null ? ' as its operator' : ` as ${seatName(joined.seats.find(({ id }) => id === joined.seat))}`}.`,
        )
      return 0
    },
  }
}

export function leave(calling: () => Calling): Command {
  return {
    usage: 'leave [--server URL]',
    says: 'ends the session and forgets it',
    async run(args) {
      const { values } = parseArgs({ args: [...args], options: { server: CALL_OPTIONS.server } })
      const caller = await Caller.from(values.server, calling())
      await caller.ask('/leave', { method: 'POST' })
      await keep(calling().keptFile, caller.server, null)
      console.log(`Left ${caller.server}.`)
      return 0
    },
  }
}

/** Such as "RUS (delegate) in Sample". */
export function seatName(seat: SeatAnswer | undefined): string {
  if (seat === undefined) return 'nobody'
  return `${seat.delegation === null ? seat.role : `${seat.delegation} (${seat.role})`} in ${seat.meeting.name}`
}
