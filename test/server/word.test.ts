// Word files over HTTP: laid before a meeting with the delegations that its authors speak for, taken away again, and back in.
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { TextAnswer } from '@chapeau/shared/protocol/api'
import { del, ins, p, r, wordFile } from '../support/word.ts'
import { seatFor, seed, startServer, type Someone } from '../support/server.ts'

const WORD = wordFile(
  p(r('Draft decision')) +
    p(r('1. Ports') + ins('RUS', r(' always')) + r(' open.')) +
    p(r('2. Ships ') + del('A. Visitor', 'shall') + ins('A. Visitor', r('should')) + r(' sail.')),
)

async function meeting(): Promise<{
  chair: Someone
  lay: (file: Uint8Array, query?: string) => Promise<Response>
  form: (form: FormData) => Promise<Response>
}> {
  const server = await startServer()
  onTestFinished(() => server.close())
  const { meetingId } = await seed(server, '1.\tOther.')
  const chair = await seatFor(server, meetingId, 'chair')
  const send = (body: Uint8Array<ArrayBuffer> | FormData, query: string): Promise<Response> =>
    chair.fetch(`/api/meetings/${meetingId}/texts?name=Decision${query}`, { method: 'POST', body })
  return { chair, lay: (file, query = '') => send(new Uint8Array(file), query), form: (form) => send(form, '') }
}

const textOf = async (someone: Someone, id: string): Promise<TextAnswer> =>
  (await (await someone.fetch(`/api/texts/${id}`)).json()) as TextAnswer

test('IM-22 a Word file becomes a text with its authors’ brackets, and goes out and in again as the same', async () => {
  const { chair, lay } = await meeting()
  const laid = await lay(WORD, `&authors=${encodeURIComponent(JSON.stringify({ 'A. Visitor': 'EU' }))}`)
  expect(laid.status).toBe(201)
  const { textId } = (await laid.json()) as { textId: string }
  const text = await textOf(chair, textId)
  const read = ['Draft decision', 'Ports[ always – RUS] open.', 'Ships [shall – delete, EU][should – EU] sail.']
  expect(text.paragraphs.map((paragraph) => paragraph.text)).toEqual(read)
  const file = await chair.fetch(`/api/texts/${textId}/export.docx?brackets=tracked`)
  expect(file.headers.get('content-type')).toContain('wordprocessingml.document')
  expect(file.headers.get('content-disposition')).toContain('Decision-rolling.docx')
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect(strFromU8(unzipSync(bytes)['docProps/custom.xml']!)).toContain(textId)
  const again = (await (await lay(bytes)).json()) as { textId: string }
  expect((await textOf(chair, again.textId)).paragraphs.map((paragraph) => paragraph.text)).toEqual(read)
})

test('IM-22 without a word about an author the changes are nobody’s, and the report says so', async () => {
  const { chair, lay } = await meeting()
  const { textId, report } = (await (await lay(WORD)).json()) as { textId: string; report: { entries: { kind: string }[] } }
  expect(report.entries.map(({ kind }) => kind)).toEqual(['author'])
  expect((await textOf(chair, textId)).brackets.map(({ by }) => by)).toEqual(['RUS', '', ''])
})

test('IM-25 what is no Word file, and what is said of authors in no way that can be read, is refused and makes no text', async () => {
  const { lay } = await meeting()
  const broken = await lay(WORD.subarray(0, 200))
  expect([broken.status, ((await broken.json()) as { detail: string }).detail]).toEqual([
    422,
    expect.stringContaining('archive is damaged'),
  ])
  expect((await lay(WORD, `&authors=${encodeURIComponent('{"A. Visitor":"ZZZ"}')}`)).status).toBe(422)
  for (const authors of ['x', '[]', '{"a":"not a code"}', '{"a":1}']) {
    expect((await lay(WORD, `&authors=${encodeURIComponent(authors)}`)).status).toBe(400)
  }
})

test('EX-6 tracked changes carry names, so only the rolling view has them', async () => {
  const { chair, lay } = await meeting()
  const { textId } = (await (await lay(WORD)).json()) as { textId: string }
  for (const query of ['brackets=tracked&view=base', 'brackets=colours'])
    expect((await chair.fetch(`/api/texts/${textId}/export.docx?${query}`)).status).toBe(400)
})

test('IM-30 who joined and who opposes by the file’s own words stands so, unconfirmed', async () => {
  const { chair, lay } = await meeting()
  const { textId } = (await (await lay(new TextEncoder().encode('1. Ports [always - RUS, EU; USA delete] open.'))).json()) as {
    textId: string
  }
  const text = await textOf(chair, textId)
  expect(text.paragraphs.map((paragraph) => paragraph.text)).toEqual(['Ports [always – RUS, EU] open.'])
  expect(text.brackets).toMatchObject([{ by: 'RUS', stands: { EU: { stance: 'proposes' }, USA: { stance: 'opposes' } } }])
})

describe('IM-50 a file may come with what a person changed of the guesses', () => {
  const SOURCE = '1. Ports [shall][should] open. (Agreed)\n2. Ships [ATL: sail].'
  const formOf = (choices: unknown, file: Blob | null = new Blob([SOURCE])): FormData => {
    const form = new FormData()
    if (file !== null) form.set('file', file, 'draft.txt')
    if (choices !== undefined) form.set('choices', typeof choices === 'string' ? choices : JSON.stringify(choices))
    return form
  }

  test('as a form with two parts', async () => {
    const { chair, form } = await meeting()
    const choices = {
      brackets: [
        { n: 1, as: 'words' },
        { n: 2, as: 'out' },
      ],
      names: { ATL: 'RUS' },
      notes: [{ n: 1, out: true }],
      paragraphs: [{ n: 1, state: 'agreed' }],
    }
    const laid = await form(formOf(choices))
    expect(laid.status).toBe(201)
    const { textId } = (await laid.json()) as { textId: string }
    const { paragraphs } = await textOf(chair, textId)
    expect(paragraphs.map(({ text, state }) => [text, state])).toEqual([
      ['Ports shall open.', 'agreed'],
      ['Ships [sail – RUS].', 'open'],
    ])
    expect((await form(formOf(undefined))).status).toBe(201)
  })
  test.each([
    ['no file', formOf({}, null), 400],
    ['an empty file', formOf({}, new Blob([])), 422],
    ['choices that are no JSON', formOf('{'), 400],
    ['choices of another shape', formOf({ brackets: [{ n: 0 }] }), 400],
    ['a bracket that is not there', formOf({ brackets: [{ n: 9, as: 'out' }] }), 422],
    ['a name of somebody who is not here', formOf({ names: { ATL: 'ZZZ' } }), 422],
  ])('%s is refused, and no text is made', async (_, wanted, status) => {
    const { form } = await meeting()
    const refused = await form(wanted)
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([status, expect.stringMatching(/\w+/)])
  })
  test('what says that it is a form and is none', async () => {
    const { chair, lay } = await meeting()
    expect((await lay(new TextEncoder().encode(SOURCE))).status).toBe(201)
    const me = (await (await chair.fetch('/api/me')).json()) as { seats: { meeting: { id: string } }[] }
    const refused = await chair.fetch(`/api/meetings/${me.seats[0]!.meeting.id}/texts`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no form',
    })
    expect(refused.status).toBe(400)
  })
})
