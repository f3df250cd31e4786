// Files that come back over the real server: compared, carried out in the right name, refused with a word.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ComparisonAnswer, ReturnedAnswer } from '@chapeau/shared/protocol/api'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaOf } from '@chapeau/shared/text/ytext'
import { act, bracketOf, stage } from '../support/stage.ts'
import { edited } from '../support/returning.ts'
import type { Desk } from '../support/desk.ts'

const NOTATION = '1\tPorts shall be open.\n2\tShips sail[ always – USA].'

async function taken(desk: Desk, textId: string, query = ''): Promise<Uint8Array> {
  const response = await desk.fetch(`/api/texts/${textId}/export.docx?${query}`)
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

async function back<T>(desk: Desk, textId: string, file: Uint8Array, query = ''): Promise<{ status: number; body: T }> {
  const response = await desk.fetch(`/api/texts/${textId}/returns?file=back.docx${query}`, { method: 'POST', body: new Uint8Array(file) })
  return { status: response.status, body: (await response.json()) as T }
}

const compare = (desk: Desk, textId: string, file: Uint8Array, query = '') => back<ComparisonAnswer>(desk, textId, file, query)

const shall = (file: Uint8Array): Uint8Array => edited(file, (xml) => xml.replace('shall be', 'should be'))

test('IM-60 a delegation’s file comes back as its proposals, on the text as it stands now', async () => {
  const { desk, textId, record } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  const file = shall(await taken(rus, textId))
  eu.propose('EU', ' all', 'Ports')
  await eu.allSaved()
  const { status, body } = await compare(rus, textId, file)
  expect(status).toBe(200)
  expect(body).toMatchObject({ principal: 'RUS', way: 'proposals', base: { from: 'export' }, vanished: [], notes: [] })
  expect(body.differences).toMatchObject([
    { n: 1, kind: 'replace', was: 'shall', is: 'should', state: 'clean', before: 'Ports all ', after: ' be open.' },
  ])
  const request = randomUUID()
  const carried = await back<ReturnedAnswer>(rus, textId, file, `&carry=${body.digest}&request=${request}`)
  expect(carried).toMatchObject({ status: 200, body: { proposed: 1, joined: 0, left: 0, refused: 0 } })
  await rus.until(() => rus.text.includes('should'))
  expect(rus.text).toBe('1\tPorts[ all – EU] [shall – delete, RUS, group 1][should – RUS, group 1] be open.\n2\tShips sail[ always – USA].')
  const again = await back<ReturnedAnswer>(rus, textId, file, `&carry=${body.digest}&request=${request}`)
  expect(again).toEqual(carried)
  const entries = (await record()).filter(({ content }) => content?.detail?.['file'] !== undefined)
  expect(entries.map(({ entry }) => [entry.act, entry.by.principal])).toEqual([
    ['propose', 'RUS'],
    ['propose', 'RUS'],
  ])
  expect(entries[0]!.entry.seq).toBe(carried.body.seq)
})

test('IM-68 the secretariat returns it for a delegation, which has not confirmed it', async () => {
  const { secretariat, desk, textId } = await stage(NOTATION)
  const [typist, eu] = [await secretariat(), await desk('EU')]
  const file = shall(await taken(typist, textId))
  const { body } = await compare(typist, textId, file, '&as=EU')
  expect(body.principal).toBe('EU')
  await back(typist, textId, file, `&as=EU&carry=${body.digest}&request=${randomUUID()}`)
  await eu.until(() => eu.text.includes('should'))
  expect(metaOf(eu.doc).get(metaKey.unconfirmed(bracketOf(eu, 'EU')))).toBe('EU')
  expect((await compare(eu, textId, file, '&as=RUS')).status).toBe(403)
})

test('IM-69 the chair’s file is edits while the text is in preparation, and proposals of the facilitator once it is issued', async () => {
  const { chair, textId } = await stage(NOTATION, { status: 'preparation' })
  const desk = await chair()
  const file = shall(await taken(desk, textId))
  const { body } = await compare(desk, textId, file)
  expect(body.way).toBe('edits')
  await back(desk, textId, file, `&carry=${body.digest}&request=${randomUUID()}`)
  await desk.until(() => desk.text.includes('Ports should be open.'))
  await act(desk, textId, { act: 'issue' })
  const issued = edited(await taken(desk, textId), (xml) => xml.replace('open.', 'open daily.'))
  const second = await compare(desk, textId, issued)
  expect(second.body).toMatchObject({ way: 'proposals', principal: 'CHAIR' })
  await back(desk, textId, issued, `&carry=${second.body.digest}&request=${randomUUID()}`)
  await desk.until(() => desk.text.includes('[ daily – CHAIR]'))
})
