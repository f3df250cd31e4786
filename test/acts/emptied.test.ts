// What random play found: brackets left without words, blanks at a paragraph's beginning, what was undone and brought back again.
import { expect, test } from 'vitest'
import { Chamber } from '../support/chamber.ts'

test('AC-16 AC-8 a bracket whose last words go by a decision about another falls with them, and no blank is left', () => {
  const chamber = new Chamber('1\t[[Ports – delete, EU] – delete, RUS] ships sail.')
  const [outer, inner] = chamber.bids
  const before = chamber.text
  const done = chamber.decide({ act: 'remove', target: inner! })
  expect(done).toMatchObject({
    status: 'done',
    entries: [
      { act: 'remove', target: inner },
      { act: 'fall', target: outer },
    ],
  })
  expect(chamber.text).toBe('1\tships sail.')
  expect(chamber.act({ act: 'undo', seq: chamber.seq })).toMatchObject({ status: 'done' })
  expect(chamber.text).toBe(before)
})

test('AC-16 a proposal with other words of its own stands on', () => {
  const chamber = new Chamber('1\t[All [big – delete, EU] ports – RUS] open.')
  chamber.decide({ act: 'remove', target: chamber.bids[1]! })
  expect(chamber.text).toBe('1\t[All ports – RUS] open.')
})

test('AC-8 words that are retained at a paragraph’s beginning begin without a blank', () => {
  const chamber = new Chamber('1\t[Ports – delete, EU][ ships – delete, RUS] sail.')
  chamber.decide({ act: 'remove', target: chamber.bids[0]! })
  chamber.decide({ act: 'keep', target: chamber.bids[1]! })
  expect(chamber.text).toBe('1\tships sail.')
})

test('AC-54 what fell and stands again because that was undone is not brought back once more', () => {
  const chamber = new Chamber('1\tPorts[ always – EU] open.')
  chamber.decide({ act: 'remove', target: chamber.bids[0]! })
  const { seq } = chamber
  chamber.act({ act: 'undo', seq })
  chamber.decide({ act: 'keep', target: chamber.bids[0]! })
  expect(chamber.act({ act: 'reinstate', seq })).toMatchObject({ status: 'refused', rule: 'AC-54' })
  expect(chamber.text).toBe('1\tPorts always open.')
})
