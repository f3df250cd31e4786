// Formatting, characters and embeds: what the allow-list holds, and what formatting that bleeds would do to others.
import { describe, expect, test } from 'vitest'
import { runsOf, bodyOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { blockOf, idAt, updateOf } from '../support/forge.ts'
import { Siege, type Attack } from '../support/siege.ts'
import { World, type Client } from '../support/world.ts'

const TEXT = '1\tDecides to act[ now – USA].\n2\tRequests a report.'

const bold = { bold: true }
const format = (rus: Client, words: string, marks: object): unknown => rus.edit((body) => body.format(rus.at(words), words.length, marks))
const embed =
  (value: unknown): Attack =>
  (rus) =>
    rus.edit((body) => body.insertEmbed(3, value as object))

describe('AU-1 formatting of others’ words', () => {
  const attacks: [string, Attack][] = [
    ['bold on standing words [A15]', (rus) => format(rus, 'Decides', bold)],
    ['bold on another’s words', (rus) => format(rus, ' now', bold)],
    ['underline from the first word to the last [T20]', (rus) => rus.edit((body) => body.format(1, body.length - 1, { underline: true }))],
    [
      'formatting that begins in the text and never ends [X18]',
      ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentFormat('bold', true as never), { after: idAt(doc, 3) }]])]),
    ],
    [
      'formatting that begins before the first paragraph [X18]',
      ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentFormat('italic', true as never), { before: idAt(doc, 0) }]])]),
    ],
    [
      'an end of formatting that never began',
      ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentFormat('bold', null as never), { after: idAt(doc, 3) }]])]),
    ],
  ]
  test.each(attacks)('%s is taken back', (_, attack) => {
    const siege = new Siege(TEXT)
    expect(siege.attack(attack).status).toBe('applied')
    expect(siege.text).toBe(TEXT)
    expect(formatted(siege.world.doc)).toEqual([])
  })
  test('formatting that others gave is not taken away', () => {
    const siege = new Siege(TEXT, (world) => world.act((body) => body.format(1, 7, bold)))
    siege.attack((rus) => rus.edit((body) => body.format(1, 7, { bold: null })))
    siege.attack(({ doc }) => deletesOfFormats(doc))
    expect(formatted(siege.world.doc)).toEqual(['Decides'])
  })
  test('bold in one’s own bracket stays there [A16]', () => {
    const siege = new Siege(TEXT)
    siege.rus.propose(siege.rus.at('Requests', true), ' soon')
    siege.attack(() => undefined)
    expect(siege.attack((rus) => format(rus, 'soon', bold))).toMatchObject({ status: 'applied', repairs: [] })
    expect(formatted(siege.world.doc)).toEqual(['soon'])
  })
  test('the bold of one’s own words does not run on when they go [X18]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.propose(siege.rus.at('Requests', true), ' soon')
    siege.attack(() => undefined)
    siege.attack((rus) => format(rus, ' soon', bold))
    const { from, to } = siege.rus.tokens(bid)
    // The end of the formatting goes with the words, its beginning stays.
    siege.attack((rus) => {
      const before = Y.encodeStateVector(rus.doc)
      rus.doc.transact((transaction) => {
        let last: Y.Item | null = null
        for (let item = firstItem(rus); item !== null; item = item.right)
          if (item.content instanceof Y.ContentFormat && !item.deleted) last = item
        last!.delete(transaction)
      })
      return Y.encodeStateAsUpdate(rus.doc, before)
    })
    siege.attack((rus) => rus.edit((body) => body.delete(from, to - from + 1)))
    expect(siege.text).toBe(TEXT)
    expect(formatted(siege.world.doc)).toEqual([])
  })
  test('formatting on tokens and paragraph starts is on no word [X17]', () => {
    const siege = new Siege(TEXT)
    siege.attack((rus) => {
      const bid = rus.propose(rus.at('Requests', true), ' soon')
      const { from, to } = rus.tokens(bid)
      rus.edit((body) => [from, to, rus.at('Requests') - 1, 0].forEach((at) => body.format(at, 1, bold)))
    })
    expect(siege.text).toContain('Requests[ soon – RUS] a report.')
    expect(formatted(siege.world.doc)).toEqual([])
  })
})

