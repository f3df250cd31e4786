// What a person cannot do from the browser's console, what becomes of words that come too late, and that whoever typed
// them still has them.
import { expect } from '@playwright/test'
import { updateFrame } from '@chapeau/server/sync/frames'
import { bodyOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { Serving } from '../support/serving.ts'
import { clientIdOf, hold, isHolding, release, sendRaw, standing, textIdOf, withConsole } from './console.ts'
import { agree, alike, decide, join, recordOf, select, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeEach(async () => void (serving = await Serving.start()))
test.afterEach(() => serving.close())

test('AU-2 AU-9 UI-70 a change forged in the console appears to nobody, and what its page had typed is given back', async ({ browser }) => {
  const eu = await join(serving, browser, 'European Union')
  await eu.waitForSelector('.ProseMirror p')
  const textId = await textIdOf(eu)
  const rus = await withConsole(serving, browser, 'Russian Federation', textId)
  const [chair, observer] = [await join(serving, browser, 'Chair'), await join(serving, browser, 'Observer')]
  for (const page of [chair, observer]) await page.waitForSelector('.paper p')
  const before = await alike(eu, rus, chair, observer)
  const { words } = await standing(chair, textId)

  // Somebody else's identity: the words of the European Union, says the update.
  const foreign = new Y.Doc()
  foreign.clientID = 424_242
  bodyOf(foreign).insert(0, 'FORGED')
  await sendRaw(rus, updateFrame(Y.encodeStateAsUpdate(foreign)))

  // Words under way, and beside them an update in the page's own name that no editor makes.
  await select(rus, words, true)
  await hold(rus)
  await rus.keyboard.type(' in good faith')
  await expect.poll(() => isHolding(rus)).toBe(true)
  const forged = new Y.Doc()
  forged.clientID = await clientIdOf(rus)
  forged.getMap('meta').set('status', 'adopted')
  await sendRaw(rus, updateFrame(Y.encodeStateAsUpdate(forged)))
  await release(rus)
  const dialog = rus.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expect(dialog).toContainText('in good faith')

  // Others saw nothing, then or now.
  for (const page of [eu, chair, observer]) expect(await wordsOn(page)).toBe(before)
  expect((await textOf(chair, textId)).status).toBe('issued')
  expect((await recordOf(chair, textId)).filter(({ entry }) => entry.act === 'refused').length).toBeGreaterThan(0)

  // Chair and secretariat can look at what was set aside; an observer is not offered to.
  await chair.getByRole('button', { name: /^Record \d/ }).click()
  await chair.getByText('Changes that were set aside').click()
  await expect(chair.getByRole('dialog')).toContainText('Only the server writes beside the text.')
  await chair.keyboard.press('Escape')
  await observer.getByRole('button', { name: /^Record \d/ }).click()
  await expect(observer.getByText('Changes that were set aside')).toHaveCount(0)
  await observer.keyboard.press('Escape')

  // The person takes note, goes on under a new identity, and is heard again.
  while (await dialog.isVisible()) await dialog.getByRole('button', { name: /Done|Next/ }).click()
  await expect(rus.getByText('Live', { exact: true })).toBeVisible()
  await select(rus, words, true)
  await rus.keyboard.type(' at all times')
  await expect.poll(() => wordsOn(observer)).toContain('[ at all times')
  expect(await alike(eu, rus, chair, observer)).not.toContain('FORGED')
})

for (const [what, button, outcome] of [
  ['accepts', /^Accept/, (text: string, words: string) => text.includes(`${words} soon[ and well`)],
  ['drops', /^Drop/, (text: string, words: string) => !text.includes(' soon') && text.includes(`${words}[ and well`)],
] as const) {
  test(`SY-23 AC-3 words typed into a bracket while the chair ${what} it stay proposed, on every page`, async ({ browser }) => {
    const chair = await join(serving, browser, 'Chair')
    await chair.waitForSelector('.ProseMirror p')
    const textId = await textIdOf(chair)
    const rus = await withConsole(serving, browser, 'Russian Federation', textId)
    const observer = await join(serving, browser, 'Observer')
    await observer.waitForSelector('.paper p')
    const { words } = await standing(chair, textId)
    await select(rus, words, true)
    await rus.keyboard.type(' soon')
    await expect.poll(() => wordsOn(chair)).toContain('[ soonRUS]')
    await hold(rus)
    await rus.keyboard.type(' and well')
    await expect.poll(() => isHolding(rus)).toBe(true)
    await decide(chair, ' soon', button)
    await expect.poll(() => wordsOn(observer)).not.toContain('[ soonRUS]')
    await release(rus)
    await expect.poll(async () => outcome(await wordsOn(observer), words)).toBe(true)
    await alike(chair, rus, observer)
  })
}

test('AU-6 UI-70 words for a paragraph that was agreed meanwhile are given back, and are kept over a reload', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = await textIdOf(chair)
  const rus = await withConsole(serving, browser, 'Russian Federation', textId)
  const { words, before } = await standing(chair, textId)
  const { paragraphs } = await textOf(chair, textId)
  const target = paragraphs.find(({ text }) => text === before)!.id
  await select(rus, words, true)
  await hold(rus)
  await rus.keyboard.type(' before nightfall')
  await expect.poll(() => isHolding(rus)).toBe(true)
  await agree(chair, textId, target!)
  await release(rus)
  const dialog = rus.getByRole('dialog')
  await expect(dialog).toContainText('before nightfall')
  await expect(dialog).toContainText('agreed')
  await alike(chair, rus)
  expect(await wordsOn(chair)).not.toContain('before nightfall')
  await rus.reload()
  await expect(rus.getByRole('dialog')).toContainText('before nightfall')
  // Proposed again, in a paragraph that is open.
  await rus.getByRole('button', { name: 'Put aside' }).click()
  const other = (await textOf(chair, textId)).paragraphs.find(
    ({ type, text, state }) => type === 'item' && state === 'open' && !text.includes('[') && text.length > 40,
  )!
  const elsewhere = other.text.split(' ').slice(1, 3).join(' ')
  await select(rus, elsewhere, true)
  await rus.getByRole('button', { name: /Your words/ }).click()
  await rus.getByRole('button', { name: 'Propose at the caret' }).click()
  await expect.poll(() => wordsOn(chair)).toMatch(new RegExp(`${elsewhere}\\[ ?before nightfallRUS\\]`))
  await expect(rus.getByRole('button', { name: /Your words/ })).toBeHidden()
  const returned = (await recordOf(chair, textId)).filter(({ entry }) => entry.act === 'returned')
  expect(returned.map(({ content }) => content?.after).join('')).toContain('before nightfall')
})
