// The settings of a server, read once at start from the environment. No other file reads the environment,
// so this table is the whole list. It checks form only: whether a port is free or a folder can be written
// is found out by whoever uses it.
import { z } from 'zod'

export interface Config {
  /** TCP port; 0 lets the system choose a free one. */
  readonly port: number
  /** Address or name to listen on. */
  readonly host: string
  /** Folder of the record, absolute or relative to where the server was started. */
  readonly dataDir: string
}

/** Thrown for settings nobody could mean; the message names each variable and the value it had. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Environment = Readonly<Record<string, string | undefined>>

const PORT = 'must be a whole number from 0 to 65535'

const ENVIRONMENT = z.object({
  // Digits only: Number() would take '0x50', '1e3' and ' 80 ' too.
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT)
    .transform(Number)
    .refine((port) => port <= 65_535, PORT)
    .default(8080),
  // Loopback, because a server fresh out of a clone has no TLS in front of it. The number, because
  // 'localhost' is ::1 on one machine and 127.0.0.1 on the next.
  HOST: z
    .string()
    .regex(/^[^\s/]+$/, 'must be a bare address or name, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
})

/** The settings an environment asks for, with defaults for what it leaves out; throws a ConfigError. */
export function readConfig(environment: Environment = process.env): Config {
  const result = ENVIRONMENT.safeParse(withoutBlanks(environment))
  if (!result.success) throw new ConfigError(describe(result.error, environment))
  const { PORT: port, HOST: host, DATA_DIR: dataDir } = result.data
  return { port, host, dataDir }
}

/** `PORT=` in a shell or a compose file means "not set", not "the empty port". */
function withoutBlanks(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''))
}

function describe(error: z.ZodError, environment: Environment): string {
  const faults = error.issues.map(({ path, message }) => {
    const name = path.map(String).join('.')
    return `  ${name} ${message}; it is ${JSON.stringify(environment[name])}`
  })
  return ['The server cannot start with these settings:', ...faults].join('\n')
}
