// Files changed at random, seeded, read as the server reads them: in a thread with limits of memory and time. Whatever the file, there is a
// text or a refusal. A short form runs with all tests; FILES makes it long (`npm run files`) and prints what it saw.
import { WorkRefused, type Workshop } from '@chapeau/server/workshop/port'
import { openWorkshop } from '@chapeau/server/workshop/threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DELEGATIONS } from '../support/imports.ts'
import { odtFile } from '../support/odt.ts'
import { Random } from '../support/random.ts'
import { ins, p, r, wordFile } from '../support/word.ts'
import { changedFile } from './changed-file.ts'
import { FORMATS, samplesOf, type Format } from './samples.ts'

const LONG = process.env['FILES']
const COUNT = Number(LONG ?? 40)
const FIRST_SEED = Number(process.env['FILES_SEED'] ?? 1)
const CHOSEN = process.env['FILES_FORMAT']?.split(',') ?? FORMATS
/**
 * Milliseconds of processor time after which a file hangs, and of the clock after which it is ended: the machine may have more to do. The
 * short form, which runs on any machine, goes by the second alone.
 */
const HANGS = LONG === undefined ? Infinity : 5_000
const ENDED = 60_000
/** Megabytes that the thread may hold. */
const MEMORY = 512
const SLOWEST = 5

let workshop: Workshop
beforeAll(() => {
  workshop = openWorkshop({ threads: 1, time: ENDED, memory: MEMORY })
})
afterAll(() => workshop.close())

/** '' for a text, else why it was refused; throws for what is neither. */
async function read(bytes: Uint8Array, name: string): Promise<string> {
  const laid = await workshop.do('layFile', { bytes, name, clientId: 1, known: { delegations: DELEGATIONS }, title: '' })
  if (laid.ok) return ''
  expect(laid.message).toMatch(/^\S.{5,600}$/s)
  return laid.message
}

const NOTHING = new TextEncoder().encode('Ports open.')

test.each(CHOSEN as readonly Format[])(
  'IM-100 changed .%s files are texts or refused, within five seconds each',
  { timeout: 36_000_000 },
  async (format) => {
    const samples = samplesOf(format)
    const seen = { texts: 0, refused: 0, milliseconds: 0, peakMegabytes: 0 }
    const slow: { seed: number; milliseconds: number }[] = []
    const faults: string[] = []
    const fault = (seed: number, why: string): void => {
      faults.push(`${format} seed ${seed}: ${why}`)
      if (LONG !== undefined) process.stdout.write(`${faults.at(-1)}\n`)
    }
    await read(NOTHING, 'a.txt')
    const seeds = Array.from({ length: COUNT }, (_, i) => FIRST_SEED + i)
    for (const seed of seeds) {
      const bytes = changedFile(format, samples, new Random(seed))
      const from = process.cpuUsage()
      try {
        const message = await read(bytes, `a.${format}`)
        seen[message === '' ? 'texts' : 'refused']++
      } catch (error) {
        const why = error instanceof WorkRefused ? error.why : error instanceof Error ? error.message : String(error)
        fault(seed, why)
        // A new thread starts, which is not the next file's time.
        await read(NOTHING, 'a.txt')
      }
      const { user, system } = process.cpuUsage(from)
      const milliseconds = Math.round((user + system) / 1000)
      if (milliseconds > HANGS) fault(seed, `${milliseconds} ms`)
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

/** Such files once ran beyond time or memory, or came in as what nobody can print. */
const ONCE: readonly (readonly [string, () => Uint8Array | string, 'text' | 'refused'])[] = [
  ['brackets in each other without end', () => '[a'.repeat(20_000) + ']'.repeat(20_000), 'refused'],
  ['all brackets in one paragraph', () => '[a] [ ]'.repeat(9_000), 'text'],
  ['all brackets in one paragraph, each beside the next', () => '[a]/'.repeat(18_000), 'text'],
  [
    'properties of no paragraph with a change in them',
    () => wordFile(`<w:pPr><w:rPr>${ins('EU', '')}</w:rPr></w:pPr>${p(r('Ports.'))}`),
    'text',
  ],
  [
    'a heading of a level that none has',
    () => odtFile('<text:h text:outline-level="999999999999">Use</text:h><text:p>Ports.</text:p>'),
    'text',
  ],
]
test.each(ONCE)('IM-100 %s', { timeout: ENDED }, async (_, make, expected) => {
  const file = make()
  await read(NOTHING, 'a.txt')
  const from = process.cpuUsage()
  const message = await read(typeof file === 'string' ? new TextEncoder().encode(file) : file, 'a.txt')
  const { user, system } = process.cpuUsage(from)
  expect(message === '' ? 'text' : 'refused').toBe(expected)
  expect((user + system) / 1000).toBeLessThan(HANGS)
})
