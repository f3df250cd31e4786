// Flipped words and earlier versions, as plain values.
import { describe, expect, test } from 'vitest'
import { planEdits } from '@chapeau/shared/brackets/edits'
import { flipped } from '@chapeau/shared/brackets/flip'
import { backTo, differences } from '@chapeau/shared/brackets/previous'
import { text } from '../support/builders.ts'

describe('AC-52 the opposite order', () => {
  test.each([
    ['ports and ships', 'ships and ports'],
    ['ports, ships and crews', 'crews, ships and ports'],
    ['ports, ships, or crews', 'crews, ships, or ports'],
    ['shall consider', 'consider shall'],
    ['les ports et les navires', 'les navires et les ports'],
    ['safe ports; open seas', 'open seas; safe ports'],
    ['open and open', null],
    ['shall consider this', null],
    ['ports', null],
    ['and ports', null],
  ])('AC-52 %s → %s', (words, after) => expect(flipped(words)).toBe(after))

  test.each([
    ['Ports and ships', 'Ships and ports'],
    ['UNEP and others', 'Others and UNEP'],
    ['Member States and others', 'Others and Member States'],
    ['Ports and Ships', 'Ships and Ports'],
  ])('AC-52 at the beginning of a sentence %s → %s', (words, after) => expect(flipped(words, true)).toBe(after))
})

describe('AC-53 an earlier version is proposed as what differs', () => {
  const rus = { principal: 'RUS', free: false }
  const stretches = (notation: string, was: string): string[] => {
    const { reading } = text(notation)
    const back = backTo(reading, reading.paragraphs[0]!.raw.starter!.p, was, rus)
    if (!back.ok) return [back.message]
    const plan = planEdits(reading, back.edits, rus)
    return plan.ok ? plan.edits.map(({ removed, edit }) => `${removed} → ${edit.insert}`) : [plan.message]
  }
  test.each([
    ['1\tPorts should open.', 'Ports shall open.', ['should → shall']],
    ['1\tPorts should open soon.', 'Ports shall close soon.', ['should open → shall close']],
    ['1\tPorts should open to all ships soon.', 'Ports shall open to all ships.', ['should → shall', 'ships soon. → ships.']],
    ['1\tPorts open.', 'Ports shall open.', [' → shall ']],
    ['1\tAll ports open.', 'Ports open.', ['All ports → Ports']],
    ['1\tPorts[ gladly – EU] should open.', 'Ports shall open.', ['should → shall']],
    ['1\tPorts [should – delete, EU] open.', 'Ports shall open.', ['should → shall']],
    ['1\tPorts shall open.', 'Ports shall open.', ['The paragraph reads as it did then.']],
  ])('AC-53 %s back to %s', (notation, was, edits) => expect(stretches(notation, was)).toEqual(edits))

  test('AC-53 a bracket over the edge of what differs is taken in as a whole', () => {
    const [edit] = stretches('1\tPorts should [open soon – reserve, EU] again.', 'Ports close again.')
    expect(edit).toBe('should open soon → close')
  })

  test('AC-53 halves of characters are never cut', () => {
    expect(differences('a 😀 b', 'a 😃 b')).toEqual([
      { same: true, is: 'a ', was: 'a ' },
      { same: false, is: '😀', was: '😃' },
      { same: true, is: ' b', was: ' b' },
    ])
    const many = 'word '.repeat(1600)
    expect(differences(`${many}😀`, `${many}😃`)).toMatchObject([{ same: false, is: '😀', was: '😃' }])
  })
})
