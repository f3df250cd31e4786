// Files that come back, on the page: one of a delegation, over what others typed meanwhile; words pasted for a paragraph; those of
// three delegations at once, of which two say the same.
import axeCore from 'axe-core'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, type Page } from '@playwright/test'
import { Serving } from '../support/serving.ts'
import { join, select, textOf, wordsOn } from './people.ts'
import { test } from './test.ts'

let serving: Serving
test.beforeAll(async () => void (serving = await Serving.start()))
test.afterAll(() => serving.close())

/** A picture to look at, where a folder for them is named. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

const textIdOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2]!

async function exported(page: Page): Promise<Uint8Array> {
  const answer = await page.request.get(`/api/texts/${textIdOf(page)}/export.docx?view=rolling`)
  expect(answer.ok()).toBe(true)
  return new Uint8Array(await answer.body())
}

/** The same file with other words at some places, as an editor would leave them. */
function edited(file: Uint8Array, ...changes: readonly (readonly [was: string, is: string])[]): Buffer {
  const parts = unzipSync(file)
  let xml = strFromU8(parts['word/document.xml']!)
  for (const [was, is] of changes) {
    expect(xml.split(was).length, was).toBe(2)
    xml = xml.replace(was, is)
  }
  return Buffer.from(zipSync({ ...parts, 'word/document.xml': strToU8(xml) }))
}

/** Runs as they are exported: brackets and codes in a style of their own, added words underlined. */
const run = (style: string, text: string): string =>
  `<w:r><w:rPr><w:rStyle w:val="${style}"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const words = (text: string): string => `<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function faultsOn(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  })
}

async function openTool(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.locator('#menu').getByRole('button', { name }).click()
}

test('UI-160 UI-161 UI-162 UI-163 a delegation brings back its Word file over what was typed meanwhile', async ({ browser }) => {
  const [eu, rus, chair] = [
    await join(serving, browser, 'European Union'),
    await join(serving, browser, 'Russian Federation'),
    await join(serving, browser, 'Chair'),
  ]
  for (const page of [eu, rus, chair]) await page.waitForSelector('.ProseMirror p')
  const file = edited(
    await exported(eu),
    ['Training for harbour staff', 'Regular training for harbour staff'],
    ['the services that already send warnings', 'the services that send warnings'],
    ['The report should name ports', 'The report should list ports'],
    ['Until then the Chair', 'Until then the Facilitator'],
    [run('ChapeauBracket', '[') + words(', pleasure craft') + run('ChapeauCode', ' – CHE') + run('ChapeauBracket', ']'), ''],
  )
  await select(rus, 'Training for harbour staff', true)
  await rus.keyboard.type(' and pilots')
  await expect.poll(() => wordsOn(eu)).toContain('[ and pilotsRUS]')

  await openTool(eu, 'Bring back a file')
  const tool = eu.locator('chapeau-returns')
  await expect(tool.getByText('Drop the file here, or choose it')).toBeVisible()
  expect(await faultsOn(eu)).toEqual([])
  await look(eu, 'returns-0')
  await tool.locator('input[type=file]').setInputFiles({ name: 'eu-comments.docx', mimeType: DOCX, buffer: file })
  await expect(tool.getByRole('heading', { name: /4 differences/ })).toBeVisible()
  await expect(tool.getByLabel('Held against')).toContainText('the copy taken away')
  await expect(tool.locator('li', { hasText: 'already' }).first()).toContainText('Nothing has changed here since')
  await expect(tool.locator('li', { hasText: 'Facilitator' })).toContainText('Not proposed: ')
  await expect(tool.getByText('Proposals that the file no longer holds')).toBeVisible()
  await expect(tool.getByRole('button', { name: /Look at it.*Addition in 8 of CHE/ })).toBeVisible()
  expect(await faultsOn(eu)).toEqual([])
  await look(eu, 'returns-1')

  // One is left out; closing the tool to look at the text loses nothing.
  await tool
    .getByRole('checkbox', { name: /Propose:/ })
    .nth(0)
    .uncheck()
  await expect(tool.getByRole('button', { name: 'Propose 2 changes in the name of EU' })).toBeVisible()
  await eu.keyboard.press('Escape')
  await expect(tool).toHaveCount(0)
  await openTool(eu, 'Bring back a file')
  await expect(tool.getByRole('button', { name: 'Propose 2 changes in the name of EU' })).toBeVisible()
  await tool
    .getByRole('checkbox', { name: /Propose:/ })
    .nth(0)
    .check()

  // Somebody proposes the same words before the button is pressed: nothing is written, the new comparison is shown.
  await select(rus, 'should name', true)
  await rus.keyboard.press('Control+Shift+ArrowLeft')
  await rus.keyboard.type('list')
  await expect.poll(() => wordsOn(eu)).toContain('[listRUS]')
  const before = (await textOf(eu, textIdOf(eu))).brackets.length
  await tool.getByRole('button', { name: 'Propose 3 changes in the name of EU' }).click()
  await expect(tool.getByRole('alert')).toContainText('The text has changed meanwhile')
  expect((await textOf(eu, textIdOf(eu))).brackets).toHaveLength(before)
  await look(eu, 'returns-2')
  await tool.getByRole('button', { name: /in the name of EU/ }).click()
  await expect(tool.getByText(/^Proposed \d changes? in the name of EU/)).toBeVisible()
  await look(eu, 'returns-3')
  await tool.getByRole('button', { name: /Go through them/ }).click()
  await expect(tool).toHaveCount(0)
  await expect(eu.locator('chapeau-queue')).toContainText('from eu-comments.docx')
  await eu.keyboard.press('j')
  await expect(eu.locator('chapeau-queue')).toContainText(/2 of \d from eu-comments.docx/)
  await look(eu, 'returns-4')
  await expect.poll(() => wordsOn(chair)).toContain('[listRUS, EU]')
  const all = await wordsOn(chair)
  expect(all).toContain('[ and pilotsRUS]')
  expect(await wordsOn(rus)).toBe(all)
})

