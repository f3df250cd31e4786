// Paragraphs change places: the chair moves one while somebody types in it, a delegation proposes to move another.
import { expect, type Locator, type Page } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join, textOf } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

/** A picture to look at, where a folder for them is named. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

const labelsOn = (page: Page): Promise<string[]> =>
  page.locator('.ProseMirror p[data-type="para"]').evaluateAll((all) => all.map((one) => one.getAttribute('data-label') ?? ''))

test('UI-110 UI-111 UI-112 a paragraph is moved under somebody’s hands, and by proposal', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  const eu = await join(serving, browser, 'European Union')
  for (const page of [chair, eu]) await page.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  const before = await labelsOn(chair)
  expect(before.slice(0, 4)).toEqual(['', 'PP1', 'PP2', 'PP3'])
  const moved = ['', 'PP1', 'PP3', 'PP2', ...before.slice(4)]
  const third = (page: Page): Locator => page.locator('.ProseMirror p[data-label="PP3"]')

  // EU goes on typing after the chair has moved the paragraph under its hands.
  await third(eu).click({ position: { x: 200, y: 12 } })
  await eu.keyboard.type(' kept')
  await expect.poll(async () => (await textOf(chair, textId)).paragraphs.some(({ text }) => text.includes('kept'))).toBe(true)
  await third(chair).click({ position: { x: 60, y: 12 } })
  const side = chair.getByRole('complementary')
  await side.getByText('Place and shape', { exact: true }).click()
  await look(chair, 'shape-1')
  await side.getByRole('button', { name: 'Move up' }).click()
  for (const page of [chair, eu]) await expect.poll(() => labelsOn(page)).toEqual(moved)
  await eu.keyboard.type(' together')
  await expect
    .poll(async () => (await textOf(chair, textId)).paragraphs.find(({ label }) => label === 'PP3')?.text)
    .toContain('[ kept together – EU]')

  // The panes follow the text when the page has time.
  for (const page of [chair, eu]) await expect(page.locator('chapeau-outline li', { hasText: 'PP' }).nth(1)).toContainText('PP3')
  const euSide = eu.getByRole('complementary')
  await euSide.getByText('Propose another place or shape').click()
  await euSide.getByRole('button', { name: 'Move down' }).click()
  await expect(chair.locator('.ProseMirror p[data-structure="[move to after PP2 – EU]"]')).toHaveCount(1)
  await third(chair).click({ position: { x: 60, y: 12 } })
  await expect(side.getByText('proposes to move to after PP2')).toBeVisible()
  await look(chair, 'shape-2')
  await side.getByRole('button', { name: 'Carry out' }).click()
  await expect.poll(() => labelsOn(chair)).toEqual(before)
  await expect(chair.locator('.ProseMirror p[data-structure]')).toHaveCount(0)

  // The final numbering, from the palette: what would change is seen first, and taken back by one key.
  await chair.locator('main').click({ position: { x: 5, y: 300 } })
  await chair.keyboard.press('/')
  await chair.keyboard.type('final numb')
  await chair.keyboard.press('Enter')
  const tool = chair.locator('chapeau-numbering')
  await expect(tool.getByRole('button', { name: /Renumber \d+ paragraphs/ })).toBeVisible()
  await look(chair, 'shape-3')
  await tool.getByRole('button', { name: /Renumber/ }).click()
  await expect(tool.getByText('Every paragraph has its final number.')).toBeVisible()
  await expect(tool.getByRole('link', { name: 'Take it away as CSV' })).toBeVisible()
  await look(chair, 'shape-4')
  await chair.keyboard.press('Escape')
  await expect.poll(() => labelsOn(chair)).not.toContain('PP3 bis')
})
