// A text as Akoma Ntoso: held against the standard's content models, its identifiers, and that its words, labels and brackets are the text's.
import { describe, expect, test } from 'vitest'
import { exportAkn } from '@chapeau/shared/exchange/export-akn'
import type { JsonFrame } from '@chapeau/shared/exchange/export-json'
import { printedHash } from '@chapeau/shared/exchange/heading'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { notesApart } from '@chapeau/shared/text/notes'
import { read, type Reading } from '@chapeau/shared/text/read'
import { VIEWS, viewOf, type ViewPiece } from '@chapeau/shared/text/views'
import { metaOf } from '@chapeau/shared/text/ytext'
import { sampleText } from '@chapeau/server/sample/sample'
import { newTally, Play } from '../properties/play.ts'
import { aknFaults, parseAkn, walk, type AknNode } from '../support/akn.ts'
import { text, usualRung } from '../support/builders.ts'

const FRAME: JsonFrame = {
  view: 'rolling',
  textId: 'text-1',
  since: () => new Date(Date.UTC(2031, 2, 4, 5, 6, 7)),
  nameOf: (code) => (code === 'RUS' ? 'Russian Federation' : code),
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports & “harbours” <new>',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

/** Words under a node, with or without what is printed of brackets; notes and what is proposed about the paragraph aside. */
function wordsOf(node: AknNode, remarks: boolean): string {
  return node.children
    .map((child) => {
      if (typeof child === 'string') return child
      if (child.name === 'authorialNote' || child.attributes.get('class') === 'proposal' || child.name === 'table') return ''
      return child.name === 'remark' && !remarks ? '' : wordsOf(child, remarks)
    })
    .join('')
}

/** Paragraphs as a reader of the file sees them: label and printed words. */
function paragraphsIn(xml: string, remarks = true): [string, string][] {
  const found: [string, string][] = []
  walk(parseAkn(xml), ({ name, children }) => {
    const child = (wanted: string): AknNode | undefined =>
      children.find((one): one is AknNode => typeof one !== 'string' && one.name === wanted)
    const words = child('content') ?? child('intro')
    const num = child('num')
    const label = num === undefined ? '' : wordsOf(num, true)
    if (name === 'docTitle')
      found.push([
        '',
        children
          .map((one) => (typeof one === 'string' ? one : wordsOf({ name, attributes: new Map(), children: [one] }, remarks)))
          .join(''),
      ])
    else if (name === 'section') found.push([label, wordsOf(child('heading')!, remarks)])
    else if (words !== undefined) found.push([label, wordsOf(words, remarks)])
  })
  return found
}

const printed = (pieces: readonly (ViewPiece | { readonly type: 'note' })[], remarks: boolean): string =>
  pieces
    .map((piece, i) => {
      if (piece.type === 'text') return piece.text
      if (piece.type === 'note' || !remarks) return ''
      if (piece.type === 'open') return '['
      return piece.label === '' ? (pieces[i - 1]?.type === 'open' ? ' ]' : ']') : ` – ${piece.label}]`
    })
    .join('')

function holds(reading: Reading, meta: Meta): void {
  for (const view of VIEWS) {
    const xml = exportAkn(reading, meta, { ...FRAME, view })
    expect(aknFaults(xml)).toEqual([])
    const paragraphs = viewOf(reading, meta, view)
    for (const remarks of [true, false])
      expect(paragraphsIn(xml, remarks)).toEqual(
        paragraphs.map((one) => [one.label, printed(notesApart(one, reading.brackets).pieces, remarks)]),
      )
  }
}

describe('EX-15 EX-17 a file is Akoma Ntoso, and its words are the text’s in every view', () => {
  test('of the sample', () => {
    const { body, meta } = sampleText()
    holds(read(body, meta), meta)
  })
  test('of texts at random', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const play = new Play(seed, newTally())
      for (let step = 0; step < 40; step++) play.step()
      holds(play.chamber.reading, metaOf(play.chamber.doc))
    }
  }, 120_000)
  test('with notes, tables, formatting, items without a paragraph, titles late, brackets over paragraphs', () => {
    const { reading, meta } = text(
      '- (a)\tfirst\n# One\n## I.\tUse\n### A\tMore\n1.\tPorts[See [the – EU] annex. – note] <open> & [shall – delete, RUS].\n    - (i)\tdeep\n- (a)\ttop\n          - deepest\n# Two\nEnd[ now\n[2.\tShips\nsail – EU] slowly – RUS].',
    )
    const pid = reading.paragraphs[0]!.raw.starter!.p
    meta.set(metaKey.block(pid), { kind: 'table', header: 1, rows: [['Port', 'Depth'], ['A & B\nC', '9 m'], []] })
    meta.set(metaKey.structure('EU:5.1'), { by: 'EU', shape: { op: 'move', target: pid, after: null }, seq: 3 })
    meta.set(metaKey.caveat, true)
    meta.set(metaKey.statement('explanation', 'USA', 'text'), {
      kind: 'explanation',
      principal: 'USA',
      pid: null,
      words: 'We\nread',
      seq: 9,
    })
    holds(reading, meta)
    const runs = [
      { insert: { p: ':1.1', t: 'para' as const, lvl: 0 } },
      { insert: 'all', attributes: { bold: true as const, italic: true as const } },
    ]
    expect(exportAkn(read(runs), new Map(), FRAME)).toContain('<i><b>all</b></i>')
    holds(read(runs), new Map())
    holds(read([]), new Map())
    holds(read([{ insert: 'loose' }]), new Map())
    holds(text('# Only a title').reading, new Map())
  })
  test('its structure is checked: what the standard does not allow is found', () => {
    const { reading, meta } = text('1\tPorts[ always – RUS] open.')
    const good = exportAkn(reading, meta, FRAME)
    const broken: [RegExp, string, string][] = [
      [/<num>/, '<num2>', 'not well'],
      [/eId="para_1__content"/, 'eId="para_1"', 'eId'],
      [/refersTo="#RUS"/, 'refersTo="#SUN"', 'leads to'],
      [/<content eId="para_1__content"><p>/, '<content eId="para_1__content">words<p>', 'words stand'],
      [/<FRBRdate[^>]*>/, '', 'FRBRWork holds'],
      [/status="editorial"/, 'status="printed"', 'status is'],
      [/ language="und"/, '', 'has no language'],
    ]
    for (const [found, put, fault] of broken) {
      const xml = good.replace(found, put)
      expect(xml).not.toBe(good)
      if (fault === 'not well') expect(() => aknFaults(xml)).toThrow()
      else expect(aknFaults(xml).join('; ')).toContain(fault)
    }
  })
})

