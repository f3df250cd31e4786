// One paragraph as the right pane tells it to whoever may speak: where it stands, who holds back, what is in the way, and
// what one's delegation may say of it. Titles speak for the text, headings for their section.
import { structuresOf, structuresOn } from '@chapeau/shared/brackets/structures'
import { standsOn } from '@chapeau/shared/brackets/stands'
import { bracketsIn } from '@chapeau/shared/brackets/tree'
import { wordsOf } from '@chapeau/shared/brackets/words'
import { CHAIR, type Bid, type Pid, type Principal } from '@chapeau/shared/ids'
import { may, type Actor, type Permission } from '@chapeau/shared/policy'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { objectionsIn, STATEMENT_KINDS, statementsIn, type Statement } from '@chapeau/shared/text/closing'
import { forumOf, isClosed, pendingOf, type Meta, type Stance, type TextStatus } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Wish } from '../connection/acts.ts'
import { standGroups, type StandGroup } from './bracket.ts'
import { codeName } from './names.ts'
import type { OutlineRow } from './outline.ts'
import { lastDecision } from './requests.ts'

/** A bracket that keeps a paragraph from being agreed. */
export interface InTheWay {
  readonly bid: Bid
  readonly name: string
}

export interface ParagraphFacts {
  /** Where it was put on its rung; '' where nobody said. */
  readonly forum: string
  readonly pending: readonly Principal[]
  readonly stands: readonly StandGroup[]
  readonly brackets: readonly InTheWay[]
  /** Proposals on its place or shape that are open; absent for none. */
  readonly structures?: number
  /** The last decision on it since the revision, and who objects to that; null for none. */
  readonly decided: { readonly seq: number; readonly objectors: readonly Principal[] } | null
  /** Statements on it. */
  readonly statements: readonly Statement[]
}

/** A button with which a delegation speaks. `asks`: a field for words comes first. */
export interface VoiceButton {
  readonly id: string
  readonly label: string
  readonly permission: Permission
  readonly wish: Wish
  readonly asks: 'reason' | 'words' | null
  /** What stands in the field at first. */
  readonly said: string
  readonly pressed: boolean
}

const FIRST_WORDS = 28

/** What one takes a stand on there: the paragraph, a heading's section, or by the title the text. */
export const targetOfRow = ({ id, type }: OutlineRow): Pid | 'text' | null => (type === 'title' ? 'text' : id)

export function factsOf(row: OutlineRow, reading: Reading, heard: Meta, record: readonly RecordLine[] = []): ParagraphFacts {
  const { id, index } = row
  const target = targetOfRow(row)
  const structures = id === null ? 0 : structuresOn(reading, structuresOf(reading, heard), id).length
  return {
    ...(structures === 0 ? {} : { structures }),
    forum: id === null ? '' : forumOf(heard, id),
    pending: id === null ? [] : pendingOf(heard, id),
    stands: target === null ? [] : standGroups('ins', standsOn(reading, heard, target), { reading, meta: heard }),
    brackets:
      row.open === 0
        ? []
        : bracketsIn(reading, index).flatMap(({ bid, holder, kind }) => (kind === 'note' ? [] : nameOf(reading, bid, holder))),
    decided: id === null ? null : decidedOn(id, heard, record),
    statements: statementsIn(heard).filter(({ pid }) => pid === (row.type === 'title' ? null : id)),
  }
}

function decidedOn(id: Pid, heard: Meta, record: readonly RecordLine[]): ParagraphFacts['decided'] {
  const last = lastDecision(record, id)
  if (last === null) return null
  return { seq: last.seq, objectors: objectionsIn(heard).flatMap(({ seq, principal }) => (seq === last.seq ? [principal] : [])) }
}

function nameOf(reading: Reading, bid: Bid, holder: Principal): InTheWay {
  const words = wordsOf(reading, bid).replace(/\s+/g, ' ').trim()
  const first = words === '' ? '[ ]' : words.length > FIRST_WORDS ? `“${words.slice(0, FIRST_WORDS)}…”` : `“${words}”`
  return { bid, name: `${codeName(holder)} ${first}` }
}

/** What the delegation that somebody speaks for may say here; empty for whoever speaks for none. */
export function voiceOf(row: OutlineRow, facts: ParagraphFacts, actor: Actor, status: TextStatus): VoiceButton[] {
  const { principal, role } = actor
  const target = targetOfRow(row)
  if (role === 'observer' || principal === null || principal === CHAIR || target === null) return []
  if (isClosed(status) && status !== 'silent') return statementButtons(row, facts, actor, status)
  const mine = facts.stands.find(({ entries }) => entries.some((entry) => entry.principal === principal))?.stance ?? null
  const about = { status, state: row.state, awaited: facts.pending.includes(principal) }
  const standing = (stance: Stance, label: string): VoiceButton => ({
    ...BUTTON,
    id: `paragraph-${stance}`,
    label,
    permission: may(actor, 'stand', about),
    wish: { act: 'stand', target, stance: mine === stance ? null : stance },
    asks: mine === stance ? null : 'reason',
    pressed: mine === stance,
  })
  const adref = row.id === null || row.state !== 'adref' ? [] : adrefButtons(row.id, actor, about)
  return [standing('reserves', 'Reserve…'), standing('opposes', 'Oppose…'), ...adref, ...objectButton(facts, actor, status)]
}

const BUTTON = { asks: null, said: '', pressed: false } as const

function adrefButtons(
  target: Pid,
  actor: Actor,
  about: { status: TextStatus; state: OutlineRow['state']; awaited: boolean },
): VoiceButton[] {
  const clear: VoiceButton = {
    ...BUTTON,
    id: 'paragraph-clear',
    label: 'We agree',
    permission: may(actor, 'clear', about),
    wish: { act: 'clear', target },
  }
  const sendBack: VoiceButton = {
    ...BUTTON,
    id: 'paragraph-return',
    label: 'Return it…',
    permission: may(actor, 'return', about),
    wish: { act: 'return', target, reason: '' },
    asks: 'reason',
  }
  return about.awaited ? [clear, sendBack] : [sendBack]
}

function objectButton({ decided }: ParagraphFacts, actor: Actor, status: TextStatus): VoiceButton[] {
  if (decided === null) return []
  const objects = actor.principal !== null && decided.objectors.includes(actor.principal)
  return [
    {
      ...BUTTON,
      id: 'paragraph-object',
      label: objects ? 'Take our objection back' : 'Object to the last decision…',
      permission: may(actor, 'object', { status }),
      wish: { act: 'object', seq: decided.seq, reason: null },
      asks: objects ? null : 'reason',
      pressed: objects,
    },
  ]
}

function statementButtons({ id, type }: OutlineRow, { statements }: ParagraphFacts, actor: Actor, status: TextStatus): VoiceButton[] {
  const permission = may(actor, 'statement', { status })
  return STATEMENT_KINDS.map((kind): VoiceButton => {
    const said = statements.find((one) => one.kind === kind && one.principal === actor.principal)?.words ?? ''
    return {
      id: `paragraph-${kind}`,
      label: kind === 'dissociation' ? 'Dissociate ourselves…' : 'Explain our position…',
      permission,
      wish: { act: 'statement', kind, target: type === 'title' ? null : id, words: '' },
      asks: 'words',
      said,
      pressed: said !== '',
    }
  })
}

/** A wish with the words that were asked for. */
export function withReason(wish: Wish, words: string): Wish {
  if (wish.act === 'return' || wish.act === 'object') return { ...wish, reason: words }
  if (wish.act === 'statement') return { ...wish, words }
  return wish.act === 'stand' && words !== '' ? { ...wish, reason: words } : wish
}
