// People in the browser: how a test joins, reads, selects, types and decides as they do.
import { expect, type Browser, type Page } from '@playwright/test'
import type { RecordLine, TextAnswer } from '@chapeau/shared/protocol/api'
import type { Serving } from '../support/serving.ts'

/** A person with a page of their own, at the seat of that name. */
export async function join(serving: Serving, browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: serving.url, viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(serving.links.get(name)!)
  await page.waitForURL(/\/t\/|\/$/)
  return page
}

/** The words of the page's text, a paragraph a line, without labels and marginalia. */
export function wordsOn(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.paper p')]
      .map((paragraph) => {
        const copy = paragraph.cloneNode(true) as HTMLElement
        copy
          .querySelectorAll('.label, .state, .cursor, .alt-name, .gap, .ProseMirror-separator, .ProseMirror-trailingBreak')
          .forEach((each) => each.remove())
        return (copy.textContent ?? '').replaceAll('\u00a0', ' ')
      })
      .join('\n'),
  )
}

/** Selects words in the editor, or puts the caret behind them; until it holds, for focusing may move it once more. */
export async function select(page: Page, words: string, caretBehind = false): Promise<void> {
  await page.locator('.ProseMirror').focus()
  await expect(async () => {
    await page.evaluate(place, { words, behind: caretBehind })
    // ProseMirror reads the selection with the event that follows; frames later it is in its state, or taken back.
    const selected = await page.evaluate(async () => {
      for (let i = 0; i < 4; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
      const selection = getSelection()!
      return { text: selection.toString(), before: selection.anchorNode?.textContent?.slice(0, selection.anchorOffset) ?? '' }
    })
    if (caretBehind) expect(selected.before.endsWith(words)).toBe(true)
    else expect(selected.text).toBe(words)
  }).toPass()
}

/** Runs in the page. */
function place({ words, behind }: { words: string; behind: boolean }): void {
  const walker = document.createTreeWalker(document.querySelector('.ProseMirror')!, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent!.indexOf(words)
    if (at < 0) continue
    node.parentElement!.scrollIntoView({ block: 'center' })
    const end = at + words.length
    getSelection()!.setBaseAndExtent(node, behind ? end : at, node, end)
    return
  }
  throw new Error(`no "${words}" on the page`)
}

export const textOf = async (page: Page, textId: string): Promise<TextAnswer> =>
  (await page.request.get(`/api/texts/${textId}`)).json() as Promise<TextAnswer>

export async function recordOf(page: Page, textId: string): Promise<RecordLine[]> {
  const body = await (await page.request.get(`/api/texts/${textId}/record`)).text()
  return body.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RecordLine]))
}

/** Chooses a bracket by its words and presses a button of the right pane. */
export async function decide(page: Page, words: string, button: RegExp): Promise<void> {
  await page.locator('.paper .words', { hasText: words }).first().click()
  await page.getByRole('complementary').getByRole('button', { name: button }).first().click()
}

/** The chair agrees a paragraph by a program's hand, over whoever is not connected. */
export async function agree(chair: Page, textId: string, target: string): Promise<void> {
  const seat = ((await (await chair.request.get('/api/me')).json()) as { seats: { id: string }[] }).seats[0]!.id
  const send = (absent: readonly string[]): ReturnType<typeof chair.request.post> =>
    chair.request.post(`/api/texts/${textId}/acts?seat=${seat}`, {
      data: { id: crypto.randomUUID(), act: 'setState', targets: [target], state: 'agreed', absent },
      headers: { origin: new URL(chair.url()).origin },
    })
  const { refused } = (await (await send([])).json()) as { refused: { absent: string[] } }
  expect((await send(refused.absent)).status()).toBe(200)
}

/** The chair brings a text in through the page; answers its id. */
export async function importText(chair: Page, name: string, source: string): Promise<string> {
  const me = (await (await chair.request.get('/api/me')).json()) as { seats: { id: string; meeting: { id: string } }[] }
  await chair.goto(`/m/${me.seats[0]!.meeting.id}?seat=${me.seats[0]!.id}`)
  await chair.getByRole('button', { name: 'New text' }).click()
  await chair.locator('input[type=file]').setInputFiles({ name: 'source.txt', mimeType: 'text/plain', buffer: Buffer.from(source) })
  await expect(chair.getByRole('region', { name: 'Preview' })).toBeVisible()
  await chair.getByLabel('Name of the text').fill(name)
  await chair.getByRole('button', { name: 'Import', exact: true }).click()
  await chair.waitForURL(/\/t\//)
  await chair.waitForSelector('.ProseMirror p')
  return new URL(chair.url()).pathname.split('/')[2]!
}

/** Every page shows the same words. */
export async function alike(...pages: Page[]): Promise<string> {
  await expect.poll(async () => new Set(await Promise.all(pages.map(wordsOn))).size, { message: 'all pages show the same' }).toBe(1)
  return wordsOn(pages[0]!)
}