describe('EX-15 identifiers', () => {
  test('by labels, under what they stand in, once each', () => {
    const { reading, meta } = text(
      '## I.\tUse\nPP1 bis\tone\n1.\ttwo\n- (a)\tthree\n  - (i)\tfour\n1.\tfive\n\tsix\nseven\n2.5 ter\teight\n1-2\tnine',
    )
    const eIds: string[] = []
    walk(parseAkn(exportAkn(reading, meta, FRAME)), ({ name, attributes }) => {
      if (/^(?:section|paragraph|subparagraph|point)$/.test(name)) eIds.push(attributes.get('eId')!)
    })
    expect(eIds).toEqual([
      'sec_I',
      'sec_I__pp_1-bis',
      'sec_I__para_1',
      'sec_I__para_1__subpara_a',
      'sec_I__para_1__subpara_a__point_i',
      'sec_I__para_1-2',
      'sec_I__para_nn',
      'sec_I__para_nn-2',
      'sec_I__para_2-5-ter',
      'sec_I__para_1-2-2',
    ])
  })
  test('of work, expression and manifestation, and of every party that is named', () => {
    const xml = exportAkn(text('1\tPorts[ always – RUS, EU] open.').reading, new Map(), FRAME)
    expect(xml).toContain('<FRBRuri value="/akn/un/statement/draft/text-1"/>')
    expect(xml).toContain('<FRBRuri value="/akn/un/statement/draft/text-1/und@2031-03-14/rolling"/>')
    expect(xml).toContain('<TLCOrganization eId="RUS" href="/akn/ontology/organization/un/rus" showAs="Russian Federation"/>')
    expect(printedHash(xml)).toBe('ab'.repeat(32))
  })
})

describe('EX-16 brackets', () => {
  test('are ins, del and inline with their parties, their particulars in the extension', () => {
    const { reading, meta, bids } = text('1\tPorts [shall – delete, EU] open[ always – RUS, KEN] [now – reserve, USA][ ].')
    meta.set(metaKey.rationale(bids[0]!), 'Too <strong>')
    meta.set(metaKey.stand(bids[0]!, 'JPN'), { stance: 'opposes', words: '', seq: 3 })
    const xml = exportAkn(reading, meta, FRAME)
    expect(xml).toContain(
      `<del eId="para_1__del_1" refersTo="#EU" chp:bracket="${bids[0]}"><remark status="editorial">[</remark>shall<remark`,
    )
    expect(xml).toContain(`<ins eId="para_1__ins_1" refersTo="#RUS #KEN" chp:bracket="${bids[1]}">`)
    expect(xml).toContain(`<inline eId="para_1__inline_1" name="reservation" refersTo="#USA" chp:bracket="${bids[2]}">`)
    expect(xml).toContain(
      `chp:bracket="${bids[3]}" chp:placeholder="true"><remark status="editorial">[</remark><remark status="editorial"> ]</remark>`,
    )
    expect(xml).toContain(
      `<chp:bracket id="${bids[0]}" kind="del" by="EU" holder="EU" since="2031-03-04T05:06:07.000Z">Too &lt;strong&gt;</chp:bracket>`,
    )
    expect(xml).toContain(`<chp:stand target="${bids[0]}" by="JPN" stance="opposes" seq="3"/>`)
  })
  test('one that runs over paragraphs goes on in the next', () => {
    const { reading, meta } = text('1\tPorts[ always\n2\tand now – RUS] open.')
    const [first, second] = exportAkn(reading, meta, FRAME).match(/<p>.*?<\/p>/g)!
    expect(first).toMatch(/always<\/ins><\/p>$/)
    expect(second).toMatch(/^<p><ins [^>]*>and now<remark/)
  })
  test('name nobody in the view without names', () => {
    const { reading, meta } = text('1\tPorts[ always – RUS, KEN] open.\n[2\tShips sail. – EU]')
    expect(exportAkn(reading, meta, { ...FRAME, view: 'unattributed' })).not.toMatch(/RUS|EU|KEN/)
  })
})
