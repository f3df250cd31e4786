// A whole sitting in the browser: five people on a real contribution, imported through the page; racing proposals and
// decisions; an observer who tries to write; a power cut in the middle of the day.
import { expect, type Page } from '@playwright/test'
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import WebSocket from 'ws'
import { corpusText, hasCorpus } from '../support/corpus.ts'
import { Serving } from '../support/serving.ts'
import { alike, decide, join, recordOf, select, textOf, wordsOn, importText } from './people.ts'
import { test } from './test.ts'

/** Stands in where the corpus of real texts is not on the machine: the same labels, other words. */
const STAND_IN = [
  'Contribution of a delegation',
  '1.3 Harbours of every size, large and small, keep watch for each other, in calm weather and in storms, by day and by night.',
  '2.5 The Committee shall meet twice a year.',
  '2.5 The Committee shall report to the Council.',
].join('\n')

/** Places in paragraph 1.3 at which people meet: words to type behind, words to delete, what is left of these, a later place. */
const AT = hasCorpus
  ? { behind: 'on an equal footing', struck: 'technical and', left: 'not in the day-to-day operational matters', later: 'shall carry out' }
  : { behind: 'Harbours of every size', struck: 'calm weather and', left: 'in in storms', later: 'keep watch' }

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

test('SY-1 UI-1 AC-2 five people negotiate an imported contribution, and a power cut loses nothing', async ({ browser }) => {
  const source = hasCorpus ? corpusText('contribution.txt') : STAND_IN
  const chair = await join(serving, browser, 'Chair')
  const [rus, eu, usa, observer] = (await Promise.all(
    ['Russian Federation', 'European Union', 'United States of America', 'Observer'].map((name) => join(serving, browser, name)),
  )) as [Page, Page, Page, Page]

  // The chair brings the contribution in through the page and issues it.
  const textId = await importText(chair, 'Contribution', source)
  for (const page of [rus, eu, usa, observer]) {
    await page.goto(`/t/${textId}`)
    await page.waitForSelector(page === observer ? '.paper p' : '.ProseMirror p')
  }
  const imported = await textOf(chair, textId)
  expect(imported.status).toBe('issued')
  expect(imported.paragraphs.filter(({ label }) => label === '2.5')).toHaveLength(2)
  await alike(chair, rus, eu, usa, observer)

  // At the same moment RUS adds words and EU proposes to delete two.
  await Promise.all([select(rus, AT.behind, true), select(eu, AT.struck)])
  await Promise.all([rus.keyboard.type(' and in good faith'), eu.keyboard.press('Delete')])
  await alike(chair, rus, eu, usa, observer)
  await select(usa, ' and in good', true)
  await usa.keyboard.type(' mutual')
  const negotiated = await alike(chair, rus, eu, usa, observer)
  expect(negotiated).toContain(`${AT.behind}[ and in good[ mutualUSA] faithRUS],`)
  expect(negotiated).toContain(`[${AT.struck}delete, EU]`)

  // The chair accepts the deletion and drops RUS's words while RUS is typing in them.
  await decide(chair, AT.struck, /Delete as proposed/)
  await expect.poll(() => wordsOn(observer)).toContain(AT.left)
  await select(rus, ' faith', true)
  await Promise.all([rus.keyboard.type(' and without delay', { delay: 40 }), decide(chair, ' and in good', /^Drop/)])
  await expect
    .poll(async () => (await textOf(chair, textId)).brackets.map(({ by, text }) => `${by}:${text}`).join('|'))
    .not.toContain('RUS: and in good')
  await alike(chair, rus, eu, usa, observer)

  // No word is lost: what was typed stands in the text, or in the record of what fell.
  const record = await recordOf(chair, textId)
  const words = (await textOf(chair, textId)).paragraphs.map(({ text }) => text).join('\n')
  const fallen = record
    .filter(({ entry }) => ['remove', 'fall'].includes(entry.act))
    .map(({ content }) => content?.before ?? '')
    .join('\n')
  expect(fallen).toContain(' and in good')
  expect(fallen).toContain('mutual')
  const letters = (value: string): string => value.replace(/[^a-z]/g, '')
  const late = words.match(/\[([^[\]]*) – RUS\]/)?.[1] ?? ''
  expect(letters(`${fallen}${late}`)).toContain('delay')

  // The record names the proposer of each bracket.
  const proposers = new Set(record.filter(({ entry }) => entry.act === 'propose').map(({ entry }) => entry.by.principal))
  expect([...proposers].sort()).toEqual(['EU', 'RUS', 'USA'])

  await refuseObserver(observer, textId)
  const before = await alike(chair, rus, eu, usa, observer)

  // The power goes and comes back.
  await serving.kill()
  await expect(rus.getByText(/Reconnecting|Offline/).first()).toBeVisible()
  await serving.run()
  for (const page of [chair, rus, eu, usa, observer]) await expect(page.getByText('Live', { exact: true })).toBeVisible()
  expect(await alike(chair, rus, eu, usa, observer)).toBe(before)
  const after = await recordOf(chair, textId)
  expect(after.slice(0, record.length)).toEqual(record)
  await select(rus, AT.later, true)
  await rus.keyboard.type('!')
  await expect.poll(() => wordsOn(observer)).toContain(`${AT.later}[!`)
})

/** Neither the page nor a socket of its own lets an observer write. */
async function refuseObserver(observer: Page, textId: string): Promise<void> {
  expect(await observer.locator('[contenteditable=true]').count()).toBe(0)
  const before = await textOf(observer, textId)
  const cookies = await observer.context().cookies()
  const { seats } = (await (await observer.request.get('/api/me')).json()) as { seats: { id: string }[] }
  const socket = new WebSocket(`${serving.url.replace('http', 'ws')}/sync/${textId}?seat=${seats[0]!.id}`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin: serving.url },
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const doc = new Y.Doc()
  doc.clientID = 4242
  doc.getText('body').insert(0, 'I was here')
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc))
  const answered = new Promise<string>((resolve) => {
    socket.on('close', (code) => resolve(`closed ${code}`))
    socket.on('message', (data: Buffer) => data[0] === MESSAGE.refused && resolve('refused'))
  })
  socket.send(encoding.toUint8Array(encoder))
  expect(await answered).toMatch(/refused|closed 44/)
  socket.terminate()
  expect((await textOf(observer, textId)).paragraphs).toEqual(before.paragraphs)
}
