// What a meeting has agreed for itself, and who reads what of its records.
import type { Role } from './parties.ts'

export interface MeetingRules {
  /** `consensus`: deciding over a recorded objection needs a second press; `chair`: recorded only. */
  readonly decide: 'consensus' | 'chair'
  /** Who reads what of the record; absent: RECORD_RULES. */
  readonly record?: RecordRules
}

/** The chain itself (numbers, times, acts, delegations, hashes) is everybody's who has a seat. */
export interface RecordRules {
  /** Who reads words, reasons and details: everybody with a seat, all but observers, or chair and secretariat. */
  readonly content: 'seats' | 'delegations' | 'desk'
  /** Who reads the names of persons, where content is read. */
  readonly names: 'delegations' | 'desk'
  /** Days after which content is destroyed; null: never. */
  readonly keepDays: number | null
}

/** What holds where a meeting has agreed nothing. */
export const RECORD_RULES: RecordRules = { content: 'seats', names: 'delegations', keepDays: null }

/** What someone may see of a record beside its chain. */
export interface RecordSight {
  readonly content: boolean
  /** Names of persons, where content is shown. */
  readonly names: boolean
}

/** What somebody with these roles in a meeting may see of its records. */
export function recordSight({ record = RECORD_RULES }: MeetingRules, roles: readonly Role[]): RecordSight {
  const circles = roles.map((role) => CIRCLES[role])
  const within = (circle: keyof typeof WIDTH): boolean => circles.some((own) => WIDTH[own] <= WIDTH[circle])
  const content = within(record.content)
  return { content, names: content && within(record.names) }
}

const WIDTH = { desk: 0, delegations: 1, seats: 2 } as const
const CIRCLES = { chair: 'desk', secretariat: 'desk', delegate: 'delegations', observer: 'seats' } as const satisfies Record<
  Role,
  keyof typeof WIDTH
>
