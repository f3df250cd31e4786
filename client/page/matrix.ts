// The matrix: open brackets in the order of the text, delegations across, and where each stands. Pure.
import { standFor, standsOn } from '@chapeau/shared/brackets/stands'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import { labelOf, standsOf, type Meta, type Stance } from '@chapeau/shared/text/meta'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import { KIND_NAMES, stanceName } from './names.ts'

export interface MatrixCell {
  readonly stance: Stance
  /** In a letter or two, for the cell; the whole is in `says`. */
  readonly mark: string
  readonly says: string
  /** Taken on a wording that has changed since. */
  readonly earlier: boolean
  /** A group speaks for its member. */
  readonly through: Principal | null
}

export interface MatrixRow {
  readonly bid: Bid
  readonly place: string
  readonly words: string
  readonly kind: string
  /** By the columns' order; null where nothing has been said. */
  readonly cells: readonly (MatrixCell | null)[]
}

export interface Matrix {
  readonly columns: readonly Delegation[]
  readonly rows: readonly MatrixRow[]
}

const MARKS: Readonly<Record<Stance, string>> = {
  proposes: 'P',
  supports: '+',
  canLiveWith: '±',
  opposes: '–',
  reserves: 'R',
  awaits: '?',
}

/** What the marks mean, for a legend. */
export const LEGEND: readonly (readonly [Stance, string, string])[] = [
  ['proposes', MARKS.proposes, 'proposes'],
  ['supports', MARKS.supports, 'supports'],
  ['canLiveWith', MARKS.canLiveWith, 'can live with'],
  ['opposes', MARKS.opposes, 'opposes, or retains'],
  ['reserves', MARKS.reserves, 'reserves'],
  ['awaits', MARKS.awaits, 'awaits instructions'],
]

const SHORT = 60

/** Rows for the brackets asked for; columns for everybody who holds or takes stands, groups behind their members. */
export function matrixOf(reading: Reading, meta: Meta, bids: readonly Bid[], delegations: readonly Delegation[]): Matrix {
  const stands = standsOf(meta)
  const groups = delegations.filter(({ members }) => members.length > 0)
  const columns = delegations
    .filter(({ rights }) => rights.propose || rights.standAlone)
    .sort((a, b) => Number(a.members.length > 0) - Number(b.members.length > 0))
  const rows = bids.flatMap((bid) => {
    const bracket = reading.brackets.get(bid)
    if (bracket === undefined) return []
    const earlier = new Set(standsOn(reading, meta, bid, stands).flatMap((one) => (one.earlier ? [one.principal] : [])))
    const cells = columns.map((delegation) => {
      if (delegation.code === bracket.holder) return cellOf('proposes', bracket, { reason: '', earlier: false, through: null })
      const found = standFor(stands, meta, bid, delegation, groups)
      if (found === null) return null
      const through = found.by === delegation.code ? null : found.by
      return cellOf(found.stand.stance, bracket, { reason: found.stand.reason ?? '', earlier: earlier.has(found.by), through })
    })
    return [{ bid, place: placeOf(reading, meta, bracket), words: shortWords(reading, bid), kind: KIND_NAMES[bracket.kind], cells }]
  })
  return { columns, rows }
}

function cellOf(
  stance: Stance,
  { kind }: Bracket,
  { reason, earlier, through }: { reason: string; earlier: boolean; through: Principal | null },
): MatrixCell {
  const parts = [
    stance === 'proposes' ? 'proposes' : stanceName(stance, kind).toLowerCase(),
    through === null ? '' : `as a member of ${through}`,
    earlier ? 'to an earlier wording' : '',
    reason === '' ? '' : `“${reason}”`,
  ]
  return { stance, mark: MARKS[stance], says: parts.filter(Boolean).join(', '), earlier, through }
}

function placeOf({ paragraphs }: Reading, meta: Meta, { first }: Bracket): string {
  const pid = paragraphs[first]?.raw.starter?.p
  return pid === undefined ? '' : labelOf(meta, pid)
}

function shortWords(reading: Reading, bid: Bid): string {
  const words = wordsOf(reading, bid).trim()
  return words.length > SHORT ? `${words.slice(0, SHORT)}…` : words
}
