// The built server as a process of its own, as an operator runs it: started, killed, started again on the same data.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../server/dist/main.js')

export class Serving {
  readonly port: number
  readonly #dataDir: string
  #process: ChildProcess | null = null
  /** Join links of the sample meeting, by the name printed before them. */
  links: ReadonlyMap<string, string> = new Map()

  private constructor(port: number, dataDir: string) {
    this.port = port
    this.#dataDir = dataDir
  }

  static async start(): Promise<Serving> {
    const serving = new Serving(await freePort(), await mkdtemp(join(tmpdir(), 'chapeau-serving-')))
    await serving.run()
    return serving
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Starts the process; resolves when it has printed its last link. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'] ?? '', PORT: String(this.port), DATA_DIR: this.#dataDir, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    let out = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        if (/Operator.*\/join\//.test(out)) resolve()
      })
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${out}`)))
    })
    this.links = new Map([...out.matchAll(/^ {2}(\S.*?) {2,}(http\S+)$/gm)].map(([, name, link]) => [name!, link!]))
  }

  /** Ends the process as a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends the process in order; answers its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.#dataDir, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process
    this.#process = null
    if (child === null || child.exitCode !== null) return child?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
    child.kill(signal)
    return ended
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
