// Whether a record that somebody holds is whole: in itself, against the heads that were signed, against another copy, and
// whether a file that was taken away is the one it speaks of. Needs no server and no database.
import type { RecordEntry, RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import type { ChainHead } from '../storage/port.ts'
import { verifyChain } from './chain.ts'
import type { RecordFile } from './file.ts'
import { isSigned } from './signing.ts'

export interface VerifyOptions {
  /** The public key that the verifier trusts; by default the one in the file, which proves less. */
  readonly publicKey?: string
  /** Another copy of the same record. */
  readonly against?: RecordFile
  /** SHA-256 of an exported file, hex. */
  readonly fileHash?: string
}

export type Verified =
  | {
      readonly ok: true
      readonly head: ChainHead
      /** Entries whose content is not there. */
      readonly withheld: number
      /** Heads whose signature holds. */
      readonly signed: number
      /** The entry that speaks of the exported file. */
      readonly exported: RecordEntry | null
    }
  | Fault

/** `seq`: the first entry that does not hold. */
export interface Fault {
  readonly ok: false
  readonly seq: number
  readonly reason: string
}

export function verifyRecord({ header, lines }: RecordFile, { publicKey, against, fileHash }: VerifyOptions = {}): Verified {
  const heads = [...(header?.heads ?? []), ...(against?.header?.heads ?? [])]
  const key = publicKey ?? header?.publicKey ?? against?.header?.publicKey ?? ''
  const chain = verifyChain(lines)
  const faults = [
    chain.ok ? null : chain,
    ...heads.map((head) => headFault(head, lines, key)),
    against === undefined ? null : differenceFrom(against.lines, lines),
  ].filter((fault): fault is Fault => fault !== null)
  if (faults.length > 0) return faults.toSorted((a, b) => a.seq - b.seq)[0]!
  if (!chain.ok) return chain
  const exported = fileHash === undefined ? null : (lines.find(({ entry }) => entry.fileHash === fileHash)?.entry ?? null)
  if (fileHash !== undefined && exported === null) return { ok: false, seq: chain.head.seq, reason: NOT_EXPORTED }
  return { ok: true, head: chain.head, withheld: chain.withheld, signed: heads.length, exported }
}

const NOT_EXPORTED = 'no entry of this record speaks of an export with these words: the file was altered, or is of another text'

/** A signed head names one entry; a chain that was written anew has another one there. */
function headFault(head: SignedHead, lines: readonly RecordLine[], key: string): Fault | null {
  const fault = (reason: string): Fault => ({ ok: false, seq: head.seq, reason })
  if (!isSigned(head, key)) return fault('the signature of this head does not hold')
  const entry = lines.find((line) => line.entry.seq === head.seq)?.entry
  if (entry === undefined) return fault('the head of this entry was signed, and the entry is missing')
  if (entry.hash !== head.hash) return fault('another entry was signed in its place')
  return entry.textHash === head.textHash ? null : fault('another text was signed with this entry')
}

/** Two copies of a record may end at different entries; up to there they are the same. */
function differenceFrom(theirs: readonly RecordLine[], ours: readonly RecordLine[]): Fault | null {
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++) {
    if (ours[i]!.entry.hash !== theirs[i]!.entry.hash) {
      return { ok: false, seq: ours[i]!.entry.seq, reason: 'the other copy has another entry here' }
    }
  }
  return null
}
