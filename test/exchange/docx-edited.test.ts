// The way through a ministry: exported with tracked changes, changed in Word by two people in their names, and brought in again:
// exactly their changes are proposals of their delegations, and everything else is as it was.
import { describe, expect, test } from 'vitest'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf, text, usualRung } from '../support/builders.ts'
import { WordEditor } from '../support/editor.ts'
import { loadedAndStored, hasOffice } from '../support/office.ts'

const NAMES: Readonly<Record<string, string>> = { RUS: 'Russian Federation', EU: 'European Union', KEN: 'Kenya' }
const DELEGATIONS = Object.entries(NAMES).map(([code, name]) => ({ ...memberOf(code), name }))
const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'tracked',
  lines: false,
  textId: 'text-1',
  since: () => new Date(Date.UTC(2031, 2, 4, 5, 6, 7)),
  nameOf: (code) => NAMES[code] ?? code,
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports',
  revision: 'Rev.2',
  changes: 0,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

const TEXT = `1.\tPorts shall[ always – EU] be open to all ships.
2.\tShips [must – delete, KEN] carry lamps at night.
3.\tPilots [rest – reserve, KEN] each week.`

function exported(notation: string): Uint8Array {
  const { reading, meta } = text(notation)
  return exportDocx(reading, meta, FRAME)
}

function broughtIn(bytes: Uint8Array): string {
  const made = importDocx(bytes, new IdMaker(1), { delegations: DELEGATIONS })
  if (!made.ok) throw new Error(made.message)
  const meta = new Map<string, unknown>([...made.labels].map(([pid, label]) => [metaKey.label(pid), label]))
  return printNotation(read(made.body, meta), meta, { groups: false })
}

type Edit = (editor: WordEditor) => void
const EDITS: readonly (readonly [string, Edit, Readonly<Record<number, string>>])[] = [
  ['nothing', () => undefined, {}],
  [
    'words typed by one',
    (word) => word.as(NAMES['RUS']!).type('open', ' and lit'),
    { 0: '1.\tPorts shall[ always – EU] be open[ and lit – RUS] to all ships.' },
  ],
  [
    'words deleted by one, typed by another',
    (word) => {
      word.as(NAMES['RUS']!).delete(' to all ships')
      word.as(NAMES['EU']!).type('lamps', ' and flags')
    },
    {
      0: '1.\tPorts shall[ always – EU] be open[ to all ships – delete, RUS].',
      1: '2.\tShips [must – delete, KEN] carry lamps[ and flags – EU] at night.',
    },
  ],
  [
    'words typed over',
    (word) => word.as(NAMES['EU']!).replace('carry', 'show'),
    { 1: '2.\tShips [must – delete, KEN] [carry – delete, EU][show – EU] lamps at night.' },
  ],
  [
    'words typed into another’s proposal',
    (word) => word.as(NAMES['RUS']!).type(' alw', 'XX'),
    { 0: '1.\tPorts shall[ alw – EU][XX – RUS][ays – EU] be open to all ships.' },
  ],
  [
    'words deleted in another’s proposal',
    (word) => word.as(NAMES['RUS']!).delete('always'),
    { 0: '1.\tPorts shall[ [always – delete, RUS] – EU] be open to all ships.' },
  ],
  ['one’s own proposal taken back', (word) => word.as(NAMES['EU']!).delete(' always'), { 0: '1.\tPorts shall be open to all ships.' }],
  [
    'a paragraph',
    (word) => word.as(NAMES['KEN']!).paragraph('lamps', 'Lamps are lit at dusk.'),
    { 1: '2.\tShips [must – delete, KEN] carry lamps at night.\n[\tLamps are lit at dusk. – KEN]' },
  ],
  [
    'words in a reservation',
    (word) => word.as(NAMES['EU']!).type('rest', ' well'),
    { 2: '3.\tPilots [rest[ well – EU] – reserve, KEN] each week.' },
  ],
]

const expected = (changed: Readonly<Record<number, string>>): string =>
  TEXT.split('\n')
    .map((line, i) => changed[i] ?? line)
    .join('\n')

describe('EX-32 what two people changed in Word comes back as their proposals', () => {
  test.each(EDITS)('%s', (_, edit, changed) => {
    const word = new WordEditor(exported(TEXT))
    edit(word)
    expect(broughtIn(word.save())).toBe(expected(changed))
  })

  test.skipIf(!hasOffice)(
    'all of it at once, with LibreOffice in between (skipped where it is not installed)',
    { timeout: 120_000 },
    async () => {
      const word = new WordEditor(exported(TEXT))
      word.as(NAMES['RUS']!).type('open', ' and lit').delete('always').delete(' at night')
      word.as(NAMES['EU']!).replace('carry', 'show').type('rest', ' well')
      word.as(NAMES['KEN']!).paragraph('lamps', 'Lamps are lit at dusk.')
      expect(broughtIn(await loadedAndStored(word.save(), 'docx', 'docx')))
        .toBe(`1.\tPorts shall[ [always – delete, RUS] – EU] be open[ and lit – RUS] to all ships.
2.\tShips [must – delete, KEN] [carry – delete, EU][show – EU] lamps[ at night – delete, RUS].
[\tLamps are lit at dusk. – KEN]
3.\tPilots [rest[ well – EU] – reserve, KEN] each week.`)
    },
  )
})
