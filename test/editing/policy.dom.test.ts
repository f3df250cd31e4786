// The editing policy: what a delegate of RUS did, and what stands in the text afterwards.
import { afterEach, describe, expect, test } from 'vitest'
import type { Block } from '@chapeau/shared/text/blocks'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaMapOf } from '@chapeau/shared/text/ytext'
import { Writing } from '../support/writing.ts'

afterEach(() => document.body.replaceChildren())

type Do = (writing: Writing) => unknown
const cases = (table: [string, Do, string][]): void => {
  test.each(table)('%s → %#', (before, act, after) => {
    const writing = new Writing(before)
    act(writing)
    expect(writing.marked).toBe(after)
    expect(writing.inStep).toBe(true)
  })
}

describe('UI-10 typing outside one’s own words opens a bracket, inside it types', () => {
  cases([
    ['Decides to act|.', (w) => w.type(' now'), 'Decides to act[ now| – RUS].'],
    ['[ act| – RUS]', (w) => w.type(' now'), '[ act now| – RUS]'],
    ['[ act| – USA]', (w) => w.type(' now'), '[ act[ now| – RUS] – USA]'],
    ['|Decides', (w) => w.type('a '), '[a | – RUS]Decides'],
    ['a [x|y – delete, USA] b', (w) => w.type('z'), 'a [x[z| – RUS]y – delete, USA] b'],
    ['a [| – RUS] b', (w) => w.type('z'), 'a [z| – RUS] b'],
  ])
})

describe('UI-11 deleting others’ words proposes it, deleting own words really deletes', () => {
  cases([
    ['one ‹two› three', (w) => w.press('Delete'), 'one |[two – delete, RUS] three'],
    ['one two| three', (w) => w.press('Backspace', {}, 3), 'one |[two – delete, RUS] three'],
    ['one |two three', (w) => w.press('Delete', {}, 3), 'one [two – delete, RUS]| three'],
    ['[one ‹two› – RUS] three', (w) => w.press('Delete'), '[one | – RUS] three'],
    ['a [o‹n›e – USA] b', (w) => w.press('Delete'), 'a [o|[n – delete, RUS]e – USA] b'],
    ['o‹ne\ntw›o', (w) => w.press('Delete'), 'o|[ne – delete, RUS]\n[tw – delete, RUS]o'],
    ['[o‹ne\ntw›o – RUS]', (w) => w.press('Delete'), '[o|o – RUS]'],
    ['one ‹[two – USA]› three', (w) => w.press('Delete'), 'one [|[two – delete, RUS] – USA] three'],
    ['one ‹two [x – USA] three› four', (w) => w.press('Delete'), 'one |[two [x – USA] three – delete, RUS] four'],
  ])
  test('words that another proposes to delete are not bracketed twice: supporting is offered', () => {
    const writing = new Writing('one [t‹w›o – delete, USA] three')
    writing.press('Delete')
    expect(writing.text).toBe('one [two – delete, USA] three')
    expect(writing.hints).toMatchObject([{ kind: 'supportDeletion' }])
  })
  test('deleting all of another’s bracket offers to oppose it', () => {
    const writing = new Writing('one [‹two› – USA] three')
    writing.press('Delete')
    expect(writing.hints).toMatchObject([{ kind: 'oppose' }])
  })
})

describe('UI-12 an addition that its author empties disappears', () => {
  cases([
    ['one| two', (w) => w.type('x').press('Backspace'), 'one| two'],
    ['a [‹xyz› – RUS] b', (w) => w.press('Delete'), 'a | b'],
    ['a [‹x› – RUS] b', (w) => w.input('y'), 'a [y| – RUS] b'],
    ['one|\ntwo', (w) => w.press('Enter').type('x').press('Backspace'), 'one|\ntwo'],
    ['one|\ntwo', (w) => w.press('Enter').press('Backspace'), 'one|\ntwo'],
    ['a|b', (w) => w.type('[').press('Backspace'), 'a|b'],
  ])
})

