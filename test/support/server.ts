// A server for tests: on a free port of this machine, with its data in a folder of its own. Meetings, people and
// texts are set up through the same doors as in life.
import type { Principal } from '@chapeau/shared/ids'
import type { Role } from '@chapeau/shared/policy'
import { parseNotation } from '@chapeau/shared/text/notation'
import { executeAct } from '@chapeau/server/acts/execute'
import { SERVER_DOER } from '@chapeau/server/access/meetings'
import { systemClock, type Clock } from '@chapeau/server/clock'
import { silentLog, type Log } from '@chapeau/server/log'
import { startServer as start, type RunningServer } from '@chapeau/server/server'
import type { Storage } from '@chapeau/server/storage/port'
import type { PdfMaker } from '@chapeau/server/pdf/port'
import { openKey } from '@chapeau/server/record/keyfile'
import { openSqlite } from '@chapeau/server/storage/sqlite'
import type { ExecuteAct } from '@chapeau/server/sync/acting'
import type { Workshop } from '@chapeau/server/workshop/port'
import { openWorkshop } from '@chapeau/server/workshop/threads'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memberOf } from './builders.ts'

export interface TestServerOptions {
  /** Keep the data here, to start again on them; by default a fresh folder that `close` removes. */
  readonly dataDir?: string
  readonly clock?: Clock
  /** Wraps the storage, to let it fail. */
  readonly wrap?: (storage: Storage) => Storage
  readonly execute?: ExecuteAct
  readonly log?: Log
  readonly clientDir?: string
  /** Wraps the workshop, to see what it is asked. */
  readonly watch?: (workshop: Workshop) => Workshop
  readonly pdf?: PdfMaker
}

export interface TestServer extends RunningServer {
  readonly url: string
  readonly storage: Storage
}

/** Where test servers say they are reached. */
const PUBLIC_URL = 'http://localhost'
const CHAIR_ID = 0xf000_0001

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await tempDir())
  const opened = await openSqlite(join(dataDir, 'chapeau.db'))
  const storage = options.wrap?.(opened) ?? opened
  const workshop = openWorkshop()
  const running = await start({
    storage,
    workshop: options.watch?.(workshop) ?? workshop,
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
    execute: options.execute ?? executeAct,
    signer: await openKey(join(dataDir, 'record.key')),
    pdf: options.pdf ?? null,
    host: '127.0.0.1',
    port: 0,
    publicUrl: PUBLIC_URL,
    clientDir: options.clientDir ?? join(dataDir, 'no-page'),
    trustProxy: 0,
  })
  return {
    ...running,
    storage,
    url: `http://127.0.0.1:${running.port}`,
    close: async () => {
      await running.close()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function tempDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'chapeau-server-'))
}

/** A meeting with three member delegations and a text in notation, issued by default. */
export async function seed(
  { meetings }: TestServer,
  notation: string,
  { status = 'issued', codes = ['RUS', 'EU', 'USA'] }: { status?: string; codes?: readonly Principal[] } = {},
): Promise<{ meetingId: string; textId: string }> {
  const meeting = await meetings.create('Test', { decide: 'consensus' }, SERVER_DOER)
  await meetings.putDelegations(
    meeting.id,
    codes.map((code) => memberOf(code)),
    SERVER_DOER,
  )
  const { body, meta } = parseNotation(notation, CHAIR_ID)
  meta.set('status', status)
  const text = await meetings.addText(meeting.id, { name: 'Draft', clientId: CHAIR_ID, body, meta, detail: {} }, SERVER_DOER)
  return { meetingId: meeting.id, textId: text.id }
}

/** Someone with a seat. `fetch` speaks as them. */
export interface Someone {
  readonly cookie: string
  readonly seat: string
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** Invites someone to a meeting and lets them join over HTTP. */
export async function seatFor(server: TestServer, meetingId: string, role: Role, delegation: Principal | null = null): Promise<Someone> {
  const { token } = await server.meetings.invite(meetingId, delegation, role)
  return joinWith(server.url, token, `${delegation ?? role} person`)
}

/** Joins with an invitation's token. */
export async function joinWith(url: string, invitation: string, name: string): Promise<Someone> {
  const response = await fetch(`${url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation, name }),
  })
  if (!response.ok) throw new Error(`joining answered ${response.status}: ${await response.text()}`)
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error('no session')
  const { seat } = (await response.json()) as { seat: string }
  return {
    cookie,
    seat,
    fetch: (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } }),
  }
}
