// Words with their brackets as Akoma Ntoso's inline elements. Additions and deletions are `ins` and `del`, reservations an `inline`,
// notes an `authorialNote`; what is printed of a bracket stands in editorial remarks, so that the plain words are the text's own.
import type { Bid, Principal } from '../../ids.ts'
import { MARKS, type Mark, type Marks } from '../../text/model.ts'
import type { RunningPiece } from '../../text/notes.ts'
import type { Bracket } from '../../text/read.ts'
import type { ViewPiece } from '../../text/views.ts'
import { attributesOf, escapeXml } from '../docx/xml.ts'
import { partyId, type EIds } from './names.ts'

/** What the writer asks about a bracket. */
export interface BracketSaid {
  readonly bracket: Pick<Bracket, 'kind' | 'placeholder'>
  /** As it is called in this file. */
  readonly id: string
  /** Holder and those who joined; empty where nobody is named. */
  readonly parties: readonly Principal[]
}

export interface InlineText {
  readonly eIds: EIds
  readonly said: (bid: Bid) => BracketSaid
}

const ELEMENTS: Readonly<Record<Bracket['kind'], string>> = { ins: 'ins', del: 'del', res: 'inline', note: 'inline' }
const NAMES: Readonly<Record<Bracket['kind'], string | undefined>> = { ins: undefined, del: undefined, res: 'reservation', note: 'note' }
const TAGS: Readonly<Record<Mark, string>> = { bold: 'b', italic: 'i', underline: 'u' }

/** What is printed and is no word of the text. */
export const remark = (words: string): string => `<remark status="editorial">${escapeXml(words)}</remark>`

/** Writes paragraph after paragraph: a bracket that runs on is closed at the end of one and opened again in the next. */
export class InlineWriter {
  readonly #text: InlineText
  #open: readonly Bid[] = []

  constructor(text: InlineText) {
    this.#text = text
  }

  /** One block's content; `notes`: what stands in the notes that hang in it. */
  block(parent: string, pieces: readonly RunningPiece[], notes: ReadonlyMap<Bid, readonly ViewPiece[]>): string {
    let xml = this.#open.map((bid) => this.#start(parent, bid)).join('')
    for (const [i, piece] of pieces.entries()) {
      if (piece.type === 'note') xml += this.#note(parent, piece.bid, notes.get(piece.bid) ?? [])
      else if (piece.type === 'text') xml += words(piece.text, piece.marks)
      else if (piece.type === 'open') {
        xml += this.#start(parent, piece.bid) + remark('[')
        this.#open = [...this.#open, piece.bid]
      } else {
        const before = pieces[i - 1]
        xml += this.#close(piece.bid, piece.label, before?.type === 'open' && before.bid === piece.bid)
      }
    }
    return (
      xml +
      this.#open
        .toReversed()
        .map((bid) => this.#end(bid))
        .join('')
    )
  }

  #start(parent: string, bid: Bid): string {
    const { bracket, id, parties } = this.#text.said(bid)
    const element = ELEMENTS[bracket.kind]
    const attributes = {
      eId: this.#text.eIds.count(parent, element),
      name: NAMES[bracket.kind],
      refersTo: parties.length === 0 ? undefined : parties.map((code) => `#${partyId(code)}`).join(' '),
      'chp:bracket': id,
      'chp:placeholder': bracket.placeholder ? 'true' : undefined,
    }
    return `<${element}${attributesOf(attributes)}>`
  }

  #end(bid: Bid): string {
    return `</${ELEMENTS[this.#text.said(bid).bracket.kind]}>`
  }

  #close(bid: Bid, label: string, empty: boolean): string {
    const printed = remark(label === '' ? (empty ? ' ]' : ']') : ` – ${label}]`)
    if (!this.#open.includes(bid)) return printed
    this.#open = this.#open.filter((one) => one !== bid)
    return printed + this.#end(bid)
  }

  #note(parent: string, bid: Bid, pieces: readonly ViewPiece[]): string {
    const { id, parties } = this.#text.said(bid)
    const eId = this.#text.eIds.count(parent, 'authorialNote')
    const refersTo = parties.length === 0 ? undefined : parties.map((code) => `#${partyId(code)}`).join(' ')
    // What is open around the note stays open around it, not in it.
    const inside = new InlineWriter(this.#text).block(eId, pieces, new Map())
    return `<authorialNote${attributesOf({ eId, placement: 'bottom', refersTo, 'chp:bracket': id })}><p>${inside}</p></authorialNote>`
  }
}

function words(text: string, marks: Marks | undefined): string {
  return MARKS.filter((mark) => marks?.[mark] === true).reduce((xml, mark) => `<${TAGS[mark]}>${xml}</${TAGS[mark]}>`, escapeXml(text))
}
