// Where the server begins: reads the configuration, opens the storage, sets up the sample at the first start, serves,
// and stops in order on SIGTERM and Ctrl-C. The only file that names adapters.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { executeAct } from './acts/execute.ts'
import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { openKey } from './record/keyfile.ts'
import { ChromiumPdf } from './pdf/chromium.ts'
import { sampleLinks, type SampleLink } from './sample/sample.ts'
import { startServer, type RunningServer } from './server.ts'
import { openSqlite } from './storage/sqlite.ts'
import { openWorkshop } from './workshop/threads.ts'

try {
  await main()
} catch (error) {
  console.error(`Chapeau could not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const config = readConfig()
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  await mkdir(config.dataDir, { recursive: true })
  const signer = await openKey(join(config.dataDir, 'record.key'))
  const storage = await openSqlite(join(config.dataDir, 'chapeau.db'))
  const { host, port, publicUrl, clientDir, trustProxy, chromium } = config
  const server = await startServer({
    storage,
    workshop: openWorkshop(),
    clock: systemClock,
    log,
    execute: executeAct,
    signer,
    pdf: chromium === null ? null : new ChromiumPdf({ executablePath: chromium, clock: systemClock, log }),
    host,
    port,
    publicUrl,
    clientDir,
    trustProxy,
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server))
  try {
    const links = await sampleLinks({ dataDir: config.dataDir, publicUrl, storage, meetings: server.meetings })
    console.log(welcome(publicUrl, links))
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Everything is on disk when it ends; a second signal ends the process the hard way. */
async function stop(server: RunningServer): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))
  try {
    await server.close()
    process.exit(0)
  } catch (error) {
    console.error(`Chapeau did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
}

function welcome(publicUrl: string, links: readonly SampleLink[]): string {
  const width = Math.max(0, ...links.map(({ name }) => name.length))
  const lines = links.map(({ name, url }) => `  ${name.padEnd(width)}  ${url}`)
  const invitation =
    links.length === 0 ? [] : ['', 'Join the sample meeting as (open several in one browser to see them together):', ...lines]
  return [`Chapeau listens on ${publicUrl}`, ...invitation, ''].join('\n')
}
