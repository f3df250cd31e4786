// The silence procedure: a text at rest until a deadline; what nobody breaks silence on takes its next rung then. Kept among the
// overrides, so that every reader knows; who broke silence anonymously is kept aside. The deadline is an instant; its zone is
// only how it was said.
import type { Pid, Principal } from '../ids.ts'
import { metaKey, stateOf, typeOf, type Meta, type ParagraphState } from './meta.ts'
import { bracketsIn } from '../brackets/tree.ts'
import { structuresOf, structuresOn } from '../brackets/structures.ts'
import type { Reading } from './read.ts'

export interface Silence {
  /** ISO 8601, UTC. */
  readonly deadline: string
  /** IANA name of the zone it was said in. */
  readonly zone: string
  readonly rung: 'adref' | 'agreed'
  /** Whether silence may be broken without the room learning by whom. */
  readonly anonymous: boolean
  readonly seq: number
}

/** Silence broken on a paragraph; `by` empty: the room is not told whose voice it is. */
export interface Breach {
  readonly pid: Pid
  readonly by: Principal
  readonly reason: string
  readonly seq: number
}

/** What became of the last silence. */
export interface SilenceOutcome {
  readonly seq: number
  /** `early`: it was ended before its deadline; nothing rose. */
  readonly how: 'elapsed' | 'early'
  readonly rung: 'adref' | 'agreed'
  readonly risen: readonly Pid[]
  readonly broken: readonly Breach[]
  /** Paragraphs that something open kept where they were. */
  readonly held: readonly Pid[]
}

export function silenceOf(meta: Meta): Silence | null {
  return (meta.get(metaKey.silence) as Silence | undefined) ?? null
}

export function silenceOutcomeOf(meta: Meta): SilenceOutcome | null {
  return (meta.get(metaKey.silenceOutcome) as SilenceOutcome | undefined) ?? null
}

/** Where silence was broken, in the order in which it was; `heard` may know whose anonymous voices they were. */
export function breachesIn(heard: Meta): Breach[] {
  const named = new Map<number, Breach>()
  for (const key of heard.keys()) {
    if (!key.startsWith(metaKey.breach(''))) continue
    const breach = heard.get(key) as Breach
    const known = named.get(breach.seq)
    if (known === undefined || known.by === '') named.set(breach.seq, breach)
  }
  return [...named.values()].toSorted((a, b) => a.seq - b.seq)
}

const HEIGHT: Readonly<Record<ParagraphState, number>> = { open: 0, parked: 0, adref: 1, agreed: 2 }

/** What would happen at the deadline now: which paragraphs rise, and which are held by open brackets or proposals, or parked. */
export function atDeadline(
  reading: Reading,
  meta: Meta,
  silence: Pick<Silence, 'rung'>,
): { readonly rise: readonly Pid[]; readonly held: readonly Pid[] } {
  const broken = new Set(breachesIn(meta).map(({ pid }) => pid))
  const structures = structuresOf(reading, meta)
  const rise: Pid[] = []
  const held: Pid[] = []
  reading.paragraphs.forEach(({ raw }, index) => {
    const { starter } = raw
    if (starter === null) return
    const type = typeOf(meta, starter.p, starter.t)
    const state = stateOf(meta, starter.p)
    if (type === 'title' || type === 'heading' || HEIGHT[state] >= HEIGHT[silence.rung] || broken.has(starter.p)) return
    const open = bracketsIn(reading, index).some(({ kind }) => kind !== 'note')
    const inTheWay = open || state === 'parked' || structuresOn(reading, structures, starter.p).length > 0
    if (inTheWay) held.push(starter.p)
    else rise.push(starter.p)
  })
  return { rise, held }
}

/** Whether a zone's name is known here. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** An instant as it is said in a zone: `Thursday, 12 March 2026 at 18:00, Europe/Zurich (GMT+1)`. */
export function saidIn(instant: string, zone: string): string {
  const at = new Date(instant)
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full' }).format(at)
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).formatToParts(at)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return `${day} at ${part('hour')}:${part('minute')}, ${zone} (${part('timeZoneName')})`
}

const MINUTE = 60_000

/** The instant of a date and time as said in a zone, `2026-03-12T18:00`; where clocks go forward over it, the time after; null for none. */
export function instantOf(local: string, zone: string): string | null {
  const said = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(local)
  if (said === null || !isZone(zone)) return null
  const wanted = Date.parse(`${local}:00Z`)
  if (Number.isNaN(wanted)) return null
  // The offset at the instant is the offset at a first guess, or where clocks change in between at the second.
  let at = wanted - offsetAt(wanted, zone)
  at = wanted - offsetAt(at, zone)
  return new Date(at).toISOString()
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '00'
  const local = Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`)
  return local - Math.floor(instant / MINUTE) * MINUTE
}

/** How long it is until then: `2 d 3 h`, `41 min`, `12 s`; `due` when it is over. */
export function leftUntil(instant: string, now: number): string {
  const seconds = Math.ceil((Date.parse(instant) - now) / 1000)
  if (seconds <= 0) return 'due'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}
