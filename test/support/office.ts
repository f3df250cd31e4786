// LibreOffice without a window, where it is installed (package libreoffice-writer-nogui): loads a file and stores it in a format.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

export const hasOffice = ((): boolean => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Formats by the ends of their names. */
export async function loadedAndStored(file: Uint8Array, from: string, to: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'chapeau-office-'))
  try {
    const source = join(folder, `source.${from}`)
    await writeFile(source, file)
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const out = join(folder, 'out')
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', to, '--outdir', out, source])
    return await readFile(join(out, `source.${to}`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
