// A Word file with a table, a picture and a note on the page: kept and told as not negotiated, seen in the editor and in every view,
// refused to who would write in them.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { pngOf } from '../support/pictures.ts'
import { Serving } from '../support/serving.ts'
import { note, noteMark, p, picture, r, tbl, wordFile } from '../support/word.ts'
import { join } from './people.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

const cell = (words: string): string => p(r(words))
const WORD = wordFile(
  p(r('Draft decision on ports')) +
    p(r('1. Ports open') + noteMark(2) + r(' each year.')) +
    tbl(
      [
        [cell('Port'), cell('Ships'), cell('Depth')],
        [cell('North'), cell('12'), cell('9 m')],
        [cell('ميناء'), cell('7'), cell('11 m')],
      ],
      true,
    ) +
    p(r('2. Ships sail by day.')) +
    p(picture('a.png', 180, 60, 'A map of the two ports')),
  { media: { 'a.png': pngOf(120, 40) }, footnotes: note(2, p(r('See the annex.'))) },
)

test('UI-171 tables and pictures stand on the page, told as not negotiated', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const me = (await (await chair.request.get('/api/me')).json()) as { seats: { id: string; meeting: { id: string } }[] }
  await chair.goto(`/m/${me.seats[0]!.meeting.id}?seat=${me.seats[0]!.id}`)
  await chair.getByRole('button', { name: 'New text' }).click()
  await chair
    .locator('input[type=file]')
    .setInputFiles({ name: 'ports.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(WORD) })
  const preview = chair.getByRole('region', { name: 'What will be imported' })
  await expect(preview).toContainText('Table, 3 rows, 3 columns: comes in as it is and is not negotiated here.')
  await expect(preview).toContainText('A map of the two ports: the picture comes in as it is and is not negotiated here.')
  if (process.env['SHOTS'] !== undefined) await chair.screenshot({ path: `${process.env['SHOTS']}/blocks-import.png`, fullPage: true })
  await chair.getByLabel('Tables come in').selectOption('as paragraphs, all')
  await expect(preview).toContainText('A table begins here; its cells come in as paragraphs.')
  await chair.getByLabel('Tables come in').selectOption('as they are, all')
  await expect(preview).toContainText('Table, 3 rows, 3 columns: comes in as it is and is not negotiated here.')
  await chair.getByRole('button', { name: 'Import', exact: true }).click()
  await chair.waitForURL(/\/t\//)

  const figures = chair.locator('.paper figure.block')
  await expect(figures).toHaveCount(2)
  await expect(figures.first().getByRole('columnheader', { name: 'Ships' })).toBeVisible()
  await expect(figures.first()).toContainText('Not negotiated here.')
  const map = figures.nth(1).getByRole('img', { name: 'A map of the two ports' })
  await map.scrollIntoViewIfNeeded()
  await expect.poll(() => map.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(120)
  await chair
    .locator('.ProseMirror p', { hasText: 'Table, 3 rows' })
    .first()
    .click({ position: { x: 60, y: 12 } })
  await chair.keyboard.type('x')
  await expect(chair.getByRole('status', { name: 'Messages' })).toContainText('Tables and pictures are not negotiated here.')
  await expect(chair.locator('.ProseMirror')).toContainText('Table, 3 rows, 3 columns')
  if (process.env['SHOTS'] !== undefined) await chair.screenshot({ path: `${process.env['SHOTS']}/blocks-editor.png` })
  const textId = new URL(chair.url()).pathname.split('/')[2]!

  const observer = await join(serving, browser, 'Observer')
  await observer.goto(`/t/${textId}`)
  await expect(observer.locator('chapeau-reading figure.block')).toHaveCount(2)
  const seen = observer.getByRole('img', { name: 'A map of the two ports' })
  await seen.scrollIntoViewIfNeeded()
  await expect.poll(() => seen.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(120)
  if (process.env['SHOTS'] !== undefined) await observer.screenshot({ path: `${process.env['SHOTS']}/blocks-reading.png`, fullPage: true })
  const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
  for (const page of [chair, observer]) {
    await page.evaluate(axe)
    const found = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(),
    )
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  }
})
