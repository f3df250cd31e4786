// One proposal at several places: found, left out, proposed, decided at once or place by place.
import { describe, expect, test } from 'vitest'
import { namedByAll } from '@chapeau/shared/brackets/decide'
import { decisionsOnSet, placesInSet } from '@chapeau/shared/brackets/sets'
import { placesOf, replaceAt } from '@chapeau/shared/brackets/throughout'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf } from '@chapeau/shared/text/ytext'
import { Chamber, delegate } from '../support/chamber.ts'

const WHOLE = { whole: true, exact: false }

const found = (chamber: Chamber, phrase: string, options = WHOLE): string[] =>
  placesOf(chamber.reading, metaOf(chamber.doc), phrase, options).map(({ label, before, words }) => `${label}:${before}|${words}`)

function throughout(chamber: Chamber, phrase: string, by: string): ActOutcome {
  const edits = replaceAt(placesOf(chamber.reading, metaOf(chamber.doc), phrase, WHOLE), by)
  const words = paragraphsDigest(
    chamber.reading,
    edits.map(({ pid }) => pid),
  )
  return chamber.act({ act: 'propose', set: true, edits, seen: { sv: chamber.seen([]).sv, words } }, delegate('RUS'))
}

describe('AC-51 words throughout the text', () => {
  test.each([
    ['1\tPorts shall open. They shall.', ['1:Ports |shall', '1:Ports shall open. They |shall']],
    ['1\tMarshall shallow Shall.', ['1:Marshall shallow |Shall']],
    ['1\tPorts [shall – delete, EU] open.', []],
    ['1\tPorts[ shall – EU] open.', ['1:Ports |shall']],
    ['1\tPorts sh[all – EU] open.', []],
    ['1\tPorts [shall see – note, EU] open.', []],
  ])('AC-51 %s', (notation, places) => expect(found(new Chamber(notation), 'shall')).toEqual(places))

  test('AC-51 parts of words, capitals, and phrases with signs are found as asked', () => {
    const chamber = new Chamber('1\tMarshall (ports) Shall')
    expect(found(chamber, 'shall', { whole: false, exact: true })).toEqual(['1:Mar|shall'])
    expect(found(chamber, '(ports)')).toEqual(['1:Marshall |(ports)'])
    expect(found(chamber, '  ')).toEqual([])
  })

  test('AC-51 agreed paragraphs are left alone; a capital stays', () => {
    const chamber = new Chamber('1\tPorts shall open.\n2\tShall ships sail?')
    chamber.doc.transact(() => metaMapOf(chamber.doc).set(metaKey.state(chamber.pid(0)), 'agreed'))
    throughout(chamber, 'shall', 'should')
    expect(chamber.text).toBe('1\tPorts shall open.\n2\t[Shall – delete, RUS, group 1][Should – RUS, group 1] ships sail?')
  })
})

describe('AC-51 a set', () => {
  const THREE = '1\tPorts shall open.\n2\tShips shall sail.\n3\tWe shall see.'
  const opened = (): Chamber => {
    const chamber = new Chamber(THREE)
    expect(throughout(chamber, 'shall', 'should')).toMatchObject({ status: 'done' })
    return chamber
  }
  const anyOf = (chamber: Chamber): string => [...chamber.reading.brackets.keys()][0]!

  test.each([
    ['accept', '1\tPorts should open.\n2\tShips should sail.\n3\tWe should see.'],
    ['drop', THREE],
  ] as const)('AC-51 %s at all places is one act, and one undo', (outcome, after) => {
    const chamber = opened()
    const before = chamber.text
    const places = placesInSet(chamber.reading, metaOf(chamber.doc), anyOf(chamber))
    expect(places).toHaveLength(3)
    const decisions = decisionsOnSet(places, outcome)
    expect(chamber.act({ act: 'decide', decisions, seen: chamber.seen(namedByAll(chamber.reading, decisions)) })).toMatchObject({
      status: 'done',
    })
    expect(chamber.text).toBe(after)
    expect(chamber.act({ act: 'undo', seq: 2 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(before)
  })

  test('AC-51 a place taken out is decided for itself, by holder or desk only', () => {
    const chamber = opened()
    const target = anyOf(chamber)
    expect(chamber.act({ act: 'unset', target }, delegate('EU'))).toMatchObject({ status: 'refused', rule: 'AC-51' })
    expect(chamber.act({ act: 'unset', target }, delegate('RUS'))).toMatchObject({ status: 'done', entries: [{ act: 'unset' }, {}] })
    expect(placesInSet(chamber.reading, metaOf(chamber.doc), target)).toEqual([])
    expect(placesInSet(chamber.reading, metaOf(chamber.doc), [...chamber.reading.brackets.keys()].at(-1)!)).toHaveLength(2)
    expect(chamber.act({ act: 'unset', target })).toMatchObject({ status: 'refused', rule: 'AC-51' })
  })
})
