// The server as a process of its own, from sources, so that it can be killed without warning.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface ChildServer {
  readonly url: string
  readonly pid: number
  /** What it has printed so far. */
  readonly output: () => string
  /** What of that is the log; links are printed beside it. */
  readonly logged: () => string
  /** Address of its inspector, where it was started with one. */
  readonly inspector: string
  /** Ends it by a signal; answers its exit code, null when the signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts the server on data of its own; resolves when it listens. */
export async function spawnServer(dataDir: string, onPort?: number, { inspect = false, logLevel = 'error' } = {}): Promise<ChildServer> {
  const port = onPort ?? (await freePort())
  const inspector = inspect ? ['--inspect=127.0.0.1:0'] : []
  const child = spawn(process.execPath, [...inspector, '--conditions=@chapeau/source', '--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: logLevel,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  let logged = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    logged += text
  })
  await listening(child, () => printed)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    output: () => printed,
    logged: () => logged,
    inspector: /ws:\/\/\S+/.exec(printed)?.[0] ?? '',
    stop: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}

/** The sample's invitation for a role or delegation, from the links that the server keeps. */
export async function sampleInvitation(dataDir: string, name: RegExp): Promise<string> {
  const links = JSON.parse(await readFile(join(dataDir, 'sample-links.json'), 'utf8')) as { name: string; token: string }[]
  const link = links.find((one) => name.test(one.name))
  if (link === undefined) throw new Error(`no link for ${name} among ${links.map((one) => one.name).join(', ')}`)
  return link.token
}

async function listening(child: ChildProcess, printed: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', () => printed().includes('listens on') && resolve())
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed()}`)))
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
