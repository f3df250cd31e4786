// A package: put together in the bracket's pane, offered to one delegation alone, answered, adopted in one act.
import { expect, type Page } from '@playwright/test'
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

/** Opens a tool by the palette. */
async function open(page: Page, name: string): Promise<void> {
  await page.locator('main').click({ position: { x: 5, y: 300 } })
  await page.keyboard.press('/')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

test('UI-120 UI-121 a package is offered aside, answered to the facilitator, and adopted as a whole', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  const eu = await join(serving, browser, 'European Union')
  const rus = await join(serving, browser, 'Russian Federation')
  for (const page of [chair, eu, rus]) await page.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  const before = (await textOf(chair, textId)).brackets.length
  const side = chair.getByRole('complementary')
  await chair.locator('main').click({ position: { x: 5, y: 300 } })
  for (let i = 0; i < 2; i++) {
    await chair.keyboard.press('j')
    const more = side.getByText('Into a package…')
    if (i === 0) await more.click()
    await side.getByRole('group', { name: 'Into a package' }).getByRole('button').first().click()
  }
  await look(chair, 'offer-1')
  await side.getByRole('button', { name: '2 decisions: look and offer' }).click()
  const tool = chair.locator('chapeau-offers')
  await tool.getByLabel('Title').fill('A bridge')
  await tool.getByLabel('To, by codes').fill('eu')
  await tool.getByLabel('Only those know of it').check()
  await look(chair, 'offer-2')
  await tool.getByRole('button', { name: 'Offer it' }).click()
  await expect(tool.getByRole('heading', { name: /A bridge/ })).toBeVisible()

  await open(rus, 'offers and')
  await expect(rus.locator('chapeau-offers').getByText('Nothing is offered.')).toBeVisible()
  await open(eu, 'offers and')
  const theirs = eu.locator('chapeau-offers')
  await theirs.getByLabel('Comment, for the facilitator').fill('with pleasure')
  await theirs.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(tool.getByText('EU: “with pleasure”')).toBeVisible()
  await look(eu, 'offer-3')
  await look(chair, 'offer-4')

  await tool.getByRole('button', { name: 'Adopt it' }).click()
  await expect.poll(async () => (await textOf(chair, textId)).brackets.length).toBeLessThan(before - 1)
})