describe('UI-13 typing over a selection is a replace: one group, one decision', () => {
  cases([
    ['Ports ‹shall› open', (w) => w.type('should'), 'Ports [shall – delete, RUS, group 1][should| – RUS, group 1] open'],
    ['[Ports ‹shall› open – RUS]', (w) => w.type('should'), '[Ports should| open – RUS]'],
    ['[Ports ‹shall› open – USA]', (w) => w.type('may'), '[Ports [shall – delete, RUS, group 1][may| – RUS, group 1] open – USA]'],
  ])
})

describe('UI-14 Enter in standing text proposes a new paragraph instead of splitting it', () => {
  cases([
    ['1\tone| more\n2\ttwo', (w) => w.press('Enter').type('new'), '1\tone more\n[\tnew| – RUS]\n2\ttwo'],
    ['[one| two – RUS]', (w) => w.press('Enter'), '[one\n| two – RUS]'],
    ['- (a)\tone|\n- (b)\ttwo', (w) => w.press('Enter').type('x'), '- (a)\tone\n- [\tx| – RUS]\n- (b)\ttwo'],
    ['one [two\nth|ree – USA] four', (w) => w.press('Enter').type('x'), 'one [two\nthree – USA] four\n[\tx| – RUS]'],
  ])
})

describe('UI-15 bracket commands', () => {
  cases([
    ['a |b', (w) => w.type('[new'), 'a [new| – RUS]b'],
    ['an ‹annual› report', (w) => w.type('['), 'an [annual – reserve, RUS]| report'],
    ['an ann|ual report', (w) => w.editor.run('reserve'), 'an [annual – reserve, RUS]| report'],
    ['within | months', (w) => w.editor.run('placeholder'), 'within [ – RUS]| months'],
    [
      'Ports ‹shall› open',
      (w) => w.editor.run('alternative') && w.type('may'),
      'Ports [shall – delete, RUS, group 1][may| – RUS, group 1] open',
    ],
  ])
  cases([
    [
      'to ‹ports and ships› of',
      (w) => w.editor.run('flip'),
      'to [ports and ships – delete, RUS, group 1][ships and ports| – RUS, group 1] of',
    ],
    ['[‹Ports and ships › – RUS]sail', (w) => w.editor.run('flip'), '[Ships and ports|  – RUS]sail'],
    ['to ‹ports› of', (w) => w.editor.run('flip'), 'to ports| of'],
    ['to ‹ports[ x – EU] and ships› of', (w) => w.editor.run('flip'), 'to ports[ x – EU] and ships| of'],
  ])
  test('an alternative beside another’s bracket stands next to it', () => {
    const writing = new Writing('Ports [shall – USA] open|')
    writing.editor.select([...writing.editor.snapshot.reading.brackets.keys()][0]!)
    writing.editor.run('alternative')
    expect(writing.type('may').text).toBe('Ports [shall – USA][may – RUS, group 1] open')
  })
  test('going from bracket to bracket', () => {
    const writing = new Writing('|a [b – EU] c [d – USA]')
    writing.press('ArrowDown', { altKey: true })
    expect(writing.marked).toBe('a [|b – EU] c [d – USA]')
    writing.press('ArrowDown', { altKey: true })
    expect(writing.marked).toBe('a [b – EU] c [|d – USA]')
    writing.press('ArrowUp', { altKey: true })
    expect(writing.marked).toBe('a [|b – EU] c [d – USA]')
  })
})

describe('UI-16 beside a token Backspace and Delete move the caret and delete nothing', () => {
  cases([
    ['a[b – EU]|c', (w) => w.press('Backspace'), 'a[b| – EU]c'],
    ['a[|b – EU]c', (w) => w.press('Backspace'), 'a|[b – EU]c'],
    ['a|[b – EU]c', (w) => w.press('Delete'), 'a[|b – EU]c'],
    ['a[b| – EU]c', (w) => w.press('Delete'), 'a[b – EU]|c'],
    ['ab[cd – RUS]ef|', (w) => w.press('Backspace', { ctrlKey: true }), 'ab[cd – RUS]|[ef – delete, RUS]'],
  ])
})

