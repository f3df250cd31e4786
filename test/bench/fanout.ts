// What it costs a server to keep many readers of one text in step: Chapeau with authority, record and SQLite, against a plain
// relay and a floor, under the same load in the same run (DESIGN 10). `npm run bench:fanout [-- rounds seconds]`.
import { corpusNotation, corpusUpdate, CODES } from './corpus.ts'
import { Crowds, type Outcome } from './crowds.ts'
import { counter, meetingOn } from './meeting.ts'
import type { Member, Seat } from './orders.ts'
import { median, quantile, short, spread, table } from './samples.ts'
import { Subject, type Kind, type Sample } from './subject.ts'

const TEXT = { paragraphs: 200, brackets: 80 }
const LOADS = [
  { connections: 100, typists: 10 },
  { connections: 100, typists: 20 },
  { connections: 400, typists: 10 },
  { connections: 400, typists: 20 },
]
const KINDS: readonly Kind[] = ['relay', 'chapeau', 'floor']
const KEYS_PER_SECOND = 5
const WARM_UP_SECONDS = 5
const READER_PROCESSES = 2
/** Readers of whom every key's arrival is looked up. */
const SAMPLED = 10
const FIRST_CLIENT = 1_000

const ROUNDS = Number(process.argv[2] ?? 3)
const SECONDS = Number(process.argv[3] ?? 20)
/** Real clients repeat the presence they hear; the plain comparison leaves that out. */
const REPEATS = process.argv.includes('--repeat-presence')
const only = /^--only=(\d+)\/(\d+)$/.exec(process.argv.find((argument) => argument.startsWith('--only=')) ?? '')

interface Result {
  readonly kind: Kind
  readonly connections: number
  readonly typists: number
  readonly outcome: Outcome
  readonly sample: Sample
  readonly perKeyAndReader: number
}

type Load = (typeof LOADS)[number]

const base = corpusUpdate(TEXT)
const results: Result[] = []
const loads = only === null ? LOADS : [{ connections: Number(only[1]), typists: Number(only[2]) }]
for (let round = 0; round < ROUNDS; round++) {
  for (const load of loads) {
    // Each begins once, for whoever comes later may find the machine busier.
    for (let i = 0; i < KINDS.length; i++) results.push(await measure(KINDS[(i + round) % KINDS.length]!, load))
  }
}
print()

async function measure(kind: Kind, { connections, typists }: Load): Promise<Result> {
  const subject = await Subject.start(kind, base)
  try {
    const crowds = await Crowds.gather(
      {
        port: subject.port,
        answers: kind !== 'floor',
        hello: kind === 'chapeau',
        base,
        members: members(await seats(subject, connections), typists),
        repeats: REPEATS,
      },
      READER_PROCESSES,
    )
    try {
      let sample: Sample | null = null
      const outcome = await crowds.run(
        { warmUp: WARM_UP_SECONDS, seconds: SECONDS, keysPerSecond: KEYS_PER_SECOND },
        () => subject.begin(),
        async () => {
          sample = await subject.sample()
        },
      )
      const faults = [...outcome.faults, ...(await faultsOf(subject))]
      const { user, system } = sample as unknown as Sample
      const perKeyAndReader = ((user + system) * 1e6) / (outcome.keys * connections)
      const result = { kind, connections, typists, outcome: { ...outcome, faults }, sample: sample as unknown as Sample, perKeyAndReader }
      console.error(line(result))
      return result
    } finally {
      crowds.close()
    }
  } finally {
    await subject.stop()
  }
}

async function seats(subject: Subject, connections: number): Promise<Seat[]> {
  if (subject.kind === 'chapeau') return (await meetingOn(subject, corpusNotation(TEXT), 1, connections))[0]!
  return Array.from({ length: connections }, (_, n) => ({ path: '/text', cookie: null, principal: CODES[n % CODES.length]! }))
}

function members(all: readonly Seat[], typists: number): Member[] {
  const step = Math.max(1, Math.floor((all.length - typists) / SAMPLED))
  return all.map((seat, n) => ({
    ...seat,
    clientId: FIRST_CLIENT + n,
    types: n < typists,
    sampled: n >= typists && (n - typists) % step === 0,
    text: 0,
  }))
}

async function faultsOf(subject: Subject): Promise<string[]> {
  if (subject.kind !== 'chapeau') return []
  const counters = ['refused', 'resyncs', 'drops']
  const values = await Promise.all(counters.map((name) => counter(subject, name)))
  return counters.flatMap((name, i) => (values[i] === 0 ? [] : [`${name}: ${values[i]}`]))
}

function line({ kind, connections, typists, outcome, sample, perKeyAndReader }: Result): string {
  const { keys, latencies, seconds, messages, faults } = outcome
  const cpu = `user ${short(sample.user)} s, system ${short(sample.system)} s, ${short(perKeyAndReader)} µs a key and reader`
  const late = `latency ${short(median(latencies))}/${short(quantile(latencies, 0.99))} ms, loop p99 ${short(sample.lag.p99)} ms`
  const told = `${keys} keys, ${messages} messages, ${short(seconds)} s`
  return `${kind.padEnd(8)} ${connections}/${typists}: ${cpu}; ${late}; ${told}; ${faults.length === 0 ? 'all delivered' : faults.slice(0, 3).join('; ')}`
}

function print(): void {
  console.log(`${ROUNDS} rounds of ${SECONDS} s, ${KEYS_PER_SECOND} keys/s each${REPEATS ? ', presence repeated by readers' : ''}\n`)
  const head = [
    'connections / typists',
    'server',
    'CPU s',
    'µs per key and reader',
    'of the relay',
    'latency p50 ms',
    'p99 ms',
    'messages',
    'delivered',
  ]
  console.log(
    table(
      head,
      loads.flatMap((load) => KINDS.map((kind) => row(load, kind))),
    ),
  )
}

function row({ connections, typists }: Load, kind: Kind): string[] {
  const of = (wanted: Kind): Result[] =>
    results.filter((one) => one.kind === wanted && one.connections === connections && one.typists === typists)
  const mine = of(kind)
  const relays = of('relay')
  const cpu = mine.map(({ sample }) => sample.user + sample.system)
  const ratios = mine.map(({ perKeyAndReader }, round) => perKeyAndReader / relays[round]!.perKeyAndReader)
  const messages = mine.map(({ outcome }) => outcome.messages)
  return [
    `${connections} / ${typists}`,
    kind,
    short(median(cpu)),
    short(median(mine.map(({ perKeyAndReader }) => perKeyAndReader))),
    spread(ratios),
    short(median(mine.map(({ outcome }) => median(outcome.latencies)))),
    short(median(mine.map(({ outcome }) => quantile(outcome.latencies, 0.99)))),
    String(median(messages)),
    mine.every(({ outcome }) => outcome.faults.length === 0) ? 'all' : 'NO',
  ]
}
