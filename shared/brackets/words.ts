// What a person had on screen when deciding (DESIGN 4, `seen.words`): the named brackets with their tokens,
// kinds, groups and words, as one digest. Two peers that show the same brackets compute the same digest.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { bisect } from '../bisect.ts'
import type { Bid, Pid } from '../ids.ts'
import { isClose, isOpen, isStarter, isText, runLength, type RawParagraph } from '../text/model.ts'
import type { Bracket, ParagraphReading, Reading } from '../text/read.ts'

/** SHA-256, hex, over the named brackets in the given order; an absent bracket counts as such. */
export function wordsDigest(reading: Reading, bids: readonly Bid[]): string {
  return digest(JSON.stringify(bids.map((bid) => [bid, ...partsOf(reading, bid)])))
}

/** SHA-256, hex, over a bracket's own words: what others propose to add inside it is not among them. */
export function ownDigest(reading: Reading, bid: Bid): string {
  const bracket = reading.brackets.get(bid)
  const own: string[] = []
  if (bracket === undefined) return digest(JSON.stringify(own))
  for (let index = bracket.first; index <= bracket.last; index++) {
    const { pieces } = reading.paragraphs[index]!
    const start = reading.starts[index]!
    let words = ''
    for (let i = bisect(pieces.length, (one) => start + pieces[one]!.at < bracket.from); i < pieces.length; i++) {
      const piece = pieces[i]!
      if (start + piece.at > bracket.to) break
      if (piece.type !== 'text' || !piece.within.includes(bid)) continue
      const layer = piece.layer === null ? -1 : piece.within.indexOf(piece.layer)
      if (layer <= piece.within.indexOf(bid)) words += piece.text
    }
    own.push(words)
  }
  return digest(JSON.stringify(own))
}

/** SHA-256, hex, over one paragraph as it stands, its tokens included; for acts on a paragraph's own words. */
export function paragraphDigest(reading: Reading, index: number): string {
  const paragraph = reading.paragraphs[index]
  return digest(
    JSON.stringify(
      paragraph === undefined ? ['absent'] : [paragraph.raw.starter?.p ?? '', ...paragraph.raw.runs.map(({ insert }) => insert)],
    ),
  )
}

/** SHA-256, hex, over some paragraphs in the given order, each once; for proposals in several of them. */
export function paragraphsDigest(reading: Reading, pids: readonly Pid[]): string {
  const wanted = [...new Set(pids)]
  const index = new Map(reading.paragraphs.map(({ raw }, i) => [raw.starter?.p ?? '', i]))
  return digest(JSON.stringify(wanted.map((pid) => paragraphDigest(reading, index.get(pid) ?? -1))))
}

/** SHA-256 of a string's UTF-8 form, hex. */
export function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/** The words between a bracket's tokens, whoever proposed them, without any token; paragraphs as newlines. */
export function wordsOf(reading: Reading, bid: Bid): string {
  return partsOf(reading, bid)
    .flatMap((part) => (typeof part === 'string' ? [part] : part[0] === 'p' ? ['\n'] : []))
    .join('')
}

/** Words as strings; tokens and starters as tuples that no words can imitate. */
type Part = string | readonly string[]

function partsOf(reading: Reading, bid: Bid): Part[] {
  const bracket = reading.brackets.get(bid)
  if (bracket === undefined) return [['absent']]
  const parts: Part[] = [tokenPart(reading, bid)]
  for (let index = bracket.first; index <= bracket.last; index++) {
    paragraphParts(reading, reading.paragraphs[index]!, reading.starts[index]!, bracket, parts)
  }
  return parts
}

function paragraphParts(reading: Reading, paragraph: ParagraphReading, start: number, bracket: Bracket, parts: Part[]): void {
  const push = (part: Part): void => {
    const last = parts.at(-1)
    // Formatting cuts words into runs; the digest is over the words alone.
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  const { runs, starter } = paragraph.raw
  if (starter !== null && start > bracket.from && start < bracket.to) push(['p', starter.p])
  const offsets = offsetsIn(paragraph.raw)
  for (let i = bisect(runs.length, (one) => start + offsets[one]! <= bracket.from); i < runs.length; i++) {
    const at = offsets[i]!
    if (start + at >= bracket.to) return
    if (paragraph.strays.includes(at)) continue
    const run = runs[i]!
    if (isText(run)) push(run.insert)
    else if (isOpen(run.insert)) push(tokenPart(reading, run.insert.o))
    else if (isClose(run.insert)) push(['c', run.insert.c])
    else if (isStarter(run.insert)) push(['p', run.insert.p])
  }
}

/** Where each run begins in its paragraph; kept, for a text may ask it once a bracket. */
function offsetsIn(raw: RawParagraph): Int32Array {
  const known = OFFSETS.get(raw)
  if (known !== undefined) return known
  const offsets = new Int32Array(raw.runs.length)
  let at = raw.starter === null ? 0 : 1
  raw.runs.forEach((run, i) => {
    offsets[i] = at
    at += runLength(run)
  })
  OFFSETS.set(raw, offsets)
  return offsets
}

const OFFSETS = new WeakMap<RawParagraph, Int32Array>()

function tokenPart(reading: Reading, bid: Bid): Part {
  const bracket = reading.brackets.get(bid)
  return bracket === undefined ? ['o', bid] : ['o', bid, bracket.kind, bracket.group ?? '']
}
