// Whether a record that somebody holds is whole: in itself, against the heads that were signed, against another copy, and
// whether a file that was taken away is the one it speaks of. Needs no server and no database.
import { SEALED } from './seal.ts'
import { isArchive } from '@chapeau/shared/exchange/archive'
import { hashNamedIn } from '@chapeau/shared/exchange/docx/reader'
import { printedHash } from '@chapeau/shared/exchange/heading'
import type { RecordEntry, RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import type { ChainHead } from '../storage/port.ts'
import { madeOf } from '../sync/makings.ts'
import { sha256, verifyChain, type Anchor } from './chain.ts'
import type { RecordFile } from './file.ts'
import { isHeaderSigned, isSigned } from './signing.ts'

export interface VerifyOptions {
  /** Public keys that the verifier trusts; by default the one in the file, which proves less. */
  readonly keys?: readonly string[]
  /** Another copy of the same record. */
  readonly against?: RecordFile
  /** Heads that the verifier noted. */
  readonly noted?: readonly Anchor[]
  /** A text that was taken away, as it is. */
  readonly text?: string | Uint8Array
}

export type Verified =
  | {
      readonly ok: true
      readonly head: ChainHead
      /** Entries whose content was destroyed by rule, as the record itself says. */
      readonly destroyed: number
      /** Other entries whose content is not there. */
      readonly withheld: number
      /** Heads whose signature holds. */
      readonly signed: number
      /** The entry that speaks of the exported file. */
      readonly exported: RecordEntry | null
    }
  | Fault

/** `seq`: the first entry that does not hold; null: what does not hold is the header. */
export interface Fault {
  readonly ok: false
  readonly seq: number | null
  readonly reason: string
}

/** Checks a record; the fault it names is the first one. */
export function verifyRecord(file: RecordFile, { keys = [], against, noted = [], text }: VerifyOptions = {}): Verified {
  const trusted = keys.length > 0 ? keys : file.header === null ? [] : [file.header.publicKey]
  const header = headerFault(file, trusted, against)
  if (header !== null) return { ok: false, seq: null, reason: header }
  const heads = headsOf(file)
  const unsigned = heads.find((head) => !trusted.some((key) => isSigned(head, key)))
  if (unsigned !== undefined) return { ok: false, seq: unsigned.seq, reason: 'the signature of this head does not hold' }
  const anchors = [
    ...noted,
    ...linesOf(against).filter(({ seq }) => seq <= file.lines.length),
    ...heads.map(({ seq, hash }) => ({ seq, hash, source: 'the signed head' })),
  ]
  const chain = verifyChain(file.lines, undefined, file.broken === null ? anchors : anchors.filter(({ seq }) => seq <= file.lines.length))
  if (!chain.ok) return chain
  if (file.broken !== null) return { ok: false, seq: chain.head.seq + 1, reason: file.broken }
  const destroyedTo = destroyedUpTo(file.lines)
  const fault = lineFault(file, destroyedTo, heads)
  if (fault !== null) return fault
  const exported = text === undefined ? null : exportIn(file.lines, text)
  if (exported !== null && 'ok' in exported) return exported
  const destroyed = file.lines.filter(({ entry, content }) => content === null && entry.seq <= destroyedTo).length
  return { ok: true, head: chain.head, destroyed, withheld: chain.withheld - destroyed, signed: heads.length, exported }
}

/** Up to which entry content was destroyed, as the record itself says. */
export function destroyedUpTo(lines: readonly RecordLine[]): number {
  return lines.reduce((to, { entry }) => (entry.act === 'destroy' ? Math.max(to, Number(entry.target) || 0) : to), 0)
}

function headsOf({ header }: RecordFile): SignedHead[] {
  return header === null ? [] : [...header.heads, ...(header.head === null ? [] : [header.head])]
}

function headerFault(file: RecordFile, trusted: readonly string[], against: RecordFile | undefined): string | null {
  const { header } = file
  if (header === null) return trusted.length > 0 ? 'this record is not signed at all' : null
  if (!trusted.includes(header.publicKey)) return `it is signed with another key, ${header.publicKey}`
  if (!isHeaderSigned(header, header.publicKey)) return 'it was altered'
  if (headsOf(file).some((head) => head.text !== header.chain)) return 'it carries the head of another record'
  const other = against?.header?.chain ?? header.chain
  return other === header.chain ? null : 'the other copy is of another record'
}

function linesOf(against: RecordFile | undefined): Anchor[] {
  const heads = against === undefined ? [] : headsOf(against)
  const lines = against?.lines.map(({ entry }) => entry) ?? []
  const known = new Set(lines.map(({ seq }) => seq))
  return [...lines, ...heads.filter(({ seq }) => !known.has(seq))].map(({ seq, hash }) => ({ seq, hash, source: 'the other copy' }))
}

/** What the chain alone does not show: a head that tells of another text, content that was shown and is gone. */
function lineFault({ header, lines }: RecordFile, destroyedTo: number, heads: readonly SignedHead[]): Fault | null {
  const texts = new Map(heads.map(({ seq, textHash }) => [seq, textHash]))
  for (const { entry, content } of lines) {
    const signed = texts.get(entry.seq) ?? null
    if (signed !== null && signed !== entry.textHash)
      return { ok: false, seq: entry.seq, reason: 'another text was signed with this entry' }
    if (content === null && entry.act !== SEALED && entry.seq > destroyedTo && header?.shows.content === true)
      return { ok: false, seq: entry.seq, reason: 'its content was cut out' }
  }
  return null
}

/** The newest entry that speaks of a file; else the entry that the file itself says should. */
function exportIn(lines: readonly RecordLine[], text: string | Uint8Array): RecordEntry | Fault {
  const words = typeof text === 'string' ? text : new TextDecoder().decode(text)
  // Mail and editors change how lines end, which is no word.
  const hashes = new Set([sha256(text), sha256(words.replaceAll('\r\n', '\n'))])
  const found = lines.findLast(({ entry: { fileHash = '', textHash = '' } }) => hashes.has(fileHash) || hashes.has(textHash))
  if (found !== undefined) return found.entry
  const printed = typeof text !== 'string' && isArchive(text) ? hashNamedIn(text) : printedHash(words)
  const isOwn = ({ entry, content }: RecordLine): boolean =>
    entry.fileHash !== undefined && (words.startsWith('%PDF') ? madeOf(content)?.hash : entry.prev) === printed
  const own = printed === null ? undefined : lines.find(isOwn)
  if (own !== undefined)
    return { ok: false, seq: own.entry.seq, reason: 'the text was altered: this entry speaks of a file with other words' }
  const last = lines.findLast(({ entry }) => entry.fileHash !== undefined)?.entry.seq ?? lines.length
  return { ok: false, seq: last, reason: 'no export in this record has these words: the text was altered, or is of another record' }
}
