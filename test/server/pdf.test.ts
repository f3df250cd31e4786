// Texts as PDF by a real Chromium: tagged, the same bytes again, nothing asked of any network, and what the record says of it.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { MAX_PDFS_WAITING, PDF_IDLE_MS, PDF_TIME_MS } from '@chapeau/server/limits'
import { PdfFailure, type PdfMaker, type PrintedPage } from '@chapeau/server/pdf/port'
import { stamped } from '@chapeau/server/pdf/stamp'
import { sha256 } from '@chapeau/server/record/chain'
import { readRecord } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import type { MeAnswer, RecordLine } from '@chapeau/shared/protocol/api'
import { chromiumPdf, hasChromium } from '../support/chromium.ts'
import { ManualClock } from '../support/clock.ts'
import { seatFor, seed, startServer, tempDir, type Someone, type TestServer } from '../support/server.ts'
import { stage } from '../support/stage.ts'

const NOTATION = '1\tPorts [shall – delete, EU][should – RUS] be open.\n2\tShips[ always – USA] sail.'
const page = (html: string): PrintedPage => ({ html, asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)), line: 'Record: entry 4' })

const bytesOf = async (someone: Pick<Someone, 'fetch'>, path: string): Promise<Uint8Array> => {
  const response = await someone.fetch(path)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  return new Uint8Array(await response.arrayBuffer())
}
const exportsIn = (lines: readonly RecordLine[]): RecordLine[] => lines.filter(({ entry }) => entry.act === 'export')

describe('EX-30 a server without a Chromium', () => {
  test('says so, and its page prints instead', async () => {
    const server = await startServer()
    onTestFinished(() => server.close())
    const { meetingId, textId } = await seed(server, NOTATION)
    const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
    const answer = await rus.fetch(`/api/texts/${textId}/export.pdf`)
    expect([answer.status, await answer.json()]).toEqual([501, expect.objectContaining({ rule: 'EX-30', status: 501 })])
    expect(((await (await rus.fetch('/api/me')).json()) as MeAnswer).pdf).toBe(false)
    expect(exportsIn(await server.storage.record(textId, 0, 100))).toEqual([])
  })

  test('and one whose Chromium does not start says that it failed, and records nothing', async () => {
    const server = await startServer({ pdf: chromiumPdf({ executablePath: '/bin/false' }) })
    onTestFinished(() => server.close())
    const { meetingId, textId } = await seed(server, NOTATION)
    const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
    const answer = await rus.fetch(`/api/texts/${textId}/export.pdf`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer.json()).toMatchObject({ rule: 'EX-28', detail: expect.stringContaining('could not be made') as string })
    expect(exportsIn(await server.storage.record(textId, 0, 100))).toEqual([])
  })
})

describe('EX-28 a file carries its text’s time and entry', () => {
  const written = `%PDF-1.4\n1 0 obj\n<</Title (/ModDate \\(D:20200101000000Z\\))\n/CreationDate (D:20261127125325+00'00')\n/ModDate (D:20261127125325+00'00')>>\nendobj\nxref\ntrailer\n<<>>\nstartxref\n99\n%%EOF\n`
  test('in place of when it was made, and every offset stays', () => {
    const text = Buffer.from(stamped(Buffer.from(written, 'latin1'), page(''))).toString('latin1')
    expect(text).toBe(written.replaceAll('20261127125325', '20310314130200').replace('startxref', '%Record: entry 4\nstartxref'))
  })
  test('what is no PDF is none', () => expect(() => stamped(Buffer.from('x'), page(''))).toThrow('no PDF'))
})

