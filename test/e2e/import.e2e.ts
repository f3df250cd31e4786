// A text comes in through the form: what was guessed of it is asked and changed on the preview, and comes in as chosen.
import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join, textOf } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

const SOURCE = [
  'Draft on pilots',
  '1. Ports [shall][should] open [each year – EU].',
  '2. Pilots rest. (Agreed)',
  '3. Ships [ATLANTIS: sail] by night.',
  '',
  'European Union:',
  '4. Harbour masters keep a log.',
  '5. See the study [1], and later ones [2].',
].join('\n')

test('UI-150 UI-151 what an import guessed is asked, changed, and comes in as chosen', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const me = (await (await chair.request.get('/api/me')).json()) as { seats: { id: string; meeting: { id: string } }[] }
  await chair.goto(`/m/${me.seats[0]!.meeting.id}?seat=${me.seats[0]!.id}`)
  await chair.getByRole('button', { name: 'New text' }).click()
  await chair
    .locator('input[type=file]')
    .setInputFiles({ name: 'draft_on_pilots.txt', mimeType: 'text/plain', buffer: Buffer.from(SOURCE) })
  const preview = chair.getByRole('region', { name: 'Preview', exact: true })
  await expect(preview).toContainText('Ports [shall][should] open [each year – EU].')
  if (process.env['SHOTS'] !== undefined) await chair.screenshot({ path: `${process.env['SHOTS']}/import-1.png`, fullPage: true })

  await chair.getByLabel('ATLANTIS').selectOption('RUS')
  await expect(preview).toContainText('Ships [sail – RUS] by night.')
  await chair.getByRole('button', { name: 'Change paragraph 3, 2.' }).click()
  await chair.getByRole('button', { name: 'Paragraph is agreed; take the note out' }).click()
  await expect(preview.locator('p', { hasText: 'Pilots rest.' })).not.toContainText('(Agreed)')
  await chair.getByRole('button', { name: 'Change paragraph 2, 1.' }).click()
  const shall = chair.getByRole('group', { name: '[shall]' })
  await shall.getByLabel('Whose').selectOption('USA')
  await expect(preview).toContainText('Ports [shall – USA][should] open')
  if (process.env['SHOTS'] !== undefined) await chair.screenshot({ path: `${process.env['SHOTS']}/import-2.png`, fullPage: true })
  const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
  await chair.evaluate(axe)
  const found = await chair.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(),
  )
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])

  await chair.getByRole('button', { name: 'Import', exact: true }).click()
  await chair.waitForURL(/\/t\//)
  await chair.waitForSelector('.ProseMirror p')
  const { paragraphs } = await textOf(chair, new URL(chair.url()).pathname.split('/')[2]!)
  const texts = paragraphs.map(({ text }) => text)
  expect(texts).toContain('Ports [shall – USA][should] open [each year – EU].')
  expect(texts).toContain('Ships [sail – RUS] by night.')
  expect(paragraphs.find(({ text }) => text === 'Pilots rest.')).toMatchObject({ state: 'agreed' })
})
