// What a refusal leaves as it was: the place where the person works, their other words, and everybody else's page. And what
// is told to whom, when many words of others would have gone, when the line was cut, and when somebody types for others.
import { expect, type Page } from '@playwright/test'
import { updateFrame } from '@chapeau/server/sync/frames'
import * as Y from 'yjs'
import { Serving } from '../support/serving.ts'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { clientIdOf, docOf, hold, isHolding, release, releaseAndCut, sendRaw, standing, textIdOf, withConsole } from './console.ts'
import { agree, alike, join, recordOf, select, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeEach(async () => void (serving = await Serving.start()))
test.afterEach(() => serving.close())

/** An update in the page's own name that no editor makes. */
async function forge(page: Page): Promise<void> {
  const forged = new Y.Doc()
  forged.clientID = await clientIdOf(page)
  forged.getMap('meta').set('status', 'adopted')
  await sendRaw(page, updateFrame(Y.encodeStateAsUpdate(forged)))
}

/** How far below the top of the window some words stand. */
const heightOf = (page: Page, words: string): Promise<number> =>
  page.evaluate((sought) => {
    const paragraph = [...document.querySelectorAll('.paper p')].find(({ textContent }) => textContent?.includes(sought) === true)!
    return Math.round(paragraph.getBoundingClientRect().top)
  }, words)

test('UI-72 after a refusal the page goes on where it was: the same place, the same caret, one key later', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = await textIdOf(chair)
  const rus = await withConsole(serving, browser, 'Russian Federation', textId)
  const { paragraphs } = await textOf(chair, textId)
  const last = paragraphs.findLast(({ text, type }) => type === 'item' && !text.includes('[') && text.length > 60)!
  const words = last.text.split(' ').slice(1, 5).join(' ')
  await select(rus, words, true)
  const height = await heightOf(rus, words)
  await forge(rus)
  const dialog = rus.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expect(rus.getByText('Live', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await heightOf(rus, words)).toBe(height)
  await rus.keyboard.type(' at last')
  await expect.poll(() => wordsOn(chair)).toContain(`${words}[ at last`)
  await alike(chair, rus)
})

test('AU-10 UI-70 a deletion of everybody’s words is set aside: nobody sees it, the person and the chair are told', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = await textIdOf(chair)
  const rus = await withConsole(serving, browser, 'Russian Federation', textId)
  const before = await alike(chair, rus)
  const doc = await docOf(rus)
  const known = Y.encodeStateVector(doc)
  doc.clientID = await clientIdOf(rus)
  bodyOf(doc).delete(0, bodyOf(doc).length)
  await sendRaw(rus, updateFrame(Y.encodeStateAsUpdate(doc, known)))
  const dialog = rus.getByRole('dialog')
  await expect(dialog).toContainText('would have removed many words of others at once')
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await alike(chair, rus)).toBe(before)

  await chair.getByRole('button', { name: /^Record \d/ }).click()
  await chair.getByText('Changes that were set aside').click()
  const list = chair.locator('chapeau-set-aside')
  await expect(list).toContainText('would have removed many words of others at once')
  const href = await list.getByRole('link').first().getAttribute('href')
  const bytes = await chair.request.get(href!)
  expect(bytes.headers()['content-type']).toContain('application/octet-stream')
  expect((await bytes.body()).length).toBeGreaterThan(0)
  expect((await rus.request.get(href!)).status()).toBe(403)
})

test('UI-73 UI-70 words returned while the line was cut are given back when it is open again, once', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = await textIdOf(chair)
  const rus = await withConsole(serving, browser, 'Russian Federation', textId)
  const { words, before } = await standing(chair, textId)
  const target = (await textOf(chair, textId)).paragraphs.find(({ text }) => text === before)!.id
  await select(rus, words, true)
  await hold(rus)
  await rus.keyboard.type(' by sunrise')
  await expect.poll(() => isHolding(rus)).toBe(true)
  await agree(chair, textId, target!)
  await releaseAndCut(rus)
  const dialog = rus.getByRole('dialog')
  await expect(dialog).toContainText('While the connection was cut')
  await expect(dialog.locator('blockquote')).toHaveCount(1)
  await expect(dialog.locator('blockquote')).toContainText('by sunrise')
  const returned = (await recordOf(chair, textId)).filter(({ entry }) => entry.act === 'returned')
  expect(returned.map(({ content }) => content?.after).join('')).toContain('by sunrise')
  await dialog.getByRole('button', { name: 'Done' }).click()

  // Taken note of: neither the next page nor the next connection says it again.
  await rus.reload()
  await expect(rus.getByText('Live', { exact: true })).toBeVisible()
  await select(rus, (await standing(chair, textId)).words, true)
  await rus.keyboard.type(' tomorrow')
  await expect.poll(() => wordsOn(chair)).toContain('[ tomorrow')
  await expect(dialog).toBeHidden()
})

