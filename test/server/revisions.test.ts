// Revisions are kept as they were named, and read by everybody in the meeting.
import type { RevisionAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import { expect, test } from 'vitest'
import type { Desk } from '../support/desk.ts'
import { act, seen, stage } from '../support/stage.ts'

async function listed(desk: Desk, textId: string): Promise<RevisionsAnswer['revisions']> {
  const response = await desk.fetch(`/api/texts/${textId}/revisions`)
  return ((await response.json()) as RevisionsAnswer).revisions
}

test('ST-40 a revision is read as it stood when it was named', async () => {
  const { desk, chair, observer, textId } = await stage('1.\tStates should act.\n2.\tThey should report.', { status: 'issued' })
  const [rus, lead, watcher] = [await desk('RUS'), await chair(), await observer()]
  expect(await listed(watcher, textId)).toEqual([])
  const bid = rus.propose('RUS', ' all', 'should')
  await lead.until(() => lead.text.includes('– RUS]'))
  const before = lead.text
  const revised = await act(lead, textId, { act: 'revise' })
  expect(revised.status).toBe(200)
  await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, bid) })
  const [revision] = await listed(watcher, textId)
  expect(revision).toMatchObject({ seq: revised.body.seq, revision: 'Rev.1' })
  const response = await watcher.fetch(`/api/texts/${textId}/revisions/${revision!.seq}`)
  const { paragraphs } = (await response.json()) as RevisionAnswer
  expect(paragraphs.map(({ label, text }) => `${label}\t${text}`).join('\n')).toBe(before)
  expect(paragraphs.map(({ words }) => words)).toEqual(['States should act.', 'They should report.'])
  expect((await watcher.fetch(`/api/texts/${textId}/revisions/9999`)).status).toBe(404)
  expect((await watcher.fetch(`/api/texts/${textId}/revisions/x`)).status).toBe(404)
})

test('AC-54 what was dropped comes back in its holder’s name on every screen, and again after that was undone', async () => {
  const { desk, chair, textId, record } = await stage('1.\tStates should act.', { status: 'issued' })
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' all', 'should')
  await lead.until(() => lead.text.includes('– RUS]'))
  const proposed = lead.text
  const dropped = await act(lead, textId, { act: 'remove', target: bid, seen: seen(lead, bid) })
  await rus.until(() => !rus.text.includes('– RUS]'))
  expect(await act(rus, textId, { act: 'reinstate', seq: dropped.body.seq })).toMatchObject({
    status: 409,
    body: { refused: { rule: 'AC-1' } },
  })
  const back = await act(lead, textId, { act: 'reinstate', seq: dropped.body.seq })
  expect(back.status).toBe(200)
  await Promise.all([rus, lead].map((one) => one.until(() => one.text === proposed)))
  const entry = (await record()).find(({ entry: { seq } }) => seq === back.body.seq)
  expect(entry).toMatchObject({ entry: { act: 'reinstate' }, content: { detail: { seq: dropped.body.seq, of: bid } } })
  expect((await act(lead, textId, { act: 'undo', seq: back.body.seq })).status).toBe(200)
  expect((await act(lead, textId, { act: 'reinstate', seq: dropped.body.seq })).status).toBe(200)
})
