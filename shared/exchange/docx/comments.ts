// What is said of a bracket, as Word's comments: why it is proposed, and who stands where. Only what the room may know.
import { metaKey, standsOf, type Meta, type Stance, type Stand } from '../../text/meta.ts'
import type { Bid, Principal } from '../../ids.ts'
import type { Reading } from '../../text/read.ts'
import { viewOf } from '../../text/views.ts'
import { edgesOf } from '../edges.ts'
import { attributesOf, escapeXml, PROLOGUE } from './xml.ts'
import type { DocxFrame } from './frame.ts'
import { NAMESPACES } from './namespaces.ts'

export interface Comment {
  readonly id: number
  readonly by: Principal
  readonly at: Date | null
  readonly words: string
}

const SAYS: Readonly<Record<Stance, string>> = {
  proposes: 'Proposes',
  supports: 'Supports',
  canLiveWith: 'Can live with',
  opposes: 'Opposes',
  reserves: 'Reserves its position',
  awaits: 'Awaits instructions',
}

/** By bracket that is printed, numbered in the order of the text; none in a view that names nobody. */
export function commentsOf(reading: Reading, meta: Meta, { view, since }: Pick<DocxFrame, 'view' | 'since'>): Map<Bid, Comment[]> {
  const found = new Map<Bid, Comment[]>()
  if (view !== 'rolling') return found
  const stands = standsOf(meta)
  const { printed } = edgesOf(viewOf(reading, meta, view))
  let id = 0
  for (const { bid, holder } of reading.brackets.values()) {
    if (!printed.has(bid)) continue
    const said: Comment[] = []
    const rationale = meta.get(metaKey.rationale(bid))
    if (typeof rationale === 'string' && rationale !== '') said.push({ id: id++, by: holder, at: since(bid), words: rationale })
    for (const [by, stand] of stands.get(bid) ?? []) {
      // Whoever joined stands with the bracket's names.
      if (stand.stance === 'proposes') continue
      said.push({ id: id++, by, at: since(bid), words: wordsOfStand(stand) })
    }
    if (said.length > 0) found.set(bid, said)
  }
  return found
}

function wordsOfStand({ stance, reason = '' }: Stand): string {
  return reason === '' ? SAYS[stance] : `${SAYS[stance]}: ${reason}`
}

/** `word/comments.xml`. */
export function commentsPart(comments: ReadonlyMap<Bid, readonly Comment[]>, { asOf, nameOf }: DocxFrame): string {
  const all = [...comments.values()].flat().map(({ id, by, at, words }) => {
    const attributes = attributesOf({
      'w:id': id,
      'w:author': nameOf(by),
      'w:initials': by,
      'w:date': stamp(at ?? asOf),
    })
    const lines = words.split('\n').map((line) => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`)
    return `<w:comment${attributes}>${lines.join('')}</w:comment>`
  })
  return `${PROLOGUE}<w:comments ${NAMESPACES}>${all.join('')}</w:comments>`
}

/** As Word writes times: to the second, UTC (ST_DateTime). */
export const stamp = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
