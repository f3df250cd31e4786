// What a person may change of a text as JSON before it comes in: who its parties are, labels, shapes and rungs of paragraphs, and whose
// its brackets are. It says itself what everything is, so nothing in it is left out, joined or grouped here.
import { NOBODY } from '../../ids.ts'
import type { BracketChoice, ParagraphChoice } from '../../protocol/choices.ts'
import { isOpen, isText, type Body } from '../../text/model.ts'
import type { Known } from '../known.ts'
import type { Parties } from '../parties.ts'
import { agreedInBrackets } from './contradiction.ts'
import type { TextFile } from './file.ts'

const WHOLE =
  'A text as JSON comes in whole: nothing in it is left out, joined, grouped or read otherwise. Change it in the text afterwards.'

/** Why choices cannot be; null where they can. */
export function unfitting(file: TextFile, { choices = {}, tables }: Pick<Known, 'choices' | 'tables'>, parties: Parties): string | null {
  const { paragraphs = [], brackets = [], notes = [], groups = [], headings = [] } = choices
  if (tables === 'paragraphs' && file.paragraphs.some(({ block }) => block?.kind === 'table')) return WHOLE
  if (notes.length + groups.length + headings.length > 0 || paragraphs.some(reshapes) || brackets.some(rereads)) return WHOLE
  const all = file.body as Body
  const opened = all.filter((run) => !isText(run) && isOpen(run.insert)).length
  const wrong = wrongNumber('paragraph', file.paragraphs.length, paragraphs) ?? wrongNumber('bracket', opened, brackets)
  if (wrong !== null) return wrong
  const named = brackets.flatMap(({ by, stands = [] }) => [...(by === undefined ? [] : [by]), ...stands.map(({ principal }) => principal)])
  const stranger = named.find((code) => code !== NOBODY && !parties.has(code))
  if (stranger !== undefined) return `There is no delegation ${stranger} in this meeting.`
  const agreed = new Set(paragraphs.filter(({ state }) => state === 'agreed').map(({ n }) => n))
  const held = agreedInBrackets(all, file.paragraphs, (n) => agreed.has(n))
  return held === null ? null : `Paragraph ${held} still holds brackets; what is agreed holds none.`
}

const reshapes = ({ out, join }: ParagraphChoice): boolean => out !== undefined || join !== undefined

const rereads = ({ as, role }: BracketChoice): boolean =>
  role !== undefined || (as !== undefined && as !== 'bracket' && as !== 'placeholder')

function wrongNumber(what: string, most: number, chosen: readonly { readonly n: number }[]): string | null {
  const seen = new Set<number>()
  for (const { n } of chosen) {
    if (n > most) return `There is no ${what} ${n}: this source has ${most}.`
    if (seen.has(n)) return `Something is chosen twice for ${what} ${n}.`
    seen.add(n)
  }
  return null
}
