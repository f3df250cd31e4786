// Real negotiating texts lie beside a checkout on machines that have them; tests that need them say so and skip elsewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../shared/corpus')

export const hasCorpus = existsSync(folder)
export const NO_CORPUS = 'the corpus of real texts is not on this machine'

export const corpusFiles = (): string[] => (hasCorpus ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [])

/** A file's text; its first line, where it names an origin, is no part of it. */
export function corpusText(name: string): string {
  return readFileSync(join(folder, name), 'utf8').replace(/^# (?:source|Synthetic).*\r?\n/, '')
}

/** A file of the corpus as it is. */
export const corpusBytes = (name: string): Uint8Array => readFileSync(join(folder, name))