describe('UI-171 tables and pictures stand under their lines', () => {
  const shown = (block: Block): HTMLElement => {
    const writing = new Writing('1\tone\nTable, 1 row|\n2\ttwo', 'RUS', {
      prepare: (doc) => metaMapOf(doc).set(metaKey.block(':1.2'), block),
    })
    writing.type('x')
    const figures = [...writing.editor.view.dom.querySelectorAll('figure')]
    expect(figures.map(({ parentElement }) => parentElement?.dataset['pid'])).toEqual([':1.2'])
    expect(writing.text).toBe('1\tone\nTable, 1 row\n2\ttwo')
    return figures[0]!
  }
  test('a table with its header and its lines', () => {
    const figure = shown({ kind: 'table', header: 1, rows: [['Port', 'Ships'], ['North\n<b>Bay</b>']] })
    expect([...figure.querySelectorAll('th')].map((cell) => [cell.scope, cell.textContent])).toEqual([
      ['col', 'Port'],
      ['col', 'Ships'],
    ])
    expect(figure.querySelector('td')?.innerHTML).toBe('North<br>&lt;b&gt;Bay&lt;/b&gt;')
    expect(figure.querySelector('figcaption')?.textContent).toBe('Not negotiated here.')
  })
  test('a picture with its words, from where it is answered', () => {
    const figure = shown({ kind: 'picture', type: 'image/png', width: 60, height: 30, alt: 'A map', file: 'ab'.repeat(32) })
    const picture = figure.querySelector('img')!
    expect([picture.alt, picture.getAttribute('src'), picture.width, picture.height]).toEqual([
      'A map',
      `/files/${'ab'.repeat(32)}`,
      80,
      40,
    ])
  })
})

describe('UI-170 a table is not written in', () => {
  const prepare = (doc: Writing['doc']): unknown =>
    metaMapOf(doc).set(metaKey.block(':1.2'), { kind: 'table', header: 1, rows: [['Port', 'Ships']] })
  test.each<[string, Do]>([
    ['1\tone\nTable|, 1 row\n2\ttwo', (w) => w.type('x')],
    ['1\tone\n|Table, 1 row\n2\ttwo', (w) => w.press('Backspace')],
    ['1\tone|\nTable, 1 row\n2\ttwo', (w) => w.press('Delete')],
    ['1\tone\nTable, 1 row|\n2\ttwo', (w) => w.press('Delete')],
    ['1\tone\n‹Table, 1 row›\n2\ttwo', (w) => w.press('Delete')],
    ['1\to‹ne\nTable, 1 row\n2\ttw›o', (w) => w.press('Delete')],
    ['1\tone\nTa‹ble›, 1 row\n2\ttwo', (w) => w.input('[')],
    ['1\tone\nTa‹ble›, 1 row\n2\ttwo', (w) => w.editor.run('reserve')],
  ])('%s → %#', (marked, act) => {
    const writing = new Writing(marked, 'RUS', { prepare })
    const before = writing.text
    act(writing)
    expect(writing.text).toBe(before)
    expect(writing.hints).toMatchObject([{ kind: 'refused', rule: 'AU-30' }])
  })
  test('beside it one writes as everywhere, and behind it stands a new paragraph', () => {
    const before = new Writing('1\tone|\nTable, 1 row\n2\ttwo', 'RUS', { prepare })
    expect(before.type(' now').text).toBe('1\tone[ now – RUS]\nTable, 1 row\n2\ttwo')
    const behind = new Writing('1\tone\nTable, 1| row\n2\ttwo', 'RUS', { prepare })
    behind.press('Enter').type('It sails.')
    expect(behind.text).toBe('1\tone\nTable, 1 row\n[\tIt sails. – RUS]\n2\ttwo')
  })
  test('the desk deletes it whole in preparation, and nothing of it', () => {
    for (const marked of ['1\tone\n‹Table, 1 row›\n2\ttwo', '1\tone‹\nTable, 1 row›\n2\ttwo']) {
      const writing = new Writing(marked, 'CHAIR', { prepare, free: true })
      expect(writing.press('Delete').text).toBe('1\tone\n2\ttwo')
    }
    const part = new Writing('1\tone\n‹Table›, 1 row\n2\ttwo', 'CHAIR', { prepare, free: true })
    expect(part.press('Delete').text).toBe('1\tone\nTable, 1 row\n2\ttwo')
  })
})

