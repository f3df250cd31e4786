// Spaces and commas after every decision, as one table: what stood, what was decided, what stands.
import { describe, expect, test } from 'vitest'
import { Chamber } from '../support/chamber.ts'

type Decided = 'keep' | 'remove' | 'choose none' | 'choose first' | 'choose second'

/** Decides about the first bracket, or about its group. */
function after(notation: string, decided: Decided): string {
  const chamber = new Chamber(notation)
  chamber.rules = { decide: 'chair' }
  const [first] = chamber.reading.brackets.values()
  const additions = [...chamber.reading.brackets.values()].filter(({ kind, group }) => kind === 'ins' && group === first!.group)
  const outcome =
    decided === 'keep' || decided === 'remove'
      ? chamber.decide({ act: decided, target: first!.bid })
      : chamber.decide({
          act: 'choose',
          group: first!.group!,
          target: decided === 'choose none' ? null : additions[decided === 'choose first' ? 0 : 1]!.bid,
        })
  expect(outcome).toMatchObject({ status: 'done' })
  const { text } = chamber
  expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
  expect(chamber.text).toBe(notation)
  return text
}

/** What is put there, with its blank before it, behind it, both, none; a comma before, behind; beside every mark. */
const ADDED: [string, string, string][] = [
  ['Ports should[ always – EU] open.', 'Ports should always open.', 'Ports should open.'],
  ['Ports should [always – EU] open.', 'Ports should always open.', 'Ports should open.'],
  ['Ports should [always – EU]open.', 'Ports should alwaysopen.', 'Ports should open.'],
  ['Ports should[ always – EU].', 'Ports should always.', 'Ports should.'],
  ['Ports should [always – EU].', 'Ports should always.', 'Ports should.'],
  ['Ports should [ always – EU] open.', 'Ports should always open.', 'Ports should open.'],
  ['Ports should [always – EU]', 'Ports should always', 'Ports should'],
  ['[All – EU] ports open.', 'All ports open.', 'ports open.'],
  ['[ All – EU] ports open.', 'All ports open.', 'ports open.'],
  ['[All ports – EU]', 'All ports', ''],
  ['Port[s – EU] open.', 'Ports open.', 'Port open.'],
  ['Ports[, ships – EU] and crews', 'Ports, ships and crews', 'Ports and crews'],
  ['Ports[, ships – EU], crews', 'Ports, ships, crews', 'Ports, crews'],
  ['Ports, [ships, – EU] crews', 'Ports, ships, crews', 'Ports, crews'],
  ['Ports, [and ships – EU].', 'Ports, and ships.', 'Ports.'],
  ['Ports, [and ships – EU];', 'Ports, and ships;', 'Ports;'],
  ['Ports, [and ships – EU]', 'Ports, and ships', 'Ports,'],
  ['Ports [, where they exist, – EU] open.', 'Ports, where they exist, open.', 'Ports open.'],
  ['Ports [, where they exist – EU].', 'Ports, where they exist.', 'Ports.'],
  ['Ports[; ships – EU]; crews', 'Ports; ships; crews', 'Ports; crews'],
  ['Ports ([ and ships – EU])', 'Ports (and ships)', 'Ports ()'],
  ['Ports ([and – EU] ships)', 'Ports (and ships)', 'Ports (ships)'],
  ['Ports (ships [and crews – EU])', 'Ports (ships and crews)', 'Ports (ships)'],
  ['Do ports open [now – EU]?', 'Do ports open now?', 'Do ports open?'],
  ['Ports [ open – EU] [ now – RUS]', 'Ports open [ now – RUS]', 'Ports [ now – RUS]'],
  ['Ports[ [always – RUS] open – EU].', 'Ports [always – RUS] open.', 'Ports.'],
  ['يجب [دائما – EU] أن تفتح', 'يجب دائما أن تفتح', 'يجب أن تفتح'],
  ['one\n2\t[two – EU]\nthree', 'one\n2\ttwo\nthree', 'one\nthree'],
  ['one [and\nmore – EU] two', 'one and\nmore two', 'one two'],
]

