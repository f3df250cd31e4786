// Taking a text away from its page: every format by the keyboard alone, the address that each choice leads to, no fault that axe finds.
import axeCore from 'axe-core'
import { expect, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { Serving } from '../support/serving.ts'
import { join } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

async function faultsOn(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run({ resultTypes: ['violations'] })).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  })
}

async function shot(page: Page, name: string): Promise<void> {
  if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` })
}

test('EX-20 a text is taken away in the view shown, in any format, with the keyboard alone', async ({ browser }) => {
  const page = await join(serving, browser, 'Observer')
  await page.getByRole('button', { name: /^Record \d/ }).waitFor()
  await page.keyboard.press('Shift+Digit3')
  await page.keyboard.press('Slash')
  await page.keyboard.type('take away')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Take away' })
  const link = dialog.getByRole('link', { name: 'Take away' })
  await expect(link).toHaveAttribute('href', /export\.docx\?view=base&seat=/)
  await expect(dialog.getByRole('radio', { name: 'as tracked changes' })).toBeDisabled()
  expect(await faultsOn(page)).toEqual([])
  await shot(page, 'takeaway-base')

  await dialog.getByRole('radio', { name: /^Word/ }).focus()
  const paths: string[] = []
  for (const _ of await dialog.getByRole('radio', { name: /,|for|to / }).all()) {
    paths.push((await link.getAttribute('href'))!.replace(/^.*\/|\?.*$/g, ''))
    await page.keyboard.press('ArrowDown')
  }
  // PDF is there where the server has a browser to make it with.
  expect(new Set(paths.filter((path) => path !== 'export.pdf'))).toEqual(
    new Set([
      'export.docx',
      'export.html',
      'export.txt',
      'export.md',
      'export.akn',
      'export.json',
      'brackets.xlsx',
      'brackets.csv',
      'stands.csv',
      'trace.csv',
    ]),
  )

  await dialog.getByRole('radio', { name: /^JSON/ }).check()
  await dialog.getByRole('radio', { name: 'Rolling' }).check()
  await link.focus()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/-rolling\.json$/)
  expect((JSON.parse(await readFile(await download.path(), 'utf8')) as { view: string }).view).toBe('rolling')

  await dialog.getByRole('radio', { name: /^Word/ }).check()
  await dialog.getByRole('radio', { name: 'as tracked changes' }).check()
  await dialog.getByLabel('Number the lines').check()
  await expect(link).toHaveAttribute('href', /view=rolling&brackets=tracked&lines=1&seat=/)
  expect(await faultsOn(page)).toEqual([])
  await shot(page, 'takeaway-word')
  await dialog.getByRole('radio', { name: /^Spreadsheet/ }).check()
  await expect(dialog.getByRole('group', { name: 'View' })).toHaveCount(0)
  const [table] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(table.suggestedFilename()).toMatch(/\.xlsx$/)
  expect((await readFile(await table.path())).subarray(0, 2).toString('latin1')).toBe('PK')
  await shot(page, 'takeaway-tables')

  // Without the server there is no file: the page says so, and takes it when asked again.
  await page.context().setOffline(true)
  await link.click()
  await expect(dialog.getByRole('alert')).toContainText('The server cannot be reached')
  expect(await faultsOn(page)).toEqual([])
  await shot(page, 'takeaway-offline')
  await page.context().setOffline(false)
  await Promise.all([page.waitForEvent('download'), link.click()])
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('button', { name: 'Menu' }).click()
  await shot(page, 'takeaway-menu-phone')
  await page.getByRole('button', { name: 'Take away' }).click()
  await shot(page, 'takeaway-phone')
})