test('UI-166 pasted words are held against one paragraph', async ({ browser }) => {
  const usa = await join(serving, browser, 'United States of America')
  await usa.waitForSelector('.ProseMirror p')
  const rows = usa.locator('chapeau-outline li button')
  await rows
    .filter({ has: usa.locator('b', { hasText: /^PP5$/ }) })
    .first()
    .click()
  await usa.getByRole('button', { name: 'Compare with pasted words…' }).click()
  const tool = usa.locator('chapeau-pasted')
  await expect(tool.getByRole('heading', { name: 'Paragraph PP5 as it stands' })).toBeVisible()
  await tool
    .getByLabel('Words to compare it with')
    .fill('Recognizing the [primary – reserve, USA] responsibility of each State for the security of its ports,')
  await tool.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(tool.getByRole('heading', { name: /1 difference/ })).toBeVisible()
  expect(await faultsOn(usa)).toEqual([])
  await look(usa, 'returns-5')
  await tool.getByRole('button', { name: 'Propose 1 change in the name of USA' }).click()
  await expect(tool.getByText('Proposed 1 change in the name of USA.')).toBeVisible()
  await expect.poll(() => wordsOn(usa)).toContain('[securityUSA]')
})

test('UI-164 UI-165 the secretariat brings back the files of three delegations, two of which say the same', async ({ browser }) => {
  const secretariat = await join(serving, browser, 'Secretariat')
  await secretariat.waitForSelector('.ProseMirror p')
  const textId = textIdOf(secretariat)
  const file = await exported(secretariat)
  const same = ['for harbour staff', 'for all harbour staff'] as const
  const me = (await (await secretariat.request.get('/api/me')).json()) as { seats: { id: string; meeting: { id: string } }[] }
  await secretariat.goto(`/m/${me.seats[0]!.meeting.id}?seat=${me.seats[0]!.id}`)
  await secretariat.getByRole('button', { name: 'Files that came back' }).click()
  const files = secretariat.locator('chapeau-meeting-files')
  await files.locator('input[type=file]').setInputFiles([
    { name: 'comments EU.docx', mimeType: DOCX, buffer: edited(file, same) },
    {
      name: 'G77 position.docx',
      mimeType: DOCX,
      buffer: edited(file, same, ['Warnings should be sent in plain words', 'Warnings are sent in plain words']),
    },
    { name: 'third.docx', mimeType: DOCX, buffer: edited(file, ['for harbour staff', 'for port staff']) },
    { name: 'broken.docx', mimeType: DOCX, buffer: Buffer.from(file.slice(0, 900)) },
  ])
  await expect(files.getByLabel('Delegation of comments EU.docx')).toHaveValue('EU')
  await expect(files.getByLabel('Delegation of G77 position.docx')).toHaveValue('G77')
  await expect(files.getByText('whose is it?')).toBeVisible()
  await expect(files.getByLabel('Text of third.docx')).toHaveValue(textId)
  await files.getByLabel('Delegation of third.docx').selectOption('RUS')
  const row = (name: string) => files.locator('li[data-state]', { hasText: name })
  await expect(row('third.docx')).toHaveAttribute('data-state', 'compared')
  await expect(row('broken.docx')).toHaveAttribute('data-state', 'failed')
  await files.getByRole('button', { name: 'Look at G77 position.docx' }).click()
  await expect(row('G77 position.docx').locator('chapeau-differences')).toContainText('Nothing has changed here since')
  expect(await faultsOn(secretariat)).toEqual([])
  if (process.env['SHOTS'] !== undefined) await secretariat.screenshot({ path: `${process.env['SHOTS']}/returns-6.png`, fullPage: true })
  await files.getByRole('button', { name: 'Propose all: 3 files' }).click()
  await expect(files.getByText(/3 files brought back for EU, G77, RUS: .* joined as co-sponsors/)).toBeVisible()
  await expect(files.getByText('They are not confirmed until their delegations confirm them.')).toBeVisible()
  if (process.env['SHOTS'] !== undefined) {
    await secretariat.screenshot({ path: `${process.env['SHOTS']}/returns-7.png`, fullPage: true })
    await secretariat.setViewportSize({ width: 390, height: 844 })
    await secretariat.emulateMedia({ colorScheme: 'dark' })
    expect(await faultsOn(secretariat)).toEqual([])
    await secretariat.screenshot({ path: `${process.env['SHOTS']}/returns-8.png`, fullPage: true })
  }
  const { brackets } = await textOf(secretariat, textId)
  const all = brackets.filter(({ text }) => text === ' all')
  expect(all.map(({ holder }) => holder)).toEqual(['EU'])
  expect(all[0]!.stands['G77']).toMatchObject({ stance: 'proposes', unconfirmed: true })
})
