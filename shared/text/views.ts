// The four views (DESIGN 1, spec TX-14 to TX-17): what a reader sees of a text, as plain values that page and exports print.
//   rolling       brackets with names          unattributed  brackets without names
//   base          as if nothing bracketed is agreed          accepted  as if every proposal is
// In `accepted`, alternatives stay bracketed: which of them is meant is for the room to say.
import { printedStructures } from '../brackets/structures.ts'
import type { Bid, GroupId, Pid } from '../ids.ts'
import { blockOf, type Block } from './blocks.ts'
import { labelOf, levelOf, stateOf, typeOf, type Meta, type ParagraphState } from './meta.ts'
import type { Marks, ParagraphType } from './model.ts'
import { attributionsOf, escapeText, guardAt, isProposed } from './notation.ts'
import { layerOf, type Bracket, type ParagraphReading, type Piece, type Reading } from './read.ts'

export const VIEWS = ['rolling', 'unattributed', 'base', 'accepted'] as const
export type View = (typeof VIEWS)[number]

export type ViewPiece =
  | { readonly type: 'text'; readonly text: string; readonly marks: Marks | undefined; readonly within: readonly Bid[] }
  | { readonly type: 'open'; readonly bid: Bid }
  /** `label`: what is printed before the `]`; empty where nothing is. */
  | { readonly type: 'close'; readonly bid: Bid; readonly label: string }

export interface ViewParagraph {
  readonly id: Pid | null
  /** Index in the reading of the paragraph that starts it. */
  readonly index: number
  readonly type: ParagraphType
  readonly level: number
  readonly label: string
  readonly state: ParagraphState
  /** Whether the paragraph itself is proposed: its first `[` is printed before the label. */
  readonly proposed: boolean
  readonly pieces: readonly ViewPiece[]
  /** Changes of its place or shape that are proposed, as printed behind it: `[move to after 4 – EU]`; absent for none. */
  readonly proposals?: readonly string[]
  /** The table or picture that it stands for; absent for words. */
  readonly block?: Block
  /** Notes whose words the view leaves out of the running text, where they hang; absent for none. */
  readonly notes?: readonly ViewNote[]
}

/** A note's words beside the running text. */
export interface ViewNote {
  readonly bid: Bid
  /** It hangs before the piece of this index, or behind the last one. */
  readonly before: number
  readonly pieces: readonly ViewPiece[]
}

const NO_PROPOSALS: ReadonlyMap<number, readonly string[]> = new Map()

export function viewOf(reading: Reading, meta: Meta, view: View): ViewParagraph[] {
  const shows = SHOWS[view](reading)
  const labels = attributionsOf(reading, meta, { names: view !== 'unattributed', groups: false })
  const proposals = view === 'rolling' || view === 'unattributed' ? printedStructures(reading, meta, view === 'rolling') : NO_PROPOSALS
  const paragraphs: Printed[] = []
  const known = new Map<Bid, Hanging>()
  reading.paragraphs.forEach((paragraph, index) => {
    const { pieces, notes } = shows.notesBeside
      ? sorted(paragraph, reading, { shows, labels, known })
      : { pieces: paragraph.pieces.flatMap((piece) => viewPiece(piece, shows, labels)), notes: [] }
    const previous = paragraphs.at(-1)
    // Proposed words before the first paragraph begin none where they are not in the view.
    if (paragraph.raw.starter === null && pieces.length === 0 && reading.paragraphs.length > 1) return
    // A paragraph whose start is not in the view has joined the one before it.
    if (previous !== undefined && !startsInView(reading, index, shows)) {
      const moved = notes.map((note) => Object.assign(note, { before: note.before + previous.pieces.length }))
      if (moved.length > 0) previous.notes = [...(previous.notes ?? []), ...moved]
      previous.pieces.push(...pieces)
    } else
      paragraphs.push({
        ...frame(reading, meta, index),
        proposed: isProposed(paragraph, reading) && shows.bracket(paragraph.raw.starter!.in!),
        pieces,
        ...(proposals.has(index) ? { proposals: proposals.get(index)! } : {}),
        ...(notes.length > 0 ? { notes } : {}),
      })
  })
  return paragraphs
}

