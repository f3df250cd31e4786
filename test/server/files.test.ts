// Tables, pictures and notes over HTTP: laid before a meeting with a Word file, seen by whoever has a seat, taken away and back.
import { unzipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fileName } from '@chapeau/shared/exchange/pictures'
import { pngOf } from '../support/pictures.ts'
import { seatFor, seed, startServer, type Someone } from '../support/server.ts'
import { note, noteMark, p, picture, r, tbl, wordFile } from '../support/word.ts'

const PNG = pngOf(8, 4)
const HASH = fileName(PNG)
const FILE = wordFile(
  p(r('Draft decision')) +
    p(r('1. Ports open') + noteMark(2) + r('.')) +
    tbl([[p(r('Port')), p(r('Ships'))]]) +
    p(picture('a.png', 60, 30, 'A map')),
  { media: { 'a.png': PNG }, footnotes: note(2, p(r('See the annex.'))) },
)

async function laid(): Promise<{ chair: Someone; observer: Someone; stranger: Someone; textId: string; meetingId: string; url: string }> {
  const server = await startServer()
  onTestFinished(() => server.close())
  const { meetingId } = await seed(server, '1.\tOther.')
  const chair = await seatFor(server, meetingId, 'chair')
  const answer = await chair.fetch(`/api/meetings/${meetingId}/texts?name=Decision`, { method: 'POST', body: new Uint8Array(FILE) })
  expect(answer.status).toBe(201)
  const { textId } = (await answer.json()) as { textId: string }
  const observer = await seatFor(server, meetingId, 'observer')
  const stranger = await seatFor(server, (await seed(server, '1.\tElsewhere.')).meetingId, 'delegate', 'RUS')
  return { chair, observer, stranger, textId, meetingId, url: server.url }
}

describe('UI-172 a picture of a text', () => {
  test('is given to whoever has a seat, as a picture that can do nothing, to be kept by their own device', async () => {
    const { observer, textId } = await laid()
    const answer = await observer.fetch(`/api/texts/${textId}/files/${HASH}`)
    expect(answer.status).toBe(200)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG)
    const header = (name: string): string | null => answer.headers.get(name)
    expect(header('content-type')).toBe('image/png')
    expect(header('x-content-type-options')).toBe('nosniff')
    expect(header('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(header('cache-control')).toBe('private, max-age=31536000, immutable')
  })
  test.each(['0'.repeat(64), 'x', '..%2F..%2Fchapeau.db', HASH.toUpperCase()])('is no other file: %s', async (hash) => {
    const { chair, textId } = await laid()
    expect((await chair.fetch(`/api/texts/${textId}/files/${hash}`)).status).toBe(404)
  })
  test('is not known to strangers, and not without a session', async () => {
    const { stranger, textId, url } = await laid()
    expect((await stranger.fetch(`/api/texts/${textId}/files/${HASH}`)).status).toBe(404)
    expect((await fetch(new URL(`/api/texts/${textId}/files/${HASH}`, url))).status).toBe(401)
  })
})

describe('EX-42 a text with tables, pictures and notes is taken away with them', () => {
  test('as a Word file that comes back the same, twice the same bytes', async () => {
    const { chair, textId, meetingId } = await laid()
    const take = async (id: string): Promise<Uint8Array> =>
      new Uint8Array(await (await chair.fetch(`/api/texts/${id}/export.docx`)).arrayBuffer())
    const bytes = await take(textId)
    expect(await take(textId)).toEqual(bytes)
    expect(Object.entries(unzipSync(bytes)).find(([name]) => name.startsWith('word/media/'))?.[1]).toEqual(PNG)
    const back = await chair.fetch(`/api/meetings/${meetingId}/texts`, { method: 'POST', body: new Uint8Array(bytes) })
    const { textId: again } = (await back.json()) as { textId: string }
    const json = async (id: string): Promise<unknown> =>
      ((await (await chair.fetch(`/api/texts/${id}/export.json`)).json()) as { paragraphs: { block: unknown }[] }).paragraphs.map(
        ({ block }) => block,
      )
    expect(await json(again)).toEqual(await json(textId))
    expect((await chair.fetch(`/api/texts/${again}/files/${HASH}`)).status).toBe(200)
  })
  test('as a page that shows them and needs nothing else', async () => {
    const { chair, textId } = await laid()
    const page = await (await chair.fetch(`/api/texts/${textId}/export.html`)).text()
    expect(page).toContain(`src="data:image/png;base64,${Buffer.from(PNG).toString('base64')}"`)
    expect(page).toContain('<table')
    expect(page).toContain('See the annex.')
  })
  test('as plain text with the cells and the notes', async () => {
    const { chair, textId } = await laid()
    const rolling = await (await chair.fetch(`/api/texts/${textId}/export.txt`)).text()
    expect(rolling).toContain('Ports open[See the annex. – note].')
    expect(rolling).toContain('Port | Ships')
    const base = await (await chair.fetch(`/api/texts/${textId}/export.txt?view=base`)).text()
    expect(base).toContain('Ports open.')
    expect(base).toContain('Notes\n1., behind “Ports open”: See the annex.')
  })
})

test('IM-91 a person says what becomes of tables; nothing else can be said of them', async () => {
  const { chair, meetingId } = await laid()
  const lay = (tables: string): Promise<Response> =>
    chair.fetch(`/api/meetings/${meetingId}/texts?tables=${tables}`, { method: 'POST', body: new Uint8Array(FILE) })
  expect((await lay('pictures')).status).toBe(400)
  const { textId } = (await (await lay('paragraphs')).json()) as { textId: string }
  const text = (await (await chair.fetch(`/api/texts/${textId}`)).json()) as { paragraphs: { text: string }[] }
  expect(text.paragraphs.map((paragraph) => paragraph.text)).toContain('Ships')
})
