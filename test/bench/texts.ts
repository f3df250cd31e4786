// Many small meetings at once: two hundred texts with five people each on one Chapeau with authority, record and SQLite, and
// whether its event loop stays free meanwhile. `npm run bench:texts [-- seconds texts]`.
import { corpusNotation, corpusUpdate } from './corpus.ts'
import { Crowds, type Outcome } from './crowds.ts'
import { counter, meetingOn } from './meeting.ts'
import type { Member } from './orders.ts'
import { median, quantile, short, table } from './samples.ts'
import { Subject, type Sample } from './subject.ts'

const TEXT = { paragraphs: 50, brackets: 20 }
const PEOPLE = 5
/** How many of the five type, and how fast: a usual moment, a lively one, and everybody at full speed. */
const LOADS = [
  { typists: 1, keysPerSecond: 2 },
  { typists: 1, keysPerSecond: 5 },
  { typists: 5, keysPerSecond: 2 },
  { typists: 5, keysPerSecond: 5 },
]
const READER_PROCESSES = 1
const WARM_UP_SECONDS = 5
const FIRST_CLIENT = 1_000
/** At every so many-th text one person's arrivals are looked up. */
const SAMPLED_EVERY = 10

const SECONDS = Number(process.argv[2] ?? 20)
const TEXTS = Number(process.argv[3] ?? 200)

interface Result {
  readonly load: (typeof LOADS)[number]
  readonly outcome: Outcome
  readonly sample: Sample
  readonly counters: Readonly<Record<string, number>>
}

const results: Result[] = []
for (const load of LOADS) results.push(await measure(load))
print()

async function measure(load: (typeof LOADS)[number]): Promise<Result> {
  const base = corpusUpdate(TEXT)
  const subject = await Subject.start('chapeau', base)
  let crowds: Crowds | null = null
  try {
    const seats = await meetingOn(subject, corpusNotation(TEXT), TEXTS, PEOPLE)
    const members: Member[] = seats.flatMap((places, text) =>
      places.map((seat, n) => ({
        ...seat,
        text,
        clientId: FIRST_CLIENT + text * PEOPLE + n,
        types: n < load.typists,
        sampled: n === PEOPLE - 1 && text % SAMPLED_EVERY === 0,
      })),
    )
    crowds = await Crowds.gather({ port: subject.port, answers: true, hello: true, base, members, repeats: false }, READER_PROCESSES)
    let sample: Sample | null = null
    const pace = { warmUp: WARM_UP_SECONDS, seconds: SECONDS, keysPerSecond: load.keysPerSecond }
    const outcome = await crowds.run(
      pace,
      () => subject.begin(),
      async () => {
        sample = await subject.sample()
      },
    )
    const counters: Record<string, number> = {}
    for (const name of ['rooms', 'updates', 'appends', 'entries', 'refused', 'resyncs', 'drops'])
      counters[name] = await counter(subject, name)
    const result = { load, outcome, sample: sample as unknown as Sample, counters }
    console.error(JSON.stringify({ ...load, ...counters, seconds: outcome.seconds, faults: outcome.faults.slice(0, 3) }))
    return result
  } finally {
    crowds?.close()
    await subject.stop()
  }
}

function print(): void {
  console.log(`${TEXTS} texts of ${PEOPLE} people, ${SECONDS} s each\n`)
  const head = ['typing', 'keys/s', 'loop lag p50 ms', 'p99 ms', 'max ms', 'CPU', 'memory MB', 'latency p50 ms', 'p99 ms', 'delivered']
  console.log(table(head, results.map(row)))
}

function row({ load, outcome, sample, counters }: Result): string[] {
  const { lag, memory, user, system } = sample
  const clean = outcome.faults.length === 0 && ['refused', 'resyncs', 'drops'].every((name) => counters[name] === 0)
  return [
    `${load.typists} of ${PEOPLE} at ${load.keysPerSecond} keys/s`,
    short(outcome.keys / SECONDS),
    short(lag.p50),
    short(lag.p99),
    short(lag.max),
    `${short((100 * (user + system)) / outcome.seconds)} %`,
    short(memory.rss / 2 ** 20),
    short(median(outcome.latencies)),
    short(quantile(outcome.latencies, 0.99)),
    clean ? 'all' : 'NO',
  ]
}
