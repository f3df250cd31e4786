// What a person changes of what an import guessed (spec IM-50): by the numbers of paragraphs, brackets, notes and headings as they
// are found without choices, so that one choice never moves what another speaks of. The schema is the contract of page and
// server; the page uses the types only. A field that is absent leaves what was guessed.
import * as z from 'zod/mini'
import { STANCES } from '../text/meta.ts'

/** What a bracket of a source is, by its form. */
export const ROLES = [
  'proposal',
  'alternative',
  'nullMember',
  'openMember',
  'placeholder',
  'status',
  'drafting',
  'orientation',
  'citation',
  'unknown',
] as const
export type Role = (typeof ROLES)[number]

/**
 * What becomes of a bracket: one of the text, a placeholder, signs that are characters like others, its words without the signs
 * and without the names in it, or nothing.
 */
export const TREATMENTS = ['bracket', 'placeholder', 'literal', 'words', 'out'] as const
export type Treatment = (typeof TREATMENTS)[number]

/** Choices of one kind that an import can carry: a long text has some ten thousand brackets. */
export const MOST_CHOICES = 50_000
/** Names that are given to delegations. */
const MOST_NAMES = 2000

const number = z.int().check(z.positive())
const PLAIN = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\p{Surrogate}]*$/u
const party = z.string().check(z.regex(/^[A-Z0-9-]{0,12}$/))
const someParty = z.string().check(z.regex(/^[A-Z0-9-]{1,12}$/))

const paragraphChoice = z.strictObject({
  n: number,
  label: z.optional(z.string().check(z.maxLength(60), z.regex(PLAIN))),
  type: z.optional(z.enum(['title', 'heading', 'para', 'item'])),
  level: z.optional(z.int().check(z.nonnegative(), z.maximum(8))),
  /** It is left out, with all that stands in it. */
  out: z.optional(z.literal(true)),
  /** Its words go on where the one before ends; its label, unless one is chosen, becomes words. */
  join: z.optional(z.literal(true)),
  /** The rung it stands on. */
  state: z.optional(z.enum(['open', 'parked', 'adref', 'agreed'])),
})

const bracketChoice = z.strictObject({
  n: number,
  role: z.optional(z.enum(ROLES)),
  /** What becomes of it, where that is not what its role says. */
  as: z.optional(z.enum(TREATMENTS)),
  /** '' for nobody: then names in it are words of the text. */
  by: z.optional(party),
  kind: z.optional(z.enum(['ins', 'del', 'res'])),
  /** Who else stands where, in place of what was read. */
  stands: z.optional(z.array(z.strictObject({ principal: someParty, stance: z.enum(STANCES) })).check(z.maxLength(300))),
})

export const choicesSchema = z.strictObject({
  paragraphs: z.optional(z.array(paragraphChoice).check(z.maxLength(MOST_CHOICES))),
  brackets: z.optional(z.array(bracketChoice).check(z.maxLength(MOST_CHOICES))),
  /** Notes by number: taken out of the words. */
  notes: z.optional(z.array(z.strictObject({ n: number, out: z.literal(true) })).check(z.maxLength(MOST_CHOICES))),
  /** Sets of brackets, or of paragraphs that begin an option each, that compete for one place. */
  groups: z.optional(
    z
      .array(
        z.union([
          z.strictObject({ brackets: z.array(number).check(z.minLength(2), z.maxLength(1000)) }),
          z.strictObject({ options: z.array(number).check(z.minLength(2), z.maxLength(1000)) }),
        ]),
      )
      .check(z.maxLength(MOST_CHOICES)),
  ),
  /** Names as the source writes them, each with the delegation that it means. */
  names: z.optional(z.record(z.string().check(z.maxLength(300)), party).check(z.refine((all) => Object.keys(all).length <= MOST_NAMES))),
  /** Paragraphs that are nothing but parties' names: what follows is those parties' proposal, and the names go. */
  headings: z.optional(z.array(number).check(z.maxLength(MOST_CHOICES))),
})

export type Choices = z.infer<typeof choicesSchema>
export type ParagraphChoice = z.infer<typeof paragraphChoice>
export type BracketChoice = z.infer<typeof bracketChoice>
