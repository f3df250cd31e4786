// A paragraph's place and shape, as the right pane offers it: the desk changes it, a delegation proposes the same. Beside it
// the proposals that are open on it, and who has contributed to its words.
import { shapeNow, shapeWords, structuresOf, structuresOn, type OpenStructure } from '@chapeau/shared/brackets/structures'
import { standsOn } from '@chapeau/shared/brackets/stands'
import type { Pid, Principal } from '@chapeau/shared/ids'
import { isDesk, may, type Actor, type Permission } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { metaKey, type Meta, type Stance, type TextStatus } from '@chapeau/shared/text/meta'
import type { ParagraphType } from '@chapeau/shared/text/model'
import type { Reading } from '@chapeau/shared/text/read'
import { agreedIn, planShape, type Shape } from '@chapeau/shared/text/shape'
import type { Wish } from '../connection/acts.ts'
import type { Sheet } from '../store.ts'
import type { OutlineRow } from './outline.ts'

/** `wish` null: it is about the place where the caret is, which only the editor knows. */
export interface ShapeButton {
  readonly id: string
  readonly label: string
  readonly permission: Permission
  readonly wish: Wish | null
  readonly pressed?: boolean
}

/** A proposal on a paragraph's place or shape. */
export interface OpenShape {
  readonly sid: string
  readonly by: Principal
  readonly words: string
  readonly rationale: string
  /** Positions on it: "supports RUS, USA". */
  readonly stands: readonly string[]
  readonly buttons: readonly ShapeButton[]
}

export interface Choice {
  /** Value in a list. */
  readonly value: string
  readonly name: string
}

export interface ShapeView {
  readonly id: Pid
  /** Everything here is a proposal of one's delegation. */
  readonly proposes: boolean
  readonly open: readonly OpenShape[]
  /** Empty for whoever only reads. */
  readonly buttons: readonly ShapeButton[]
  /** Whether, and where, it can be moved to; the value '' is the beginning. */
  readonly move: Permission
  readonly places: readonly Choice[]
  readonly retype: Permission
  /** What it is now. */
  readonly type: ParagraphType
  readonly level: number
  readonly contributors: readonly Principal[]
}

export const KINDS: readonly { readonly type: 'para' | 'item' | 'heading'; readonly name: string }[] = [
  { type: 'para', name: 'Paragraph' },
  { type: 'item', name: 'List item' },
  { type: 'heading', name: 'Heading' },
]

export interface ShapeInput {
  readonly row: OutlineRow
  readonly rows: readonly OutlineRow[]
  readonly sheet: Pick<Sheet, 'reading' | 'meta' | 'heard'>
  readonly actor: Actor
  readonly status: TextStatus
  readonly record: readonly RecordLine[]
}

/** An open proposal on a place or shape, as one steps to it. */
export interface ShapeStep {
  readonly id: Pid
  readonly index: number
  /** `PP3 · move to after PP4 – EU`. */
  readonly name: string
}

/** All that are open, in the order of the text. */
export function shapeSteps({ reading, heard }: Pick<Sheet, 'reading' | 'heard'>, rows: readonly OutlineRow[]): ShapeStep[] {
  const open = structuresOf(reading, heard)
  if (open.length === 0) return []
  return rows.flatMap((row) =>
    open
      .filter(({ shape }) => shape.target === row.id)
      .map((one) => ({ id: row.id!, index: row.index, name: `${nameOf(row)} · ${shapeWords(reading, heard, one)} – ${one.by}` })),
  )
}

/** What one may do with a paragraph's place and shape; null for words before the first paragraph. */
export function shapeView({ row, rows, sheet, actor, status, record }: ShapeInput): ShapeView | null {
  const { id } = row
  if (id === null) return null
  const { reading, meta } = sheet
  const proposes = !isDesk(actor) || actor.principal !== 'CHAIR'
  const offer = offering(reading, meta, actor, { status, proposes })
  const near = neighbours(rows, row)
  const button = (name: string, label: string, shape: Shape | null): ShapeButton[] =>
    shape === null ? [] : [{ id: `shape-${name}`, label, ...offer(shape) }]
  const split = may(actor, proposes ? 'structure' : 'split', { status, state: row.state })
  return {
    id,
    proposes,
    open: openOn(sheet, id, actor, status),
    buttons:
      actor.role === 'observer' || row.type === 'title'
        ? []
        : [
            ...button('up', 'Move up', near.up === undefined ? null : { op: 'move', target: id, after: near.up }),
            ...button('down', 'Move down', near.down === null ? null : { op: 'move', target: id, after: near.down }),
            { id: 'shape-split', label: 'Split at the caret', permission: split, wish: null },
            ...button('merge', 'Merge with the next', near.down === null ? null : { op: 'merge', target: id }),
          ],
    move: may(actor, proposes ? 'structure' : 'move', { status, state: row.state }),
    places: placesFor(rows, row),
    retype: may(actor, proposes ? 'structure' : 'retype', { status, state: row.state }),
    type: row.type,
    level: row.level,
    contributors: contributorsTo(sheet, id, record),
  }
}

/** A shape as the wish of whoever asks for it: an act of the desk, a proposal of a delegation. */
export function wishFor(shape: Shape, proposes: boolean): Wish {
  if (proposes) return { act: 'structure', shape }
  switch (shape.op) {
    case 'move':
      return { act: 'move', target: shape.target, after: shape.after }
    case 'split':
      return { act: 'split', target: shape.target, at: shape.at }
    case 'merge':
      return { act: 'merge', target: shape.target }
    case 'retype':
      return { act: 'retype', target: shape.target, type: shape.type, level: shape.level }
  }
}