type Printed = Omit<ViewParagraph, 'pieces' | 'notes'> & { readonly pieces: ViewPiece[]; notes?: Hanging[] }
type Hanging = { -readonly [K in keyof ViewNote]: ViewNote[K] } & { readonly pieces: ViewPiece[] }

interface Sorting {
  readonly shows: Shows
  readonly labels: ReadonlyMap<Bid, string>
  /** Notes so far: one may run on into the next paragraph. */
  readonly known: Map<Bid, Hanging>
}

/** What of a paragraph is running text, and what hangs beside it in notes. */
function sorted(
  paragraph: ParagraphReading,
  { brackets }: Reading,
  { shows, labels, known }: Sorting,
): { pieces: ViewPiece[]; notes: Hanging[] } {
  const pieces: ViewPiece[] = []
  const notes: Hanging[] = []
  const isNote = (bid: Bid): boolean => brackets.get(bid)?.kind === 'note'
  let open = paragraph.entry
  for (const piece of paragraph.pieces) {
    const around = piece.type === 'text' ? piece.within : open
    if (piece.type === 'open') open = [...open, piece.bid]
    else if (piece.type === 'close') open = open.filter((bid) => bid !== piece.bid)
    const at = around.findIndex(isNote)
    if (at < 0 || !shows.words(around.slice(0, at))) {
      pieces.push(...viewPiece(piece, shows, labels))
      continue
    }
    const inside = viewPiece(piece.type === 'text' ? { ...piece, within: around.filter((bid) => !isNote(bid)) } : piece, shows, labels)
    const bid = around[at]!
    const note = known.get(bid)
    if (note !== undefined) note.pieces.push(...inside)
    else if (inside.length > 0) {
      const hung = { bid, before: pieces.length, pieces: inside }
      known.set(bid, hung)
      notes.push(hung)
    }
  }
  return { pieces, notes }
}

/** Which words and which paragraphs' starts a view shows; for whoever looks for something in what somebody sees. */
export interface Shown {
  words(within: readonly Bid[]): boolean
  starts(pid: Pid): boolean
  /** Whether a bracket prints its signs. */
  bracket(bid: Bid): boolean
}

export function shownIn(reading: Reading, view: View): Shown {
  const shows = SHOWS[view](reading)
  const joined = new Set<Pid>()
  reading.paragraphs.forEach(({ raw: { starter } }, index) => {
    if (starter !== null && !startsInView(reading, index, shows)) joined.add(starter.p)
  })
  return { words: (within) => shows.words(within), starts: (pid) => !joined.has(pid), bracket: (bid) => shows.bracket(bid) }
}

/** The words of a view's paragraph in notation, literal brackets escaped, so that no words read as a bracket or as whose it is. */
export function viewText({ pieces }: ViewParagraph): string {
  return wordsIn(pieces)
    .map((words, i) => {
      const piece = pieces[i]!
      if (piece.type === 'text') return words
      if (piece.type === 'open') return '['
      const empty = pieces[i - 1]?.type === 'open'
      if (piece.label === '') return empty ? ' ]' : ']'
      return ` – ${piece.label}]`
    })
    .join('')
}

/** What is printed of each piece's words in notation; of brackets nothing. */
export function wordsIn(pieces: readonly (ViewPiece | { readonly type: 'note' })[]): string[] {
  const words = pieces.map((piece) => (piece.type === 'text' ? escapeText(piece.text) : ''))
  pieces.forEach((piece, i) => {
    if (piece.type !== 'close' || piece.label !== '') return
    let from = i
    while (pieces[from - 1]?.type === 'text') from--
    const tail = words.slice(from, i).join('')
    const at = guardAt(tail)
    if (at < 0) return
    // The stretches of a tail have marks of their own: the sign goes into the one that it stands in.
    let last = from
    let before = 0
    while (before + words[last]!.length <= at) before += words[last++]!.length
    words[last] = `${words[last]!.slice(0, at - before)}\\${words[last]!.slice(at - before)}`
  })
  return words
}

