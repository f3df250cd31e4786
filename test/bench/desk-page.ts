// The chair's page in Chromium on the desk's samples: how long it is from a key, or from opening a tool, to the frame that shows it.
// A frame is taken as painted when a task runs after its animation callback.
import { chromium, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SERVER_DOER } from '@chapeau/server/access/meetings'
import { startServer, type TestServer } from '../support/server.ts'
import { DESK_CODES, type DeskSample } from './desk-samples.ts'
import { median, quantile, short, table } from './samples.ts'
import { memberOf } from '../support/builders.ts'

const CLIENT_DIR = join(import.meta.dirname, '../../client/dist')
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const SERVER_CLIENT = 0xf000_0001

/** What is measured, the peer first: a list of keys that computes nothing. */
const STEPS = ['list of keys', 'next bracket', 'matrix', 'preview'] as const
type Step = (typeof STEPS)[number]

/** A table in Markdown; null without a browser or a built page. */
export async function deskInBrowser(samples: readonly DeskSample[], rounds: number): Promise<string | null> {
  if (!existsSync(CHROMIUM) || !existsSync(CLIENT_DIR)) return null
  const server = await startServer({ clientDir: CLIENT_DIR })
  const browser = await chromium.launch({ executablePath: CHROMIUM })
  try {
    const rows: string[][] = []
    for (const sample of samples) {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
      // What runs in the page was compiled with a helper of this name.
      await page.addInitScript('globalThis.__name = (named) => named')
      await page.goto(await chairsLink(server, sample))
      await page.waitForURL(/\/t\//)
      await page.locator('.ProseMirror p').first().waitFor()
      rows.push([sample.name, ...(await measured(page, rounds))])
      await page.close()
    }
    const head = ['in the page', `${STEPS[0]} p50`, 'p95', ...STEPS.slice(1).flatMap((step) => [`${step} p50`, 'p95', 'of the list'])]
    return table(head, rows)
  } finally {
    await browser.close()
    await server.close()
  }
}

async function chairsLink(server: TestServer, { name, body, meta }: DeskSample): Promise<string> {
  const { meetings } = server
  const meeting = await meetings.create(name, { decide: 'consensus' }, SERVER_DOER)
  await meetings.putDelegations(
    meeting.id,
    DESK_CODES.map((code) => memberOf(code)),
    SERVER_DOER,
  )
  await meetings.addText(meeting.id, { name, clientId: SERVER_CLIENT, body, meta, detail: {} }, SERVER_DOER)
  const { token } = await meetings.invite(meeting.id, null, 'chair')
  return `${server.url}/join/${token}`
}

async function measured(page: Page, rounds: number): Promise<string[]> {
  const times = new Map<Step, number[]>(STEPS.map((step) => [step, []]))
  // The first round loads the tools and is not counted.
  for (let round = 0; round <= rounds; round++)
    for (const step of STEPS) {
      const time = await timeOf(page, step)
      if (round > 0) times.get(step)!.push(time)
    }
  const peer = median(times.get(STEPS[0])!)
  return STEPS.flatMap((step) => {
    const each = times.get(step)!
    const figures = [short(median(each)), short(quantile(each, 0.95))]
    return step === STEPS[0] ? figures : [...figures, short(median(each) / peer)]
  })
}

async function timeOf(page: Page, step: Step): Promise<number> {
  const time = await page.evaluate(inPage, step)
  if (step !== 'next bracket') await page.keyboard.press('Escape')
  if (step !== 'next bracket') await page.locator('dialog[open]').waitFor({ state: 'detached' })
  return time
}

/** Runs in the page: does one thing and waits until it has been painted. */
async function inPage(step: Step): Promise<number> {
  const wanted = { 'list of keys': 'dl', 'next bracket': '', matrix: 'table', preview: 'ol li' }[step]
  const shown = (): boolean => {
    const inside = (root: ParentNode, open: boolean): boolean =>
      (open && root.querySelector(wanted) !== null) ||
      [...root.querySelectorAll('*')].some(
        (each) =>
          each.shadowRoot !== null && inside(each.shadowRoot, open || each.closest('dialog[open]') !== null || opens(each.shadowRoot)),
      )
    const opens = (root: ParentNode): boolean => root.querySelector('dialog[open]') !== null
    return inside(document, false)
  }
  const page = document.querySelector('chapeau-text-page')!
  const key = (name: string): boolean =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true }))
  const open = (tool: string): boolean =>
    page.dispatchEvent(new CustomEvent('tool-open', { detail: { tool }, bubbles: true, composed: true }))
  const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  await painted()
  const start = performance.now()
  if (step === 'next bracket') key('j')
  else if (step === 'list of keys') key('?')
  else open(step === 'matrix' ? 'matrix' : 'bulk')
  do await painted()
  while (step !== 'next bracket' && !shown())
  return performance.now() - start
}