/** Everyone whose words, brackets or acts the paragraph, or one merged into it, has had; in the order of the record. */
export function contributorsTo({ reading, meta }: Pick<Sheet, 'reading' | 'meta'>, pid: Pid, record: readonly RecordLine[]): Principal[] {
  const merged = (meta.get(metaKey.mergedFrom(pid)) as readonly { readonly pid: Pid }[] | undefined) ?? []
  const pids = new Set([pid, ...merged.map((one) => one.pid)])
  const index = reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)
  const fromRecord = record.flatMap(({ entry }) =>
    CONTRIBUTING.has(entry.act) && pids.has(entry.paragraph?.id ?? '') && entry.by.principal !== '' ? [entry.by.principal] : [],
  )
  const fromText = [...reading.brackets.values()].flatMap(({ first, by }) => (first === index && by !== '' ? [by] : []))
  return [...new Set([...fromRecord, ...fromText])]
}

/** Entries by which somebody has put words or a proposal into a paragraph. */
const CONTRIBUTING: ReadonlySet<string> = new Set(['propose', 'word', 'join', 'structure'])

function offering(reading: Reading, meta: Meta, actor: Actor, { status, proposes }: { status: TextStatus; proposes: boolean }) {
  return (shape: Shape): Pick<ShapeButton, 'permission' | 'wish'> => {
    const state = agreedIn(reading, meta, shape) ? 'agreed' : 'open'
    const allowed = may(actor, proposes ? 'structure' : shape.op, { status, state })
    const plan = planShape(reading, meta, shape)
    const permission: Permission = !allowed.ok || plan.ok ? allowed : { ok: false, rule: 'AC-40', message: plan.message }
    return { permission, wish: wishFor(shape, proposes) }
  }
}

/** Behind which paragraph it goes when it moves up or down; `up` undefined, `down` null: it cannot. */
function neighbours(rows: readonly OutlineRow[], row: OutlineRow): { up: Pid | null | undefined; down: Pid | null } {
  const at = rows.indexOf(row)
  const before = rows[at - 1]
  const top = before === undefined || before.type === 'title' || before.id === null
  return { up: top ? undefined : (rows[at - 2]?.id ?? null), down: rows[at + 1]?.id ?? null }
}

/** Everywhere else it can stand. */
function placesFor(rows: readonly OutlineRow[], row: OutlineRow): Choice[] {
  const at = rows.indexOf(row)
  return rows.flatMap((one, i) =>
    one.id === null || one.id === row.id || i === at - 1 ? [] : [{ value: one.id, name: `after ${nameOf(one)}` }],
  )
}

const nameOf = ({ label, words }: OutlineRow): string => {
  const first = words.length > 32 ? `${words.slice(0, 32).trimEnd()}…` : words
  return label === '' ? `“${first}”` : `${label} · ${first}`
}

const STAND_WORDS: Readonly<Record<Stance, string>> = {
  proposes: 'joined by',
  supports: 'supported by',
  canLiveWith: 'acceptable to',
  opposes: 'opposed by',
  reserves: 'reserved by',
  awaits: 'awaiting instructions:',
}

function openOn({ reading, heard }: ShapeInput['sheet'], pid: Pid, actor: Actor, status: TextStatus): OpenShape[] {
  return structuresOn(reading, structuresOf(reading, heard), pid).map((one) => ({
    sid: one.sid,
    by: one.by,
    words: shapeWords(reading, heard, one),
    rationale: one.rationale ?? '',
    stands: standLines(reading, heard, one.sid),
    buttons: buttonsOn(reading, heard, one, actor, status),
  }))
}

function standLines(reading: Reading, heard: Meta, sid: string): string[] {
  const by = new Map<Stance, Principal[]>()
  for (const { stance, principal } of standsOn(reading, heard, sid)) by.set(stance, [...(by.get(stance) ?? []), principal])
  return [...by].map(([stance, principals]) => `${STAND_WORDS[stance]} ${principals.join(', ')}`)
}

function buttonsOn(reading: Reading, heard: Meta, one: OpenStructure, actor: Actor, status: TextStatus): ShapeButton[] {
  const { sid, by } = one
  const shape = shapeNow(reading, one)
  const state = shape !== null && agreedIn(reading, heard, shape) ? 'agreed' : 'open'
  if (actor.role === 'observer') return []
  if (isDesk(actor) && actor.principal === 'CHAIR')
    return [
      { id: `carry-${sid}`, label: 'Carry out', permission: may(actor, 'carry', { status, state }), wish: { act: 'carry', target: sid } },
      {
        id: `drop-${sid}`,
        label: 'Let it fall',
        permission: may(actor, 'dropStructure', { status, author: by }),
        wish: { act: 'dropStructure', target: sid },
      },
    ]
  if (by === actor.principal)
    return [
      {
        id: `drop-${sid}`,
        label: 'Withdraw',
        permission: may(actor, 'dropStructure', { status, author: by }),
        wish: { act: 'dropStructure', target: sid },
      },
    ]
  const mine = standsOn(reading, heard, sid).find(({ principal }) => principal === actor.principal)?.stance ?? null
  return (['supports', 'opposes'] as const).map((stance) => ({
    id: `${stance}-${sid}`,
    label: stance === 'supports' ? 'Support' : 'Oppose',
    permission: may(actor, 'stand', { status }),
    wish: { act: 'stand', target: sid, stance: mine === stance ? null : stance },
    pressed: mine === stance,
  }))
}
