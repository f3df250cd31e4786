// A silence procedure in the browser: begun, broken anonymously, extended, ended.
import { expect, type Page } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

/** A picture to look at, where a folder for them is named. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

/** Opens a tool by the palette. */
async function open(page: Page, name: string): Promise<void> {
  await page.locator('main').click({ position: { x: 5, y: 300 } })
  await page.keyboard.press('/')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

test('UI-140 UI-141 the text is at rest until the deadline, and silence is broken without a name', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  const eu = await join(serving, browser, 'European Union')
  const observer = await join(serving, browser, 'Observer')
  await eu.waitForSelector('.ProseMirror p')
  await open(chair, 'silence proc')
  const tool = chair.locator('chapeau-silence')
  const tomorrow = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 16)
  await tool.getByLabel('Deadline').fill(tomorrow)
  await tool.getByLabel('Time zone').selectOption('UTC')
  await tool.getByLabel('without naming oneself').check()
  await look(chair, 'silence-1')
  await tool.getByRole('button', { name: 'Put the text under silence' }).click()
  await expect(tool.getByText(/Under silence until/)).toBeVisible()

  for (const page of [eu, observer]) await expect(page.locator('chapeau-silence-line').getByText(/Under silence until/)).toBeVisible()
  await expect(eu.locator('chapeau-commands')).toHaveCount(0)
  await eu.locator('chapeau-silence-line').getByRole('button', { name: 'Open' }).click()
  const theirs = eu.locator('chapeau-silence')
  await theirs.getByRole('button', { name: 'Break silence…' }).first().click()
  await theirs.getByLabel('Why').fill('no instructions yet')
  await theirs.getByLabel('Not named to the room').check()
  await theirs.getByRole('button', { name: 'Break silence', exact: true }).click()
  await expect(theirs.getByText('broken by EU: “no instructions yet”')).toBeVisible()
  await expect(tool.getByText('broken by EU: “no instructions yet”')).toBeVisible()
  await expect(observer.locator('chapeau-silence-line').getByText(/broken on 1 paragraph/)).toBeVisible()
  await look(chair, 'silence-2')
  await look(observer, 'silence-3')

  await tool.getByLabel('Why').last().fill('too early')
  await tool.getByRole('button', { name: 'End it now; nothing rises' }).click()
  await expect(tool.getByText('The silence was ended early; nothing rose.')).toBeVisible()
  await expect(eu.locator('chapeau-silence-line')).toHaveCount(0)
})
