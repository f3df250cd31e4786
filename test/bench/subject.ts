// A server that is measured, as a process of its own with the probe inside: Chapeau as an operator runs it, and the two it is
// compared with. Knows processes only; who sits where is the meeting's matter.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Kind = 'chapeau' | 'relay' | 'floor'

/** What the probe tells. Processor time in seconds, delays in milliseconds, memory in bytes. */
export interface Sample {
  readonly user: number
  readonly system: number
  readonly lag: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly memory: { readonly rss: number; readonly heapUsed: number; readonly external: number }
}

const HERE = import.meta.dirname
const MAIN = join(HERE, '../../server/dist/main.js')
const PROBE = pathToFileURL(join(HERE, 'probe.mjs')).href

export class Subject {
  readonly kind: Kind
  readonly port: number
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #printed: () => string

  private constructor(kind: Kind, port: number, child: ChildProcess, folder: string, printed: () => string) {
    this.kind = kind
    this.port = port
    this.#child = child
    this.#folder = folder
    this.#printed = printed
  }

  /** Starts one; resolves when it listens. `base`: the text that a relay begins with. */
  static async start(kind: Kind, base: Uint8Array): Promise<Subject> {
    const folder = await mkdtemp(join(tmpdir(), 'chapeau-bench-'))
    const wanted = kind === 'chapeau' ? await freePort() : 0
    await writeFile(join(folder, 'base'), base)
    const own = kind === 'chapeau' ? [MAIN] : ['--import', 'tsx', join(HERE, `${kind}.ts`), join(folder, 'base')]
    const child = spawn(process.execPath, ['--import', PROBE, ...profiling(kind), ...own], {
      env: { PATH: process.env['PATH'], PORT: String(wanted), HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    let printed = ''
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        const found = /listens on http:\/\/[\w.]+:(\d+)/.exec(printed)
        // Chapeau prints its links behind that; the operator's is the last.
        if (found !== null && (kind !== 'chapeau' || /Operator.*\/join\/\S+\n/.test(printed))) resolve(Number(found[1]))
      })
      child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}: ${printed}`)))
    })
    return new Subject(kind, port, child, folder, () => printed)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The token in the operator's link. */
  get operator(): string {
    return /Operator.*\/join\/(\S+)\n/.exec(this.#printed())![1]!
  }

  /** Counts from now. */
  async begin(): Promise<void> {
    await this.#ask('begin')
  }

  /** What it has cost since `begin`. */
  async sample(): Promise<Sample> {
    return (await this.#ask('sample')) as Sample
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #ask(message: string): Promise<unknown> {
    const answered = once(this.#child, 'message')
    this.#child.send(message)
    return (await answered)[0]
  }
}

/** `BENCH_PROF=folder` writes a processor profile of Chapeau there. */
function profiling(kind: Kind): string[] {
  const folder = process.env['BENCH_PROF']
  return folder === undefined || kind !== 'chapeau' ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
