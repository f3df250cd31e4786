// Sessions that `chapeau join` keeps between commands: one file in the person's home folder, readable by nobody else, with a
// token for each server.
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'

const OWNER_ONLY = 0o700
const OWNER_FILE = 0o600

const schema = z.object({
  /** The server that was joined last; null for none. */
  current: z.string().nullable(),
  /** Session tokens by the server's address. */
  tokens: z.record(z.string(), z.string()),
})
export type Kept = z.infer<typeof schema>

/** What is kept; nothing where there is no file. Throws for a file that is none of ours. */
export async function readKept(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return { current: null, tokens: {} }
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Error(`${file} cannot be read as kept sessions. Move it away and join again.`)
  }
}

/** Keeps a server's token, or (null) forgets it. */
export async function keep(file: string, server: string, token: string | null): Promise<void> {
  const { current, tokens } = await readKept(file)
  const others = Object.fromEntries(Object.entries(tokens).filter(([url]) => url !== server))
  const left = current === server ? (Object.keys(others)[0] ?? null) : current
  const kept: Kept = token === null ? { current: left, tokens: others } : { current: server, tokens: { ...others, [server]: token } }
  await mkdir(dirname(file), { recursive: true, mode: OWNER_ONLY })
  // Put in place whole: a command that is interrupted loses no session.
  await writeFile(`${file}.partial`, `${JSON.stringify(kept, null, 2)}\n`, { mode: OWNER_FILE })
  await chmod(`${file}.partial`, OWNER_FILE)
  await rename(`${file}.partial`, file)
}
