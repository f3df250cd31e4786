// The last part: place and numbers of paragraphs, the ladder, a silence, agreement and adoption.
import { expect } from '@playwright/test'
import { readRecord } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import { select } from '../people.ts'
import type { Chapter } from './room.ts'
import { AUTHORS, FINAL, SETTLED } from './words.ts'

export const CLOSING: readonly Chapter[] = [
  [
    'paragraphs change place and shape, by proposal and by the desk',
    async (room) => {
      const { chair } = room
      await room.goes('KEN', '20.')
      await room.side('KEN').getByText('Propose another place or shape').click()
      await room.side('KEN').getByRole('button', { name: 'Move up' }).click()
      await expect(chair.locator('.ProseMirror p[data-structure="[move to after 18. – KEN]"]')).toHaveCount(1)
      await room.rests('chair')
      await room.goes('chair', '20.')
      await room.side('chair').getByRole('button', { name: 'Carry out' }).click()
      await expect.poll(async () => (await room.texts()).slice(-2)).toEqual([SETTLED.at(-1), SETTLED.at(-2)])
      await select(chair, 'Warnings should be sent in plain words and signs', true)
      await room.side('chair').getByText('Place and shape', { exact: true }).click()
      await room.side('chair').getByRole('button', { name: 'Split at the caret' }).click()
      await expect.poll(async () => (await room.texts()).length).toBe(23)
      await room.goes('chair', '3.')
      await room.side('chair').getByRole('button', { name: 'Merge with the next' }).click()
      await expect.poll(() => room.paragraph('3.')).toBe('Warnings should be sent in plain words and signs and in good time.')
      const numbering = await room.tool('chair', 'Final numbering')
      await numbering.getByRole('button', { name: /^Renumber/ }).click()
      await expect(numbering.getByText('Every paragraph has its final number.')).toBeVisible()
      await room.look('chair', 'meeting-8')
      await room.leaves('chair')
    },
  ],
  [
    'paragraphs go up the ladder: ad ref pending a delegation, returned, agreed over a range, reopened',
    async (room) => {
      const { chair } = room
      await room.goes('chair', '1.')
      const ladder = room.side('chair').locator('chapeau-paragraph-panel')
      await ladder.locator('details').evaluate((details: HTMLDetailsElement) => (details.open = true))
      await ladder.getByLabel('Forum').fill('Drafting group')
      await ladder.getByLabel('Ad ref pending, by codes').fill('RUS')
      await ladder
        .getByRole('group', { name: 'Ladder' })
        .getByRole('button', { name: /ad ref/ })
        .click()
      await expect(ladder.locator('h3')).toContainText('in Drafting group, pending RUS')
      await room.goes('RUS', '1.')
      await room.side('RUS').getByRole('button', { name: 'We agree' }).click()
      await expect(ladder.locator('h3')).not.toContainText('pending')
      await room.goes('EU', '1.')
      const voice = room.side('EU').locator('chapeau-paragraph-voice')
      await voice.getByRole('button', { name: 'Return it…' }).click()
      await voice.getByLabel('Why, for everyone').fill('The air needs another look.')
      await room.pages.EU.keyboard.press('Enter')
      await expect(room.chair.locator('.ProseMirror p[data-label="1."]')).toHaveAttribute('data-state', 'open')
      await room.tool('chair', 'Gavel')
      const gavel = chair.locator('chapeau-gavel')
      await expect(gavel.getByRole('navigation')).toContainText('1 of 21')
      for (let i = 1; i < 21; i++) await chair.keyboard.press('Shift+ArrowRight')
      await expect(gavel).toContainText('1–21 of 21')
      await room.look('chair', 'meeting-9')
      await chair.keyboard.press('Enter')
      await expect(gavel.locator('.rung')).toContainText('agreed ad ref')
      await room.leaves('chair')
      await expect(chair.locator('.ProseMirror p[data-state="adref"]')).toHaveCount(21)
    },
  ],
  [
    'at the end of a silence what nobody broke it on is agreed',
    async (room) => {
      const { chair } = room
      const tool = await room.tool('chair', 'Silence procedure')
      await tool.getByLabel('Deadline').fill(new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 16))
      await tool.getByLabel('Time zone').selectOption('UTC')
      await tool.locator('select[name=rung]').selectOption('agreed')
      await tool.getByRole('button', { name: 'Put the text under silence' }).click()
      await expect(tool.getByText(/Under silence until/)).toBeVisible()
      await room.pages.USA.locator('chapeau-silence-line').getByRole('button', { name: 'Open' }).click()
      const theirs = room.pages.USA.locator('chapeau-silence')
      await theirs.getByRole('listitem').filter({ hasText: 'Pilots and crews' }).getByRole('button', { name: 'Break silence…' }).click()
      await theirs.getByLabel('Why').fill('Who pays?')
      await theirs.getByRole('button', { name: 'Break silence', exact: true }).click()
      await expect(tool.getByText('broken by USA: “Who pays?”')).toBeVisible()
      await room.look('chair', 'meeting-10')
      // The form counts in minutes; nobody wants to wait for one here.
      const deadline = new Date(Date.now() + 2_000).toISOString()
      const extend = { act: 'endSilence', reason: 'It is late.', extend: { deadline, zone: 'UTC' } }
      const sent = await chair.request.post(`/api/texts/${room.textId}/acts`, {
        data: { id: crypto.randomUUID(), ...extend },
        headers: { origin: room.server.url },
      })
      expect(sent.status()).toBe(200)
      await expect(chair.locator('.ProseMirror p[data-state="agreed"]')).toHaveCount(20)
      await room.leaves('chair')
      await room.leaves('USA')
      await expect(chair.locator('.ProseMirror p[data-label="10."]')).toHaveAttribute('data-state', 'adref')
    },
  ],
  [
    'the floor is asked for and given',
    async (room) => {
      const { chair } = room
      await room.side('USA').getByRole('button', { name: 'Ask for the floor' }).click()
      await room.side('chair').locator('chapeau-floor').getByRole('button', { name: '1 request open' }).click()
      await chair.locator('chapeau-requests').getByRole('button', { name: 'Done' }).click()
      await room.leaves('chair')
      await expect(room.side('USA').getByRole('button', { name: 'Ask for the floor' })).toBeVisible()
      await room.goes('chair', '10.')
      await room.side('chair').getByRole('group', { name: 'Ladder' }).getByRole('button', { name: 'Agree', exact: true }).click()
      await expect(chair.locator('.ProseMirror p[data-state="agreed"]')).toHaveCount(21)
    },
  ],
  [
    'the text is agreed, a position explained, adopted, and a slip corrected',
    async (room) => {
      await room.rests('chair')
      await room
        .side('chair')
        .getByRole('button', { name: /Nothing is agreed until everything is agreed/ })
        .click()
      await expect(room.pages.observer.getByText('Nothing is agreed until everything is agreed').first()).toBeVisible()
      await room.side('chair').getByRole('button', { name: 'Agree the text ad ref…' }).click()
      await room.side('chair').getByRole('button', { name: 'Agree the text ad ref now' }).click()
      await expect(room.pages.USA.locator('chapeau-commands')).toHaveCount(0)
      await room.pages.USA.locator('chapeau-outline')
        .getByRole('button', { name: /Draft on watchful/ })
        .first()
        .click()
      await room.side('USA').getByRole('button', { name: 'Explain our position…' }).click()
      await room.side('USA').getByRole('textbox').last().fill('We read paragraph 9 in the light of paragraph 8.')
      await room.side('USA').getByRole('button', { name: 'Explain our position', exact: true }).click()
      await expect(room.pages.observer.getByText('We read paragraph 9 in the light of paragraph 8.').first()).toBeVisible()
      await room.side('chair').getByRole('button', { name: 'Adopt the text…' }).click()
      await room.side('chair').getByRole('button', { name: 'Adopt the text now' }).click()
      await expect.poll(() => room.status()).toBe('adopted')
      await room.goes('chair', '18.')
      await room.side('chair').getByRole('button', { name: 'Correct a slip…' }).click()
      await room.side('chair').getByLabel('Words as they stand').fill('their pilots')
      await room.side('chair').getByLabel('Words as they should be').fill('the pilots')
      await room.side('chair').getByRole('button', { name: 'Correct', exact: true }).click()
      await expect.poll(() => room.paragraph('18.')).toBe('Ports thank the pilots.')
      await room.look('chair', 'meeting-11')
      await room.look('observer', 'meeting-12')
    },
  ],
  [
    'the last words stand as the acts imply, are their proposers’, and the record holds',
    async (room) => {
      const { chair } = room
      const final = await (await chair.request.get(`/api/texts/${room.textId}/export.txt?view=accepted`)).text()
      expect(final.slice(final.indexOf(FINAL[0]!), final.indexOf(FINAL.at(-1)!) + FINAL.at(-1)!.length)).toBe(FINAL.join('\n\n'))
      for (const [label, words, author] of AUTHORS) expect(await room.authors(label, words), `${label} ${words}`).toEqual([author])
      const record = readRecord(await (await chair.request.get(`/api/texts/${room.textId}/record.ndjson`)).text())
      if (record.status !== 'read') throw new Error(record.status)
      expect(verifyRecord(record.file)).toMatchObject({ ok: true })
    },
  ],
]
