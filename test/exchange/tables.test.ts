// Tables of stands and of what became of proposals, and the file with all of them as sheets.
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { bracketsTable } from '@chapeau/server/record/brackets'
import { standsTable } from '@chapeau/server/record/stands'
import { csvOf, xlsxOf, type Table } from '@chapeau/server/record/table'
import { metaKey } from '@chapeau/shared/text/meta'
import { seatFor } from '../support/server.ts'
import { text } from '../support/builders.ts'
import { act, seen, stage } from '../support/stage.ts'

const rowsOf = (csv: string): string[] => csv.trimEnd().split('\r\n')

/** The cells of each sheet as a spreadsheet shows them; holds that none is a formula, that the first row stays and columns have widths. */
function sheetsIn(bytes: Uint8Array): { readonly names: string[]; readonly cells: string[][][] } {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
  const shared: string[] = []
  parse(parts['xl/sharedStrings.xml']!, {
    open: (name, attributes) => {
      if (name === 'si') shared.push('')
      if (name === 't') expect(attributes['xml:space']).toBe('preserve')
    },
    text: (words) => void (shared[shared.length - 1] += words),
  })
  const names: string[] = []
  parse(parts['xl/workbook.xml']!, { open: (name, attributes) => name === 'sheet' && names.push(attributes['name']!) })
  const cells = names.map((_, i) => cellsOf(parts[`xl/worksheets/sheet${i + 1}.xml`]!, shared))
  return { names, cells }
}

function cellsOf(sheet: string, shared: readonly string[]): string[][] {
  const rows: string[][] = []
  const seen = new Set<string>()
  let [column, type] = [0, '']
  parse(sheet, {
    open: (name, attributes) => {
      seen.add(name)
      if (name === 'pane') expect(attributes).toMatchObject({ ySplit: '1', state: 'frozen' })
      if (name === 'row') rows.push([])
      if (name !== 'c') return
      type = attributes['t'] ?? 'n'
      column = /^[A-Z]/.exec(attributes['r']!)![0].charCodeAt(0) - 65
      while (rows.at(-1)!.length <= column) rows.at(-1)!.push('')
    },
    text: (words) => void (rows.at(-1)![column] = type === 's' ? shared[Number(words)]! : words),
  })
  expect([...seen]).not.toContain('f')
  expect([...seen]).toEqual(expect.arrayContaining(['pane', 'col']))
  return rows
}

function parse(
  xml: string,
  on: { open: (name: string, attributes: Readonly<Record<string, string>>) => void; text?: (words: string) => void },
): void {
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', ({ name, attributes }) => on.open(name, attributes))
  parser.on('text', (words) => on.text?.(words))
  parser.write(xml).close()
}

test('EX-18 a stand is a row: what it is on, whose, whether to an earlier wording, on which condition, since when', () => {
  const { reading, meta, bids } = text('1.\tPorts [shall – delete, EU, group 1][should – EU, group 1] open.\nShips sail[ – USA].')
  const [first, second] = [reading.paragraphs[0]!.raw.starter!.p, reading.paragraphs[1]!.raw.starter!.p]
  const group = reading.brackets.get(bids[0]!)!.group!
  const on = (target: string, code: string, stand: object): void => void meta.set(metaKey.stand(target, code), { words: '', ...stand })
  on('text', 'JPN', { stance: 'reserves', seq: 9, reason: '=1+1' })
  on(bids[0]!, 'KEN', { stance: 'opposes', words: 'x', seq: 2 })
  on(first, 'KEN', { stance: 'supports', seq: 3 })
  on(`none:${group}`, 'CHE', { stance: 'supports', seq: 4 })
  on(bids[2]!, 'EU', { stance: 'canLiveWith', seq: 5, condition: { target: bids[1]!, outcome: 'keep' } })
  on('RUS:99.9', 'EU', { stance: 'supports', seq: 6 })
  meta.set(metaKey.structure('EU:5.1'), { by: 'EU', shape: { op: 'move', target: second, after: null }, seq: 7 })
  on('EU:5.1', 'USA', { stance: 'opposes', seq: 8 })
  const csv = csvOf(standsTable(reading, meta, (seq) => (seq === 9 ? '2031-01-02T03:04:05.000Z' : null)))
  expect(rowsOf(csv)).toEqual([
    'on,paragraph,bracket,words,delegation,stands,to an earlier wording,only if,why,entry,since (UTC)',
    'delete,1.,1,shall,KEN,opposes,yes,,,2,',
    'paragraph,1.,,"Ports [shall – delete, EU, group 1][should – EU, group 1] open.",KEN,supports,,,,3,',
    'no text,1.,1,,CHE,supports,,,,4,',
    'add,no. 2,3,,EU,can live with it,,bracket 2 is kept,,5,',
    'shape,no. 2,,move to the beginning,USA,opposes,,,,8,',
    "text,,,,JPN,reserves,,,'=1+1,9,2031-01-02T03:04:05.000Z",
  ])
})

