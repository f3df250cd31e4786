// What a person changes of an import's guesses, one press at a time, as the choices that the importer takes. Pure: each change is a
// new value; a choice that says what was guessed anyway is kept, for the guess may change with another choice.
import type { BracketChoice, Choices, ParagraphChoice } from '@chapeau/shared/protocol/choices'
import type { FoundGroup } from '@chapeau/shared/exchange/found'

export const NO_CHOICES: Choices = {}

export function chooseParagraph(choices: Choices, n: number, change: Without<ParagraphChoice>): Choices {
  return { ...choices, paragraphs: merged(choices.paragraphs, n, change) }
}

export function chooseBracket(choices: Choices, n: number, change: Without<BracketChoice>): Choices {
  return { ...choices, brackets: merged(choices.brackets, n, change) }
}

/** Whose a name is; null leaves it unknown. */
export function chooseName(choices: Choices, name: string, code: string | null): Choices {
  const { [name]: _, ...others } = choices.names ?? {}
  return { ...choices, names: code === null ? others : { ...others, [name]: code } }
}

/** Whether what follows a heading of names is those parties' proposal. */
export function chooseHeading(choices: Choices, paragraph: number, theirs: boolean): Choices {
  const others = (choices.headings ?? []).filter((one) => one !== paragraph)
  return { ...choices, headings: theirs ? [...others, paragraph] : others }
}

/** Whether a candidate's members compete for one place. */
export function chooseGroup(choices: Choices, group: FoundGroup, compete: boolean): Choices {
  const wanted = 'brackets' in group ? { brackets: [...group.brackets] } : { options: [...group.options] }
  const key = JSON.stringify(wanted)
  const others = (choices.groups ?? []).filter((one) => JSON.stringify(one) !== key)
  return { ...choices, groups: compete ? [...others, wanted] : others }
}

export const isGrouped = (choices: Choices, group: FoundGroup): boolean =>
  (choices.groups ?? []).some(
    (one) => JSON.stringify(one) === JSON.stringify('brackets' in group ? { brackets: group.brackets } : { options: group.options }),
  )

/** Whether a note's words are taken out. */
export function chooseNote(choices: Choices, n: number, out: boolean): Choices {
  const others = (choices.notes ?? []).filter((one) => one.n !== n)
  return { ...choices, notes: out ? [...others, { n, out: true }] : others }
}

/** How many guesses were changed. */
export function countOf({ paragraphs = [], brackets = [], notes = [], groups = [], headings = [], names = {} }: Choices): number {
  return paragraphs.length + brackets.length + notes.length + groups.length + headings.length + Object.keys(names).length
}

/** A change of one; `undefined` takes a choice back. */
type Without<T> = { readonly [Key in Exclude<keyof T, 'n'>]?: T[Key] | undefined }

function merged<T extends { readonly n: number }>(all: readonly T[] | undefined, n: number, change: Without<T>): T[] {
  const before = all?.find((one) => one.n === n)
  const entries = Object.entries({ ...before, ...change, n }).filter(([, value]) => value !== undefined)
  const others = (all ?? []).filter((one) => one.n !== n)
  return entries.length === 1 ? others : [...others, Object.fromEntries(entries) as unknown as T].sort((a, b) => a.n - b.n)
}
