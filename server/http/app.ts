// The HTTP side as one Express application, built from ports (DESIGN 7). Routes stand beside this file, one resource
// each; this file is their order.
import express, { type Express } from 'express'
import type { Meetings } from '../access/meetings.ts'
import type { Sessions } from '../access/sessions.ts'
import type { Clock } from '../clock.ts'
import { MAX_JSON_BYTES } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { PdfMaker } from '../pdf/port.ts'
import type { Signer } from '../record/signing.ts'
import type { Storage } from '../storage/port.ts'
import type { Rooms } from '../sync/rooms.ts'
import type { Workshop } from '../workshop/port.ts'
import { actRoutes } from './acts.ts'
import { Door } from './door.ts'
import { exportRoutes } from './exports.ts'
import { fileRoutes } from './files.ts'
import { healthRoutes } from './health.ts'
import { invitationRoutes } from './invitations.ts'
import { meRoutes } from './me.ts'
import { matchRoutes } from './matches.ts'
import { meetingRoutes } from './meetings.ts'
import { openApiRoutes } from './openapi.ts'
import { pageRoutes } from './pages.ts'
import { notFound, problems } from './problem.ts'
import { quarantineRoutes } from './quarantine.ts'
import { joinsLimit, writesLimit } from './rates.ts'
import { recordRoutes } from './record.ts'
import { returnRoutes } from './returns.ts'
import { revisionRoutes } from './revisions.ts'
import { convergenceRoutes } from './convergence.ts'
import { security } from './security.ts'
import { ownOriginOnly } from './session.ts'
import { tableRoutes } from './tables.ts'
import { textRoutes } from './texts.ts'
import { traceRoutes } from './trace.ts'

export interface AppPorts {
  readonly storage: Storage
  readonly workshop: Workshop
  readonly sessions: Sessions
  readonly meetings: Meetings
  readonly rooms: Rooms
  readonly signer: Signer
  /** Null: nobody makes PDFs here. */
  readonly pdf: PdfMaker | null
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** How people reach us, such as `https://texts.example.org`. */
  readonly publicUrl: string
  /** Where the built page lies. */
  readonly clientDir: string
  /** How many proxies stand before us; they say where a request comes from. */
  readonly trustProxy: number
  /** Whether the server takes work; false while it starts or stops. */
  readonly ready: () => boolean
}

export function buildApp(ports: AppPorts): Express {
  const app = express()
  const door = new Door(ports.sessions, ports.storage)
  app.disable('x-powered-by')
  app.set('trust proxy', ports.trustProxy)
  app.use((_request, _response, next) => {
    ports.metrics.add('requests')
    next()
  })
  app.use(security(ports.publicUrl))
  app.use(healthRoutes(ports))
  app.use(ownOriginOnly(ports.publicUrl))
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  // The file of a text is read as it is by its own route; everything else is JSON.
  app.use('/api', express.json({ limit: MAX_JSON_BYTES }))
  app.post('/api/join', joinsLimit())
  app.use('/api', writesLimit())
  // Whoever adds a route describes it in openapi/ (docs/architecture.md); test/server/openapi.test.ts asks for it.
  app.use('/api', openApiRoutes())
  app.use('/api', meRoutes(ports, door))
  app.use('/api', meetingRoutes(ports, door))
  app.use('/api', invitationRoutes(ports, door))
  app.use('/api', textRoutes(ports, door))
  app.use('/api', returnRoutes(ports, door))
  app.use('/api', matchRoutes(ports, door))
  app.use('/api', fileRoutes(ports, door))
  app.use('/api', revisionRoutes(ports, door))
  app.use('/api', convergenceRoutes(ports, door))
  // Before the texts' exports, which take any format.
  app.use('/api', recordRoutes(ports, door))
  app.use('/api', exportRoutes(ports, door))
  app.use('/api', tableRoutes(ports, door))
  app.use('/api', quarantineRoutes(ports, door))
  app.use('/api', traceRoutes(ports, door))
  app.use('/api', actRoutes(ports, door))
  app.use('/api', notFound)
  app.use(pageRoutes(ports.clientDir))
  app.use(notFound)
  app.use(problems(ports.log))
  return app
}
