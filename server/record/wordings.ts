// What brackets say right now, for the record: one light walk over the body's items, without a full reading.
// The server keeps the body's tokens paired, so the first open and the next close of an id belong together.
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import { holderOf, labelOf, metaKey, type Meta } from '@chapeau/shared/text/meta'
import { isOpen, isStarter, type BracketKind } from '@chapeau/shared/text/model'
import * as Y from 'yjs'
import { embedOf, itemsOf } from '../authority/items.ts'

/** A bracket as the record tells it. */
export interface Wording {
  readonly bid: Bid
  readonly kind: BracketKind
  readonly holder: Principal
  readonly words: string
  readonly paragraph: { readonly id: Pid | null; readonly label: string }
}

/** Wordings of the brackets asked for, or of all; those that no longer stand are absent. Nested proposals are not in them. */
export function wordingsOf(body: Y.Text, meta: Meta, wanted: ReadonlySet<Bid> | 'all'): Map<Bid, Wording> {
  const done = new Map<Bid, Wording>()
  let open: Growing[] = []
  let pid: Pid | null = null
  for (const item of itemsOf(body)) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentString) grow(open, item.content.str)
    const embed = embedOf(item)
    if (embed === null) continue
    if (isStarter(embed)) {
      pid = embed.p
      grow(open, '\n')
    } else if (isOpen(embed)) {
      const paragraph = { id: pid, label: pid === null ? '' : labelOf(meta, pid) }
      open.push({ bid: embed.o, kind: embed.kind, holder: holderOf(meta, embed.o, embed.by), words: '', paragraph })
    } else {
      const ended = open.find(({ bid }) => bid === embed.c)
      if (ended !== undefined && (wanted === 'all' || wanted.has(ended.bid))) done.set(ended.bid, ended)
      open = open.filter((wording) => wording !== ended)
    }
  }
  return done
}

type Growing = Wording & { words: string }

/** Words belong to the innermost addition around them and to the transparent brackets inside it. */
function grow(open: readonly Growing[], words: string): void {
  for (const wording of open.toReversed()) {
    wording.words += words
    if (wording.kind === 'ins' || wording.kind === 'note') break
  }
}

/** A proposed paragraph without a label, and the label of the one before it. */
export interface Unlabelled {
  readonly pid: Pid
  readonly previous: string
}

/** Which of the given paragraphs stand without a label. */
export function unlabelled(body: Y.Text, meta: Meta, born: ReadonlySet<Pid>): Unlabelled[] {
  const found: Unlabelled[] = []
  let previous = ''
  for (const item of itemsOf(body)) {
    const embed = embedOf(item)
    if (item.deleted || embed === null || !isStarter(embed)) continue
    if (born.has(embed.p) && meta.get(metaKey.label(embed.p)) === undefined) found.push({ pid: embed.p, previous })
    previous = labelOf(meta, embed.p)
  }
  return found
}

/** Proposed paragraphs that an update gives birth to. */
export function proposedIn(update: Uint8Array): Set<Pid> {
  const pids = new Set<Pid>()
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item)) continue
    const embed = embedOf(struct)
    if (embed !== null && isStarter(embed) && embed.in !== undefined) pids.add(embed.p)
  }
  return pids
}