/** What is taken away there, or stays. */
const DELETED: [string, string, string][] = [
  ['Ports should[ always – delete, EU] open.', 'Ports should open.', 'Ports should always open.'],
  ['Ports should [always – delete, EU] open.', 'Ports should open.', 'Ports should always open.'],
  ['Ports should [always – delete, EU].', 'Ports should.', 'Ports should always.'],
  ['[All – delete, EU] ports open.', 'ports open.', 'All ports open.'],
  ['[ All – delete, EU] ports open.', 'ports open.', 'All ports open.'],
  ['Port[s – delete, EU] open.', 'Port open.', 'Ports open.'],
  ['Ports[, ships – delete, EU] and crews', 'Ports and crews', 'Ports, ships and crews'],
  ['Ports, [ships – delete, EU], crews', 'Ports, crews', 'Ports, ships, crews'],
  ['Ports, [ships and crews – delete, EU].', 'Ports.', 'Ports, ships and crews.'],
  ['Ports[, – delete, EU] ships', 'Ports ships', 'Ports, ships'],
  ['Ports (small [and large – delete, EU])', 'Ports (small)', 'Ports (small and large)'],
  ['Ports [ sail – delete, EU]', 'Ports', 'Ports  sail'],
  ['one\n2\t[two – delete, EU]\nthree', 'one\nthree', 'one\n2\ttwo\nthree'],
]

/** A reservation is lifted, or its words go. */
const RESERVED: [string, string, string][] = [
  ['prepare [an annual – reserve, EU] report', 'prepare an annual report', 'prepare report'],
  ['prepare[ an annual – reserve, EU] report', 'prepare an annual report', 'prepare report'],
  ['prepare [reports, – reserve, EU] notes', 'prepare reports, notes', 'prepare notes'],
  ['prepare reports, [and notes – reserve, EU].', 'prepare reports, and notes.', 'prepare reports.'],
]

const GROUPED: [string, Decided, string][] = [
  ['Ports [shall – delete, EU, group 1][should – EU, group 1] open.', 'choose first', 'Ports should open.'],
  ['Ports [shall – delete, EU, group 1][should – EU, group 1] open.', 'choose none', 'Ports shall open.'],
  ['Ports[ shall – delete, EU, group 1][ should – EU, group 1] open.', 'choose first', 'Ports should open.'],
  ['Ports [shall – delete, EU, group 1] [should – EU, group 1] open.', 'choose first', 'Ports should open.'],
  ['Ports [shall – delete, EU, group 1] [should – EU, group 1] open.', 'choose none', 'Ports shall open.'],
  ['Ports [may – EU, group 1] [should – RUS, group 1] open.', 'choose first', 'Ports may open.'],
  ['Ports [may – EU, group 1] [should – RUS, group 1] open.', 'choose second', 'Ports should open.'],
  ['Ports [may – EU, group 1] [should – RUS, group 1] open.', 'choose none', 'Ports open.'],
  ['Ports open [now – EU, group 1] [soon – RUS, group 1].', 'choose first', 'Ports open now.'],
  ['Ports open [now – EU, group 1] [soon – RUS, group 1].', 'choose none', 'Ports open.'],
  ['Ports open[, now – EU, group 1][, soon – RUS, group 1], it says', 'choose second', 'Ports open, soon, it says'],
  ['Ports open[, now – EU, group 1][, soon – RUS, group 1], it says', 'choose none', 'Ports open, it says'],
]

const rows = [
  ...ADDED.flatMap(([before, kept, dropped]) => [[before, 'keep', kept] as const, [before, 'remove', dropped] as const]),
  // To keep what is proposed for deletion is to leave it.
  ...DELETED.flatMap(([before, gone, left]) => [[before, 'remove', gone] as const, [before, 'keep', left] as const]),
  ...RESERVED.flatMap(([before, lifted, gone]) => [[before, 'keep', lifted] as const, [before, 'remove', gone] as const]),
  ...GROUPED,
]

describe('AC-8 spaces and commas are right after every decision', () => {
  test.each(rows)('%s → %s → %s', (before, decided, expected) => expect(after(before, decided)).toBe(expected))
})
