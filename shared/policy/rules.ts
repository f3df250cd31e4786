// What a meeting has agreed for itself, and who reads what of its records.
import type { ParagraphState } from '../text/meta.ts'
import type { Entry } from '../text/waiting.ts'
import type { Role } from './parties.ts'

export interface MeetingRules {
  /** `consensus`: deciding over a recorded objection needs a second press; `chair`: recorded only. */
  readonly decide: 'consensus' | 'chair'
  /** Who reads what of the record; absent: RECORD_RULES. */
  readonly record?: RecordRules
  /** How proposals of delegations enter the text: as they are typed, seconded by another, or passed by the facilitator; absent: typed. */
  readonly entry?: Entry
  /** What the meeting calls its rungs and how it colours them; absent ones are called and coloured as usual. */
  readonly ladder?: LadderRules
}

export type LadderRules = { readonly [State in ParagraphState]?: Rung }

/** `colour`: `#rrggbb`, dark enough to be read on paper (`isReadable`); absent: the usual one. */
export interface Rung {
  readonly name?: string | undefined
  readonly colour?: string | undefined
}

/** What a paragraph on a rung is said to be. */
export const RUNG_NAMES: Readonly<Record<ParagraphState, string>> = {
  open: 'open',
  parked: 'parked',
  adref: 'agreed ad ref',
  agreed: 'agreed',
}

export const rungName = (rules: Pick<MeetingRules, 'ladder'> | undefined, state: ParagraphState): string =>
  rules?.ladder?.[state]?.name ?? RUNG_NAMES[state]

/** The paper that text is read on, and the least contrast with it (WCAG 2.2, 1.4.3). */
const PAPER = '#fffefb'
const LEAST_CONTRAST = 4.5

/** Whether words in a colour (`#rrggbb`) can be read on the paper. */
export function isReadable(colour: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(colour) && (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05) >= LEAST_CONTRAST
}

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
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
