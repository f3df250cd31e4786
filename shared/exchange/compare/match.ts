// Which text a file may be about and whose it may be (spec IM-70): by the words that both have in the same order, and by the names
// that the file says. A guess for a person to look at.
import { IdMaker, NOBODY, type Principal } from '../../ids.ts'
import type { Delegation } from '../../policy/parties.ts'
import type { MatchAnswer } from '../../protocol/api.ts'
import type { Reading } from '../../text/read.ts'
import { importFile } from '../import-file.ts'
import type { Draft } from '../paragraphs.ts'
import { Parties } from '../parties.ts'
import type { Unreadable } from '../source.ts'

/** Words in a row by which texts are known again. */
const IN_A_ROW = 3
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** Rows of words, each once. */
export type Rows = ReadonlySet<string>

export interface MatchedFile {
  readonly ok: true
  readonly rows: Rows
  /** The text that the file says it was printed from; null for one of somebody else. */
  readonly named: string | null
  readonly delegations: MatchAnswer['delegations']
}

/** All words of a text, whatever is proposed. */
export function rowsOfText({ paragraphs }: Reading): Rows {
  return rowsIn(paragraphs.map(({ pieces }) => pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')))
}

/** The share of a file's words that stand in a text in the same order. */
export function likenessTo(file: Rows, text: Rows): number {
  if (file.size === 0) return 0
  let known = 0
  for (const row of file) if (text.has(row)) known++
  return known / file.size
}

export function matchedFile(bytes: Uint8Array, name: string, delegations: readonly Delegation[]): MatchedFile | Unreadable {
  const file = importFile(bytes, name, new IdMaker(1), { delegations })
  if (!file.ok) return file
  const parties = new Parties(delegations)
  const found = new Map<Principal, MatchAnswer['delegations'][number]['why']>()
  const add = (codes: readonly Principal[], why: MatchAnswer['delegations'][number]['why']): void => {
    for (const code of codes) if (code !== NOBODY && code !== 'CHAIR' && !found.has(code)) found.set(code, why)
  }
  // A file that was printed with changes tracked names everybody who has proposed anything.
  if (file.origin?.brackets !== 'tracked') add([...file.authors.values()], 'author')
  add(inFileName(name, parties), 'file name')
  add(
    file.drafts.slice(0, FIRST).flatMap((draft) => inHeading(draft, parties)),
    'heading',
  )
  return {
    ok: true,
    rows: rowsIn(file.drafts.map(({ text }) => text)),
    named: file.origin?.textId ?? null,
    delegations: [...found].map(([code, why]) => ({ code, why })),
  }
}

function rowsIn(paragraphs: readonly string[]): Rows {
  const rows = new Set<string>()
  for (const paragraph of paragraphs) {
    const words = paragraph.toLowerCase().match(WORD) ?? []
    if (words.length > 0 && words.length < IN_A_ROW) rows.add(words.join(' '))
    for (let i = 0; i + IN_A_ROW <= words.length; i++) rows.add(words.slice(i, i + IN_A_ROW).join(' '))
  }
  return rows
}

/** Paragraphs at the head of a file that may say whose it is. */
const FIRST = 8
const LONGEST_HEADING = 200
/** Words of a party's name. */
const LONGEST_NAME = 7

/** The longest names first: `South Africa` is not Africa. */
function inFileName(name: string, parties: Parties): Principal[] {
  const words = name
    .replace(/\.[a-z]{2,5}$/i, '')
    .split(/[\s_.,()[\]–—-]+/)
    .filter((word) => word !== '')
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length--)
    for (let i = 0; i + length <= words.length; i++) {
      const party = parties.party(words.slice(i, i + length).join(' '))
      if (party !== NOBODY) return [party]
    }
  return []
}

function inHeading({ text, label }: Draft, parties: Parties): Principal[] {
  if (label !== '' || text.length > LONGEST_HEADING) return []
  const heading = text.replace(/[:.]$/, '').trim()
  const named = /\b(?:by|of|from)\s+(.+)$/i.exec(heading)?.[1]
  for (const words of [heading, ...(named === undefined ? [] : [named])]) {
    const clauses = parties.clauses(words)
    if (clauses !== null) return clauses.flatMap(({ parties: codes }) => codes)
  }
  return []
}