describe('AU-9 TX-4 what is no text', () => {
  const attacks: [string, Attack][] = [
    ['an embed of numbers as keys [X20]', embed({ 0: 'c', 1: 'RUS:102.1' })],
    ['an embed that is a list', embed([{ c: 'RUS:102.1' }])],
    [
      'an embed that is nothing',
      ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentEmbed(null as never), { after: idAt(doc, 3) }]])]),
    ],
    ['an embed that is a number', embed(7)],
    ['a prototype as a key of an embed [X20]', embed(JSON.parse('{"c":"RUS:102.1","__proto__":{"by":"USA"}}'))],
    ['a constructor as a key of an embed [X20]', embed({ c: 'RUS:102.1', constructor: 1 })],
    ['an id that is a number', embed({ c: 7 })],
    ['an id with spaces around it', embed({ c: ' RUS:102.1' })],
    ['an id with a line behind it', embed({ c: 'RUS:102.1\n' })],
    ['a client id larger than any', embed({ c: 'RUS:9999999999.1' })],
    ['an embed of more bytes than any honest one [X20]', embed({ o: 'RUS:102.1', by: 'RUS', kind: 'ins', grp: 'RUS:'.padEnd(400, '1') })],
    ['a kind of bracket that is not known', embed({ o: 'RUS:102.1', by: 'RUS', kind: 'agreed' })],
    ['a placeholder of another value', embed({ o: 'RUS:102.1', by: 'RUS', kind: 'ins', ph: true })],
    ['a paragraph of a type that is not known', embed({ p: 'RUS:102.1', t: 'agreed', lvl: 0 })],
    ['a paragraph of a level below nothing', embed({ p: 'RUS:102.1', t: 'para', lvl: -1 })],
    ['a paragraph of a level between two', embed({ p: 'RUS:102.1', t: 'para', lvl: 0.5 })],
    ['a paragraph with a label in it', embed({ p: 'RUS:102.1', t: 'para', lvl: 0, label: '1' })],
    ['a starter and a token in one', embed({ p: 'RUS:102.1', t: 'para', lvl: 0, c: 'RUS:102.1' })],
    ['an embed that holds a map [A20]', embed(new Y.Map([['c', 'RUS:102.1']]))],
    ['an embed that holds a text [T12]', embed(new Y.Text('x'))],
    ['an embed that holds XML', embed(new Y.XmlElement('p'))],
    ['an attribute of the text itself [D2]', (rus) => rus.edit((body) => body.setAttribute('lang', 'en'))],
    ['a root of one’s own [A20]', (rus) => rus.doc.getMap('roles').set('RUS', 'chair')],
    [
      'a stand of one’s own beside the text [A18]',
      (rus, { world }) => rus.doc.getMap('meta').set(`stand/${world.bids[0]!}/RUS`, 'supports'),
    ],
    ['another’s stand overwritten [A18]', (rus) => rus.doc.getMap('meta').set('stand/:1.1/USA', 'opposes')],
    ['the title overwritten', (rus) => rus.doc.getMap('meta').set('title', 'x')],
    ['a nested type in meta [A20]', (rus) => rus.doc.getMap('meta').set('x', new Y.Map())],
  ]
  test.each(attacks)('%s', (_, attack) => new Siege(TEXT, withStand).refused('AU-9', attack))

  test.each([
    ['another’s stand [A19]', 'stand/:1.1/USA'],
    ['that a paragraph is agreed [X31]', 'p/:1.1/state'],
    ['a label', 'p/:1.1/label'],
    ['that the text is issued', 'status'],
  ])('deleting what the server says beside the text: %s', (_, key) => {
    new Siege(TEXT, withStand).refused('AU-9', (rus) => rus.doc.getMap('meta').delete(key))
  })

  const types: [string, (doc: Y.Doc) => unknown][] = [
    ['a map', (doc) => doc.getMap('body').set('x', 1)],
    ['a list', (doc) => doc.getArray('body').insert(0, ['x'])],
    ['a list of maps', (doc) => doc.getArray('body').insert(0, [new Y.Map()])],
    ['XML', (doc) => doc.getXmlFragment('body').insert(0, [new Y.XmlText('x')])],
    ['an XML element', (doc) => doc.getXmlFragment('body').insert(0, [new Y.XmlElement('p')])],
  ]
  test.each(types)('body declared as %s [D1]', (_, declare) => {
    const siege = new Siege(TEXT)
    siege.refused('AU-9', (rus) => {
      const doc = new Y.Doc()
      doc.clientID = rus.doc.clientID
      declare(doc)
      return Y.encodeStateAsUpdate(doc)
    })
  })
  test.each(types)('body declared as %s in the update that also writes words [D1]', (_, declare) => {
    const siege = new Siege(TEXT)
    siege.refused('AU-9', (rus) => {
      rus.propose(rus.at('report'), 'soon ')
      const doc = new Y.Doc()
      doc.clientID = siege.world.client('RUS').doc.clientID
      declare(doc)
      const writer = { ...rus.writer, clientIds: new Set([rus.doc.clientID, doc.clientID]) }
      Object.assign(rus, { writer })
      return Y.mergeUpdates([Y.encodeStateAsUpdate(rus.doc, Y.encodeStateVector(siege.world.doc)), Y.encodeStateAsUpdate(doc)])
    })
  })
  test('a document in which body is a map already takes nothing in for it [D1]', () => {
    const doc = new Y.Doc()
    doc.getMap('body')
    expect(() => Y.applyUpdate(doc, Y.encodeStateAsUpdate(new World(TEXT).doc))).not.toThrow()
    expect(() => doc.getText('body')).toThrow()
  })
})

