// Shapes of the HTTP API's answers (DESIGN 7). Errors are problem details (RFC 9457).
import type { Counts, CountsAt } from '../brackets/convergence.ts'
import type { Bid, GroupId, Pid, Principal } from '../ids.ts'
import type { Delegation, MeetingRules, RecordSight, Role } from '../policy.ts'
import type { Ear } from '../policy.ts'
import type { Report } from '../exchange/report.ts'
import type { ParagraphState, Stand, TextStatus } from '../text/meta.ts'
import type { BracketKind, ParagraphType } from '../text/model.ts'

export interface SeatAnswer {
  readonly id: string
  readonly delegation: Principal | null
  readonly role: Role
  readonly meeting: { readonly id: string; readonly name: string }
}

export interface MeAnswer {
  readonly person: { readonly id: string; readonly name: string }
  readonly operator: boolean
  /** Whether this server makes PDFs; else a text is printed from the browser. */
  readonly pdf: boolean
  readonly seats: readonly SeatAnswer[]
}

export interface TextSummary {
  readonly id: string
  readonly name: string
  readonly status: TextStatus
  readonly revision: string
}

export interface MeetingAnswer {
  readonly id: string
  readonly name: string
  readonly rules: MeetingRules
  readonly delegations: readonly Delegation[]
  readonly texts: readonly TextSummary[]
}

/** An invitation as chair or operator sees it; `link` only in the answer that creates it. */
export interface InvitationAnswer {
  readonly id: string
  readonly delegation: Principal | null
  readonly role: Role
  readonly link?: string
  readonly createdAt: string
  readonly revokedAt: string | null
  /** From when on it gives no more seats; null: never. */
  readonly expiresAt: string | null
}

export interface TextAnswer extends TextSummary {
  readonly seq: number
  readonly paragraphs: readonly {
    readonly id: Pid | null
    readonly label: string
    readonly type: ParagraphType
    readonly level: number
    readonly state: ParagraphState
    readonly text: string
    readonly base: string
  }[]
  readonly brackets: readonly {
    readonly id: Bid
    readonly kind: BracketKind
    readonly by: Principal
    readonly holder: Principal
    readonly group: GroupId | null
    readonly paragraph: Pid | null
    readonly text: string
    readonly stands: Readonly<Record<string, Stand>>
    readonly children: readonly Bid[]
  }[]
}

/** GET /api/texts/:id/revisions, oldest first. `seq`: of the entry that named it. */
export interface RevisionsAnswer {
  readonly revisions: readonly { readonly seq: number; readonly revision: string; readonly at: string }[]
}

/** GET /api/texts/:id/convergence: how much is open now, and was at every change of it, oldest first. */
export interface ConvergenceAnswer extends Counts {
  readonly series: readonly CountsAt[]
}

/** GET /api/texts/:id/revisions/:seq. `text` in printed notation; `words`: those that stood, whatever was proposed. */
export interface RevisionAnswer {
  readonly seq: number
  readonly revision: string
  readonly at: string
  readonly paragraphs: readonly {
    readonly id: Pid | null
    readonly label: string
    readonly type: ParagraphType
    readonly level: number
    readonly text: string
    readonly words: string
  }[]
}

/** RFC 9457, with the number of the rule that said no. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly rule?: string
}

/** One entry of a text's or meeting's record (DESIGN 5). */
export interface RecordEntry {
  readonly seq: number
  readonly at: string
  readonly act: string
  readonly by: { readonly principal: Principal; readonly person: string; readonly role: Role | 'server'; readonly onBehalfOf?: Principal }
  readonly target: string | null
  readonly paragraph: { readonly id: Pid | null; readonly label: string } | null
  readonly seen?: { readonly sv: string; readonly words: string }
  readonly over?: readonly Principal[]
  /** Salted SHA-256 of the content, hex. */
  readonly contentHash: string
  readonly textHash?: string
  /** Of an export: SHA-256 of the file that was taken away, hex. */
  readonly fileHash?: string
  readonly prev: string
  readonly hash: string
}

/** What an entry is about; kept apart from the chain so that it can be withheld or destroyed by rule. */
export interface RecordContent {
  readonly before?: string
  readonly after?: string
  readonly rationale?: string
  readonly personName?: string
  /** Salt of the name's own hash. */
  readonly personSalt?: string
  /** Salted hash of the name, where the name itself is withheld. */
  readonly personHash?: string
  readonly detail?: Readonly<Record<string, unknown>>
  /** Who may read it beside nobody else: 'chair' for the desk, codes for delegations. Absent: whoever reads the record. */
  readonly audience?: readonly Ear[]
}

