// A file of a format, changed at random from a sample: the same seed gives the same file.
import type { Random } from '../support/random.ts'
import { changedArchive } from './change-archive.ts'
import { changedBytes } from './change-bytes.ts'
import { changedJson } from './change-json.ts'
import { changedWords } from './change-words.ts'
import { changedXml } from './change-xml.ts'
import type { Format, Sample } from './samples.ts'

/** Largest file that the server takes, in bytes. */
const MOST = 8 * 1024 * 1024

export function changedFile(format: Format, samples: readonly Sample[], random: Random): Uint8Array {
  const sample = random.pick(samples)
  if ('parts' in sample) return changedArchive(sample.parts, random)
  const bytes = Buffer.from(changed(format, sample.words, random))
  return Uint8Array.from((random.below(10) === 0 ? changedBytes(bytes, random) : bytes).subarray(0, MOST))
}

function changed(format: Format, words: string, random: Random): string {
  if (format === 'html' && random.below(4) > 0) return changedXml(words, random)
  if (format === 'json' && random.below(4) > 0) return changedJson(words, random)
  return changedWords(words, random)
}
