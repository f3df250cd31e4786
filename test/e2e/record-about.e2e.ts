// The record in the browser: where it stands and whose key signs it, taking it away, destroying content, who may read it.
import axeCore from 'axe-core'
import { readRecord } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import type { HeadsAnswer, KeyAnswer, MeetingAnswer } from '@chapeau/shared/protocol/api'
import { expect, type Browser, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { Serving } from '../support/serving.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

async function join(browser: Browser, name: RegExp): Promise<Page> {
  const link = [...serving.links].find(([who]) => name.test(who))![1]
  const page = await (await browser.newContext({ baseURL: serving.url, viewport: { width: 1280, height: 860 } })).newPage()
  await page.goto(link)
  await page.waitForURL(/\/t\//)
  await page.getByRole('button', { name: /^Record \d/ }).waitFor()
  return page
}

const textIdOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1)!

async function faultsOn(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string }[] }> } }
    return (await axe.run({ resultTypes: ['violations'] })).violations.map(({ id }) => id)
  })
}

test('RE-17 the page shows where the record stands and the key, and gives a record that holds', async ({ browser }) => {
  const page = await join(browser, /Observer/)
  await page.getByRole('button', { name: /^Record \d/ }).click()
  const dialog = page.getByRole('dialog', { name: 'The record' })
  const { publicKey } = (await (await page.request.get('/api/key')).json()) as KeyAnswer
  await expect(dialog.locator('#key')).toHaveText(publicKey)
  const { head } = (await (await page.request.get(`/api/texts/${textIdOf(page)}/heads`)).json()) as HeadsAnswer
  await expect(dialog.locator('#head')).toHaveText(`${head!.seq}:${head!.hash}`)
  await expect(dialog.getByText('names of persons are withheld')).toBeVisible()
  await expect(dialog.getByText('Destroy content')).toHaveCount(0)
  expect(await faultsOn(page)).toEqual([])
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: 'This text’s record' }).click()])
  const read = readRecord(await readFile(await download.path(), 'utf8'))
  expect(read.status === 'read' && verifyRecord(read.file, { keys: [publicKey] })).toMatchObject({ ok: true })
})

test('RE-18 the facilitator destroys content with a second press that says what goes', async ({ browser }) => {
  const page = await join(browser, /Chair/)
  await page.getByRole('button', { name: /^Record \d/ }).click()
  const dialog = page.getByRole('dialog', { name: 'The record' })
  await dialog.getByText('Destroy content').click()
  await dialog.getByLabel('Up to entry').fill('1')
  await dialog.getByLabel('Reason, for the record').fill('As agreed.')
  await dialog.getByRole('button', { name: 'Destroy…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('entries 1 to 1 cannot be brought back')
  expect(await faultsOn(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Destroy for good' }).click()
  await expect(dialog.getByRole('status')).toContainText('Destroyed; entry')
  const read = readRecord(await (await page.request.get(`/api/texts/${textIdOf(page)}/record.ndjson`)).text())
  if (read.status !== 'read') throw new Error(read.status)
  expect(read.file.lines[0]).toMatchObject({ content: null, salt: null })
  expect(read.file.lines.at(-1)).toMatchObject({ entry: { act: 'destroy', target: '1' }, content: { rationale: 'As agreed.' } })
  expect(verifyRecord(read.file)).toMatchObject({ ok: true, destroyed: 1 })
})

test('RE-19 the set-up page agrees who reads the record and for how long', async ({ browser }) => {
  const page = await join(browser, /Chair/)
  const me = (await (await page.request.get('/api/me')).json()) as { seats: { meeting: { id: string } }[] }
  const meetingId = me.seats[0]!.meeting.id
  await page.goto(`/m/${meetingId}`)
  const form = page.getByRole('form', { name: 'The record' })
  await form.getByLabel('Words and reasons').selectOption('delegations')
  await form.getByLabel('Names of persons').selectOption('desk')
  await form.getByLabel('Destroyed after days').fill('365')
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH')
  await form.getByRole('button', { name: 'Save' }).click()
  expect((await saved).status()).toBe(200)
  await page.reload()
  await expect(form.getByLabel('Words and reasons')).toHaveValue('delegations')
  await expect(form.getByLabel('Destroyed after days')).toHaveValue('365')
  expect(await faultsOn(page)).toEqual([])
  const { rules } = (await (await page.request.get(`/api/meetings/${meetingId}`)).json()) as MeetingAnswer
  expect(rules).toEqual({ decide: 'consensus', record: { content: 'delegations', names: 'desk', keepDays: 365 } })
  const observer = await join(browser, /Observer/)
  await observer.getByRole('button', { name: /^Record \d/ }).click()
  await expect(observer.getByText('words of the entries are withheld')).toBeVisible()
})
