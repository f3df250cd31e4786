// The chair works through the queue: by filters, with keys, and takes a decision back with one.
import { expect } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

test('UI-90 open brackets are stepped through by filters, decided by keys, and a decision is undone by one', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  const { brackets } = await textOf(chair, textId)
  const own = brackets.filter(({ holder, kind }) => holder === 'EU' && kind === 'del')
  expect(own.length).toBeGreaterThan(1)
  const side = chair.getByRole('complementary')
  await side.getByText('Step through some of them only').click()
  await side.locator('chapeau-queue').getByLabel('By').selectOption('EU')
  await side.locator('chapeau-queue').getByLabel('Kind').selectOption('del')
  await expect(side.getByText(`${own.length} like this`)).toBeVisible()
  await chair.keyboard.press('Escape')
  await chair.locator('main').click({ position: { x: 5, y: 300 } })
  await chair.keyboard.press('j')
  await expect(side.getByText(`1 of ${own.length} like this`)).toBeVisible()

  // Decided by a key; the next of the queue comes up by itself.
  const before = await wordsOn(chair)
  await chair.keyboard.press('d')
  await expect(side.getByText(`1 of ${own.length - 1} like this`)).toBeVisible()
  await expect.poll(async () => (await textOf(chair, textId)).brackets.some(({ id }) => id === own[0]!.id)).toBe(false)
  await chair.keyboard.press('u')
  await expect.poll(() => wordsOn(chair)).toBe(before)
  await side.getByRole('button', { name: 'All brackets' }).click()
  await expect(side.getByText('like this')).toHaveCount(0)
})
