// A text as a page: its outline, what is heard of brackets, notes behind it, and that no words of a text get out of their place.
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import type { ExportFrame } from '@chapeau/shared/exchange/heading'
import { metaKey } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { VIEWS } from '@chapeau/shared/text/views'
import { randomText } from '../support/bodies.ts'
import { text, usualRung } from '../support/builders.ts'

const FRAME: ExportFrame = {
  view: 'rolling',
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: '3f'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

function page(
  notation: string,
  more: Partial<ExportFrame> = {},
  said?: (meta: Map<string, unknown>, bids: readonly string[]) => void,
): string {
  const { reading, meta, bids } = text(notation)
  said?.(meta, bids)
  return exportHtml(reading, meta, { ...FRAME, ...more })
}

const mainOf = (html: string): string => /<main>\n(.*)\n<\/main>/s.exec(html)![1]!
/** The words of a page's text, without what is only heard. */
const seen = (html: string): string =>
  mainOf(html)
    .replace(/<span class="said"[^>]*>[^<]*<\/span>/g, '')
    .replace(/<[^>]+>/g, '')

describe('EX-25 an exported page', () => {
  test('prints words, labels and brackets as notation does', () => {
    expect(seen(page('1\tPorts [shall – delete, USA, group 1][should – RUS, EU, group 1] open [ ].\n[1 bis\tNew – EU]'))).toBe(
      '1 Ports [shall – delete, USA][should – RUS, EU] open [ ].\n[1 bis New – EU]',
    )
  })
  test('says what a bracket is for those who hear it, and whose where names are shown', () => {
    const notation = '1\tPorts [shall – delete, USA][should – RUS] open[ now – reserve, IRN] by [ ].'
    const heard = (html: string): string[] => [...html.matchAll(/class="said"[^>]*>([^<]*)</g)].map(([, words]) => words!.trim())
    expect(heard(page(notation)).filter((words) => words !== 'end.')).toEqual([
      'Deletion proposed by USA:',
      'Addition proposed by RUS:',
      'Reservation by IRN:',
      'Words still to be found:',
    ])
    expect(heard(page(notation, { view: 'unattributed' })).join()).not.toMatch(/USA|RUS|IRN/)
  })
  test('carries kind, holder and group as data, the holder only where names are shown', () => {
    const notation = '1\tPorts [shall – delete, USA, group 1][should – RUS, group 1] open.'
    const data = (html: string): string[] => [...html.matchAll(/class="open"([^>]*)>/g)].map(([, marks]) => marks!.trim())
    expect(data(page(notation))).toEqual([
      'data-kind="del" data-holder="USA" data-group="1"',
      'data-kind="ins" data-holder="RUS" data-group="1"',
    ])
    expect(data(page(notation, { view: 'unattributed' }))).toEqual(['data-kind="del" data-group="1"', 'data-kind="ins" data-group="1"'])
  })
  test.each(VIEWS)('has a legend of what is in it, in the view %s', (view) => {
    const legend = /<aside aria-label="How brackets are shown">(.*)<\/aside>/s.exec(page('1\tPorts[ always – RUS] open.', { view }))?.[1]
    expect(legend).toContain({ rolling: 'of this code', unattributed: 'proposed', base: 'left out', accepted: 'accepted' }[view])
    expect(legend).not.toContain('reserved')
  })
  test('has no legend where there is nothing to explain', () => expect(page('1\tPorts open.')).not.toContain('<aside'))
  test('leaves out no level of a heading', () => {
    const { reading, meta } = text('1\tone\n2\ttwo\n3\tthree\n4\tfour')
    const levels = [1, 3, 1, 9]
    reading.paragraphs.forEach(({ raw }, i) => {
      meta.set(metaKey.type(raw.starter!.p), 'heading')
      meta.set(metaKey.level(raw.starter!.p), levels[i])
    })
    const tags = [...exportHtml(reading, meta, FRAME).matchAll(/<(h\d)/g)].map(([, tag]) => tag)
    expect(tags).toEqual(['h1', 'h2', 'h3', 'h2', 'h3'])
  })
  test('says Arabic, Cyrillic and Chinese paragraphs to be so, by their first letter', () => {
    const html = mainOf(page('1\tيجب أن تفتح الموانئ\nPP1\tПорты открыты\n3\t港口开放\n4\tPorts open'))
    expect([...html.matchAll(/<p[^>]*>/g)].map(([tag]) => /lang="(\w+)"/.exec(tag)?.[1])).toEqual(['ar', 'ru', 'zh', undefined])
  })
  test('EX-2 no title and no words get out of their place, in the page or in its styles', () => {
    const nasty = '</style><script>alert(1)</script> "\\ } @import'
    const html = page('1\tPorts </main><script> \\[open\\].', { title: nasty })
    expect(html).not.toContain('<script')
    expect(/<style>(.*)<\/style>/s.exec(html)![1]).not.toContain('@import')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(seen(html)).toBe('1 Ports &#60;/main&#62;&#60;script&#62; \\[open\\].')
  })
})

describe('EX-26 reasons and positions', () => {
  const said = (meta: Map<string, unknown>, bids: readonly string[]): void => {
    meta.set(metaKey.rationale(bids[1]!), 'Safety.\nAnd care.')
    meta.set(metaKey.stand(bids[0]!, 'USA'), { stance: 'opposes', words: '', seq: 3, reason: 'Too <vague>' })
  }
  const notation = '1\tPorts[ always – RUS] open[ now – EU].'
  test('stand behind the text in its order, and lead there and back', () => {
    const html = page(notation, {}, said)
    const notes = [...html.matchAll(/<li id="note-(\d)"[^>]*>(.*?) <a class="back" href="#ref-(\d)"/g)].map(([, ...parts]) => parts)
    expect(notes.map(([id, words, back]) => [id, words!.replace(/<br>/g, '/').replace(/<[^>]+>/g, ''), back])).toEqual([
      ['1', 'USA: Opposes: Too &#60;vague&#62;', '1'],
      ['2', 'EU: Safety./And care.', '2'],
    ])
    expect([...mainOf(html).matchAll(/id="ref-(\d)" href="#note-(\d)"/g)].map(([, ...parts]) => parts)).toEqual([
      ['1', '1'],
      ['2', '2'],
    ])
  })
  test.each(VIEWS.filter((view) => view !== 'rolling'))('are not in the view %s', (view) =>
    expect(page(notation, { view }, said)).not.toMatch(/Safety|vague|note-/),
  )
})

test('EX-27 a printed page says what it is in its margins', () => {
  const style = /<style>(.*)<\/style>/s.exec(page('1\tPorts open.', { title: 'Ports & "quays"' }))![1]!
  expect(style).toContain('@page{size:A4')
  expect(style).toContain('content:"Ports \\26  \\22 quays\\22 "')
  expect(style).toContain('3f'.repeat(32))
})

test('EX-26 notes that the view has beside its words are behind it; a note is referred to once, whatever crosses its bracket', () => {
  const { reading, meta, bids } = text('1\tPorts[ Of call. – note, EU] open.')
  expect(seen(exportHtml(reading, meta, FRAME))).toBe('1 Ports[ Of call. – note, EU] open.')
  const html = exportHtml(reading, meta, { ...FRAME, view: 'base' })
  expect(seen(html)).toBe('1 Ports1 open.')
  expect(html).toMatch(/<h2>Notes<\/h2>\n<ol>\n<li id="note-1" value="1"><bdi> Of call\.<\/bdi>/)
  expect(bids).toHaveLength(1)
})

test('EX-25 a table stands behind the paragraph that stands for it', () => {
  const { reading, meta } = text('1\tTable, 2 rows, 2 columns')
  meta.set(metaKey.block(reading.paragraphs[0]!.raw.starter!.p), {
    kind: 'table',
    rows: [
      ['Port', 'State'],
      ['<A>', 'open\nshut'],
    ],
    header: 1,
  })
  expect(exportHtml(reading, meta, FRAME)).toContain(
    '</p>\n<table>\n<tr><th scope="col" dir="auto">Port</th><th scope="col" dir="auto">State</th></tr>\n<tr><td dir="auto">&#60;A&#62;</td><td dir="auto">open<br>shut</td></tr>\n</table>',
  )
})

test('EX-2 EX-25 every text makes a page whose elements are closed and whose ids are its own, in every view', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(randomText, fc.constantFrom(...VIEWS), ({ body, meta }, view) => {
      const html = exportHtml(read(body, meta), meta, { ...FRAME, view })
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
      expect(new Set(ids).size).toBe(ids.length)
      for (const [, to] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to)
      const xml = html.replace('<!doctype html>', '').replace(/<(meta|br)([^>]*)>/g, '<$1$2/>')
      const parser = new SaxesParser({ xmlns: false })
      parser.on('error', (error) => {
        throw error
      })
      parser.write(xml).close()
    }),
    { numRuns: 500 },
  )
})
