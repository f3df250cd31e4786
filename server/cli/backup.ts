// `chapeau backup` and `chapeau restore`: one folder with everything that a server needs to go on: the database, the
// signing key, the sample's links. A backup is there whole or not at all.
import { chmod, copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '../cli.ts'

/** Files beside the database, and whether a backup must have them. */
const BESIDE: readonly { readonly name: string; readonly needed: boolean }[] = [
  { name: 'record.key', needed: true },
  { name: 'sample-links.json', needed: false },
]
const DATABASE = 'chapeau.db'
const OWNER_ONLY = 0o700
const OWNER_FILE = 0o600

export interface BackupPorts {
  /** The folder that the server works on, unless told otherwise. */
  readonly dataDir: () => string
  copyDatabase(file: string, target: string): Promise<void>
}

export function backup({ dataDir, copyDatabase }: BackupPorts): Command {
  return {
    usage: 'backup TARGET [--data FOLDER]',
    says: 'copies the data of a server, which may be running',
    async run(args) {
      const { from, to } = foldersIn(args, dataDir, 'Name the folder that the backup shall be.')
      await mustNotExist(to)
      if (!(await names(from)).includes(DATABASE))
        throw new Error(`${from} has no ${DATABASE}. Name the server’s folder with --data or DATA_DIR.`)
      // Written beside and put in place at the end, so that half a backup never looks like one.
      const partial = `${to}.partial`
      await rm(partial, { recursive: true, force: true })
      await mkdir(partial, { recursive: true, mode: OWNER_ONLY })
      await copyDatabase(join(from, DATABASE), join(partial, DATABASE))
      await copyBeside(from, partial)
      await rename(partial, to)
      console.log(`Backed up to ${to}.`)
      return 0
    },
  }
}

export function restore({ dataDir, copyDatabase }: BackupPorts): Command {
  return {
    usage: 'restore BACKUP [--data FOLDER]',
    says: 'puts a backup into an empty data folder; then start the server',
    async run(args) {
      const { from: data, to: source } = foldersIn(args, dataDir, 'Name the folder with the backup.')
      if ((await names(data)).length > 0) throw new Error(`${data} is not empty. Stop the server and move its data away first.`)
      if (!(await names(source)).includes(DATABASE)) throw new Error(`${source} is no backup: it has no ${DATABASE}.`)
      await mkdir(data, { recursive: true, mode: OWNER_ONLY })
      await copyDatabase(join(source, DATABASE), join(data, DATABASE))
      await copyBeside(source, data)
      console.log(`Restored to ${data}.`)
      return 0
    },
  }
}

function foldersIn(args: readonly string[], dataDir: () => string, missing: string): { from: string; to: string } {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { data: { type: 'string' } } })
  if (positionals.length !== 1) throw new Error(missing)
  return { from: resolve(values.data ?? dataDir()), to: resolve(positionals[0]!) }
}

async function copyBeside(from: string, to: string): Promise<void> {
  await chmod(join(to, DATABASE), OWNER_FILE)
  const there = new Set(await names(from))
  for (const { name, needed } of BESIDE) {
    if (!there.has(name)) {
      if (needed) throw new Error(`${from} has no ${name}.`)
      continue
    }
    await copyFile(join(from, name), join(to, name))
    await chmod(join(to, name), OWNER_FILE)
  }
}

async function mustNotExist(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found !== null) throw new Error(`${path} exists already; name a new folder.`)
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
