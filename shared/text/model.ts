// The flat text: what a body is made of, as plain values (DESIGN 2, spec TX-1 to TX-4).
// A body is one sequence of UTF-16 code units and embeds; an embed counts one position.
// Nothing here knows Yjs or ProseMirror: ytext.ts and the editor's binding translate.
import type { Bid, GroupId, Pid, Principal } from '../ids.ts'

export type ParagraphType = 'title' | 'heading' | 'para' | 'item'
export type BracketKind = 'ins' | 'del' | 'res' | 'note'

/** Starts a paragraph. `in`: the paragraph itself is proposed by that bracket, while it lives. */
export interface Starter {
  readonly p: Pid
  readonly t: ParagraphType
  readonly lvl: number
  readonly in?: Bid
}

/** Opens a bracket. `grp`: it competes for one place with others; `ph`: a placeholder, `[ ]`. */
export interface Open {
  readonly o: Bid
  readonly by: Principal
  readonly kind: BracketKind
  readonly grp?: GroupId
  readonly ph?: 1
}

/** Closes a bracket. */
export interface Close {
  readonly c: Bid
}

export type Token = Open | Close
export type Embed = Starter | Token

/** Formatting of characters; only `true` is ever stored. */
export type Marks = Partial<Record<Mark, true>>
export const MARKS = ['bold', 'italic', 'underline'] as const
export type Mark = (typeof MARKS)[number]

/** A piece of a body: characters with equal marks, or one embed. The shape of a Yjs delta op. */
export type Run = TextRun | EmbedRun

export interface TextRun {
  readonly insert: string
  readonly attributes?: Marks
}

export interface EmbedRun {
  readonly insert: Embed
  readonly attributes?: Marks
}

export type Body = readonly Run[]

export const isStarter = (embed: Embed): embed is Starter => 'p' in embed
export const isOpen = (embed: Embed): embed is Open => 'o' in embed
export const isClose = (embed: Embed): embed is Close => 'c' in embed
export const isText = (run: Run): run is TextRun => typeof run.insert === 'string'

/** Positions a run takes in the body. */
export function runLength(run: Run): number {
  return isText(run) ? run.insert.length : 1
}

export function sameMarks(a: Marks | undefined, b: Marks | undefined): boolean {
  return MARKS.every((mark) => (a?.[mark] === true) === (b?.[mark] === true))
}

/**
 * One paragraph as it lies in the body: its starter and the runs up to the next one. The object is
 * the key of reading's cache: whoever builds these keeps an unchanged paragraph's object.
 * `starter` is null for text before the first starter.
 */
export interface RawParagraph {
  readonly starter: Starter | null
  readonly runs: readonly Run[]
}

/** Cuts a body at its starters. A body without any gives one paragraph; an empty body gives none. */
export function paragraphsOf(body: Body): RawParagraph[] {
  const paragraphs: { starter: Starter | null; runs: Run[] }[] = []
  for (const run of body) {
    if (!isText(run) && isStarter(run.insert)) paragraphs.push({ starter: run.insert, runs: [] })
    else {
      if (paragraphs.length === 0) paragraphs.push({ starter: null, runs: [] })
      paragraphs.at(-1)!.runs.push(run)
    }
  }
  return paragraphs
}

/** Positions a raw paragraph takes in the body, its starter included. */
export function paragraphLength(raw: RawParagraph): number {
  return raw.runs.reduce((sum, run) => sum + runLength(run), raw.starter === null ? 0 : 1)
}
