// What an import found, piece by piece and by number, for a page to show and a person to change (shared/protocol/choices.ts).
// Numbers count from 1 in the order of the source and are those of an import without choices; everything else is told as it
// stands with the choices that were given.
import type { Principal } from '../ids.ts'
import type { Role, Treatment } from '../protocol/choices.ts'
import type { ParagraphState, Stance } from '../text/meta.ts'
import type { BracketKind, ParagraphType } from '../text/model.ts'

export interface FoundParagraph {
  readonly n: number
  /** Line of the source, counted from 1. */
  readonly line: number
  readonly type: ParagraphType
  readonly level: number
  /** As printed; '' for none. */
  readonly label: string
  /** Its first words, brackets among them. */
  readonly words: string
  readonly state: ParagraphState
  /** It is left out, or goes on where the one before ends. */
  readonly out: boolean
  readonly joined: boolean
}

export interface FoundBracket {
  readonly n: number
  readonly line: number
  /** Number of the paragraph in which it opens. */
  readonly paragraph: number
  /** The one in which it closes. */
  readonly last: number
  /** Its first words, without its own signs. */
  readonly words: string
  readonly role: Role
  readonly as: Treatment
  readonly kind: BracketKind
  readonly by: Principal
  readonly stands: readonly { readonly principal: Principal; readonly stance: Stance }[]
  /** The names as it writes them; '' where it names nobody. */
  readonly names: string
  /** It is a change that a word processor tracked, not a pair of signs. */
  readonly tracked: boolean
  /** The rung that a status note speaks of; null where it speaks of none. */
  readonly state: ParagraphState | null
}

/** Words outside brackets that by their form are no text: a state in parentheses, orientation in braces, a note's digits. */
export interface FoundNote {
  readonly n: number
  readonly line: number
  readonly paragraph: number
  readonly role: 'status' | 'orientation' | 'drafting' | 'placeholder' | 'note'
  readonly words: string
  readonly state: ParagraphState | null
}

/** What looks as if it competed for one place; `groups` of the choices takes its members as they stand here. */
export type FoundGroup =
  | { readonly brackets: readonly number[] }
  /** Paragraphs that begin an option each; it goes on up to the next member, the last one up to `last`. */
  | { readonly options: readonly number[]; readonly last: number }

/** A paragraph that is nothing but parties' names; `headings` of the choices takes its number. */
export interface FoundHeading {
  readonly paragraph: number
  readonly line: number
  readonly parties: readonly Principal[]
  readonly unknown: readonly string[]
  /** The last paragraph that would be theirs. */
  readonly last: number
}

/** A name that no delegation of the meeting has, once with all its places; `names` of the choices says who it is. */
export interface FoundName {
  readonly name: string
  /** Lines of the source. */
  readonly lines: readonly number[]
  /** Delegations it may be; several where they share it. */
  readonly perhaps: readonly Principal[]
}

/** A sentence in which parties say what they want. Nothing is done about it. */
export interface FoundRequest {
  readonly line: number
  readonly paragraph: number
  readonly parties: readonly Principal[]
  readonly wants: 'delete' | 'retain' | 'add' | 'change' | 'reserve' | 'words' | 'other'
  readonly words: string
}

export interface Found {
  readonly paragraphs: readonly FoundParagraph[]
  readonly brackets: readonly FoundBracket[]
  readonly notes: readonly FoundNote[]
  readonly groups: readonly FoundGroup[]
  readonly headings: readonly FoundHeading[]
  readonly names: readonly FoundName[]
  readonly requests: readonly FoundRequest[]
}
