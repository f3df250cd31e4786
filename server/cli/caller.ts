// A server as commands call it: over the HTTP API, as any program does (docs/api.md). Every "no" becomes a sentence that says
// what to do.
import type { MeetingAnswer, Problem } from '@chapeau/shared/protocol/api'
import { readKept } from './kept.ts'

/** The server said no, or cannot be reached: the command was understood and ends with 1. */
export class Refused extends Error {
  /** The answer's status; null for none. */
  readonly status: number | null
  /** The answer's body where it is JSON. */
  readonly body: unknown

  constructor(message: string, status: number | null = null, body: unknown = null) {
    super(message)
    this.status = status
    this.body = body
  }
}

/** Where commands find server and session; the environment goes before what is kept. */
export interface Calling {
  readonly url: string | null
  readonly token: string | null
  /** Where `chapeau join` keeps sessions. */
  readonly keptFile: string
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly file?: Uint8Array<ArrayBuffer>
}

export class Caller {
  readonly server: string
  readonly #token: string | null

  constructor(server: string, token: string | null) {
    this.server = server
    this.#token = token
  }

  /** The server that `--server`, the environment or the last join says, and the session there. Throws where none says. */
  static async from(server: string | undefined, { url, token, keptFile }: Calling): Promise<Caller> {
    const kept = await readKept(keptFile)
    const asked = server ?? url ?? kept.current
    if (asked === null) throw new Error('Say which server: join it with `chapeau join LINK`, name it with --server, or set CHAPEAU_URL.')
    const address = addressOf(asked)
    return new Caller(address, token ?? kept.tokens[address] ?? null)
  }

  /** JSON. Throws Refused for every answer that is no success. */
  async json<T>(path: string, call: Call = {}): Promise<T> {
    return (await (await this.ask(path, call)).json()) as T
  }

  async ask(path: string, { method = 'GET', query = {}, body, file }: Call = {}): Promise<Response> {
    const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))
    const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked).toString()}`
    const headers: Record<string, string> = this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (file !== undefined) headers['content-type'] = 'application/octet-stream'
    const sent = file ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(`${this.server}/api${path}${search}`, {
      method,
      headers,
      ...(sent === undefined ? {} : { body: sent }),
    }).catch((error: unknown) => {
      throw new Refused(`${this.server} cannot be reached (${reasonOf(error)}). Is it running, and is the address right?`)
    })
    if (!response.ok) throw await refusedBy(response)
    return response
  }
}

/** An address without what may stand behind it. Throws where it is none. */
export function addressOf(server: string): string {
  if (!/^https?:\/\/./.test(server) || !URL.canParse(server))
    throw new Error(`${server} is no address of a server, such as http://localhost:8080.`)
  return server.replace(/\/+$/, '')
}

/** The meeting of an id or a name; without either the only one. */
export async function meetingOf(caller: Caller, wanted: string | undefined): Promise<MeetingAnswer> {
  const all = await caller.json<MeetingAnswer[]>('/meetings')
  if (wanted === undefined && all.length > 1) throw new Error(`Say with --meeting which meeting: ${listed(all)}.`)
  return onlyOne('meeting', all, wanted)
}

export interface FoundText {
  readonly id: string
  readonly name: string
}

/** The text of an id or a name, in any meeting. */
export async function textOf(caller: Caller, wanted: string): Promise<FoundText> {
  const all = await caller.json<MeetingAnswer[]>('/meetings')
  return onlyOne(
    'text',
    all.flatMap(({ texts }) => texts),
    wanted,
  )
}

function onlyOne<T extends FoundText>(what: string, all: readonly T[], wanted: string | undefined): T {
  const same = (name: string): boolean => name.toLowerCase() === wanted?.toLowerCase()
  const byId = all.find(({ id }) => id === wanted)
  const found = byId !== undefined ? [byId] : wanted === undefined ? all : all.filter(({ name }) => same(name))
  if (found.length === 1) return found[0]!
  if (found.length > 1) throw new Refused(`Several are called ${wanted}; say which by its id: ${listed(found)}.`)
  const there = all.length === 0 ? 'there is none that you have a seat in' : `there is ${listed(all)}`
  throw new Refused(wanted === undefined ? `No ${what}: ${there}.` : `There is no ${what} ${wanted}: ${there}.`)
}

const MOST_LISTED = 20
function listed(all: readonly FoundText[]): string {
  const names = all.slice(0, MOST_LISTED).map(({ id, name }) => `${name} (${id})`)
  return all.length > MOST_LISTED ? `${names.join(', ')} and ${all.length - MOST_LISTED} more` : names.join(', ')
}

async function refusedBy(response: Response): Promise<Refused> {
  const text = await response.text()
  const body = parsed(text)
  const { detail, title, rule } = (body ?? {}) as Partial<Problem>
  const { refused } = (body ?? {}) as { readonly refused?: { readonly message: string; readonly rule: string } }
  const said = refused?.message ?? detail ?? title ?? `The server answered ${response.status}.`
  const by = refused?.rule ?? rule
  const help = response.status === 401 ? ' On the command line: `chapeau join LINK`.' : ''
  return new Refused(`${said}${by === undefined ? '' : ` (${by})`}${help}`, response.status, body)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { readonly code?: string } | undefined) : undefined
  return cause?.code ?? (error instanceof Error ? error.message : String(error))
}
