// What LibreOffice makes of an exported Word file: it opens it, and says the same insertions, deletions, authors, times, comments.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { metaKey } from '@chapeau/shared/text/meta'
import { text, usualRung } from '../support/builders.ts'

const isThere = (() => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** A change as LibreOffice tells it. */
interface Told {
  readonly is: string
  readonly by: string
  readonly at: string
}

describe.skipIf(!isThere)('EX-6 EX-7 in LibreOffice (package libreoffice-writer-nogui; skipped where it is not installed)', () => {
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'chapeau-office-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** The flat OpenDocument that the file becomes. */
  async function converted(notation: string, brackets: 'text' | 'tracked'): Promise<string> {
    const { reading, meta, bids } = text(notation)
    meta.set(metaKey.rationale(bids[0]!), 'Safety first')
    const bytes = exportDocx(reading, meta, {
      view: 'rolling',
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
    const source = join(folder, `${brackets}.docx`)
    await writeFile(source, bytes)
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', 'fodt', '--outdir', folder, source])
    return readFile(join(folder, `${brackets}.fodt`), 'utf8')
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
})
