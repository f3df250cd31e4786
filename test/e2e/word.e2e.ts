// A ministry's Word file on the page: whose its tracked changes are is asked once, they come in as brackets that their delegation
// confirms, and the text goes out as a Word file again.
import { strFromU8, unzipSync } from 'fflate'
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { del, ins, p, r, wordFile } from '../support/word.ts'
import { join, textOf } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

const WORD = wordFile(
  p(r('Draft decision on pilots')) +
    p(r('1. Ports') + ins('Russian Federation', r(' always')) + r(' train pilots [each year].')) +
    p(r('2. Pilots ') + del('A. Visitor', 'shall') + ins('A. Visitor', r('should')) + r(' rest.')),
)

test('UI-66 IM-22 a Word file comes in with its tracked changes, is confirmed, and goes out again', async ({ browser }) => {
  const [chair, eu] = [await join(serving, browser, 'Chair'), await join(serving, browser, 'European Union')]
  await chair.waitForSelector('.ProseMirror p')
  const me = (await (await chair.request.get('/api/me')).json()) as { seats: { id: string; meeting: { id: string } }[] }
  await chair.goto(`/m/${me.seats[0]!.meeting.id}?seat=${me.seats[0]!.id}`)
  await chair.getByRole('button', { name: 'New text' }).click()
  await chair
    .locator('input[type=file]')
    .setInputFiles({ name: 'visit.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(WORD) })
  const preview = chair.getByRole('region', { name: 'Preview', exact: true })
  await expect(preview).toContainText('Ports[ always – RUS] train pilots [each year].')
  await expect(preview).toContainText('Pilots [shall – delete][should] rest.')
  await expect(chair.getByText(/“A. Visitor” changed words here/)).toBeVisible()
  await chair.getByLabel('A. Visitor').selectOption('EU')
  await expect(preview).toContainText('Pilots [shall – delete, EU][should – EU] rest.')
  await expect(chair.getByText(/“A. Visitor” changed words here/)).toBeHidden()
  if (process.env['SHOTS'] !== undefined) await chair.screenshot({ path: `${process.env['SHOTS']}/word-import.png` })
  await chair.getByRole('button', { name: 'Import', exact: true }).click()
  await chair.waitForURL(/\/t\//)
  await chair.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  expect((await textOf(chair, textId)).paragraphs.map(({ text }) => text)).toEqual([
    'Draft decision on pilots',
    'Ports[ always – RUS] train pilots [each year].',
    'Pilots [shall – delete, EU][should – EU] rest.',
  ])
  await chair.locator('.paper .words', { hasText: 'should' }).click()
  await expect(chair.getByRole('complementary')).toContainText('not confirmed by EU yet')

  await eu.goto(`/t/${textId}`)
  await eu.locator('chapeau-typed-for-us').getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(chair.getByRole('complementary')).not.toContainText('not confirmed by EU yet')
  await eu.getByRole('button', { name: 'Menu' }).click()
  await eu.getByRole('button', { name: 'Take away' }).click()
  const takeAway = eu.getByRole('dialog', { name: 'Take away' })
  await takeAway.getByRole('radio', { name: 'as tracked changes' }).check()
  const [download] = await Promise.all([eu.waitForEvent('download'), takeAway.getByRole('link', { name: 'Take away' }).click()])
  const xml = strFromU8(unzipSync(await readFile(await download.path()))['word/document.xml']!)
  expect([...xml.matchAll(/<w:(ins|del) [^>]*w:author="([^"]+)"/g)].map(([, is, author]) => `${is} ${author}`)).toEqual([
    'ins Russian Federation',
    'del European Union',
    'ins European Union',
  ])
})
