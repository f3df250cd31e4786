// How long the authority takes to judge what people and hostile programs send, as a ratio to plain `Y.applyUpdate` of the
// same updates in the same run (DESIGN 10). `npm run bench:authority [-- rounds]`. Judges the compiled server.
import { Authority } from '@chapeau/server/authority/authority'
import type { Verdict, Writer } from '@chapeau/server/authority/types'
import { IdMaker, SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { metaKey, stateOf } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { CASES, type Case } from './authority-cases.ts'
import { corpusUpdate, SIZES } from './corpus.ts'
import { median, quantile, short, spread, table } from './samples.ts'
import { Typist } from './typist.ts'

const SERVER_ID = SERVER_CLIENT_IDS_FROM + 7
const TYPIST_ID = 4_711
const WARM_UP_ROUNDS = 2
const ROUNDS = Number(process.argv[2] ?? 7)

/** Microseconds of each update, plain and judged. */
interface Times {
  readonly plain: number[]
  readonly judged: number[]
}

/** One size and case over all rounds. */
interface Result {
  readonly plain: number[]
  readonly judged: number[]
  readonly plain99: number[]
  readonly judged99: number[]
  readonly ratios: number[]
  readonly ratios99: number[]
  readonly paths: Set<string>
}

const bases = SIZES.map((size) => corpusUpdate(size))
const results = new Map<string, Result>()
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  for (const [i] of SIZES.entries()) {
    for (const one of CASES) {
      const paths = new Set<string>()
      const times = measure(one, bases[i]!, round, paths)
      if (round >= 0) add(resultOf(one.name, i), times, paths)
    }
  }
}
print()

function measure(one: Case, base: Uint8Array, round: number, paths: Set<string>): Times {
  const times: Times = { plain: [], judged: [] }
  for (let repeat = 0; repeat < one.repeats; repeat++) {
    const typist = new Typist(base, 'RUS', TYPIST_ID)
    const steps = one.steps(typist, round * 100 + repeat)
    const plain = docOf(base)
    const judged = docOf(base)
    const authority = authorityOver(judged)
    const writer: Writer = { principal: 'RUS', clientIds: new Set([TYPIST_ID]), mayWrite: true, free: false }
    authority.bind({ clientId: TYPIST_ID, principal: 'RUS', person: 'p', seat: 's', role: 'delegate' })
    steps.forEach(({ update, measured }, n) => {
      let verdict: Verdict | null = null
      const apply = (): number => timed(() => Y.applyUpdate(plain, update))
      const judge = (): number => timed(() => (verdict = authority.judge(update, writer)))
      // Whoever comes second finds the update in the processor's cache: they take turns.
      const applyFirst = n % 2 === repeat % 2
      const [first, second] = applyFirst ? [apply(), judge()] : [judge(), apply()]
      if (!measured) return
      times.plain.push(applyFirst ? first : second)
      times.judged.push(applyFirst ? second : first)
      note(verdict as unknown as Verdict, one, paths)
    })
    plain.destroy()
    judged.destroy()
  }
  return times
}

/** A case that is not judged as it should be measures something else. */
function note(verdict: Verdict, one: Case, paths: Set<string>): void {
  if (verdict.status !== one.status) throw new Error(`${one.name} was ${JSON.stringify(verdict)}`)
  paths.add(verdict.status === 'applied' ? verdict.path : verdict.status)
}

function timed(work: () => unknown): number {
  const from = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - from) / 1_000
}

function docOf(base: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, base)
  return doc
}

function authorityOver(doc: Y.Doc): Authority {
  doc.clientID = SERVER_ID
  doc.transact(() => metaMapOf(doc).set(metaKey.status, 'issued'))
  const ids = new IdMaker(SERVER_ID)
  return new Authority(doc, {
    bindings: [],
    makeId: (principal) => ids.make(principal),
    stateOf: (pid) => stateOf(metaOf(doc), pid),
  })
}

function resultOf(name: string, size: number): Result {
  const key = `${name}/${size}`
  const known = results.get(key)
  if (known !== undefined) return known
  const result: Result = { plain: [], judged: [], plain99: [], judged99: [], ratios: [], ratios99: [], paths: new Set() }
  results.set(key, result)
  return result
}

function add(result: Result, { plain, judged }: Times, paths: ReadonlySet<string>): void {
  result.plain.push(median(plain))
  result.judged.push(median(judged))
  result.plain99.push(quantile(plain, 0.99))
  result.judged99.push(quantile(judged, 0.99))
  result.ratios.push(median(judged) / median(plain))
  result.ratios99.push(quantile(judged, 0.99) / quantile(plain, 0.99))
  for (const path of paths) result.paths.add(path)
}

function print(): void {
  console.log(`${ROUNDS} rounds after ${WARM_UP_ROUNDS} to warm up; medians of the rounds (lowest–highest); microseconds\n`)
  const head = ['update', 'paragraphs', 'plain, median', 'judged, median', 'ratio', 'plain, p99', 'judged, p99', 'ratio of p99', 'path']
  const rows = CASES.flatMap(({ name }) =>
    SIZES.map(({ paragraphs }, i) => {
      const { plain, judged, ratios, plain99, judged99, ratios99, paths } = resultOf(name, i)
      const us = [plain, judged].map((values) => short(median(values)))
      const us99 = [plain99, judged99].map((values) => short(median(values)))
      return [name, String(paragraphs), ...us, spread(ratios), ...us99, spread(ratios99), [...paths].join(', ')]
    }),
  )
  console.log(table(head, rows))
  const growth = (name: string): string => {
    const [small, , large] = SIZES.map((_, i) => resultOf(name, i).judged)
    return spread(small!.map((value, round) => large![round]! / value))
  }
  const last = SIZES.at(-1)!.paragraphs
  console.log(
    `\n${last} paragraphs against ${SIZES[0].paragraphs}, judged: keystroke ${growth('keystroke')}, new bracket ${growth('new bracket')}`,
  )
}
