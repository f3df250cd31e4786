// The record in the page: what happened, by whom and where; who proposed words that have long been accepted.
import { expect, type Page } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { decide, join, select, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

/** Selects words in a text that is only read. */
async function mark(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('.paper')!, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent!.indexOf(wanted)
      if (at < 0) continue
      getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`no "${wanted}" on the page`)
  }, words)
}

test('RE-20 RE-22 the record tells who proposed accepted words, and what happened, by filters', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  const [rus, observer] = [await join(serving, browser, 'Russian Federation'), await join(serving, browser, 'Observer')]
  await rus.waitForSelector('.ProseMirror p')
  const { paragraphs } = await textOf(chair, textId)
  const plain = paragraphs.find(({ type, text }) => type === 'item' && !text.includes('[') && text.length > 60)!
  const words = plain.text.split(' ').slice(1, 4).join(' ')
  await select(rus, words, true)
  await rus.keyboard.type(' before nightfall')
  await expect.poll(() => wordsOn(chair)).toContain('[ before nightfallRUS]')
  await decide(chair, ' before nightfall', /^Accept/)
  await expect.poll(() => wordsOn(observer)).toContain(`${words} before nightfall`)

  // An observer, on a page that was loaded anew, asks about words that have become standing text.
  await observer.reload()
  await observer.waitForSelector('.paper p')
  await expect(observer.getByText('Live', { exact: true })).toBeVisible()
  await expect(observer.getByRole('button', { name: 'Who proposed this?' })).toHaveAttribute('aria-disabled', 'true')
  await mark(observer, 'before nightfall')
  await observer.getByRole('button', { name: 'Who proposed this?' }).click()
  const dialog = observer.getByRole('dialog', { name: 'Who proposed this?' })
  await expect(dialog).toContainText('Typed by RUS')
  await expect(dialog).toContainText('RUS proposed the words')
  await expect(dialog).toContainText('Chair accepted the words')
  await dialog.getByRole('button', { name: 'The whole record' }).click()
  const feed = observer.getByRole('dialog', { name: 'What happened' })
  await expect(feed.locator('li').first()).toContainText('Chair accepted the words')
  await feed.getByLabel('By').selectOption('RUS')
  await expect(feed.locator('li').last()).toContainText('RUS proposed the words')
  await expect(feed).not.toContainText('Chair accepted')
  await feed.getByLabel('Show').selectOption('decisions')
  await expect(feed).toContainText('Nothing in the record is like this.')
  await feed.getByLabel('By').selectOption('')
  await feed.getByRole('button', { name: 'Show in the text' }).first().click()
  await expect(feed).toBeHidden()

  // It grows while it is open.
  await chair.getByRole('button', { name: 'What happened' }).click()
  const live = chair.getByRole('dialog', { name: 'What happened' })
  await expect(live).toBeVisible()
  await select(rus, 'nightfall', true)
  await rus.keyboard.type(' or at dawn')
  await expect(live.locator('li').first()).toContainText('or at dawn')
})
