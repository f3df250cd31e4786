// `chapeau meetings` and `chapeau texts`: what there is, with the ids that other commands take.
import type { MeAnswer, MeetingAnswer } from '@chapeau/shared/protocol/api'
import { parseArgs } from 'node:util'
import type { Command } from '../cli.ts'
import { Caller, meetingOf, type Calling } from './caller.ts'
import { CALL_OPTIONS, printJson, table } from './printing.ts'

export function meetings(calling: () => Calling): Command {
  return {
    usage: 'meetings [--server URL] [--json]',
    says: 'lists the meetings that you have a seat in',
    async run(args) {
      const { values } = parseArgs({ args: [...args], options: CALL_OPTIONS })
      const caller = await Caller.from(values.server, calling())
      const all = await caller.json<MeetingAnswer[]>('/meetings')
      if (values.json) {
        printJson(all)
        return 0
      }
      const { seats } = await caller.json<MeAnswer>('/me')
      const mine = (id: string): string =>
        seats
          .filter(({ meeting }) => meeting.id === id)
          .map(({ delegation, role }) => delegation ?? role)
          .join(', ')
      console.log(
        table([['id', 'texts', 'seats', 'name'], ...all.map(({ id, name, texts }) => [id, String(texts.length), mine(id), name])]),
      )
      return 0
    },
  }
}

export function texts(calling: () => Calling): Command {
  return {
    usage: 'texts [--meeting M] [--server URL] [--json]',
    says: 'lists texts, of one meeting or of all',
    async run(args) {
      const { values } = parseArgs({ args: [...args], options: { ...CALL_OPTIONS, meeting: { type: 'string' } } })
      const caller = await Caller.from(values.server, calling())
      const all = values.meeting === undefined ? await caller.json<MeetingAnswer[]>('/meetings') : [await meetingOf(caller, values.meeting)]
      const rows = all.flatMap(({ name: meeting, texts: own }) => own.map((text) => ({ ...text, meeting })))
      if (values.json) printJson(rows)
      else
        console.log(
          table([
            ['id', 'status', 'revision', 'meeting', 'name'],
            ...rows.map(({ id, status, revision, meeting, name }) => [id, status, revision, meeting, name]),
          ]),
        )
      return 0
    },
  }
}
