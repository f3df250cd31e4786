// Alternatives, replacing throughout, earlier revisions and bringing back: as the chair and a delegate do them on the page.
import { expect, type Page } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { decide, join, select, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

/** Opens a tool as from the keyboard: by its name in the palette. */
async function openTool(page: Page, name: string): Promise<void> {
  await page.locator('main').click({ position: { x: 5, y: 300 } })
  await page.keyboard.press('/')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name })).toBeVisible()
}

const look = (page: Page, name: string): Promise<unknown> =>
  process.env['LOOK'] === undefined ? Promise.resolve() : page.screenshot({ path: `${process.env['LOOK']}/${name}.png` })

test('UI-116 words are replaced throughout, and decided at all places at once', async ({ browser }) => {
  const [eu, chair] = [await join(serving, browser, 'European Union'), await join(serving, browser, 'Chair')]
  await Promise.all([eu, chair].map((page) => page.waitForSelector('.ProseMirror p')))
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  await openTool(eu, 'Replace throughout')
  const dialog = eu.getByRole('dialog', { name: 'Replace throughout' })
  await dialog.getByRole('textbox', { name: 'Replace' }).fill('ports')
  await dialog.getByRole('textbox', { name: 'by (empty: delete)' }).fill('harbours')
  const button = dialog.getByRole('button', { name: /^Propose at/ })
  await dialog.getByRole('checkbox').nth(2).uncheck()
  await look(eu, 'throughout')
  const n = Number(/\d+/.exec((await button.textContent()) ?? '')![0])
  expect(n).toBeGreaterThan(1)
  await button.click()
  await expect(dialog.getByText(/^Done/)).toBeVisible()
  const before = await wordsOn(chair)
  const mine = (await textOf(chair, textId)).brackets.filter(({ holder, text }) => holder === 'EU' && /^harbours$/i.test(text))
  expect(mine).toHaveLength(n)
  await chair.locator('.paper .words', { hasText: 'harbours' }).first().click()
  const side = chair.getByRole('complementary')
  await expect(side.getByText(`One proposal at ${n} places`)).toBeVisible()
  await look(chair, 'set')
  await side.getByRole('button', { name: `Drop at all ${n} places` }).click()
  await expect.poll(async () => (await textOf(chair, textId)).brackets.some(({ text }) => /^harbours$/i.test(text))).toBe(false)
  // The page knows what to take back once the record has told it.
  await expect(async () => {
    await chair.keyboard.press('u')
    await expect.poll(() => wordsOn(chair), { timeout: 1000 }).toBe(before)
  }).toPass()
})

test('UI-118 what was dropped is brought back from the record', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  const tenth = async (): Promise<string> => (await textOf(chair, textId)).paragraphs.find(({ label }) => label === '10')!.text
  const before = await tenth()
  await decide(chair, 'in the region', /^Drop/)
  await expect.poll(tenth).not.toContain('in the region')
  const side = chair.getByRole('complementary')
  await side.getByRole('button', { name: 'What happened' }).click()
  await chair
    .getByRole('listitem')
    .filter({ hasText: 'dropped the words in 10' })
    .getByRole('button', { name: /^Bring back/ })
    .click()
  await expect.poll(tenth).toBe(before)
  await expect(chair.getByText('brought back what had fallen').first()).toBeVisible()
  await look(chair, 'brought-back')
})

test('UI-117 a paragraph is proposed as it read in an earlier revision, and words change their order', async ({ browser }) => {
  const [chair, eu] = [await join(serving, browser, 'Chair'), await join(serving, browser, 'European Union')]
  await Promise.all([eu, chair].map((page) => page.waitForSelector('.ProseMirror p')))
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  const wordsIn = async (n: string): Promise<string> => (await textOf(chair, textId)).paragraphs.find(({ label }) => label === n)!.text
  await select(eu, 'buoys and gauges')
  await eu.keyboard.press('Control+Alt+f')
  await expect(eu.getByText(/agreed/).first()).toBeVisible()
  await select(eu, 'received')
  expect(await wordsIn('12')).toContain('buoys and gauges')
  await select(eu, 'review, together')
  await eu.keyboard.press('Control+Alt+f')
  await expect.poll(() => wordsIn('6')).toContain('together, review – EU')
  await chair.request.post(`/api/texts/${textId}/acts`, { data: { id: crypto.randomUUID(), act: 'revise' } })
  await decide(chair, 'in the region', /^Accept/)
  await expect.poll(() => wordsIn('10')).toContain('offered in the region')
  await openTool(eu, 'Earlier revisions')
  const dialog = eu.getByRole('dialog', { name: 'Earlier revisions' })
  await expect(dialog.getByText('1 paragraph differs')).toBeVisible()
  await look(eu, 'revisions')
  await dialog.getByRole('button', { name: 'Propose paragraph 10 as it was' }).click()
  await expect.poll(() => wordsIn('10')).toMatch(/\[[^\]]*in the region[^\]]* – delete, EU/)
})

test('UI-115 alternatives stand side by side, and a digit chooses', async ({ browser }) => {
  const chair = await join(serving, browser, 'Chair')
  await chair.waitForSelector('.ProseMirror p')
  const textId = new URL(chair.url()).pathname.split('/')[2]!
  await chair.locator('.paper .words', { hasText: 'regularly' }).first().click()
  await openTool(chair, 'Alternatives side by side')
  const dialog = chair.getByRole('dialog', { name: 'Alternatives side by side' })
  await look(chair, 'alternatives')
  await dialog.getByRole('checkbox', { name: /every two years/ }).check()
  await dialog.getByRole('button', { name: 'Group as alternatives' }).click()
  await expect(dialog.getByRole('article', { name: 'No text' })).toBeVisible()
  await look(chair, 'grouped')
  await chair.keyboard.press('2')
  const sixth = async (): Promise<string> => (await textOf(chair, textId)).paragraphs.find(({ label }) => label === '6')!.text
  await expect.poll(sixth).toContain('concerned, regularly what has been learned')
})

test('UI-102 two delegations propose nearly the same: the desk puts one wording to the other, who joins it', async ({ browser }) => {
  const names = ['European Union', 'Russian Federation', 'Chair'] as const
  const [eu, rus, chair] = await Promise.all(names.map((name) => join(serving, browser, name)))
  await Promise.all([eu!, rus!, chair!].map((page) => page.waitForSelector('.ProseMirror p')))
  for (const [page, words] of [
    [eu!, ' in a fair and orderly manner'],
    [rus!, ' in fair and orderly manner,'],
  ] as const) {
    await page.locator('.ProseMirror p').last().click()
    await page.keyboard.press('End')
    await page.keyboard.type(words)
  }
  await expect.poll(() => wordsOn(chair!)).toContain('manner,')
  await openTool(chair!, 'Nearly the same words')
  const cluster = chair!.getByRole('region', { name: /EU, RUS|RUS, EU/ })
  await expect(cluster).toBeVisible()
  await look(chair!, 'near')
  await cluster.getByRole('button', { name: 'Put these to RUS' }).click()
  await expect(chair!.getByText(/^Asked\./)).toBeVisible()
  await openTool(rus!, 'Nearly the same words')
  const ours = rus!.getByRole('dialog', { name: 'Nearly the same words' })
  await ours.getByRole('button', { name: 'Join these words' }).click()
  await ours.getByRole('button', { name: 'Withdraw ours' }).click()
  await expect(ours.getByText('No two delegations propose nearly the same words')).toBeHidden()
  await expect.poll(() => wordsOn(chair!)).not.toContain('manner,')
  await expect.poll(() => wordsOn(chair!)).toContain('in a fair and orderly manner')
})