/** A line of GET /api/texts/:id/record. */
export interface RecordLine {
  readonly entry: RecordEntry
  readonly content: RecordContent | null
  readonly salt: string | null
}

/** Updates of a text that were set aside (AU-9, AU-10), oldest first; answered to chair, secretariat and operator. */
export interface QuarantineAnswer {
  readonly items: readonly {
    readonly n: number
    readonly at: string
    readonly principal: Principal
    readonly role: Role
    /** The person's name. */
    readonly person: string
    readonly rule: string
    readonly message: string
    /** Bytes of the update. */
    readonly size: number
    /** Words that it would have brought, as far as they could be read. */
    readonly words: string
  }[]
}

/** What the server signs: where a record stood at an issue, a revision or an export (DESIGN 5). */
export interface HeadStatement {
  readonly text: string
  readonly seq: number
  /** Hash of the record's entry `seq`, hex. */
  readonly hash: string
  /** SHA-256 of the canonical rolling text at that entry, hex; null where the entry carries none. */
  readonly textHash: string | null
  /** The text's revision at that entry, such as `Rev.2`; '' before the first. */
  readonly revision: string
  readonly at: string
}

/** `signature`: Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of the statement, base64. */
export interface SignedHead extends HeadStatement {
  readonly signature: string
}

/** GET /api/key. `publicKey`: SubjectPublicKeyInfo (RFC 8410) in DER, base64. */
export interface KeyAnswer {
  readonly algorithm: 'Ed25519'
  readonly publicKey: string
}

/** GET /api/texts/:id/heads. `head`: where the record stands now, signed for this answer; `heads`: those of issues and exports. */
export interface HeadsAnswer {
  readonly publicKey: string
  /** What the reader may see of the record beside its chain. */
  readonly shows: RecordSight
  readonly head: SignedHead | null
  readonly heads: readonly SignedHead[]
}

/** What the first line of a record that is taken away says; entries follow, one a line. */
export interface HeaderStatement {
  readonly chapeau: 'record'
  readonly version: 1
  readonly kind: 'text' | 'meeting'
  readonly chain: string
  readonly name: string
  readonly exportedAt: string
  readonly publicKey: string
  /** What the reader was shown by the meeting's rules: content that is absent although it was shown has been cut out. */
  readonly shows: RecordSight
  /** Where the record ended; null for one without entries. */
  readonly head: SignedHead | null
  /** Signed at issues and exports. */
  readonly heads: readonly SignedHead[]
}

/** Signed as a whole, like a head. */
export interface RecordHeader extends HeaderStatement {
  readonly signature: string
}

/** Who proposed some words, and what became of it. */
export interface TraceAnswer {
  readonly runs: readonly {
    readonly words: string
    /** Who wrote them: typed, or in a correction; null: they came with the text. */
    readonly author: Principal | null
    /** Brackets that they stand in or stood in. */
    readonly brackets: readonly Bid[]
    /** Numbers of entries about them beside those about their brackets: corrections, and what was undone. */
    readonly entries: readonly number[]
  }[]
  /** Entries about these brackets, and those, oldest first. */
  readonly lines: readonly RecordLine[]
}

/**
 * POST /api/texts/:id/returns?seat=&as=&file=&base=&paragraph=&authors= with a file, or pasted words, as body: where it says something
 * else than the text it came from, and what would become of that in the text as it stands. Nothing is written. `as`: the delegation
 * that the secretariat returns it for; `base`: a revision's number or `now`, for a file that does not name what it came from;
 * `paragraph`: compared with this one alone; `authors`: whom the authors of tracked changes speak for, as at import.
 * With `carry` (the answer's digest), `leave` (numbers of differences, with commas) and `request` (a UUID) it is carried out: answered
 * as ReturnedAnswer, a repeat of the request likewise; what has changed meanwhile is answered as 409 with the new comparison.
 */
