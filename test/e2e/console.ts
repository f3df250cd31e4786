// A page's console in a test: the line that it may hold back, write to, and listen to, as a hired engineer would.
// It is run by tests of refusal only; honest people type.
import { expect, type Browser, type Page } from '@playwright/test'
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { Serving } from '../support/serving.ts'
import { join, textOf } from './people.ts'

/** The line of a page as its console can have it: what it sends can be seen, held back, and added to. */
interface Console {
  hold: boolean
  readonly sent: Uint8Array<ArrayBuffer>[]
  readonly held: Uint8Array<ArrayBuffer>[]
  readonly received: Uint8Array[]
  socket: WebSocket | null
}

/** Runs in the page before anything else. */
function openConsole(): void {
  const line: Console = { hold: false, sent: [], held: [], received: [], socket: null }
  ;(globalThis as unknown as { line: Console }).line = line
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (data) {
    if (line.socket !== this) this.addEventListener('message', ({ data: came }) => line.received.push(new Uint8Array(came as ArrayBuffer)))
    line.socket = this
    const bytes = new Uint8Array(data as ArrayBuffer)
    if (line.hold) line.held.push(bytes)
    else {
      line.sent.push(bytes)
      send.call(this, bytes)
    }
  }
}

/** A page whose console has the line, on the sample's text. */
export async function withConsole(serving: Serving, browser: Browser, name: string, textId?: string): Promise<Page> {
  const page = await join(serving, browser, name)
  await page.addInitScript(openConsole)
  await page.goto(textId === undefined ? page.url() : `/t/${textId}`)
  await page.waitForSelector('.ProseMirror p')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  return page
}

export const hold = (page: Page): Promise<void> => page.evaluate(() => void ((globalThis as unknown as { line: Console }).line.hold = true))

export const release = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { line } = globalThis as unknown as { line: Console }
    line.hold = false
    for (const bytes of line.held.splice(0)) line.socket!.send(bytes)
  })

/** Sends what is held and cuts the line before any answer can come: a socket that is closing hears nothing any more. */
export const releaseAndCut = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { line } = globalThis as unknown as { line: Console }
    line.hold = false
    const { socket } = line
    for (const bytes of line.held.splice(0)) socket!.send(bytes)
    socket!.close()
  })

/** The text as the page's line has brought it. */
export async function docOf(page: Page): Promise<Y.Doc> {
  const received = await page.evaluate(() => (globalThis as unknown as { line: Console }).line.received.map((bytes) => [...bytes]))
  const doc = new Y.Doc()
  for (const bytes of received) {
    const decoder = decoding.createDecoder(Uint8Array.from(bytes))
    if (decoding.readVarUint(decoder) !== MESSAGE.sync || decoding.readVarUint(decoder) === 0) continue
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder))
  }
  return doc
}

export const isHolding = (page: Page): Promise<boolean> =>
  page.evaluate(() => (globalThis as unknown as { line: Console }).line.held.length > 0)

/** Sends bytes on the page's own socket, past whatever is held. */
export const sendRaw = (page: Page, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    (list) => {
      const { line } = globalThis as unknown as { line: Console }
      const { hold: holding } = line
      line.hold = false
      line.socket!.send(Uint8Array.from(list))
      line.hold = holding
    },
    [...bytes],
  )

/** The client id that the page said hello with. */
export async function clientIdOf(page: Page): Promise<number> {
  const sent = await page.evaluate(() => (globalThis as unknown as { line: Console }).line.sent.map((bytes) => [...bytes]))
  for (const bytes of sent.toReversed()) {
    const decoder = decoding.createDecoder(Uint8Array.from(bytes))
    if (decoding.readVarUint(decoder) === MESSAGE.hello)
      return (JSON.parse(decoding.readVarString(decoder)) as { clientIDs: number[] }).clientIDs[0]!
  }
  throw new Error('the page has said no hello')
}

export async function textIdOf(page: Page): Promise<string> {
  return new URL(page.url()).pathname.split('/')[2]!
}

/** Some standing words of the sample, and the paragraph they are in. */
export async function standing(page: Page, textId: string): Promise<{ words: string; before: string }> {
  const { paragraphs } = await textOf(page, textId)
  const plain = paragraphs.find(({ type, text, state }) => type === 'item' && state === 'open' && !text.includes('[') && text.length > 40)!
  const words = plain.text.split(' ').slice(1, 4).join(' ')
  return { words, before: plain.text }
}
