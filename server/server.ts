// The server put together from ports. It names no adapter and reads no environment: main.ts and the tests do.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Meetings } from './access/meetings.ts'
import { Sessions } from './access/sessions.ts'
import type { Clock } from './clock.ts'
import { buildApp } from './http/app.ts'
import { IDLE_CONNECTION_MS, SHUTDOWN_MS } from './limits.ts'
import type { Log } from './log.ts'
import { Metrics } from './metrics.ts'
import type { PdfMaker } from './pdf/port.ts'
import { Retention } from './record/retention.ts'
import type { Signer } from './record/signing.ts'
import { SilenceWatch } from './silence.ts'
import type { Storage } from './storage/port.ts'
import type { ExecuteAct } from './sync/acting.ts'
import { Rooms } from './sync/rooms.ts'
import { serveSockets } from './sync/upgrade.ts'
import type { Workshop } from './workshop/port.ts'

export interface ServerPorts {
  readonly storage: Storage
  readonly workshop: Workshop
  readonly clock: Clock
  readonly log: Log
  readonly execute: ExecuteAct
  readonly signer: Signer
  /** Null: nobody makes PDFs here. */
  readonly pdf: PdfMaker | null
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly publicUrl: string
  readonly clientDir: string
  /** How many proxies stand before the server. */
  readonly trustProxy: number
}

export interface RunningServer {
  readonly port: number
  readonly rooms: Rooms
  readonly meetings: Meetings
  readonly metrics: Metrics
  /** Takes no more work, saves all, closes sockets and storage. Idempotent. */
  close(): Promise<void>
}

/** Starts serving; rejects when the address cannot be taken, and has closed storage and workshop then. */
export async function startServer(ports: ServerPorts): Promise<RunningServer> {
  const { storage, workshop, clock, log, publicUrl, execute, signer } = ports
  const metrics = new Metrics()
  const sessions = new Sessions(storage, clock)
  const meetings = new Meetings(storage, clock)
  let silences: SilenceWatch | null = null
  const rooms = new Rooms({ storage, clock, log, metrics, execute, signer, silenced: () => silences?.look() })
  let stopping: Promise<void> | null = null
  const app = buildApp({ ...ports, sessions, meetings, rooms, metrics, ready: () => stopping === null })
  const server = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, app)
  const sockets = serveSockets(server, { sessions, storage, rooms, clock, log, metrics, publicUrl })
  try {
    await listen(server, ports)
  } catch (error) {
    await rooms.close()
    await workshop.close()
    await storage.close()
    throw error
  }
  silences = new SilenceWatch({ storage, clock, rooms, log })
  const retention = new Retention({ storage, clock, rooms, meetings, log })

  async function stop(): Promise<void> {
    sockets.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    // Whoever waits for a file to be read is told to come again; nothing of it has happened.
    await workshop.close()
    await retention.stop()
    await silences?.stop()
    await ports.pdf?.close()
    await rooms.close()
    // Requests in flight have their answers by now; sockets whose clients do not answer the close are cut.
    const cut = setTimeout(() => {
      sockets.cut()
      server.closeAllConnections()
    }, SHUTDOWN_MS)
    server.closeIdleConnections()
    await closed
    clearTimeout(cut)
    await storage.close()
  }

  return {
    port: (server.address() as AddressInfo).port,
    rooms,
    meetings,
    metrics,
    close: () => (stopping ??= stop()),
  }
}

function listen(server: Server, { host, port }: ServerPorts): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
