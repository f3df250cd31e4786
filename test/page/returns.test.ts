// Files that come back, on the page: what is left out, what the button says, how a batch goes on.
import { describe, expect, it } from 'vitest'
import {
  carriesOn,
  guessed,
  isReady,
  MOST_FILES,
  stateOf,
  summaryOf,
  withFiles,
  type ReturnedFile,
} from '@chapeau/client/page/returned-files'
import {
  baseSays,
  broughtBack,
  countsSay,
  fileFault,
  keysOf,
  leftAtFirst,
  planOf,
  resultSays,
  stateSays,
} from '@chapeau/client/page/returns'
import type { ComparedDifference, ComparisonAnswer, RecordLine } from '@chapeau/shared/protocol/api'

function difference(n: number, change: Partial<ComparedDifference> = {}): ComparedDifference {
  const place = { paragraph: { id: 'EU:1.1', label: '5' }, before: '', after: '' }
  const words = { kind: 'insert' as const, was: '', is: `words ${n}`, label: '', rationale: '' }
  return { n, principal: 'EU', ...place, ...words, state: 'clean', with: null, rule: '', message: '', ...change }
}

function comparison(differences: readonly ComparedDifference[], change: Partial<ComparisonAnswer> = {}): ComparisonAnswer {
  const base = { from: 'export' as const, seq: 41, revision: 'Rev.2', at: '2031-01-02T09:04:00' }
  const report = { entries: [], counts: { paragraphs: 1, labels: 1, brackets: 0, attributions: 0, repairs: 0 } }
  return { digest: 'a', base, principal: 'EU', way: 'proposals', differences, vanished: [], notes: [], authors: [], report, ...change }
}

const MIXED = comparison([
  difference(1),
  difference(2, { state: 'rebased' }),
  difference(3, { state: 'same', with: 'RUS' }),
  difference(4, { state: 'conflict', message: 'The words that it deletes are gone.' }),
  difference(5, { state: 'refused', rule: 'AC-40', message: 'The paragraph is agreed.' }),
  difference(6, { state: 'there' }),
])

describe('one file', () => {
  it('UI-161 conflicts are left out unless they are chosen, and the button says what it will do', () => {
    const left = leftAtFirst(MIXED)
    expect([...left]).toEqual([4])
    expect(planOf(MIXED, left)).toEqual({
      changes: 2,
      joins: 1,
      leave: [4],
      label: 'Propose 2 changes and join 1 proposal in the name of EU',
    })
    expect(planOf(MIXED, new Set()).label).toBe('Propose 3 changes and join 1 proposal in the name of EU')
    expect(planOf(MIXED, new Set([1, 2, 4])).label).toBe('Join 1 proposal in the name of EU')
    expect(planOf(comparison([difference(1), difference(2, { principal: 'RUS' })]), new Set()).label).toBe(
      'Propose 2 changes in the name of EU and RUS',
    )
    expect(planOf({ ...MIXED, way: 'edits', principal: 'CHAIR' }, left).label).toBe('Make 3 changes')
  })

  it('UI-160 each difference says in plain words what would become of it', () => {
    expect(MIXED.differences.map((one) => stateSays(one).says)).toEqual([
      'Nothing has changed here since',
      'The words around it have changed since; its place is sure',
      'The same as RUS’s: joins it',
      'Conflict: the words that it deletes are gone',
      'Not proposed: the paragraph is agreed (AC-40)',
      'The text says so already',
    ])
    expect(countsSay(MIXED)).toBe('2 changes · 1 same as another’s · 1 conflict · 1 refused · 1 there already')
    expect(countsSay(comparison([]))).toBe('no changes')
  })

  it('UI-160 says what the file is held against', () => {
    const now = new Date('2031-01-02T18:00:00')
    expect(baseSays(MIXED.base, now)).toBe('the copy taken away at 09:04 (Rev.2, entry 41 of the record)')
    expect(baseSays({ ...MIXED.base, from: 'revision' }, now)).toBe('Rev.2 of 09:04')
    expect(baseSays({ from: 'now', seq: null, revision: '', at: null }, now)).toBe('the text as it stands')
  })

  it('UI-162 a comparison made anew keeps what was left out, and leaves out what is in conflict only now', () => {
    const before = { comparison: MIXED, left: new Set([2]) }
    const after = comparison([
      difference(1, { is: 'words 2' }),
      difference(2, { is: 'words 1', state: 'conflict' }),
      difference(3, { is: 'words 4', state: 'conflict' }),
      difference(4, { is: 'new words', state: 'conflict' }),
    ])
    // The third was a conflict that somebody had taken in; the first was left out by hand.
    expect([...leftAtFirst(after, before)]).toEqual([1, 2, 4])
  })

  it('UI-162 equal differences are told apart by their order', () => {
    const [one, other] = keysOf([difference(1, { is: 'x' }), difference(2, { is: 'x' })])
    expect(one).not.toBe(other)
  })

  it('UI-163 says what came of it, and which brackets the record tells of', () => {
    const answer = { seq: 50, proposed: 2, joined: 1, left: 1, refused: 1, there: 1 }
    expect(resultSays(answer, MIXED)).toBe(
      'Proposed 2 changes in the name of EU; joined 1 proposal of others; left out 1; 1 refused; 1 stood in the text already.',
    )
    expect(resultSays({ ...answer, proposed: 0 }, MIXED)).toMatch(/^Joined 1 proposal of others; left out 1/)
    expect(resultSays({ ...answer, refused: 0, there: 0, left: 0 }, { ...MIXED, way: 'edits' })).toBe('Made 3 changes.')
    const line = (seq: number, act: string, target: string, hash: string | null): RecordLine =>
      ({
        entry: { seq, act, target },
        content: hash === null ? null : { detail: { file: { hash } } },
        salt: null,
      }) as unknown as RecordLine
    const record = [
      line(49, 'propose', 'EU:1.9', null),
      line(50, 'propose', 'EU:1.1', 'f'),
      line(51, 'join', 'RUS:1.2', 'f'),
      line(52, 'explain', 'EU:1.1', 'f'),
      line(53, 'propose', 'EU:1.4', 'g'),
    ]
    expect(broughtBack(record, 50)).toEqual(['EU:1.1', 'RUS:1.2'])
    expect(broughtBack(record, 60)).toEqual([])
  })

  it('UI-160 a file that is empty or too large is not sent', () => {
    expect(fileFault({ name: 'a.docx', size: 0 })).toBe('a.docx is empty.')
    expect(fileFault({ name: 'a.docx', size: 9 * 1024 * 1024 })).toContain('larger than 8 MB')
    expect(fileFault({ name: 'a.docx', size: 5 })).toBe('')
  })
})

