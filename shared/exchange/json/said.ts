// What a text as JSON says beside its words: brackets, stands, proposed shapes, corrections, statements, objections, silence.
import { namesOf } from '../../brackets/names.ts'
import { standsOn } from '../../brackets/stands.ts'
import { shapeWords, structuresOf } from '../../brackets/structures.ts'
import type { Bid, Principal } from '../../ids.ts'
import { correctionsIn, objectionsIn, statementsIn } from '../../text/closing.ts'
import { metaKey, setOf, standsOf, withdrawnBy, type Because, type Concordance, type Meta } from '../../text/meta.ts'
import type { Bracket, Reading } from '../../text/read.ts'
import type { Shape } from '../../text/shape.ts'
import { breachesIn, silenceOf } from '../../text/silence.ts'
import type { TextFile } from './file.ts'
import type { IdOf } from './ids.ts'

/** What may be said, and how ids are written. `names`: whose what is; `room`: all that the room knows, which only the rolling text holds. */
export interface Telling {
  readonly reading: Reading
  readonly meta: Meta
  readonly idOf: IdOf
  readonly names: boolean
  readonly room: boolean
  readonly since: (bid: Bid) => Date | null
}

type Part<Key extends keyof TextFile> = TextFile[Key]

export function bracketsIn(telling: Telling, printed: ReadonlySet<Bid>): Part<'brackets'> {
  const stands = standsOf(telling.meta)
  return [...telling.reading.brackets.values()]
    .filter(({ bid }) => printed.has(bid))
    .map((bracket) => bracketOf(telling, bracket, namesOf(telling.reading, bracket, stands), printed))
}

function bracketOf(telling: Telling, bracket: Bracket, backers: readonly Principal[], printed: ReadonlySet<Bid>): Part<'brackets'>[number] {
  const { reading, meta, idOf, names, room, since } = telling
  const { bid, kind, by, holder, group, placeholder, parent, first } = bracket
  const orNull = (id: string | null | undefined): string | null => (id === null || id === undefined ? null : idOf(id))
  const why = meta.get(metaKey.rationale(bid))
  return {
    id: idOf(bid),
    kind,
    by: names ? by : '',
    holder: names ? holder : '',
    sponsors: names ? backers.filter((principal) => principal !== holder) : [],
    group: orNull(group),
    placeholder,
    parent: orNull(parent !== null && printed.has(parent) ? parent : null),
    paragraph: orNull(reading.paragraphs[first]?.raw.starter?.p),
    set: orNull(setOf(meta, bid)),
    because: room ? ((meta.get(metaKey.because(bid)) as Because | undefined) ?? null) : null,
    rationale: room && typeof why === 'string' ? why : '',
    withdrawn: room ? withdrawnBy(meta, bid) : null,
    unconfirmed: room && meta.get(metaKey.unconfirmed(bid)) === holder && holder !== '',
    since: since(bid)?.toISOString() ?? null,
  }
}

/** On what stands in the text, in the order of the record. */
export function standsIn({ reading, meta, room }: Telling): Part<'stands'> {
  if (!room) return []
  const index = standsOf(meta)
  return [...index.keys()]
    .flatMap((target) => standsOn(reading, meta, target, index).map((stand) => ({ target, ...stand })))
    .map(({ target, principal, stance, earlier, reason = '', condition, seq }) => ({
      target,
      principal,
      stance,
      earlier,
      reason,
      condition: condition === undefined ? null : { target: condition.target, outcome: condition.outcome },
      seq,
    }))
    .toSorted((a, b) => a.seq - b.seq || compare(a.target, b.target) || compare(a.principal, b.principal))
}

export function apartIn({ meta, room }: Telling): Part<'apart'> {
  if (!room) return []
  return [...meta.keys()]
    .filter((key) => key.startsWith('apart/') && meta.get(key) === true)
    .toSorted(compare)
    .map((key) => {
      const cut = key.lastIndexOf('/')
      return { target: key.slice('apart/'.length, cut), principal: key.slice(cut + 1) }
    })
}

/** Views that print brackets as they are proposed print these too. */
export function structuresIn(telling: Telling): Part<'structures'> {
  const { reading, meta, idOf, names, room } = telling
  return structuresOf(reading, meta).map((one) => ({
    id: idOf(one.sid),
    by: names ? one.by : '',
    shape: shapeOf(one.shape, idOf),
    text: shapeWords(reading, meta, one),
    words: one.words ?? '',
    before: one.before ?? '',
    rationale: room ? (one.rationale ?? '') : '',
    seq: one.seq,
  }))
}

function shapeOf(shape: Shape, idOf: IdOf): Part<'structures'>[number]['shape'] {
  const target = idOf(shape.target)
  switch (shape.op) {
    case 'move':
      return { op: shape.op, target, after: shape.after === null ? null : idOf(shape.after) }
    case 'split':
      return { op: shape.op, target, at: shape.at }
    case 'merge':
      return { op: shape.op, target }
    case 'retype':
      return { op: shape.op, target, type: shape.type, level: shape.level }
  }
}

export function closingIn({ meta, idOf, room }: Telling): Pick<TextFile, 'corrections' | 'statements' | 'objections'> {
  return {
    corrections: correctionsIn(meta).map(({ pid, label, before, after, seq }) => ({ paragraph: idOf(pid), label, before, after, seq })),
    statements: statementsIn(meta).map(({ kind, principal, pid, label, words, seq }) => ({
      kind,
      principal,
      paragraph: pid === null ? null : idOf(pid),
      label,
      words,
      seq,
    })),
    objections: room
      ? objectionsIn(meta).map(({ seq, principal, pid, reason, note = '' }) => ({
          decision: seq,
          principal,
          paragraph: pid,
          reason,
          answer: note,
        }))
      : [],
  }
}

export function silenceIn({ meta, idOf, names }: Telling): Part<'silence'> {
  const silence = silenceOf(meta)
  if (silence === null) return null
  const { deadline, zone, rung, anonymous, seq } = silence
  const broken = breachesIn(meta).map((breach) => ({
    paragraph: idOf(breach.pid),
    by: names ? breach.by : '',
    reason: breach.reason,
    seq: breach.seq,
  }))
  return { deadline, zone, rung, anonymous, broken, seq }
}

export function concordanceIn({ meta, idOf }: Telling): Part<'concordance'> {
  const concordance = meta.get(metaKey.concordance) as Concordance | undefined
  if (concordance === undefined) return null
  return { seq: concordance.seq, rows: concordance.rows.map(({ pid, from, to }) => ({ paragraph: idOf(pid), from, to })) }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
