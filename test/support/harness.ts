// The editor alone in a real browser: bundles the harness page once a worker, serves it on loopback, and drives it
// with keys, mouse and input methods. Nothing here sleeps: every wait is for a condition.
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { test as base, type CDPSession, type Page } from '@playwright/test'
import { build } from 'vite'
import type { Harness } from '../e2e/harness/main.ts'

export { expect } from '@playwright/test'

/** Longest wait for an effect that a key or an input method should have, in milliseconds. */
const EFFECT_MS = 1_000
/** Pictures taken before a caret counts as not drawn. */
const BLINKS = 20
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

/** The nine texts in which tokens stand alone, side by side, nested, empty, and at the edges of a paragraph. */
const SHAPES = ['ab[cd]ef', '[cd]ef', 'ab[cd]', 'a[b][c]d', '[[a]b]', '[]', 'x[]y', 'a[[]]b', '[a]\n[b]'] as const
export const CARET_POSITIONS = 62

export interface Sample {
  readonly name: string
  readonly notation: string
}

/** The nine texts, their brackets held by a delegation. The tests write for RUS. */
export function samples(holder: 'RUS' | 'USA'): Sample[] {
  const role = holder === 'RUS' ? 'own' : 'another’s'
  return SHAPES.map((shape) => ({
    name: `${shape.replace('\n', '¶')}, ${role} brackets`,
    notation: shape.replace(/(\[?)\]/g, (_, open: string) => (open === '' ? ` – ${holder}]` : `[– ${holder}]`)),
  }))
}

export const BOTH: readonly Sample[] = [...samples('RUS'), ...samples('USA')]

/** One person at the editor. */
export class Person {
  readonly page: Page
  readonly #cdp: CDPSession

  constructor(page: Page, cdp: CDPSession) {
    this.page = page
    this.#cdp = cdp
  }

  /** Asks the harness; the function runs in the page. */
  ask<R, A = undefined>(question: (harness: Harness, argument: A) => R, argument?: A): Promise<Awaited<R>> {
    return this.page.evaluate(
      `(${question.toString()})(window.harness, ${argument === undefined ? 'undefined' : JSON.stringify(argument)})`,
    ) as Promise<Awaited<R>>
  }

  load(notation: string): Promise<void> {
    return this.ask((harness, text) => harness.load(text), notation)
  }

  /** Loads a text with a selection in it. */
  start(notation: string, anchor: number, head = anchor): Promise<void> {
    return this.ask(
      (harness, at) => {
        harness.load(at.notation)
        harness.select(at.anchor, at.head)
      },
      { notation, anchor, head },
    )
  }

  select(anchor: number, head = anchor): Promise<void> {
    return this.ask((harness, at) => harness.select(at.anchor, at.head), { anchor, head })
  }

  get text(): Promise<string> {
    return this.ask((harness) => harness.text)
  }

  get head(): Promise<number> {
    return this.ask((harness) => harness.head)
  }

  /** Waits until the focus is old enough for the caret to jump anywhere. */
  async settle(): Promise<void> {
    await this.page.waitForFunction(() => window.harness.settled)
  }

  /** Whether something about the page becomes so within the time that an effect takes. */
  async becomes<A>(condition: (harness: Harness, argument: A) => boolean, argument: A, timeout = EFFECT_MS): Promise<boolean> {
    try {
      await this.page.waitForFunction(`(${condition.toString()})(window.harness, ${JSON.stringify(argument)})`, undefined, { timeout })
      return true
    } catch {
      // Not a failure by itself: the test says what was expected and shows what there is.
      return false
    }
  }

  /** A key that should bring the caret somewhere; returns where it is then. */
  async go(key: string, target: number): Promise<number> {
    await this.page.keyboard.press(key)
    await this.becomes((harness, at) => harness.head === at, target)
    return this.head
  }

  /** Where a picture of the page shows the caret, and the edges that it belongs between. */
  async drawnCaret(at: number): Promise<{ drawn: number | null; before: number | null; after: number | null }> {
    const { before, after, top, bottom } = await this.ask((harness, position) => harness.edges(position), at)
    const left = Math.floor(Math.min(before ?? Infinity, after ?? Infinity)) - 20
    const clip = {
      x: left,
      y: Math.floor(top) - 4,
      width: Math.ceil(Math.abs((after ?? left) - (before ?? left))) + 60,
      height: Math.ceil(bottom - top) + 8,
    }
    let drawn: number | null = null
    // It blinks: a picture may fall into the dark half.
    for (let shot = 0; shot < BLINKS && drawn === null; shot++) {
      const png = (await this.page.screenshot({ clip, caret: 'initial' })).toString('base64')
      drawn = await this.ask((harness, picture) => harness.caretIn(picture.png, picture.left), { png, left })
    }
    return { drawn, before, after }
  }

  /** The text once it says what is expected, or else what it says. */
  async textBeing(expected: string): Promise<string> {
    await this.becomes((harness, text) => harness.text === text && !harness.editor.binding.held, expected)
    return this.text
  }

  /** A deletion as touch keyboards send it: a key that says nothing, and an input event that can be prevented. */
  async eraseByTouch(direction: -1 | 1): Promise<void> {
    const commands = [direction < 0 ? 'deleteBackward' : 'deleteForward']
    const unknown = { key: 'Unidentified', windowsVirtualKeyCode: 229 }
    await this.#cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...unknown, commands })
    await this.#cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...unknown })
  }

  /** An input method's stages, shown one after the other; nothing is committed yet. */
  async compose(...stages: string[]): Promise<void> {
    for (const text of stages)
      await this.#cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }

  /** Ends a composition with the words that were chosen. */
  async commit(text: string): Promise<void> {
    await this.#cdp.send('Input.insertText', { text })
    await this.composed()
  }

  async cancel(): Promise<void> {
    await this.#cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
    await this.composed()
  }

  async composed(): Promise<void> {
    await this.becomes((harness) => !harness.view.composing && !harness.editor.binding.held, null)
  }

  /** Static texts of the accessibility tree, in reading order. */
  async spoken(): Promise<string[]> {
    const { nodes } = await this.#cdp.send('Accessibility.getFullAXTree')
    return nodes.filter(({ role }) => role?.value === 'StaticText').map(({ name }) => String(name?.value))
  }
}

export const test = base.extend<object, { site: string; person: Person }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'chapeau-harness-'))
      await bundle(folder)
      const server = createServer((request, response) => {
        const path = new URL(request.url ?? '/', 'http://harness').pathname
        const file = join(folder, path === '/' ? 'index.html' : path.replaceAll('..', ''))
        if (!existsSync(file)) return void response.writeHead(404).end()
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
        createReadStream(file).pipe(response)
      })
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  // One page for all tests of a worker: each loads its own text, and a failure brings a new worker.
  person: [
    async ({ browser, site }, use) => {
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
      const page = await context.newPage()
      await page.goto(site)
      await page.evaluate(() => document.fonts.ready)
      await use(new Person(page, await context.newCDPSession(page)))
      await context.close()
    },
    { scope: 'worker' },
  ],
})

async function bundle(outDir: string): Promise<void> {
  await build({
    root: join(import.meta.dirname, '../e2e/harness'),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@chapeau/source', 'module', 'browser', 'development|production'] },
    build: { target: 'es2022', outDir, emptyOutDir: true, minify: false, modulePreload: { polyfill: false } },
  })
}