/** What of a text a view shows: words by the brackets around them, and which brackets print their tokens. */
interface Shows {
  words(within: readonly Bid[]): boolean
  bracket(bid: Bid): boolean
  /** Whether notes hang beside the running text; else they stand in it, in their brackets. */
  readonly notesBeside: boolean
}

const everything = (): Shows => ({ words: () => true, bracket: () => true, notesBeside: false })

const SHOWS: Readonly<Record<View, (reading: Reading) => Shows>> = {
  rolling: everything,
  unattributed: everything,
  base: ({ brackets }) => ({
    words: (within) => within.every((bid) => !['ins', 'note'].includes(brackets.get(bid)?.kind ?? 'res')),
    bracket: () => false,
    notesBeside: true,
  }),
  accepted: ({ brackets }) => {
    const contested = contestedGroups(brackets)
    const stays = (bid: Bid): boolean => contested.has(brackets.get(bid)?.group ?? '')
    return {
      words: (within) => within.every((bid) => stays(bid) || !['del', 'note'].includes(brackets.get(bid)?.kind ?? 'res')),
      bracket: stays,
      notesBeside: true,
    }
  },
}

/** Groups with more than one answer: a lone `del` with a lone `ins` is a replace, which is one proposal. */
function contestedGroups(brackets: ReadonlyMap<Bid, Bracket>): ReadonlySet<GroupId> {
  const additions = new Map<GroupId, number>()
  for (const { group, kind } of brackets.values()) {
    if (group !== null && kind === 'ins') additions.set(group, (additions.get(group) ?? 0) + 1)
  }
  return new Set([...additions].filter(([, count]) => count > 1).map(([group]) => group))
}

/** Brackets around a paragraph's starter: those open there, and the one that proposes the paragraph. */
export function aroundStarter(reading: Reading, index: number): readonly Bid[] {
  const paragraph = reading.paragraphs[index]!
  const born = paragraph.raw.starter?.in
  return born !== undefined && reading.brackets.has(born) ? [...paragraph.entry, born] : paragraph.entry
}

/** The layer of a paragraph's starter: who may join or drop the paragraph. */
export function starterLayer(reading: Reading, index: number): Bid | null {
  return layerOf(aroundStarter(reading, index), (bid) => reading.brackets.get(bid)?.kind)
}

function startsInView(reading: Reading, index: number, shows: Shows): boolean {
  return shows.words(aroundStarter(reading, index))
}

function viewPiece(piece: Piece, shows: Shows, labels: ReadonlyMap<Bid, string>): ViewPiece[] {
  if (piece.type === 'text') {
    return shows.words(piece.within)
      ? [{ type: 'text', text: piece.text, marks: piece.marks, within: piece.within.filter((bid) => shows.bracket(bid)) }]
      : []
  }
  if (!shows.bracket(piece.bid)) return []
  return piece.type === 'open'
    ? [{ type: 'open', bid: piece.bid }]
    : [{ type: 'close', bid: piece.bid, label: labels.get(piece.bid) ?? '' }]
}

function frame(reading: Reading, meta: Meta, index: number): Omit<ViewParagraph, 'pieces' | 'proposed' | 'notes'> {
  const { starter }: ParagraphReading['raw'] = reading.paragraphs[index]!.raw
  if (starter === null) return { id: null, index, type: 'para', level: 0, label: '', state: 'open' }
  const block = blockOf(meta, starter.p)
  return {
    id: starter.p,
    index,
    type: typeOf(meta, starter.p, starter.t),
    level: levelOf(meta, starter.p, starter.lvl),
    label: labelOf(meta, starter.p),
    state: stateOf(meta, starter.p),
    ...(block === null ? {} : { block }),
  }
}
