// A meeting of its own for the browser: five delegations, chair, typist and an observer, each at a page, and how they work.
import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import type { RecordLine, TraceAnswer } from '@chapeau/shared/protocol/api'
import { SERVER_DOER } from '@chapeau/server/access/meetings'
import { join } from 'node:path'
import { startServer, type TestServer } from '../../support/server.ts'
import { recordOf, select, textOf } from '../people.ts'
import { memberOf } from '../../support/builders.ts'

const CLIENT_DIR = join(import.meta.dirname, '../../../client/dist')
const CODES = ['RUS', 'EU', 'USA', 'G77', 'KEN'] as const
export type Code = (typeof CODES)[number]
export type Who = Code | 'chair' | 'typist' | 'observer'

/** A part of the meeting, by what happens in it. */
export type Chapter = readonly [title: string, play: (room: Room) => Promise<void>]

export class Room {
  readonly server: TestServer
  readonly pages: Readonly<Record<Who, Page>>
  textId = ''

  private constructor(server: TestServer, pages: Readonly<Record<Who, Page>>) {
    this.server = server
    this.pages = pages
  }

  /** Everybody joins; the chair's page is on the meeting, for a text is still to come. */
  static async open(browser: Browser): Promise<Room> {
    const server = await startServer({ clientDir: CLIENT_DIR })
    const { meetings } = server
    const meeting = await meetings.create('Working Group on Watchful Ports', { decide: 'consensus' }, SERVER_DOER)
    await meetings.putDelegations(
      meeting.id,
      CODES.map((code) => memberOf(code)),
      SERVER_DOER,
    )
    const seats = [
      ...CODES.map((code) => [code, code, 'delegate'] as const),
      ['chair', null, 'chair'] as const,
      ['typist', null, 'secretariat'] as const,
      ['observer', null, 'observer'] as const,
    ]
    const pages = await Promise.all(
      seats.map(async ([who, delegation, role]) => {
        const { token } = await meetings.invite(meeting.id, delegation, role)
        const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
        const page = await context.newPage()
        await page.goto(`/join/${token}`)
        return [who, page] as const
      }),
    )
    return new Room(server, Object.fromEntries(pages) as Record<Who, Page>)
  }

  /** Everybody goes to a text. */
  async gather(textId: string): Promise<void> {
    this.textId = textId
    await Promise.all(
      Object.entries(this.pages).map(async ([who, page]) => {
        if (who !== 'chair') await page.goto(`/t/${textId}`)
        await page.waitForSelector(who === 'observer' || who === 'typist' ? '.paper p' : '.ProseMirror p')
      }),
    )
  }

  async close(): Promise<void> {
    for (const page of Object.values(this.pages)) await page.context().close()
    await this.server.close()
  }

  get chair(): Page {
    return this.pages.chair
  }

  /** The right pane. */
  side(who: Who): Locator {
    return this.pages[who].getByRole('complementary')
  }

  async texts(): Promise<string[]> {
    return (await textOf(this.chair, this.textId)).paragraphs.map(({ label, text }) => `${label} ${text}`.trim())
  }

  async paragraph(label: string): Promise<string> {
    return (await textOf(this.chair, this.textId)).paragraphs.find((one) => one.label === label)?.text ?? ''
  }

  async status(): Promise<string> {
    return (await textOf(this.chair, this.textId)).status
  }

  async brackets(): Promise<number> {
    return (await textOf(this.chair, this.textId)).brackets.length
  }

  record(): Promise<RecordLine[]> {
    return recordOf(this.chair, this.textId)
  }

  /** Types words behind others. */
  async adds(who: Code, behind: string, words: string): Promise<void> {
    await select(this.pages[who], behind, true)
    await this.pages[who].keyboard.type(words)
  }

  async strikes(who: Code, words: string): Promise<void> {
    await select(this.pages[who], words)
    await this.pages[who].keyboard.press('Delete')
  }

  async replaces(who: Code, words: string, by: string): Promise<void> {
    await select(this.pages[who], words)
    await this.pages[who].keyboard.type(by)
  }

  /** Selects a bracket by its words, as a press on them does. */
  async picks(who: Who, words: string): Promise<Locator> {
    // By its id: somebody's caret may stand between its words.
    const bid = (await textOf(this.chair, this.textId)).brackets.find(({ text }) => text.includes(words))?.id
    if (bid === undefined) throw new Error(`no bracket holds “${words}”`)
    await this.pages[who].locator(`.paper .words[data-bid="${bid}"]`).first().click()
    await expect(this.side(who).locator('chapeau-bracket-panel blockquote')).toContainText(words.trim())
    return this.side(who).locator('chapeau-bracket-panel')
  }

  /** Goes to a paragraph by the list. */
  async goes(who: Who, label: string): Promise<void> {
    const page = this.pages[who]
    await page
      .locator('chapeau-outline li button')
      .filter({ has: page.locator('b', { hasText: new RegExp(`^${label.replace(/[.()]/g, '\\$&')}$`) }) })
      .first()
      .click()
  }

  /** The keyboard is the page's: in no field and not in the text. */
  async idle(who: Who): Promise<void> {
    await this.pages[who].evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  }

  /** Nothing is selected any more: the pane is about the paragraph and the text. */
  async rests(who: Who): Promise<void> {
    await this.idle(who)
    await this.pages[who].keyboard.press('Escape')
    await expect(this.side(who).locator('chapeau-bracket-panel section')).toHaveCount(0)
  }

  /** Opens a tool by its name in the palette. */
  async tool(who: Who, name: string): Promise<Locator> {
    const page = this.pages[who]
    await this.idle(who)
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(name)
    await page.getByRole('option', { name }).first().click()
    const dialog = page.getByRole('dialog', { name })
    await expect(dialog).toBeVisible()
    return dialog
  }

  async leaves(who: Who): Promise<void> {
    await this.pages[who].keyboard.press('Escape')
    await expect(this.pages[who].locator('chapeau-tool-host dialog[open]')).toHaveCount(0)
  }

  /** What the typist's line is told, from the page. */
  async types(label: string, line: string): Promise<void> {
    await this.goes('typist', label)
    await this.idle('typist')
    const page = this.pages.typist
    await page.keyboard.press('f')
    const field = page.getByLabel('Who has the floor, and what is to be done')
    await field.fill(line)
    await expect(page.locator('chapeau-typist .says')).toContainText('Enter:')
    await page.keyboard.press('Enter')
    await expect(field).toBeHidden()
  }

  /** Who is said to have proposed some words of the text. */
  async authors(label: string, words: string): Promise<(string | null)[]> {
    const { paragraphs } = await textOf(this.chair, this.textId)
    const query = new URLSearchParams({ paragraph: paragraphs.find((one) => one.label === label)!.id!, words })
    const { runs } = (await (await this.chair.request.get(`/api/texts/${this.textId}/trace?${query}`)).json()) as TraceAnswer
    return runs.map(({ author }) => author)
  }

  /** A picture to look at, where a folder for them is named. */
  async look(who: Who, name: string): Promise<void> {
    const folder = process.env['SHOTS']
    if (folder !== undefined) await this.pages[who].screenshot({ path: `${folder}/${name}.png` })
  }
}