describe('UI-17 what is not allowed changes nothing and says why', () => {
  test('agreed paragraphs', () => {
    const writing = new Writing('1\tDecides| to act.', 'RUS', { prepare: (doc) => metaMapOf(doc).set(metaKey.state(':1.1'), 'agreed') })
    writing.type(' now')
    expect(writing.text).toBe('1\tDecides to act.')
    expect(writing.hints[0]).toMatchObject({ kind: 'refused', rule: 'AU-6' })
    writing.press('Enter').type('Welcomes it.')
    expect(writing.text).toBe('1\tDecides to act.\n[\tWelcomes it. – RUS]')
  })
  test('a seat without the right to propose', () => {
    const writing = new Writing('one| two', 'ICC', { write: { ok: false, rule: 'AU-4', message: 'no right' } })
    writing.type('x')
    expect(writing.text).toBe('one two')
    expect(writing.hints).toMatchObject([{ kind: 'refused', message: 'no right' }])
  })
  test('formatting standing words', () => {
    const writing = new Writing('one ‹two› three')
    writing.press('b', { ctrlKey: true })
    expect(writing.hints).toMatchObject([{ kind: 'refused', rule: 'AU-1' }])
    expect(writing.inStep).toBe(true)
  })
  test('the desk in preparation writes freely', () => {
    const writing = new Writing('one ‹two› three', 'CHAIR', { free: true })
    writing.type('2')
    expect(writing.text).toBe('one 2 three')
  })
  test('control and direction characters never come in', () => {
    const writing = new Writing('one| two')
    writing.input('a\u202eb\u0007c\td')
    expect(writing.text).toBe('one[abc d – RUS] two')
  })
})

describe('UI-18 undo is personal and skips what has been decided', () => {
  test('typing, a deletion, a replace', () => {
    for (const [before, act] of [
      ['one| two', (w: Writing) => w.type('xyz')],
      ['one ‹two› three', (w: Writing) => w.press('Delete')],
      ['one ‹two› three', (w: Writing) => w.type('2')],
      ['one|\ntwo', (w: Writing) => w.press('Enter').type('new')],
    ] as const) {
      const writing = new Writing(before)
      const plain = writing.text
      act(writing)
      for (let i = 0; i < 6 && writing.text !== plain; i++) writing.editor.undo()
      expect(writing.text).toBe(plain)
      const again = [...Array(6)].map(() => writing.editor.redo())
      expect(again.length).toBe(6)
      expect(writing.text).not.toBe(plain)
      expect(writing.inStep).toBe(true)
    }
  })
  test('what has become standing text is no longer one’s own to undo', () => {
    const writing = new Writing('one| two')
    writing.type(' more')
    const { from, to } = [...writing.editor.snapshot.reading.brackets.values()][0]!
    writing.doc.transact(() => {
      const body = writing.doc.getText('body')
      body.delete(to, 1)
      body.delete(from, 1)
    }, 'server')
    expect(writing.text).toBe('one more two')
    writing.editor.undo()
    expect(writing.text).toBe('one more two')
    expect(writing.hints.at(-1)).toMatchObject({ rule: 'AU-7' })
  })
})
