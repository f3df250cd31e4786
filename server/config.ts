// The environment, read once and nowhere else. Names, defaults and meanings are the README's configuration table.
import type { Calling } from './cli/caller.ts'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** How people reach the server; printed in links, and compared with where writes come from. */
  readonly publicUrl: string
  readonly logLevel: string
  /** How many proxies stand before the server. */
  readonly trustProxy: number
  /** A Chromium that makes PDFs; null: there is none, or none is wanted. */
  readonly chromium: string | null
  /** Where the built page lies. */
  readonly clientDir: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Says that no PDFs are to be made. */
const NO_CHROMIUM = 'none'
/** Where systems put a Chromium. */
const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  PUBLIC_URL: z.url().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  CHROMIUM_PATH: z
    .string()
    .refine((path) => path === NO_CHROMIUM || existsSync(path), { error: 'there is no such file' })
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** Reads the configuration; throws an Error that names every wrong variable. */
export function readConfig(environment: Environment = process.env): Config {
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, TRUST_PROXY, LOG_LEVEL, CHROMIUM_PATH } = read(schema, environment)
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    publicUrl: (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, ''),
    logLevel: LOG_LEVEL,
    trustProxy: TRUST_PROXY,
    chromium: chromiumIn(CHROMIUM_PATH),
    clientDir: clientDir(),
  }
}

const callingSchema = z.object({ CHAPEAU_URL: z.url().optional(), CHAPEAU_TOKEN: z.string().optional() })

/** Which server commands call, and as whom, where the environment says so. Throws like readConfig. */
export function readCalling(environment: Environment = process.env): Calling {
  const { CHAPEAU_URL, CHAPEAU_TOKEN } = read(callingSchema, environment)
  return { url: CHAPEAU_URL ?? null, token: CHAPEAU_TOKEN ?? null, keptFile: join(homedir(), '.chapeau', 'sessions.json') }
}

function read<T>(variables: z.ZodType<T>, environment: Environment): T {
  // A variable that is set to nothing is one that is not set.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = variables.safeParse(set)
  if (!parsed.success) throw new Error(`The configuration is wrong:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function chromiumIn(path: string | undefined): string | null {
  if (path === NO_CHROMIUM) return null
  return path ?? CHROMIUM_PLACES.find((place) => existsSync(place)) ?? null
}

/** Beside the server's sources, or two folders above its compiled form. */
function clientDir(): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const fromSources = join(here, '../client/dist')
  const compiled = join(here, '../../client/dist')
  return existsSync(compiled) ? compiled : fromSources
}
