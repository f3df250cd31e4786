// Files changed at random, seeded, read as the server reads them: in a thread with limits of memory and time. Whatever the file, there is a
// text or a refusal. A short form runs with all tests; FILES makes it long (`npm run files`) and prints what it saw.
import { WorkRefused, type Workshop } from '@chapeau/server/workshop/port'
import { openWorkshop } from '@chapeau/server/workshop/threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DELEGATIONS } from '../support/imports.ts'
import { Random } from '../support/random.ts'
import { changedFile } from './changed-file.ts'
import { FORMATS, samplesOf, type Format } from './samples.ts'

const LONG = process.env['FILES']
const COUNT = Number(LONG ?? 40)
const FIRST_SEED = Number(process.env['FILES_SEED'] ?? 1)
const CHOSEN = process.env['FILES_FORMAT']?.split(',') ?? FORMATS
/** Milliseconds after which a file hangs. */
const HANGS = 5_000
/** Megabytes that the thread may hold. */
const MEMORY = 512
/** Seeds that ever failed are kept for good. */
const KEPT: Readonly<Record<Format, readonly number[]>> = { docx: [], odt: [], html: [], txt: [], md: [], json: [] }
const SLOWEST = 5

let workshop: Workshop
beforeAll(() => {
  workshop = openWorkshop({ threads: 1, time: HANGS, memory: MEMORY })
})
afterAll(() => workshop.close())

/** '' for a text, else why it was refused; throws for what is neither. */
async function read(bytes: Uint8Array, name: string): Promise<string> {
  const laid = await workshop.do('layFile', { bytes, name, clientId: 1, known: { delegations: DELEGATIONS }, title: '' })
  if (laid.ok) return ''
  expect(laid.message).toMatch(/^\S.{5,600}$/s)
  return laid.message
}

test.each(CHOSEN as readonly Format[])(
  'IM-99 changed .%s files are texts or refused, within five seconds each',
  { timeout: 36_000_000 },
  async (format) => {
    const samples = samplesOf(format)
    const seen = { texts: 0, refused: 0, milliseconds: 0, peakMegabytes: 0 }
    const slow: { seed: number; milliseconds: number }[] = []
    const faults: string[] = []
    const seeds = [...KEPT[format], ...Array.from({ length: COUNT }, (_, i) => FIRST_SEED + i)]
    for (const seed of seeds) {
      const bytes = changedFile(format, samples, new Random(seed))
      const from = performance.now()
      try {
        const message = await read(bytes, `a.${format}`)
        seen[message === '' ? 'texts' : 'refused']++
      } catch (error) {
        const why = error instanceof WorkRefused ? error.why : error instanceof Error ? error.message : String(error)
        faults.push(`${format} seed ${seed}: ${why}`)
        if (LONG !== undefined) process.stdout.write(`${faults.at(-1)}\n`)
      }
      const milliseconds = Math.round(performance.now() - from)
      seen.milliseconds += milliseconds
      seen.peakMegabytes = Math.max(seen.peakMegabytes, Math.round(process.memoryUsage().rss / 1024 / 1024))
      slow.push({ seed, milliseconds })
      slow.sort((a, b) => b.milliseconds - a.milliseconds).splice(SLOWEST)
    }
    if (LONG !== undefined)
      process.stdout.write(`${format}: ${JSON.stringify({ files: seeds.length, ...seen, faults: faults.length, slow })}\n`)
    expect(faults).toEqual([])
    // Changes that leave nothing readable, or nothing broken, would test nothing.
    if (COUNT >= 40) expect(Math.min(seen.texts, seen.refused)).toBeGreaterThan(0)
  },
)