test('UI-70 several changes given back stand in one list, and go one by one or together', async ({ browser }) => {
  const rus = await withConsole(serving, browser, 'Russian Federation')
  const { words } = await standing(rus, await textIdOf(rus))
  for (let i = 0; i < 3; i++) {
    await select(rus, words, true)
    await hold(rus)
    await rus.keyboard.type(` point ${i + 1}`)
    await expect.poll(() => isHolding(rus)).toBe(true)
    await forge(rus)
    await expect(rus.getByRole('dialog')).toContainText(`point ${i + 1}`)
    await release(rus)
    await rus.getByRole('button', { name: 'Put aside' }).click()
    await expect(rus.getByText('Live', { exact: true })).toBeVisible()
  }
  await rus.getByRole('button', { name: 'Your words (3)' }).click()
  const dialog = rus.getByRole('dialog')
  await expect(dialog.getByRole('listitem')).toHaveCount(3)
  await dialog.getByRole('button', { name: 'Take off the list' }).nth(1).click()
  await expect(dialog.locator('blockquote')).toHaveText([/point 1/, /point 3/])
  await rus.reload()
  await expect(dialog.locator('blockquote')).toHaveText([/point 1/, /point 3/])
  await dialog.getByRole('button', { name: 'Done with all 2' }).click()
  await rus.reload()
  await expect(rus.getByText('Live', { exact: true })).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('AU-2 a typist who changes the delegation writes under a new identity, in the name of each in turn', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = await textIdOf(chair)
  const typist = await withConsole(serving, browser, 'Secretariat', textId)
  const { words } = await standing(chair, textId)
  const ids = [await clientIdOf(typist)]
  for (const [code, typed] of [
    ['RUS', ' in due course'],
    ['EU', ' without delay'],
  ] as const) {
    await typist.getByLabel('Typing for').selectOption(code)
    // Typing goes on under the new identity once the page has said hello with it.
    await expect.poll(async () => ids.includes(await clientIdOf(typist))).toBe(false)
    await select(typist, words, true)
    await typist.keyboard.type(typed)
    await expect.poll(() => wordsOn(chair)).toContain(`[${typed}${code}]`)
    ids.push(await clientIdOf(typist))
  }
  expect(new Set(ids).size).toBe(3)
  // What is typed is recorded when it comes to rest.
  const whose = async (sought: string): Promise<string[]> =>
    (await recordOf(chair, textId)).flatMap(({ entry: { by }, content }) =>
      content?.after?.includes(sought) === true ? [`${by.principal} by ${by.role}`] : [],
    )
  await expect.poll(() => whose('in due course')).toContain('RUS by secretariat')
  await expect.poll(() => whose('without delay')).toContain('EU by secretariat')
})

test('UI-71 a person says their name in the page, and the record has it from then on', async ({ browser }) => {
  const rus = await withConsole(serving, browser, 'Russian Federation')
  await rus.getByRole('button', { name: 'Your name?' }).click()
  await rus.getByRole('dialog').getByLabel('Name').fill('The third delegate')
  await rus.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(rus.getByRole('button', { name: 'The third delegate' })).toBeVisible()
  const textId = await textIdOf(rus)
  const { words } = await standing(rus, textId)
  await select(rus, words, true)
  await rus.keyboard.type(' in turn')
  const chair = await join(serving, browser, 'Chair')
  await expect
    .poll(async () =>
      (await recordOf(chair, textId)).filter(({ entry }) => entry.by.principal === 'RUS').map(({ content }) => content?.personName),
    )
    .toContain('The third delegate')
})