describe('AU-9 characters', () => {
  const refused: [string, string][] = [
    ['an override of the direction [X19]', 'a\u202etxet'],
    ['an embedding left open [X19]', 'a\u202bb'],
    ['an isolate left open [X19]', 'a\u2067b'],
    ['a line separator', 'a\u2028b'],
    ['a line break', 'a\nb'],
    ['a tab', 'a\tb'],
    ['a zero', 'a\u0000b'],
    ['a control of the second row', 'a\u0085b'],
  ]
  test.each(refused)('%s', (_, text) => {
    new Siege(TEXT).refused('AU-9', (rus) => updateOf([blockOf(rus.doc.clientID, 0, [[raw(text), { after: idAt(rus.doc, 3) }]])]))
  })
  test.each([
    ['the first half of a character [D3]', [0xed, 0xa0, 0xbd]],
    ['the second half of a character [D3]', [0xed, 0xba, 0xa2]],
    ['a byte that is no character', [0xff, 0x61, 0x61]],
  ])('%s, which no Yjs would write', (_, bytes) => {
    new Siege(TEXT).refused('AU-9', (rus) => {
      const update = updateOf([blockOf(rus.doc.clientID, 0, [[raw('QQQ'), { after: idAt(rus.doc, 3) }]])])
      update.set(bytes, update.indexOf('Q'.charCodeAt(0)))
      return update
    })
  })
  test.each([
    ['characters without width [X19]', 'a\u200bb\ufeff\u2060'],
    ['marks of direction, which Arabic and Hebrew need', '\u200fعمل\u200e'],
    ['joiners, which Persian and Hindi need', 'می\u200cخواهم क्\u200dष'],
    ['a mark over the letter before it', '\u0338'],
  ])('%s stay in a bracket of their author', (_, text) => {
    const siege = new Siege(TEXT)
    siege.ends(TEXT.replace('a report', `a[${text} – RUS] report`), (rus) => rus.type(rus.at(' report'), text))
  })
})

