// The signing key's file: made at the first start, readable by its owner alone. A file that is there and cannot be read
// is never replaced, for a new key would make every earlier signature worthless.
import { link, open, readFile, unlink } from 'node:fs/promises'
import { newKey, signerWith, type Signer } from './signing.ts'

/** The signer of a data folder. Throws when the file is there and holds no key. */
export async function openKey(file: string): Promise<Signer> {
  const pem = (await existing(file)) ?? (await made(file))
  try {
    return signerWith(pem)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} holds no signing key (${reason}). Put it back from a backup.`, { cause: error })
  }
}

async function existing(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Written aside and linked into place: a crash leaves no half file, and one that is there is never written over. */
async function made(file: string): Promise<string> {
  const pem = newKey()
  const aside = `${file}.${process.pid}`
  const handle = await open(aside, 'w', 0o600)
  try {
    await handle.writeFile(pem)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(aside, file)
  } finally {
    await unlink(aside)
  }
  return pem
}
