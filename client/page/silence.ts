// The silence procedure as everybody sees it: until when, what would rise, where silence was broken; what the desk and a
// delegation may do about it, and what became of the last one.
import { isDesk, may, rungName, type Actor, type Permission } from '@chapeau/shared/policy'
import type { Pid } from '@chapeau/shared/ids'
import type { TextStatus } from '@chapeau/shared/text/meta'
import {
  atDeadline,
  breachesIn,
  leftUntil,
  saidIn,
  silenceOf,
  type Breach,
  type Silence,
  type SilenceOutcome,
} from '@chapeau/shared/text/silence'
import type { Sheet } from '../store.ts'
import { codeName, count, placeName } from './names.ts'
import type { OutlineRow } from './outline.ts'
import type { LadderNames } from './rungs.ts'

export interface SilenceRow {
  readonly id: Pid
  readonly index: number
  readonly name: string
  readonly words: string
  /** `broken by EU: “reason”`, `open brackets keep it where it is`; empty: it rises. */
  readonly says: readonly string[]
  /** Whether one's own delegation has broken silence here. */
  readonly mine: boolean
}

export interface SilenceView {
  readonly silence: Silence
  /** The deadline in the zone it was said in, and in the reader's own where that says something else. */
  readonly said: string
  readonly own: string
  readonly rung: string
  readonly rows: readonly SilenceRow[]
  readonly break: Permission | null
  readonly end: Permission | null
}

export interface SilenceInput {
  readonly sheet: Pick<Sheet, 'reading' | 'meta' | 'heard'>
  readonly rows: readonly OutlineRow[]
  readonly actor: Actor
  readonly status: TextStatus
  readonly rules: LadderNames
  /** IANA name of the reader's own zone. */
  readonly zone: string
}

/** The procedure that is under way; null where none is. */
export function silenceView({ sheet, rows, actor, status, rules, zone }: SilenceInput): SilenceView | null {
  const silence = silenceOf(sheet.meta)
  if (silence === null) return null
  const { rise, held } = atDeadline(sheet.reading, sheet.meta, silence)
  const breaches = breachesIn(sheet.heard).filter(({ seq }) => seq > silence.seq)
  const rising = new Set(rise)
  const holding = new Set(held)
  const said = saidIn(silence.deadline, silence.zone)
  const own = saidIn(silence.deadline, zone)
  return {
    silence,
    said,
    own: own === said ? '' : own,
    rung: rungName(rules, silence.rung),
    rows: rows.flatMap((row) => {
      const { id, index, label, words } = row
      if (id === null) return []
      const broken = breaches.filter(({ pid }) => pid === id)
      if (!rising.has(id) && !holding.has(id) && broken.length === 0) return []
      const says = [
        ...broken.map(breachWords),
        ...(holding.has(id) ? [row.state === 'parked' ? 'it is parked' : 'something open keeps it where it is'] : []),
      ]
      return [
        {
          id,
          index,
          name: placeName(label, index),
          words: words.length < 48 ? words : `${words.trimEnd()}…`,
          says,
          mine: broken.some(({ by }) => by === actor.principal),
        },
      ]
    }),
    break:
      actor.role === 'delegate' || (actor.role === 'secretariat' && actor.principal !== 'CHAIR')
        ? may(actor, 'breakSilence', { status })
        : null,
    end: isDesk(actor) ? may(actor, 'endSilence', { status }) : null,
  }
}

/** `broken by EU: “instructions”`; the room is not told whose anonymous voices are. */
export function breachWords({ by, reason }: Breach): string {
  return `broken ${by === '' ? 'by a delegation' : `by ${codeName(by)}`}${reason === '' ? '' : `: “${reason}”`}`
}

/** One line above the text while a procedure is under way. */
export function silenceLine({ silence, said, rows }: SilenceView, now: number): string {
  const broken = rows.filter(({ says }) => says.some((one) => one.startsWith('broken'))).length
  const left = leftUntil(silence.deadline, now)
  const until = left === 'due' ? 'it is ending' : `${left} left`
  return `Under silence until ${said} · ${until}${broken === 0 ? '' : ` · broken on ${count(broken, 'paragraph')}`}`
}

/** What became of the last procedure, in lines; empty where there was none. */
export function outcomeLines(
  outcome: SilenceOutcome | null,
  rows: readonly OutlineRow[],
  heard: Sheet['heard'],
  rules: LadderNames,
): string[] {
  if (outcome === null) return []
  const name = (pid: Pid): string => {
    const row = rows.find(({ id }) => id === pid)
    return row === undefined ? 'a paragraph that is gone' : row.label === '' ? placeName('', row.index) : row.label
  }
  const list = (pids: readonly Pid[]): string => (pids.length === 0 ? 'none' : pids.map(name).join(', '))
  // Whose anonymous voices they were the desk has been told aside.
  const told = new Map(breachesIn(heard).map((breach) => [breach.seq, breach]))
  const broken = outcome.broken.map((breach) => {
    const known = breach.by === '' ? (told.get(breach.seq) ?? breach) : breach
    return `${name(known.pid)}: ${breachWords(known)}`
  })
  if (outcome.how === 'early') return ['The silence was ended early; nothing rose.', ...broken]
  return [
    `${rungName(rules, outcome.rung)}: ${list(outcome.risen)}`,
    ...broken,
    `Kept where they were by what is open: ${list(outcome.held)}`,
  ]
}
