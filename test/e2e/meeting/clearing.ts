// The third part: what is left is brought back, withdrawn, accepted together, until no bracket is open.
import { expect } from '@playwright/test'
import type { Chapter } from './room.ts'
import { SETTLED } from './words.ts'

export const CLEARING: readonly Chapter[] = [
  [
    'what was dropped is brought back, with its name',
    async (room) => {
      const { chair } = room
      await room.picks('chair', ' learned')
      await room.idle('chair')
      await chair.keyboard.press('d')
      await expect.poll(() => room.paragraph('12.')).not.toContain('learned')
      await room.side('chair').getByRole('button', { name: 'What happened' }).click()
      await chair
        .getByRole('listitem')
        .filter({ hasText: 'dropped the words in 12' })
        .getByRole('button', { name: /^Bring back/ })
        .click()
      await expect.poll(() => room.paragraph('12.')).toContain('Lessons[ learned – KEN]')
      await chair.keyboard.press('Escape')
    },
  ],
  [
    'a paragraph is proposed as it read in an earlier revision',
    async (room) => {
      const { chair } = room
      await room.rests('chair')
      await chair.getByRole('button', { name: 'Name it the next revision…' }).click()
      await chair.getByRole('button', { name: 'Make it the next revision' }).click()
      await expect(chair.getByRole('banner').getByText('Rev.2')).toBeVisible()
      await room.picks('chair', 'brief')
      await room.idle('chair')
      await chair.keyboard.press('a')
      await expect.poll(() => room.paragraph('14.')).toBe('The report should be brief.')
      const dialog = await room.tool('KEN', 'Earlier revisions')
      await dialog.getByRole('button', { name: 'Propose paragraph 14. as it was' }).click()
      await expect.poll(() => room.paragraph('14.')).toContain('KEN]')
      await room.leaves('KEN')
    },
  ],
  [
    'a proposal that others lean on outlives its withdrawal',
    async (room) => {
      await (await room.picks('EU', ' of warnings')).getByRole('button', { name: 'Join' }).click()
      await expect.poll(() => room.paragraph('8.')).toContain('[ of warnings – G77, EU]')
      await (await room.picks('G77', ' of warnings')).getByRole('button', { name: 'Withdraw' }).click()
      await expect.poll(() => room.paragraph('8.')).toContain('[ of warnings – EU]')
    },
  ],
  [
    'what nobody contests is accepted in one act, seen before',
    async (room) => {
      const { chair } = room
      await room.picks('chair', 'meeting next')
      await room.idle('chair')
      await chair.keyboard.press('d')
      await expect.poll(() => room.paragraph('20.')).toContain('The next meeting should')
      await (await room.picks('RUS', ' on islands')).getByRole('button', { name: 'Oppose' }).click()
      await expect.poll(async () => (await room.record()).at(-1)!.entry.act).toBe('stand')
      const bulk = await room.tool('chair', 'Decide several at once')
      await expect(bulk.getByText(/heard: \d of 5/)).toBeVisible()
      await expect(bulk.getByText('1 bracket left out: somebody objects or reserves')).toBeVisible()
      await room.look('chair', 'meeting-6')
      await bulk.getByRole('button', { name: /^Accept \d+/ }).click()
      await expect.poll(() => room.brackets()).toBe(2)
      await room.leaves('chair')
    },
  ],
  [
    'the last two: a paragraph is parked and opened again, an objection is taken back, a reservation withdrawn',
    async (room) => {
      const { chair } = room
      await room.picks('chair', ' on islands')
      await room.idle('chair')
      const fifth = room.chair.locator('.ProseMirror p[data-label="5."]')
      await chair.keyboard.press('p')
      await expect(fifth).toHaveAttribute('data-state', 'parked')
      await chair.keyboard.press('p')
      await expect(fifth).toHaveAttribute('data-state', 'open')
      await (await room.picks('RUS', ' on islands')).getByRole('button', { name: 'Oppose' }).click()
      await expect(room.side('chair').locator('dl.stands .opposes')).toHaveCount(0)
      await room.idle('chair')
      await chair.keyboard.press('a')
      await (await room.picks('EU', 'This text')).getByRole('button', { name: 'Withdraw' }).click()
      await expect.poll(() => room.brackets()).toBe(0)
      expect((await room.texts()).slice(1)).toEqual(SETTLED)
      const course = await room.tool('chair', 'What is open, over time')
      await expect(course).toContainText('0 open brackets · 0 issues')
      await room.look('chair', 'meeting-7')
      await room.leaves('chair')
    },
  ],
]
