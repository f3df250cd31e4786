// An earlier revision beside the text as it stands: what differs paragraph by paragraph, and the wish to go back to a version.
import { backTo, differences, type Difference } from '@chapeau/shared/brackets/previous'
import { isDesk, may, type Actor, type Permission } from '@chapeau/shared/policy'
import type { RevisionAnswer } from '@chapeau/shared/protocol/api'
import { stateOf, type Meta, type TextStatus } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import { viewOf, type ViewParagraph } from '@chapeau/shared/text/views'
import type { Wish } from '../connection/acts.ts'

export interface RevisionRow {
  readonly key: string
  readonly label: string
  /** In printed notation, as it stood with everything proposed then. */
  readonly was: string
  /** Standing words then and now; `is` is now, `was` is then. */
  readonly parts: readonly Difference[]
  readonly change: 'same' | 'changed' | 'new' | 'gone'
  /** Goes back to the version; null where there is nothing to go back to. */
  readonly back: { readonly wish: Wish | null; readonly permission: Permission } | null
}

export interface RevisionInput {
  readonly reading: Reading
  readonly meta: Meta
  readonly actor: Actor
  readonly status: TextStatus
}

/** All paragraphs in the order of the text now; those that are gone stand behind the one they followed. */
export function revisionRows({ revision, paragraphs }: RevisionAnswer, input: RevisionInput): RevisionRow[] {
  const { reading, meta } = input
  const then = new Map(paragraphs.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const])))
  const base = viewOf(reading, meta, 'base')
  const now = new Set(reading.paragraphs.map(({ raw }) => raw.starter?.p ?? ''))
  const rows: RevisionRow[] = []
  const gone = (from: number): void => {
    for (const one of paragraphs.slice(from)) {
      if (one.id !== null && now.has(one.id)) return
      rows.push({
        key: `gone-${one.id ?? from}`,
        label: one.label,
        was: one.text,
        parts: [{ same: false, is: '', was: one.words }],
        change: 'gone',
        back: null,
      })
    }
  }
  gone(0)
  for (const paragraph of base) {
    const was = then.get(paragraph.id ?? '')
    const is = plain(paragraph)
    if (was === undefined)
      rows.push({
        key: paragraph.id ?? '',
        label: paragraph.label,
        was: '',
        parts: [{ same: false, is, was: '' }],
        change: 'new',
        back: null,
      })
    else {
      const same = is === was.words
      rows.push({
        key: paragraph.id ?? '',
        label: paragraph.label,
        was: was.text,
        parts: same ? [{ same: true, is, was: is }] : differences(is, was.words),
        change: same ? 'same' : 'changed',
        back: same ? null : goingBack(paragraph.id!, was.words, revision, input),
      })
      gone(paragraphs.indexOf(was) + 1)
    }
  }
  return rows
}

function goingBack(pid: string, was: string, revision: string, { reading, meta, actor, status }: RevisionInput): RevisionRow['back'] {
  const permission = may(actor, 'propose', { status, state: stateOf(meta, pid) })
  if (actor.role === 'observer') return null
  if (!permission.ok || actor.principal === null) return { wish: null, permission }
  const back = backTo(reading, pid, was, { principal: actor.principal, free: status === 'preparation' && isDesk(actor) })
  if (!back.ok) return { wish: null, permission: { ok: false, rule: 'AC-53', message: back.message } }
  const edits = [...back.edits]
  return { wish: { act: 'propose', edits, how: `as in ${revision}`, ...(edits.length > 1 ? { set: true as const } : {}) }, permission }
}

const plain = ({ pieces }: ViewParagraph): string => pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')
