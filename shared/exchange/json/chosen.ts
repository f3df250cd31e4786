// What a person may change of a text as JSON before it comes in: who its parties are, labels, shapes and rungs of paragraphs, and whose
// its brackets are. It says itself what everything is, so nothing in it is left out, joined or grouped here.
import { NOBODY } from '../../ids.ts'
import type { BracketChoice, Choices, ParagraphChoice } from '../../protocol/choices.ts'
import { isOpen, isText, type Body } from '../../text/model.ts'
import type { Parties } from '../parties.ts'
import type { TextFile } from './file.ts'

const WHOLE =
  'A text as JSON comes in whole: nothing in it is left out, joined, grouped or read otherwise. Change it in the text afterwards.'

/** Why choices cannot be; null where they can. */
export function unfitting(file: TextFile, choices: Choices, parties: Parties): string | null {
  const { paragraphs = [], brackets = [], notes = [], groups = [], headings = [] } = choices
  if (notes.length + groups.length + headings.length > 0 || paragraphs.some(reshapes) || brackets.some(rereads)) return WHOLE
  const all = file.body as Body
  const opened = all.filter((run) => !isText(run) && isOpen(run.insert)).length
  const wrong = wrongNumber('paragraph', file.paragraphs.length, paragraphs) ?? wrongNumber('bracket', opened, brackets)
  if (wrong !== null) return wrong
  const named = brackets.flatMap(({ by, stands = [] }) => [...(by === undefined ? [] : [by]), ...stands.map(({ principal }) => principal)])
  const stranger = named.find((code) => code !== NOBODY && !parties.has(code))
  if (stranger !== undefined) return `There is no delegation ${stranger} in this meeting.`
  return agreed(file, paragraphs)
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

/** What is agreed holds no bracket and stands in none. */
function agreed(file: TextFile, paragraphs: readonly ParagraphChoice[]): string | null {
  const wanted = new Set(paragraphs.filter(({ state }) => state === 'agreed').map(({ n }) => n))
  if (wanted.size === 0) return null
  let n = file.paragraphs[0]?.id === null ? 1 : 0
  let open = 0
  for (const run of file.body as Body) {
    if (isText(run)) continue
    if ('p' in run.insert) n++
    else open += isOpen(run.insert) ? 1 : -1
    if (open > 0 && wanted.has(n)) return `Paragraph ${n} still holds brackets; what is agreed holds none.`
  }
  return null
}