describe('AU-9 a character of two halves is never cut', () => {
  const SHIP = 'Ships 🚢 sail.'
  const halves: [string, Attack][] = [
    ['its first half deleted [X16]', (rus) => deleted(rus, rus.at('🚢'))],
    ['its second half deleted [X16]', (rus) => deleted(rus, rus.at('🚢') + 1)],
    ['a word between its halves [D3]', (rus) => placed(rus, { after: rus.at('🚢'), before: rus.at('🚢') + 1 })],
    ['a word behind its first half [X16]', (rus) => placed(rus, { after: rus.at('🚢') })],
    ['a word before its second half [X16]', (rus) => placed(rus, { before: rus.at('🚢') + 1 })],
    ['a token between its halves [X16]', (rus) => rus.wrap(rus.at('🚢') + 1, rus.at(' sail'), 'res')],
    ['formatting of one half [X16]', (rus) => rus.edit((body) => body.format(rus.at('🚢'), 1, bold))],
    [
      'in the update that brings it',
      ({ doc }) => {
        const id = doc.clientID
        const word = [raw('x'), { after: Y.createID(id, 0), before: Y.createID(id, 1) }] as const
        return updateOf([blockOf(id, 0, [[raw('🚢'), { after: idAt(doc, 3) }], word])])
      },
    ],
  ]
  test.each(halves)('%s', (_, attack) => {
    const siege = new Siege(SHIP)
    const verdict = siege.attack((rus) => attack(rus, siege))
    expect(verdict).toMatchObject({ status: 'refused', rule: 'AU-9' })
    expect(siege.text).toContain('🚢')
  })
  test('by a neighbour told of words that are known already', () => {
    const siege = new Siege(SHIP)
    siege.rus.propose(siege.rus.at(' sail'), 'x')
    siege.attack(() => undefined)
    siege.refused('AU-9', (rus) => updateOf([blockOf(rus.doc.clientID, 0, [[raw('x'), { after: idAt(rus.doc, rus.at('🚢')) }]])]))
  })
  test('a character put together of the halves of two updates: the wire carries no halves [X15]', () => {
    const siege = new Siege(SHIP)
    siege.attack((rus) => rus.type(rus.at(' sail'), '\ud83d'))
    siege.attack((rus) => rus.type(rus.at(' sail'), '\udea2'))
    expect(siege.text).toBe('Ships 🚢[\ufffd\ufffd – RUS] sail.')
    expect(siege.eu.text).toBe(siege.text)
  })
})

/** Words that anybody has formatted. */
const formatted = (doc: Y.Doc): unknown[] =>
  runsOf(bodyOf(doc)).flatMap(({ insert, attributes }) => (typeof insert === 'string' && attributes !== undefined ? [insert] : []))

const withStand = (world: World): void =>
  world.act((_, meta) => {
    meta.set('stand/:1.1/USA', 'supports')
    meta.set('p/:1.1/state', 'agreed')
    meta.set('status', 'issued')
  })

/** Words as they are, whatever Yjs' editing would make of them. */
const raw = (text: string): Y.ContentString => new Y.ContentString(text)

const deleted = (rus: Client, at: number): Uint8Array => {
  const { client, clock } = idAt(rus.doc, at)
  return updateOf([], { [client]: [[clock, 1]] })
}

const placed = (rus: Client, { after, before }: { after?: number; before?: number }): Uint8Array => {
  const place = {
    ...(after === undefined ? {} : { after: idAt(rus.doc, after) }),
    ...(before === undefined ? {} : { before: idAt(rus.doc, before) }),
  }
  return updateOf([blockOf(rus.doc.clientID, 0, [[raw('x'), place]])])
}

const firstItem = (rus: Client): Y.Item | null => (rus.body as unknown as { _start: Y.Item | null })._start

/** What a page says that deletes every formatting item and nothing else. */
function deletesOfFormats(doc: Y.Doc): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact((transaction) => {
    for (let item = (bodyOf(doc) as unknown as { _start: Y.Item | null })._start; item !== null; item = item.right) {
      if (item.content instanceof Y.ContentFormat) item.delete(transaction)
    }
  })
  return Y.encodeStateAsUpdate(doc, before)
}