export interface ComparisonAnswer {
  /** Over everything below that decides what would be written. */
  readonly digest: string
  /** What the file is held against: the export it names, a revision, or, where it names none that is known, the text as it stands. */
  readonly base: {
    readonly from: 'export' | 'revision' | 'now'
    /** Of the entry; null for the text as it stands. */
    readonly seq: number | null
    readonly revision: string
    readonly at: string | null
  }
  /** In whose name it would be carried out, where a difference says nothing else. */
  readonly principal: Principal
  /** `edits`: the text is in preparation and this is the desk. `waits`: all of it first waits to be seconded or passed (AC-72). */
  readonly way: 'proposals' | 'edits' | 'waits'
  readonly differences: readonly ComparedDifference[]
  /** Brackets that the file no longer holds. Nothing happens to them: they are decided, or withdrawn, in the text. */
  readonly vanished: readonly VanishedBracket[]
  /** What is told and not proposed. */
  readonly notes: readonly ComparedNote[]
  /** Who changed something in the file with changes tracked, and for which delegation; '' where that is not known. */
  readonly authors: readonly { readonly author: string; readonly principal: Principal }[]
  /** What the reading of the file decided or repaired. */
  readonly report: Report
}

export interface ComparedDifference {
  /** Counted from 1, in the order of the text. */
  readonly n: number
  readonly principal: Principal
  readonly paragraph: { readonly id: Pid | null; readonly label: string }
  /** `reserve`: words were put in brackets; `paragraph`: a new one behind this one; `comment`: why a bracket of one's own is proposed. */
  readonly kind: 'insert' | 'delete' | 'replace' | 'reserve' | 'paragraph' | 'comment'
  /** Words around it as they stand now, a few each side. */
  readonly before: string
  readonly after: string
  /** Words that the file has no longer (of a reservation: that are reserved on), and those that it has instead. */
  readonly was: string
  readonly is: string
  /** Of a new paragraph: its label; else ''. */
  readonly label: string
  /** A comment that stands with it in the file; '' for none. */
  readonly rationale: string
  /**
   * `clean`: nothing happened there since. `rebased`: the words around it changed, its place is sure. `same`: an equal proposal
   * stands there, `with` says whose; it is joined. `there`: the text says so already. `conflict`: what it is about has changed; it
   * is proposed only if it is not left out. `refused`: it cannot be proposed; `message` says why, `rule` by which rule.
   */
  readonly state: 'clean' | 'rebased' | 'same' | 'there' | 'conflict' | 'refused'
  readonly with: Principal | null
  readonly rule: string
  readonly message: string
}

export interface ComparedNote {
  /**
   * `label`, `type`: of a paragraph; `moved`, `split`, `merged`: where paragraphs stand and begin; `sign`: a bracket's sign or names;
   * `comment`: one that is new and about no difference, or gone; `author`: a change of somebody whom the file is not returned for;
   * `unread`: words of our own printing that are changed; `block`: a table or picture that differs, is gone or is new.
   */
  readonly kind: 'label' | 'type' | 'moved' | 'split' | 'merged' | 'sign' | 'comment' | 'author' | 'unread' | 'block'
  readonly paragraph: { readonly id: Pid | null; readonly label: string }
  readonly message: string
}

export interface VanishedBracket {
  readonly bracket: Bid
  readonly kind: BracketKind
  readonly holder: Principal
  readonly paragraph: { readonly id: Pid | null; readonly label: string }
  readonly words: string
  /** Whether its words went with it, or stand in the file without the bracket. */
  readonly outcome: 'words gone' | 'words stand'
  /** Whether it still stands in the text; what was decided since needs no further look. */
  readonly open: boolean
}

/** What carrying it out did: number of its first entry (null: there was nothing to write), and what became of the differences. */
export interface ReturnedAnswer {
  readonly seq: number | null
  readonly proposed: number
  readonly joined: number
  /** Left out by whoever returned it. */
  readonly left: number
  /** Refused, or in the text already. */
  readonly refused: number
  readonly there: number
}

/** POST /api/meetings/:id/matches?file= with a file as body: which text it may be about and whose it may be, likeliest first. */
export interface MatchAnswer {
  /** `likeness` from 0 to 1: the share of the file's words that stand in the text in the same order. `named`: the file says it is of this text. */
  readonly texts: readonly { readonly id: string; readonly name: string; readonly likeness: number; readonly named: boolean }[]
  readonly delegations: readonly { readonly code: Principal; readonly why: 'author' | 'file name' | 'heading' }[]
}
