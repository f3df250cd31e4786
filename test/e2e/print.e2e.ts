// The text on paper: the page's own print, where only the paper is left; exported pages, held by axe in every view; and PDFs by
// the server's Chromium.
import axeCore from 'axe-core'
import { expect, type Page } from '@playwright/test'
import { VIEWS } from '@chapeau/shared/text/views'
import { Serving } from '../support/serving.ts'
import { join } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

const idOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2]!
const SHOTS = process.env['SHOTS']

test('EX-30 the page prints the paper under a line that says what it is, and nothing around it', async ({ browser }) => {
  const page = await join(serving, browser, 'European Union')
  await page.waitForSelector('.ProseMirror p')
  await expect(page.locator('chapeau-print-head')).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('chapeau-print-head')).toBeVisible()
  await expect(page.locator('chapeau-print-head')).toHaveText(/Rolling text · as of \d\d:\d\d UTC, \d+ \w+ \d{4} · /)
  await expect(page.locator('.paper p').first()).toBeVisible()
  for (const around of ['nav', 'aside', 'header', 'footer', 'chapeau-commands', 'chapeau-toasts'])
    for (const one of await page.locator(`chapeau-text-page ${around}`).all()) await expect(one).toBeHidden()
  await expect(page.locator('.paper .code').first()).toBeVisible()
  const file = await page.pdf({ preferCSSPageSize: true, ...(SHOTS === undefined ? {} : { path: `${SHOTS}/page.pdf` }) })
  expect(file.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(1)
})

test('EX-25 axe finds nothing in exported pages, on a screen or on paper', async ({ browser }) => {
  const rus = await join(serving, browser, 'Russian Federation')
  await rus.waitForSelector('.ProseMirror p')
  const textId = idOf(rus)
  const reader = await (await browser.newContext()).newPage()
  for (const view of VIEWS) {
    await reader.setContent(await (await rus.request.get(`/api/texts/${textId}/export.html?view=${view}`)).text())
    await reader.evaluate(axeCore.source)
    for (const media of ['screen', 'print'] as const) {
      await reader.emulateMedia({ media })
      const found = await reader.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
        const { violations } = await axe.run({ resultTypes: ['violations'] })
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)
      })
      expect(found, `${view}, ${media}`).toEqual([])
    }
  }
})

test('EX-25 an Arabic paragraph runs from right to left, whatever its label', async ({ page }) => {
  await page.setContent('<p></p>')
  const { exportHtml } = await import('@chapeau/shared/exchange/export-html')
  const { parseNotation } = await import('@chapeau/shared/text/notation')
  const { read } = await import('@chapeau/shared/text/read')
  const { body, meta } = parseNotation('PP1 bis\t[إذ تشير – EU] إلى Geneva\n1.\tPorts open\n[2.\tتفتح الموانئ – RUS]')
  const html = exportHtml(read(body, meta), meta, {
    view: 'rolling',
    asOf: new Date(0),
    title: 'الموانئ',
    revision: '',
    changes: 0,
    head: { seq: 1, hash: '' },
    publicKey: '',
    rungName: (state) => state,
  })
  await page.setContent(html)
  expect(await page.locator('h1, main p').evaluateAll((all) => all.map((one) => getComputedStyle(one).direction))).toEqual([
    'rtl',
    'rtl',
    'ltr',
    'rtl',
  ])
  // Labels stand at the side where their paragraph begins.
  const sides = await page
    .locator('main .label')
    .evaluateAll((all) => all.map((one) => (one.getBoundingClientRect().left > innerWidth / 2 ? 'right' : 'left')))
  expect(sides).toEqual(['right', 'left', 'right'])
})

test('EX-28 the server that has a Chromium offers a PDF and gives it', async ({ browser }) => {
  const observer = await join(serving, browser, 'Observer')
  await observer.waitForSelector('.paper p')
  const answer = await observer.request.get(`/api/texts/${idOf(observer)}/export.pdf`)
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await observer.emulateMedia({ media: 'print' })
  await expect(observer.locator('.paper .label').first()).toBeVisible()
  if (SHOTS !== undefined) await observer.pdf({ preferCSSPageSize: true, path: `${SHOTS}/read.pdf` })
})
