// The facilitator's desk on real texts and on a large one: what the queue, the matrix and the preview of a bulk decision compute,
// against reading the text once; and in Chromium the time from the key to the frame, against opening the list of keys in the same
// page. `npm run bench:desk [-- rounds]`; the browser's part needs CHROMIUM_PATH, the real texts lie beside the checkout.
import { bulkView } from '@chapeau/client/page/bulk'
import { matrixOf } from '@chapeau/client/page/matrix'
import { queueOf, WHOLE_QUEUE } from '@chapeau/client/page/queue'
import { read } from '@chapeau/shared/text/read'
import { DESK_CODES, deskSamples, type DeskSample } from './desk-samples.ts'
import { deskInBrowser } from './desk-page.ts'
import { median, short, spread, table } from './samples.ts'
import { memberOf } from '../support/builders.ts'

const ROUNDS = Number(process.argv[2] ?? 15)
const WARM_UP = 3

const DELEGATIONS = DESK_CODES.map((code) => memberOf(code))

const SUBJECTS = {
  queue: ({ reading, meta }: DeskSample) => queueOf(reading, meta, { ...WHOLE_QUEUE, stand: 'single' }),
  matrix: ({ reading, meta }: DeskSample) => matrixOf(reading, meta, [...reading.brackets.keys()], DELEGATIONS),
  preview: ({ reading, meta }: DeskSample) =>
    bulkView(reading, meta, { scope: 'uncontested', outcome: 'accept', paragraph: null, queue: [] }, DELEGATIONS),
} as const

const samples = deskSamples()
console.log(`${ROUNDS} rounds; milliseconds, medians\n`)
console.log(
  table(
    ['text', 'paragraphs', 'brackets', 'reading it', ...Object.keys(SUBJECTS).flatMap((name) => [name, 'of reading'])],
    samples.map(computed),
  ),
)
const frames = await deskInBrowser(samples, ROUNDS)
if (frames === null) console.log('\nNo browser: set CHROMIUM_PATH to measure in the page.')
else console.log(`\n${frames}`)

function computed(sample: DeskSample): string[] {
  const reading = timed(() => read(sample.body, sample.meta))
  const cells = Object.values(SUBJECTS).flatMap((subject) => {
    const times = timed(() => subject(sample))
    return [short(median(times)), spread(times.map((time) => time / median(reading)))]
  })
  const { paragraphs, brackets } = sample.reading
  return [sample.name, String(paragraphs.length), String(brackets.size), short(median(reading)), ...cells]
}

function timed(run: () => unknown): number[] {
  for (let i = 0; i < WARM_UP; i++) run()
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
}