const GUESS = {
  texts: [
    { id: 't1', name: 'Ports', status: 'issued', revision: '' },
    { id: 't2', name: 'Pilots', status: 'issued', revision: '' },
  ],
  here: null,
  principal: null,
} as const
const named = (name: string): { readonly name: string; readonly blob: Blob } => ({ name, blob: new Blob([name]) })
const rows = (names: readonly string[]): readonly ReturnedFile[] => withFiles([], names.map(named), GUESS, 1).files

describe('many files', () => {
  it('UI-164 takes a hundred at most, none twice, and says so', () => {
    const [first] = rows(['a.docx'])
    const more = withFiles([first!], [named('a.docx'), named('b.docx')], GUESS, 2)
    expect(more.files.map(({ id, name }) => `${id} ${name}`)).toEqual(['1 a.docx', '2 b.docx'])
    expect(more.said).toBe('1 file was here already.')
    const many = withFiles(
      [],
      Array.from({ length: 103 }, (_, i) => named(`${i}.txt`)),
      GUESS,
      1,
    )
    expect(many.files).toHaveLength(MOST_FILES)
    expect(many.said).toBe('100 files at once; 3 more can follow when these are done.')
  })

  it('UI-164 guesses text and delegation, but not over what a person has said', () => {
    const [row] = rows(['eu.docx'])
    const match = {
      texts: [{ id: 't2', name: 'Pilots', likeness: 0.9, named: false }],
      delegations: [{ code: 'EU', why: 'file name' as const }],
    }
    expect(guessed(row!, match, GUESS)).toMatchObject({ textId: 't2', principal: 'EU', why: 'file name' })
    expect(guessed({ ...row!, textId: 't1', principal: 'RUS', turn: 1 }, match, GUESS)).toMatchObject({ textId: 't1', principal: 'RUS' })
    expect(stateOf({ ...guessed(row!, { texts: [], delegations: [] }, GUESS), state: 'asks' })).toBe('which text is it about?')
  })

  it('UI-165 in a batch, what another file proposed first is joined without a further look; a new conflict is not', () => {
    const before = { comparison: comparison([difference(1), difference(2)]), left: new Set([2]) }
    const same = comparison([difference(1, { state: 'same', with: 'RUS' }), difference(2)], { digest: 'b' })
    expect([...carriesOn(before, same)!]).toEqual([2])
    expect(carriesOn(before, comparison([difference(1, { state: 'conflict' }), difference(2)]))).toBeNull()
    expect(carriesOn(before, comparison([difference(1)]))).toBeNull()
    expect(carriesOn(before, { ...same, way: 'edits' })).toBeNull()
  })

  it('UI-165 is ready with something to write, and sums up what came of all', () => {
    const [one, two] = rows(['eu.docx', 'rus.docx'])
    const compared = { ...one!, state: 'compared' as const, comparison: MIXED, principal: 'EU' }
    expect(isReady(compared)).toBe(true)
    expect(isReady({ ...compared, left: new Set([1, 2, 3, 4]) })).toBe(false)
    expect(isReady({ ...compared, state: 'failed' })).toBe(false)
    expect(summaryOf([compared])).toBe('')
    const done = (file: ReturnedFile, principal: string, proposed: number, joined: number): ReturnedFile => ({
      ...file,
      state: 'done',
      principal,
      comparison: MIXED,
      carried: { seq: 1, proposed, joined, left: 0, refused: 0, there: 0 },
    })
    expect(summaryOf([done(one!, 'EU', 3, 0), done(two!, 'RUS', 1, 2)])).toBe(
      '2 files brought back for EU, RUS: 4 proposals, 2 joined as co-sponsors.',
    )
  })
})
