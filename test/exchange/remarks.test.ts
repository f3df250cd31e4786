// What an import tells of that is no proposal: form by form, each with its line and nothing changed for it.
import { describe, expect, test } from 'vitest'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf } from '../support/builders.ts'

const DELEGATIONS = [{ ...memberOf('NOR'), name: 'Northland' }, { ...memberOf('EAS'), name: 'Eastland' }, memberOf('EU')]

const told = (source: string): [number, string][] =>
  importText(source, new IdMaker(1), DELEGATIONS).report.entries.map(({ line, kind }) => [line, kind])

describe('IM-31 what is no proposal is told with its place', () => {
  test.each([
    ['S1 a state in brackets', '[Agreed ad ref]', 'status'],
    ['S1 at a paragraph’s end', 'We trade freely. [agreed]', 'status'],
    ['S2 in parentheses', 'We trade freely. (Agreed)', 'status'],
    ['S3 suggested for closure', '[Suggested for Closure]', 'status'],
    ['S4 deleted', 'Paragraph 4: [Deleted.]', 'status'],
    ['H1 a letter', 'by [X] per cent', 'placeholder'],
    ['H1 with its noun', 'by [year x] at most', 'placeholder'],
    ['H2 dots', 'the ports, […] and the ships', 'placeholder'],
    ['H2 what is to be inserted', 'on [insert date] at noon', 'placeholder'],
    ['H3 in words', '[Placeholder for paragraphs on finance]', 'placeholder'],
    ['H5 braces', 'Voting {Timing}', 'orientation'],
    ['H6 a term to be settled', 'that [###] are voluntary', 'placeholder'],
    ['N2 where it goes', '[Move existing Paragraph 2 to Article 3]', 'drafting'],
    ['N2 a note', '[Note: paragraph moved from Article 5.]', 'drafting'],
    ['A7 no text', '[No text.]', 'nullMember'],
    ['E2 an editor’s mark', 'the harbor [sic] master', 'citation'],
    ['E3 a language', 'the decision [English version] of May', 'citation'],
    ['E1 a Markdown note', 'as agreed[^1] in May', 'citation'],
    ['R1 a legend', 'Red and struck through: proposed deletions. Bold: proposed additions', 'flattened'],
    ['R1 another', 'Additional Text = Red with underline', 'flattened'],
    ['P9 a party as a heading', 'Northland', 'party'],
    ['P9 several', 'Northland / Eastland:', 'party'],
  ])('%s', (_, words, kind) => {
    const source = `Draft decision\n\n1. First.\n\n${words}\n\n2. Last.`
    expect(told(source)).toEqual([[5, kind]])
    const { body } = importText(source, new IdMaker(1), DELEGATIONS)
    expect(printNotation(read(body)).replaceAll('\\', '')).toContain(words)
  })

  test.each([
    '1. Ports [shall] open.',
    '1. Ports [are agreed by all] open.',
    '1. The red light means that ships stop.',
    '1. Northland is thanked.',
    '1. Xylophones [and xylems] are exempt.',
    '1. The note [of thanks] is kept.',
  ])('but not %s', (words) => expect(told(words)).toEqual([]))
})
