// A file that a person edits at random while the room goes on, and what must hold when it has been carried out: nobody else's words
// went or moved, and every difference is in the text or has been told.
import { carryReturned, settle, type FileBack } from '@chapeau/server/acts/returned'
import { itemsOf } from '@chapeau/server/authority/items'
import { printOf } from '@chapeau/server/record/prints'
import type { PrintedAs } from '@chapeau/shared/exchange/compare/compare'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Principal } from '@chapeau/shared/ids'
import type { ComparisonAnswer } from '@chapeau/shared/protocol/api'
import { read, type Reading } from '@chapeau/shared/text/read'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { delegate, type Chamber } from '../support/chamber.ts'
import { memberOf } from '../support/builders.ts'
import type { Random } from '../support/random.ts'
import { compared, edited, printed } from '../support/returning.ts'
import { CODES } from './wishes.ts'

const RUN = /<w:t xml:space="preserve">([^<]+)<\/w:t>/g
const WORD = /[a-z]+\d+x/g

/** A file as it was taken away. */
export interface Taken {
  readonly print: ReturnType<typeof printOf>
  readonly as: PrintedAs
  readonly bytes: Uint8Array
}

export function takeAway({ doc }: Chamber, as: PrintedAs): Taken {
  const print = printOf(doc)
  return { print, as, bytes: printed({ body: print.body, meta: new Map(Object.entries(print.meta)) }, as) }
}

/** Edits as people make them: words put in, taken out, replaced; paragraphs put in, taken out, moved; a sign lost. */
export function scribble(file: Uint8Array, random: Random, fresh: () => string): Uint8Array {
  return edited(file, (xml) => {
    let out = xml
    for (let n = 1 + random.below(6); n > 0; n--) out = random.below(8) === 0 ? reshaped(out, random, fresh) : reworded(out, random, fresh)
    return out
  })
}

function reworded(xml: string, random: Random, fresh: () => string): string {
  // What is printed beside the words is none of them.
  const words = xml.slice(0, xml.search(/<w:pStyle w:val="ChapeauAfter"\/>|$/))
  const runs = [...words.matchAll(RUN)].filter(
    ({ index }) => !/Chapeau(State|Proposal)"\/>(?:<w:[^>]*>)*<\/w:rPr>$/.test(words.slice(0, index)),
  )
  const { index, 1: text = '' } = random.pick(runs)
  const parts = text.split(' ')
  const at = random.below(parts.length)
  const change = random.below(5)
  if (change === 0) parts.splice(at, 1)
  else if (change === 1) parts.splice(at, 1, fresh())
  else if (change === 2) parts.splice(at, 1 + random.below(3))
  else parts.splice(at, 0, ...Array.from({ length: 1 + random.below(2) }, fresh))
  const from = index + '<w:t xml:space="preserve">'.length
  return xml.slice(0, from) + parts.join(' ') + xml.slice(from + text.length)
}

function reshaped(xml: string, random: Random, fresh: () => string): string {
  const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)]
    .map(({ 0: paragraph, index }) => ({ paragraph, index }))
    .filter((one) => !one.paragraph.includes('"ChapeauAfter"'))
  const { paragraph, index } = random.pick(paragraphs)
  const [before, after] = [xml.slice(0, index), xml.slice(index + paragraph.length)]
  const added = `<w:p><w:r><w:t xml:space="preserve">${fresh()} ${fresh()}.</w:t></w:r></w:p>`
  switch (random.below(4)) {
    case 0:
      return before + after
    case 1:
      return before + paragraph + added + after
    case 2:
      return before + added + paragraph + after
    default: {
      const next = /^<w:p>.*?<\/w:p>/s.exec(after)?.[0] ?? ''
      return before + next + paragraph + after.slice(next.length)
    }
  }
}