describe.skipIf(!hasChromium)('EX-28 a PDF (skipped where there is no Chromium)', () => {
  const pdf = chromiumPdf()
  afterAll(() => pdf.close())

  test('is tagged, has an outline and its language, and is the same bytes again', { timeout: 120_000 }, async () => {
    const html = '<!doctype html><html lang="en"><title>Ports</title><h1>Ports</h1><h2>Of call</h2><p>Open.</p></html>'
    const [first, second] = [await pdf.make(page(html)), await pdf.make(page(html))]
    expect(sha256(first)).toBe(sha256(second))
    const text = Buffer.from(first).toString('latin1')
    for (const sign of ['/Marked true', '/StructTreeRoot', '/Outlines', '/Lang (en)', '(D:20310314130200']) expect(text).toContain(sign)
    expect(text).toMatch(/%Record: entry 4\nstartxref\n\d+\n%%EOF/)
  })

  test('asks nothing of any network and runs no script', { timeout: 120_000 }, async () => {
    let asked = 0
    const listener = createServer((socket) => {
      asked++
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const at = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
    const hostile = `<!doctype html><title>t</title><link rel="stylesheet" href="${at}/a.css"><p>words</p><img src="${at}/c.png"><iframe src="${at}/d"></iframe><iframe src="file:///etc/hostname"></iframe><script>document.querySelector('p').textContent='SCRIPT'</script>`
    const file = await pdf.make(page(hostile))
    // Whether a page that leads elsewhere is printed, Chromium says one way and the other; it leads nowhere.
    await pdf.make(page(`<meta http-equiv="refresh" content="0;url=${at}/b"><p>words`)).catch(() => null)
    expect(asked).toBe(0)
    listener.close()
    const words = wordsOf(file)
    if (words !== null) expect(words).toBe('words')
  })

  test('one at a time, so many at most, and none after the end', { timeout: 120_000 }, async () => {
    const own = chromiumPdf()
    const made = Array.from({ length: MAX_PDFS_WAITING + 1 }, (_, i) => own.make(page(`<p>${i}`)).catch((error: unknown) => error))
    expect(await made.at(-1)).toBeInstanceOf(PdfFailure)
    expect(await made[0]).toBeInstanceOf(Uint8Array)
    await own.close()
    expect((await Promise.all(made)).at(-2)).toBeInstanceOf(PdfFailure)
    await expect(own.make(page('<p>x'))).rejects.toThrow('stopping')
  })

  test('is given up when it takes too long, and the next one is made', { timeout: 120_000 }, async () => {
    const clock = new ManualClock()
    const own = chromiumPdf({ clock })
    onTestFinished(() => own.close())
    const late = own.make(page('<p>x')).catch((error: unknown) => error)
    await Promise.resolve()
    clock.advance(PDF_TIME_MS)
    expect(await late).toMatchObject({ message: 'This PDF takes too long.' })
    expect(await own.make(page('<p>y'))).toBeInstanceOf(Uint8Array)
    clock.advance(PDF_IDLE_MS)
    expect(await own.make(page('<p>z'))).toBeInstanceOf(Uint8Array)
  })
})

/** By pdftotext, where it is installed; else null. */
function wordsOf(file: Uint8Array): string | null {
  try {
    return execFileSync('pdftotext', ['-', '-'], { input: file }).toString().trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

describe.skipIf(!hasChromium)('EX-29 what the record says of a PDF (skipped where there is no Chromium)', () => {
  async function server(options: { readonly pdf?: PdfMaker; readonly dataDir?: string } = {}): Promise<TestServer> {
    const started = await startServer({ pdf: chromiumPdf(), ...options })
    onTestFinished(() => started.close())
    return started
  }

  test(
    'the file’s hash, and the entry whose text it is of; the same again for the same, another for another',
    { timeout: 240_000 },
    async () => {
      const house = await server()
      const { meetingId, textId } = await seed(house, NOTATION)
      const [rus, eu] = [await seatFor(house, meetingId, 'delegate', 'RUS'), await seatFor(house, meetingId, 'delegate', 'EU')]
      const path = `/api/texts/${textId}/export.pdf?view=rolling`
      const record = (): Promise<readonly RecordLine[]> => house.storage.record(textId, 0, 100)
      const [first, same] = await Promise.all([bytesOf(rus, path), bytesOf(rus, path)])
      expect(sha256(same)).toBe(sha256(first))
      const lines = await record()
      const [taken, ...more] = exportsIn(lines)
      expect(more).toEqual([])
      expect(taken).toMatchObject({
        entry: { fileHash: sha256(first), by: { principal: 'RUS' } },
        content: { detail: { view: 'rolling', format: 'pdf', of: { entry: 1, hash: lines[0]!.entry.hash, text: sha256(NOTATION) } } },
      })
      const words = wordsOf(first)
      if (words !== null) expect(words.replace(/\s+/g, ' ')).toMatch(/Ports \[shall – delete, EU ?\]\[should – RUS ?\] be open\./)
      await bytesOf(eu, path)
      await bytesOf(rus, `/api/texts/${textId}/export.pdf?view=base`)
      expect(exportsIn(await record())).toHaveLength(3)
      const file = readRecord(await (await rus.fetch(`/api/texts/${textId}/record.ndjson`)).text())
      if (file.status !== 'read') throw new Error('no record')
      expect(verifyRecord(file.file, { text: first })).toMatchObject({ ok: true, exported: { seq: taken!.entry.seq } })
      const altered = Uint8Array.from(first)
      altered[Math.floor(altered.length / 2)]! ^= 1
      expect(verifyRecord(file.file, { text: altered })).toMatchObject({
        ok: false,
        seq: taken!.entry.seq,
        reason: expect.stringContaining('altered') as string,
      })
    },
  )

  test('the text that was printed, also when it changed while the file was made', { timeout: 240_000 }, async () => {
    const real = chromiumPdf()
    let meanwhile = (): Promise<unknown> => Promise.resolve()
    const pdf: PdfMaker = {
      make: async (printed) => {
        const file = await real.make(printed)
        await meanwhile()
        return file
      },
      close: () => real.close(),
    }
    const { desk, textId, record } = await stage(NOTATION, { pdf })
    const rus = await desk('RUS')
    meanwhile = async () => {
      rus.propose('RUS', ' freely', 'sail')
      await rus.allSaved()
    }
    const file = await bytesOf(rus, `/api/texts/${textId}/export.pdf`)
    const lines = await record()
    const taken = exportsIn(lines)[0]!
    expect(lines.map(({ entry }) => entry.act)).toEqual(['import', 'propose', 'export'])
    expect(taken.content?.detail).toMatchObject({ of: { entry: 1, text: sha256(NOTATION) } })
    expect(taken.entry.fileHash).toBe(sha256(file))
    expect(taken.entry.textHash).not.toBe(sha256(NOTATION))
  })

  test('RE-9 the same file again after a restart', { timeout: 240_000 }, async () => {
    const folder = await tempDir()
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const house = await startServer({ dataDir: folder, pdf: chromiumPdf() })
    const { meetingId, textId } = await seed(house, NOTATION)
    const rus = await seatFor(house, meetingId, 'delegate', 'RUS')
    const path = `/api/texts/${textId}/export.pdf`
    const first = await bytesOf(rus, path)
    await house.close()
    const again = await server({ dataDir: folder })
    const back: Someone = { ...rus, fetch: (to) => fetch(again.url + to, { headers: { cookie: rus.cookie } }) }
    expect(sha256(await bytesOf(back, path))).toBe(sha256(first))
    expect(exportsIn(await again.storage.record(textId, 0, 100))).toHaveLength(1)
  })
})
