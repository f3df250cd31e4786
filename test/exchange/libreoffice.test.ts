// What LibreOffice makes of an exported Word file: it opens it, and says the same insertions, deletions, authors, times, comments.
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { metaKey } from '@chapeau/shared/text/meta'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { text, usualRung } from '../support/builders.ts'
import { hasOffice, loadedAndStored } from '../support/office.ts'

/** A change as LibreOffice tells it. */
interface Told {
  readonly is: string
  readonly by: string
  readonly at: string
}

describe.skipIf(!hasOffice)('EX-6 EX-7 in LibreOffice (package libreoffice-writer-nogui; skipped where it is not installed)', () => {
  /** The flat OpenDocument that the file becomes. */
  async function converted(notation: string, brackets: 'text' | 'tracked', view: View = 'rolling'): Promise<string> {
    const { reading, meta, bids } = text(notation)
    meta.set(metaKey.rationale(bids[0]!), 'Safety first')
    const bytes = exportDocx(reading, meta, {
      view,
      brackets,
      lines: true,
      textId: 'text-1',
      since: (bid) => new Date(Date.UTC(2031, 2, 4, 5, 6, bids.indexOf(bid))),
      nameOf: (code) => `Delegation of ${code}`,
      asOf: new Date(Date.UTC(2031, 2, 14)),
      title: 'Ports',
      revision: 'Rev.2',
      changes: 0,
      head: { seq: 41, hash: 'ab'.repeat(32) },
      publicKey: 'MCow',
      rungName: usualRung,
    })
    return new TextDecoder().decode(await loadedAndStored(bytes, 'docx', 'fodt'))
  }

  test('tracked changes keep their authors and times, comments theirs', { timeout: 120_000 }, async () => {
    const flat = await converted('1\tPorts [shall – delete, RUS] open[ always – EU].\n2\tShips sail.', 'tracked')
    const told: { is: string; by: string; at: string }[] = []
    const comments: string[] = []
    const path: string[] = []
    const parser = new SaxesParser({ xmlns: false })
    parser.on('opentag', ({ name }) => {
      path.push(name)
      if (name === 'text:insertion' || name === 'text:deletion') told.push({ is: name.slice(5), by: '', at: '' })
    })
    parser.on('closetag', () => void path.pop())
    parser.on('text', (words) => {
      const [inside, at] = [path.at(-1), told.at(-1)]
      if (path.includes('office:annotation') && words.trim() !== '') comments.push(words)
      else if (path.includes('office:change-info') && inside === 'dc:creator') at!.by += words
      else if (path.includes('office:change-info') && inside === 'dc:date') at!.at += words
    })
    parser.write(flat).close()
    expect(told satisfies Told[]).toEqual([
      { is: 'deletion', by: 'Delegation of RUS', at: '2031-03-04T05:06:00' },
      { is: 'insertion', by: 'Delegation of EU', at: '2031-03-04T05:06:01' },
    ])
    expect(comments).toEqual(expect.arrayContaining(['Delegation of RUS', 'Safety first']))
  })

  test('brackets as text are words', { timeout: 120_000 }, async () => {
    const flat = await converted('1\tPorts [shall – delete, RUS] open[ always – EU].', 'text')
    expect(flat).not.toContain('text:changed-region')
    const words = flat.slice(flat.indexOf('<office:body>')).replace(/<office:annotation[\s\S]*?<\/office:annotation>/g, '')
    expect(words.replace(/<text:tab\/>/g, '\t').replace(/<[^>]+>/g, '')).toContain('1\tPorts [shall – delete, RUS] open[ always – EU].')
  })

  test.each(VIEWS)('EX-5 the view %s opens with its words, header and styles', { timeout: 120_000 }, async (view) => {
    const flat = await converted('1\tPorts [shall – delete, RUS] open[ always – EU].\n2\tتفتح الموانئ.', 'text', view)
    const words = flat.slice(flat.indexOf('<office:body>')).replace(/<office:annotation[\s\S]*?<\/office:annotation>/g, '')
    const shown = {
      rolling: 'Ports [shall – delete, RUS] open[ always – EU].',
      unattributed: 'Ports [shall – delete] open[ always].',
      base: 'Ports shall open.',
      accepted: 'Ports  open always.',
    }[view]
    expect(
      words
        .replace(/<text:s\/>/g, ' ')
        .replace(/<text:tab\/>/g, '\t')
        .replace(/<[^>]+>/g, ''),
    ).toContain(`1\t${shown}`)
    const master = flat.slice(flat.indexOf('<office:master-styles>'), flat.indexOf('</office:master-styles>')).replace(/<[^>]+>/g, '')
    expect(master).toContain('as of 00:00 UTC, 14 March 2031 · Rev.2')
    expect(master).toContain(`Record: entry 41, ${'ab'.repeat(32)}`)
    expect(flat).toContain('style:display-name="Chapeau Text"')
    expect(flat).toContain('style:writing-mode="rl-tb"')
  })
})
