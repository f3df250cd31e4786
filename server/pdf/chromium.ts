// Makes PDFs with a Chromium that is on the machine, in its own process: one browser, one page at a time, without scripts and
// without network. The browser starts when it is first needed and ends when nobody has asked for a while.
import { chromium, type Browser } from 'playwright-core'
import type { Clock } from '../clock.ts'
import { MAX_PDFS_WAITING, PDF_IDLE_MS, PDF_TIME_MS } from '../limits.ts'
import type { Log } from '../log.ts'
import { PdfFailure, type PdfMaker, type PrintedPage } from './port.ts'
import { stamped } from './stamp.ts'

/** The only address that is answered; every other request is refused before it leaves. */
const ADDRESS = 'http://text.invalid/'

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

export interface ChromiumPorts {
  readonly executablePath: string
  readonly clock: Clock
  readonly log: Log
}

export class ChromiumPdf implements PdfMaker {
  readonly #ports: ChromiumPorts
  #browser: Promise<Browser> | null = null
  #queue: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #cancelIdle: (() => void) | null = null
  #closed = false

  constructor(ports: ChromiumPorts) {
    this.#ports = ports
  }

  make(page: PrintedPage): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new PdfFailure('The server is stopping.'))
    if (this.#waiting >= MAX_PDFS_WAITING) return Promise.reject(new PdfFailure('Many PDFs are asked for at the moment.'))
    this.#waiting++
    const made = this.#queue.then(() => this.#inTime(page)).finally(() => this.#rest())
    // Whoever asked hears of a failure; the next in the queue does not.
    this.#queue = made.catch(() => undefined)
    return made
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#end()
    await this.#queue
  }

  #rest(): void {
    if (--this.#waiting === 0 && !this.#closed) this.#cancelIdle = this.#ports.clock.after(PDF_IDLE_MS, () => void this.#end())
  }

  async #inTime(page: PrintedPage): Promise<Uint8Array> {
    if (this.#closed) throw new PdfFailure('The server is stopping.')
    this.#cancelIdle?.()
    let late = false
    // A browser that hangs is ended, which fails whatever is asked of it.
    const cancel = this.#ports.clock.after(PDF_TIME_MS, () => {
      late = true
      void this.#end()
    })
    try {
      return stamped(await this.#print(page.html), page)
    } catch (error) {
      this.#ports.log.warn({ error: error instanceof Error ? error.message : String(error), late }, 'no PDF was made')
      await this.#end()
      throw new PdfFailure(late ? 'This PDF takes too long.' : 'The PDF could not be made.', { cause: error })
    } finally {
      cancel()
    }
  }

  async #print(html: string): Promise<Uint8Array> {
    const browser = await (this.#browser ??= this.#start())
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: 'block', acceptDownloads: false })
    try {
      const page = await context.newPage()
      page.setDefaultTimeout(PDF_TIME_MS)
      let answered = false
      await context.route('**/*', (route) => {
        const ours = !answered && route.request().url() === ADDRESS
        answered ||= ours
        return ours ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }) : route.abort()
      })
      await page.goto(ADDRESS, { waitUntil: 'load' })
      return await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true })
    } finally {
      await context.close()
    }
  }

  async #start(): Promise<Browser> {
    const { executablePath } = this.#ports
    const browser = await chromium.launch({
      executablePath,
      args: QUIET,
      timeout: PDF_TIME_MS,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    browser.once('disconnected', () => (this.#browser = null))
    return browser
  }

  async #end(): Promise<void> {
    const browser = this.#browser
    this.#browser = null
    this.#cancelIdle?.()
    // One that did not start has nothing to end.
    await (await browser?.catch(() => null))?.close()
  }
}
