// Whether what is stored of a text is what was recorded: the record's tail, and the text at its last hash. Looked at before
// a room opens; nothing here repairs anything.
import { CHECKED_TAIL } from '../limits.ts'
import { verifyChain } from '../record/chain.ts'
import type { LoadedText, TextStorage } from '../storage/port.ts'
import { textHash } from './committer.ts'
import { docOf } from './doc.ts'

/** A text whose data do not match its record; it stays closed until somebody has looked. */
export class DamagedText extends Error {}

/** Throws a `DamagedText` that says what does not hold. */
export async function mustBeSound(text: LoadedText, storage: TextStorage): Promise<void> {
  const fault = (await tailFault(text, storage)) ?? textFault(text)
  if (fault !== null) throw new DamagedText(fault)
}

async function tailFault({ id, head }: LoadedText, storage: TextStorage): Promise<string | null> {
  const after = Math.max(0, head.seq - CHECKED_TAIL)
  const tail = await storage.record(id, after, CHECKED_TAIL)
  const verdict = verifyChain(tail, { seq: after, hash: tail[0]?.entry.prev ?? '' })
  if (!verdict.ok) return `entry ${verdict.seq} of its record does not hold: ${verdict.reason}`
  return verdict.head.seq === head.seq && verdict.head.hash === head.hash ? null : 'its record does not end where it says'
}

function textFault({ updates, hashed }: LoadedText): string | null {
  if (hashed === null) return null
  try {
    const doc = docOf(updates.slice(0, hashed.updates))
    const fits = textHash(doc) === hashed.hash
    doc.destroy()
    return fits ? null : 'its words are not those whose hash was recorded'
  } catch {
    return 'its words cannot be read'
  }
}
