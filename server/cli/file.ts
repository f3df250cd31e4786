// Files that a command is given.
import { readFile } from 'node:fs/promises'

/** There is no such file, or it cannot be read; the message names it. */
export class NoFile extends Error {}

/** Throws NoFile. */
export async function bytesAt(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new NoFile(`There is no file ${path}.`)
    throw new NoFile(code === 'EISDIR' ? `${path} is a folder.` : `${path} cannot be read (${code}).`)
  }
}
