// The built `chapeau` as a process of its own, as it is installed, with a home folder of its own.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../server/bin/chapeau.mjs', import.meta.url))

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export type Run = (...args: readonly string[]) => Promise<Ran>

/** Runs commands in `folder`, which is their home too. */
export function commandIn(folder: string, environment: Readonly<Record<string, string>> = {}): Run {
  return (...args) =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'] ?? '', HOME: folder, USERPROFILE: folder, ...environment }
      execFile(process.execPath, [CLI, ...args], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err })
      })
    })
}
