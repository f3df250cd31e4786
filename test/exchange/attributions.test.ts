// Whose brackets are by what they say themselves, form by form; and what only looks like it.
import { describe, expect, test } from 'vitest'
import { importText } from '@chapeau/shared/exchange/import'
import type { Imported } from '@chapeau/shared/exchange/assemble'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf } from '../support/builders.ts'

const DELEGATIONS = [
  { ...memberOf('NOR'), name: 'Northland', aliases: ['N.L.'] },
  { ...memberOf('EAS'), name: 'Eastland' },
  { ...memberOf('G12'), name: 'Group of 12 and Coast' },
  { ...memberOf('IRN'), name: 'Iran (Islamic Republic of)' },
  memberOf('AA'),
  memberOf('BB'),
  memberOf('CC'),
  memberOf('EU'),
]

function imported(words: string): Imported {
  return importText(`1. ${words}`, new IdMaker(3), DELEGATIONS)
}

/** In notation, with the stands of others behind it. */
function said(words: string): string {
  const { body, labels, stands } = imported(words)
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  const others = [...stands.values()].flat().map(({ principal, stance }) => `${principal} ${stance}`)
  return [printNotation(read(body, meta), meta).replace(/^1\.\t/, ''), ...others].join(' | ')
}

describe('IM-30 a bracket says whose it is', () => {
  test.each([
    ['P1 a code before a colon', 'Ports [EU: shall] open.', 'Ports [shall – EU] open.'],
    ['P1 two colons', 'Ports [EU:: shall] open.', 'Ports [shall – EU] open.'],
    ['P2 with slashes', 'Ports [AA/BB: shall] open.', 'Ports [shall – AA] open. | BB proposes'],
    ['P2 with two slashes and blanks', 'Ports [AA//BB/ CC: shall] open.', 'Ports [shall – AA] open. | BB proposes | CC proposes'],
    ['P2 with commas', 'Ports [AA, BB: shall] open.', 'Ports [shall – AA] open. | BB proposes'],
    ['P2 by name', 'Ports [Northland and Eastland: shall] open.', 'Ports [shall – NOR] open. | EAS proposes'],
    ['P3 propose and oppose', '[AA/BB propose; CC oppose: The Parties act.]', '[The Parties act. – AA] | BB proposes | CC opposes'],
    ['P3 the other way round', '[CC oppose; AA propose: The Parties act.]', '[The Parties act. – AA] | CC opposes'],
    ['P3 no blank before the verb', 'Ports [AApropose: shall] open.', 'Ports [shall – AA] open.'],
    ['P3 a note at a code', 'Ports [AA9 propose;15 CC oppose: shall] open.', 'Ports [shall – AA] open. | CC opposes'],
    ['P4 opposed by one', 'Ports [EU oppose: also] open.', 'Ports [also – delete, EU] open.'],
    ['P4 nested in another', 'Ports [AA: shall [CC: soon] open].', 'Ports [shall [soon – CC] open – AA].'],
    ['P5 behind a dash', 'Ports [shall - EU] open.', 'Ports [shall – EU] open.'],
    ['P5 who deletes', 'of [perishable - Northland; G12 delete] goods', 'of [perishable – NOR] goods | G12 opposes'],
    [
      'P5 two who delete, behind a full stop',
      'dredging [, in line with it. -G12; N.L., EU delete.]',
      'dredging [, in line with it. – G12] | NOR opposes | EU opposes',
    ],
    ['P5 who retains', 'of [steady - EU, AA; G12 retain] growth', 'of [steady – EU] growth | AA proposes | G12 supports'],
    ['P5 as it is printed here', 'of [steady – delete, EU] growth', 'of [steady – delete, EU] growth'],
    ['P5 a reservation as it is printed here', 'of [steady – reserve, EU, AA] growth', 'of [steady – reserve, EU] growth | AA proposes'],
    ['P6 in parentheses', 'Fees are [fair (Eastland)] now.', 'Fees are [fair – EAS] now.'],
    ['P6 a name that has parentheses', 'Fees are [fair (Iran (Islamic Republic of))] now.', 'Fees are [fair – IRN] now.'],
    ['P6 a name that has "and"', 'Fees are [fair – Group of 12 and Coast] now.', 'Fees are [fair – G12] now.'],
    ['P7 a code at the end', 'Fees are [fair EU] now.', 'Fees are [fair – EU] now.'],
    ['around a paragraph', '[Ports open. – EU]', '[Ports open. – EU]'],
    ['a placeholder of somebody’s', 'in [ – EU] years', 'in [ – EU] years'],
  ])('%s', (_, words, expected) => expect(said(words)).toBe(expected))

  test.each([
    ['a note', '[Note: moved from Article 5.]'],
    ['an option', '[Option 1: Parties act.]'],
    ['an article', '[Article 3: Parties act.]'],
    ['a word before a colon', 'Ports [that is: all of them] open.'],
    ['a dash in the words', 'Ports [open – and close] daily.'],
    ['a range', 'in [2 - 3] years'],
    ['a party within the words', 'Ports [of EU members] open.'],
    ['nothing but a code', 'Ports [EU] open.'],
    ['words in parentheses', 'Ports [open (in summer)] daily.'],
  ])('but not %s', (_, words) => {
    const { stands } = imported(words)
    expect([said(words), stands.size]).toEqual([words, 0])
  })

  test.each([
    ['Ports [ZZ: shall] open.', 'ZZ'],
    ['Ports [shall – EU, XYZ] open.', 'XYZ'],
  ])('a party that nobody knows stays among the words and is reported: %s', (words, name) => {
    // In notation a dash that is a character says so.
    expect(said(words).replace('\\–', '–')).toBe(words)
    const { report } = imported(words)
    expect(report.entries).toMatchObject([{ line: 1, kind: 'party', message: expect.stringContaining(name) as string }])
  })

  test('over several paragraphs the names stand where it ends or begins', () => {
    const { body, labels, report } = importText('1. Ports [open\n\n2. and close – EU] daily.', new IdMaker(3), DELEGATIONS)
    const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
    expect(printNotation(read(body, meta), meta)).toBe('1.\tPorts [open\n2.\tand close – EU] daily.')
    expect(report.counts).toMatchObject({ brackets: 1, attributions: 1 })
  })
})
