// The typist's desk: interventions from the floor, entered from the keyboard with their keys counted, each in the right name.
import { expect, type Page } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join, recordOf, select, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

/** A picture to look at, where a folder for them is named. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

/** Keys that an intervention may take beyond its words. */
const KEYS_BEYOND = 5

/** Enters a line from the page, one key after the other; answers how many it took. */
async function enter(page: Page, line: string): Promise<number> {
  await page.keyboard.press('f')
  const field = page.getByLabel('Who has the floor, and what is to be done')
  await expect(field).toBeFocused()
  for (const key of line) await page.keyboard.type(key)
  await expect(page.locator('chapeau-typist .says')).toContainText('Enter:')
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
  return line.length + 2
}

interface Intervention {
  readonly name: string
  /** Words of the bracket that is selected, or label of the paragraph. */
  readonly at: { readonly bracket: string } | { readonly label: string }
  readonly line: string
  /** The code and the words that Word would need, too. */
  readonly words: string
  readonly by: string
  readonly act: string
  /** What stands in the text then. */
  readonly reads?: string
}

const INTERVENTIONS: readonly Intervention[] = [
  { name: 'join the EU', at: { bracket: 'understood' }, line: 'CHE j', words: 'CHE', by: 'CHE', act: 'join', reads: '[understoodEU, CHE]' },
  { name: 'support the deletion', at: { bracket: 'the daily' }, line: 'BRA s', words: 'BRA', by: 'BRA', act: 'stand' },
  {
    name: 'replace throughout',
    at: { label: '6' },
    line: 'USA should>>shall',
    words: 'USAshouldshall',
    by: 'USA',
    act: 'propose',
    reads: 'Governments [shoulddelete, USA][shallUSA] review',
  },
  {
    name: 'add at the end',
    at: { label: '4' },
    line: 'JPN +as appropriate',
    words: 'JPNas appropriate',
    by: 'JPN',
    act: 'propose',
    reads: '[, as appropriateJPN].',
  },
  { name: 'reserve on the section', at: { label: '2' }, line: 'IND rs', words: 'IND', by: 'IND', act: 'stand' },
  { name: 'move to the preamble', at: { label: '5' }, line: 'EU m PP4', words: 'EUPP4', by: 'EU', act: 'structure' },
  {
    name: 'flip',
    at: { label: '8' },
    line: 'KEN x warning reaches',
    words: 'KENwarning reaches',
    by: 'KEN',
    act: 'propose',
    reads: '[warning reachesdelete, KEN][reaches warningKEN]',
  },
  { name: 'bracket the paragraph', at: { label: '(a)' }, line: 'RUS b', words: 'RUS', by: 'RUS', act: 'propose', reads: ';reserve, RUS]' },
  {
    name: 'previous version',
    at: { label: '(b)' },
    line: 'CHE v',
    words: 'CHE',
    by: 'CHE',
    act: 'propose',
    reads: '[twicedelete, CHE][onceCHE]',
  },
  {
    name: 'a new paragraph',
    at: { label: '4' },
    line: 'G77 n Ports answer in turn.',
    words: 'G77Ports answer in turn.',
    by: 'G77',
    act: 'propose',
    reads: '[Ports answer in turn.G77]',
  },
]

test('UI-125 UI-126 interventions take at most five keys beyond their words, and stand in the right names', async ({ browser }) => {
  const typist = await join(serving, browser, 'Secretariat')
  await typist.waitForSelector('.ProseMirror p')
  const textId = new URL(typist.url()).pathname.split('/')[2]!
  // What stood in the revision is decided otherwise since, so that there is a version to go back to.
  await typist.getByRole('button', { name: 'Name it the next revision…' }).click()
  await typist.getByRole('button', { name: 'Make it the next revision' }).click()
  await typist.locator('.paper .words', { hasText: 'twice' }).first().click()
  await typist.getByRole('complementary').getByRole('button', { name: 'Accept' }).first().click()
  await expect.poll(() => wordsOn(typist)).toContain('warning twice a year')
  const rows = typist.locator('chapeau-outline li button')
  for (const { name, at, line, words, by, act, reads } of INTERVENTIONS) {
    await test.step(name, async () => {
      if ('bracket' in at) await typist.locator('.paper .words', { hasText: at.bracket }).first().click()
      else
        await rows
          .filter({ has: typist.locator('b', { hasText: new RegExp(`^${at.label.replace(/[()]/g, '\\$&')}$`) }) })
          .first()
          .click()
      // From the page, not from the text: the keyboard is where the press has left it.
      await typist.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      const before = (await recordOf(typist, textId)).length
      const keys = await enter(typist, line)
      expect(keys - words.length, `keys beyond the words: ${line}`).toBeLessThanOrEqual(KEYS_BEYOND)
      await expect.poll(async () => (await recordOf(typist, textId)).slice(before).map(({ entry }) => entry.act)).toContain(act)
      const entries = (await recordOf(typist, textId)).slice(before)
      for (const { entry } of entries) expect(entry.by).toMatchObject({ principal: by, role: 'secretariat', onBehalfOf: by })
      if (reads !== undefined) await expect.poll(() => wordsOn(typist)).toContain(reads)
      await expect(typist.locator('chapeau-typist')).toContainText('Nobody has the floor')
    })
  }
  await look(typist, 'typist-1')
  expect((await textOf(typist, textId)).paragraphs.map(({ label }) => label)).toContain('4 bis')
})

test('AC-70 AC-71 words are typed for whoever has the floor, and for nobody while nobody has it; the delegation confirms them', async ({
  browser,
}) => {
  const typist = await join(serving, browser, 'Secretariat')
  const eu = await join(serving, browser, 'European Union')
  for (const page of [typist, eu]) await page.waitForSelector('.ProseMirror p')
  await select(typist, 'Training for harbour staff', true)
  await typist.keyboard.press('Alt+f')
  await typist.keyboard.type('european')
  await look(typist, 'typist-2')
  await typist.keyboard.press('Enter')
  await expect(typist.locator('chapeau-typist')).toContainText('European Union')
  await select(typist, 'Training for harbour staff', true)
  await typist.keyboard.type(' and pilots')
  await expect.poll(() => wordsOn(eu)).toContain('[ and pilotsEU]')
  await typist.keyboard.press('Alt+f')
  await typist.keyboard.press('Enter')
  await expect(typist.locator('chapeau-typist')).toContainText('Nobody has the floor')
  await select(typist, 'Training for harbour staff', true)
  await typist.keyboard.type('dad')
  await expect(typist.getByText('Whose words are these?').first()).toBeVisible()
  expect(await wordsOn(typist)).toContain('Training for harbour staff[ and pilotsEU]')
  const ours = eu.locator('chapeau-typed-for-us')
  await look(eu, 'typist-3')
  await ours.getByRole('button', { name: 'Confirm', exact: true }).first().click()
  await expect(ours.getByText('and pilots')).toHaveCount(0)
})