/** Carries the file out for a delegation; throws where something does not hold. Answers what it was compared as. */
export function bringBack(chamber: Chamber, { print, as, bytes }: Taken, file: Uint8Array, principal: Principal): ComparisonAnswer {
  const meta = new Map(Object.entries(print.meta))
  const delegations = CODES.map((code) => memberOf(code))
  const found = compared({ body: print.body, meta }, file, as, { principal, delegations })
  const reading = read(print.body, meta)
  const said = { from: 'export', seq: 1, revision: '', at: null } as const
  const back: FileBack = { compared: found, reading, meta, units: print.units, base: said, hash: 'ab'.repeat(32), name: 'back.docx' }
  const liveOf = (unit: { client: number; clock: number }): { client: number; clock: number } | null =>
    chamber.moved.none ? null : chamber.moved.liveOf(chamber.doc, unit)
  const context = chamber.context(delegate(principal))
  const settled = settle(context, back, liveOf)
  const before = { units: unitsOf(chamber, principal), reading: chamber.reading }
  const { outcome } = carryReturned(context, settled, new Set(), back)
  if (outcome !== null) chamber.take(outcome)
  nobodyElse(chamber, before.units)
  allAccountedFor({ chamber, file, bytes, answer: settled.answer, principal, vanished: goneIn(found.vanished, reading) })
  return settled.answer
}

const goneIn = (vanished: readonly { bid: string; outcome: string }[], reading: Reading): string =>
  vanished.map(({ bid }) => wordsOf(reading, bid)).join(' ')

interface Unit {
  readonly id: string
  readonly own: boolean
}

/** Every character and token, and whether it is the principal's own. */
function unitsOf({ doc, reading }: Chamber, principal: Principal): Unit[] {
  const own = new Set<number>()
  for (const bracket of reading.brackets.values())
    if (bracket.holder === principal) for (const at of [bracket.from, bracket.to]) own.add(at)
  reading.paragraphs.forEach(({ pieces }, i) => {
    for (const piece of pieces)
      if (piece.type === 'text' && piece.layer !== null && reading.brackets.get(piece.layer)?.holder === principal)
        for (let n = 0; n < piece.text.length; n++) own.add(reading.starts[i]! + piece.at + n)
  })
  return idsIn(doc).map((id, at) => ({ id, own: own.has(at) }))
}

function idsIn(doc: Chamber['doc']): string[] {
  const ids: string[] = []
  for (const item of itemsOf(bodyOf(doc)))
    if (!item.deleted && item.countable) for (let i = 0; i < item.length; i++) ids.push(`${item.id.client}/${item.id.clock + i}`)
  return ids
}

/** What is not the principal's own stands as it stood, in its order. */
function nobodyElse({ doc, text }: Chamber, before: readonly Unit[]): void {
  const places = new Map(idsIn(doc).map((id, at) => [id, at]))
  let last = -1
  for (const { id, own } of before) {
    const at = places.get(id)
    if (at === undefined && own) continue
    if (at === undefined) throw new Error(`something of others is gone from\n${text}`)
    if (at < last) throw new Error(`something of others has moved in\n${text}`)
    last = at
  }
}

interface Account {
  readonly chamber: Chamber
  readonly file: Uint8Array
  readonly bytes: Uint8Array
  readonly answer: ComparisonAnswer
  readonly principal: Principal
  /** Words of brackets that the file no longer holds. */
  readonly vanished: string
}

/** Every word that came or went in the file is proposed, or told. */
function allAccountedFor({ chamber, file, bytes, answer, principal, vanished }: Account): void {
  const [was, is] = [wordsIn(bytes), wordsIn(file)]
  const { reading, text } = chamber
  const told = JSON.stringify([answer.differences.filter(({ state }) => ['refused', 'there', 'same'].includes(state)), answer.notes])
  const ours = [...reading.brackets.values()].filter(({ holder }) => holder === principal)
  const within = (kind: 'ins' | 'del', word: string): boolean =>
    ours.some((bracket) => bracket.kind === kind && wordsOf(reading, bracket.bid).includes(word))
  const fail = (what: string): never => {
    throw new Error(`${what}\n${text}\n${JSON.stringify(answer, null, 1)}`)
  }
  for (const word of is) if (!was.has(word) && !within('ins', word) && !told.includes(word)) fail(`“${word}” is lost from the file`)
  for (const word of was) {
    if (is.has(word) || !text.includes(word) || told.includes(word) || vanished.includes(word)) continue
    if (!within('del', word)) fail(`“${word}” is gone from the file, and nobody proposes that`)
  }
}

function wordsIn(file: Uint8Array): Set<string> {
  let xml = ''
  edited(file, (one) => (xml = one))
  const words = [...xml.matchAll(RUN)].map(([, text]) => text).join('\u0001')
  return new Set([...words.matchAll(WORD)].map(([word]) => word))
}
