// A chair who has never seen the page: only what it shows by name, in the order in which it offers it.
import { expect } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

test('UI-90 a chair who follows what the page shows accepts, drops, chooses and undoes', async ({ browser }) => {
  const page = await join(serving, browser, 'Chair')
  await page.waitForSelector('.ProseMirror p')
  const look = (name: string): Promise<unknown> =>
    process.env['SHOTS'] === undefined ? Promise.resolve() : page.screenshot({ path: `${process.env['SHOTS']}/newcomer-${name}.png` })
  /** A press on a button of the right pane that is in sight without scrolling it. */
  const press = async (name: string | RegExp): Promise<void> => {
    const button = page.getByRole('complementary').getByRole('button', { name }).first()
    await expect(button).toBeInViewport()
    await button.click()
  }
  const start = await wordsOn(page)
  await look('1')
  await press('First bracket')
  await press(/^Accept/)
  await expect.poll(() => wordsOn(page)).toContain('send warnings free of charge across borders')
  await look('2')
  await press('Drop')
  await expect.poll(() => wordsOn(page)).not.toContain('no port should be left without a warning')
  await look('3')
  await press('Undo the last decision')
  await expect.poll(() => wordsOn(page)).toContain('no port should be left without a warning')
  await press('Undo the last decision')
  await expect.poll(() => wordsOn(page)).toBe(start)
  await page.locator('.paper .words', { hasText: 'regularly' }).first().click()
  await look('4')
  await press('Group with others…')
  const dialog = page.getByRole('dialog', { name: 'Alternatives side by side' })
  await dialog.getByRole('checkbox', { name: /every two years/ }).check()
  await dialog.getByRole('button', { name: 'Group as alternatives' }).click()
  await dialog.getByRole('button', { name: 'Choose Alt 2' }).click()
  await look('5')
  await expect(dialog.getByText(/Alt 2 chosen/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => wordsOn(page)).not.toContain('every two years')
})