describe('EX-19 the tables as sheets of one file', () => {
  const table = (words: string): Table => ({
    name: 'words',
    columns: [
      { name: 'words', width: 20 },
      { name: 'n', width: 5 },
    ],
    rows: [[words, 1]],
  })
  test('words are words, whatever they look like; numbers are numbers', async () => {
    for (const words of ['=HYPERLINK("x")', '+1', '@x', '-2', ' always ', 'a & b < c', 'بحر', '1.5', 'two\nlines'])
      expect(sheetsIn(await xlsxOf([table(words)])).cells[0]![1]).toEqual([words, '1'])
  })
  test('the same tables are the same bytes', async () => {
    const [one, two] = [await xlsxOf([table('x'), table('y')]), await xlsxOf([table('x'), table('y')])]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
  })
  test('the cells are those of the tables', async () => {
    const { reading, meta } = text('1.\tPorts[ always – RUS] open.\n2.\tShips [sail – delete, EU].')
    const all = bracketsTable(reading, meta, () => null)
    const { names, cells } = sheetsIn(await xlsxOf([all]))
    expect(names).toEqual(['brackets'])
    expect(cells[0]).toEqual([all.columns.map(({ name }) => name), ...all.rows.map((row) => trimmed(row.map(String)))])
  })
})

test('EX-18 every proposal is traced: who typed it, its entries, what became of it', async () => {
  const { server, meetingId, textId, desk, chair } = await stage('1.\tStates should act.\n2.\tThey should report.')
  const [rus, usa, lead] = [await desk('RUS'), await desk('USA'), await chair()]
  const kept = rus.propose('RUS', ' always', 'should')
  const dropped = rus.propose('RUS', ' never', 'They')
  await lead.until(() => lead.text.includes('never') && lead.text.includes('always'))
  expect((await act(usa, textId, { act: 'join', target: kept, seen: seen(usa, kept) })).status).toBe(200)
  expect((await act(usa, textId, { act: 'stand', target: dropped, stance: 'opposes', seen: seen(usa, dropped) })).status).toBe(200)
  expect((await act(lead, textId, { act: 'keep', target: kept, seen: seen(lead, kept) })).status).toBe(200)
  expect((await act(lead, textId, { act: 'keep', target: dropped, seen: seen(lead, dropped), over: ['USA'] })).status).toBe(200)
  const open = usa.propose('USA', ' soon', 'report')
  await lead.until(() => lead.text.includes('soon'))
  const csv = await (await lead.fetch(`/api/texts/${textId}/trace.csv`)).text()
  const rows = rowsOf(csv.replace(/^\ufeff/, '')).map((row) => row.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then').split(','))
  const header = rows[0]!
  const cell = (bid: string, name: string): string => rows.find((row) => row[0] === bid)![header.indexOf(name)]!
  const told = [
    'paragraph',
    'does',
    'first words',
    'last words',
    'proposed by',
    'joined by',
    'what became of it',
    'by',
    'at (UTC)',
    'over the objection of',
  ]
  expect([kept, dropped, open].map((bid) => told.map((name) => cell(bid, name)))).toEqual([
    ['1.', 'add', ' always', ' always', 'RUS', 'USA', 'accepted', 'CHAIR', 'then', ''],
    ['2.', 'add', ' never', ' never', 'RUS', '', 'accepted', 'CHAIR', 'then', 'USA'],
    ['2.', 'add', ' soon', ' soon', 'USA', '', 'open', '', '', ''],
  ])
  expect(cell(kept, 'entries').split(' ')).toHaveLength(3)
  // Another seat's file is the same: a table says what the room may know.
  const observer = await seatFor(server, meetingId, 'observer')
  const response = await observer.fetch(`/api/texts/${textId}/brackets.xlsx`)
  expect(response.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  const { names, cells } = sheetsIn(new Uint8Array(await response.arrayBuffer()))
  expect(names).toEqual(['brackets', 'stands', 'trace'])
  expect(cells.map((sheet) => sheet.length)).toEqual([2, 1, rows.length])
})

test('EX-18 what is told under the rules is withheld in the trace too', async () => {
  const { server, meetingId, textId, desk, chair } = await stage('1.\tStates should act.')
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' always', 'should')
  await lead.until(() => lead.text.includes('always'))
  await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, bid) })
  const rules = await lead.fetch(`/api/meetings/${meetingId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules: { decide: 'consensus', record: { content: 'desk', names: 'desk', keepDays: null } } }),
  })
  expect(rules.status).toBe(200)
  const observer = await seatFor(server, meetingId, 'observer')
  const rows = rowsOf(await (await observer.fetch(`/api/texts/${textId}/trace.csv`)).text())
  expect(rows.find((row) => row.startsWith(bid))).toContain('(withheld)')
  expect(rows.join()).not.toContain('always')
})

/** Without the empty cells at a row's end, which a sheet does not have. */
const trimmed = (row: readonly string[]): string[] => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1)
