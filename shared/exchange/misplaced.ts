// Whether a person's choices speak of what is there (spec IM-51): numbers of this source, parties of this meeting, nothing said twice.
import { NOBODY } from '../ids.ts'
import type { Choices } from '../protocol/choices.ts'
import type { Analysis } from './analysis.ts'

/** The first thing that is wrong with them, as a sentence; null where nothing is. */
export function misplaced(analysis: Analysis, choices: Choices): string | null {
  const { drafts, brackets, notes, parties } = analysis
  const numbers =
    wrongNumber(
      'paragraph',
      drafts.length,
      (choices.paragraphs ?? []).map(({ n }) => n),
    ) ??
    wrongNumber(
      'bracket',
      brackets.all.length,
      (choices.brackets ?? []).map(({ n }) => n),
    ) ??
    wrongNumber(
      'note',
      notes.length,
      (choices.notes ?? []).map(({ n }) => n),
    ) ??
    wrongNumber(
      'bracket',
      brackets.all.length,
      (choices.groups ?? []).flatMap((group) => ('brackets' in group ? group.brackets : [])),
    ) ??
    wrongNumber(
      'paragraph',
      drafts.length,
      (choices.groups ?? []).flatMap((group) => ('options' in group ? group.options : [])),
    ) ??
    wrongNumber('paragraph', drafts.length, choices.headings ?? [])
  if (numbers !== null) return numbers
  for (const { by, stands = [] } of choices.brackets ?? []) {
    const stranger = [by ?? NOBODY, ...stands.map(({ principal }) => principal)].find((code) => code !== NOBODY && !parties.has(code))
    if (stranger !== undefined) return `There is no delegation ${stranger} in this meeting.`
  }
  return wrongHeading(analysis, choices) ?? wrongJoin(choices)
}

/** The delegation that a name is given to and that nobody here is; null for none. */
export function strangerIn(names: Readonly<Record<string, string>>, has: (code: string) => boolean): string | null {
  return Object.values(names).find((code) => code !== NOBODY && !has(code)) ?? null
}

function wrongNumber(what: string, most: number, numbers: readonly number[]): string | null {
  const seen = new Set<number>()
  for (const n of numbers) {
    if (!Number.isInteger(n) || n < 1 || n > most) return `There is no ${what} ${n}: this source has ${most}.`
    if (seen.has(n)) return `Something is chosen twice for ${what} ${n}.`
    seen.add(n)
  }
  return null
}

function wrongHeading({ headings }: Analysis, choices: Choices): string | null {
  const known = new Map(headings.map((heading) => [heading.paragraph, heading]))
  for (const n of choices.headings ?? []) {
    const heading = known.get(n - 1)
    if (heading === undefined) return `Paragraph ${n} is no heading that names parties.`
    if (heading.parties.length === 0) return `Nobody in paragraph ${n} is known here: say first who ${heading.unknown.join(', ')} are.`
  }
  return null
}

function wrongJoin({ paragraphs = [] }: Choices): string | null {
  for (const { n, join, state, out } of paragraphs) {
    if (join !== true) continue
    if (n === 1) return 'There is nothing before paragraph 1 that it could go on.'
    if (out === true) return `Paragraph ${n} cannot be left out and go on the one before.`
    if (state !== undefined) return `Paragraph ${n} goes on the one before it and has no state of its own.`
  }
  return null
}
