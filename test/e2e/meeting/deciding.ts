// The second part: stands, questions, and one decision after the other.
import { expect } from '@playwright/test'
import { select } from '../people.ts'
import type { Chapter } from './room.ts'

export const DECIDING: readonly Chapter[] = [
  [
    'delegations take stands, for the room or the facilitator',
    async (room) => {
      const eu = await room.picks('EU', ' day and night')
      await eu.getByLabel('Why').fill('The watch costs too much.')
      await eu.getByRole('button', { name: 'Oppose' }).click()
      const ken = await room.picks('KEN', ' day and night')
      await ken.getByText('On a condition…').click()
      await ken.getByLabel('Only if').selectOption({ label: 'EU: “and the air”' })
      await ken.getByRole('button', { name: 'Support' }).click()
      await expect(ken.locator('dl.stands')).toContainText('if “and the air” in paragraph 1 stays')
      await (await room.picks('USA', ' day and night')).getByRole('button', { name: 'Can live with' }).click()
      const chairs = await room.picks('chair', ' day and night')
      await expect(chairs.locator('dl.stands')).toContainText('USA to the facilitator')
      await expect(room.side('RUS')).not.toContainText('to the facilitator')
      const matrix = await room.tool('chair', 'Matrix of stands')
      await expect(matrix.getByRole('cell', { name: 'opposes, “The watch costs too much.”' })).toBeVisible()
      await matrix.getByRole('button', { name: 'Show it to the room' }).click()
      await room.look('chair', 'meeting-2')
      await room.leaves('chair')
      const seen = await room.tool('observer', 'Matrix of stands')
      await expect(seen.getByRole('cell', { name: /^supports/ })).toHaveCount(1)
      await expect(seen.getByRole('cell', { name: /can live with/ })).toHaveCount(0)
      await room.leaves('observer')
    },
  ],
  [
    'the facilitator notes, asks, and decides over an objection with a second press',
    async (room) => {
      const { chair } = room
      const panel = await room.picks('chair', ' day and night')
      await room.idle('chair')
      await chair.keyboard.press('n')
      await chair.keyboard.type('EU may yield after lunch')
      await panel.getByRole('button', { name: 'Save' }).click()
      await expect(panel).toContainText('For the desk only: EU may yield after lunch')
      await room.idle('chair')
      await chair.keyboard.press('q')
      await expect(panel.getByLabel('To, by codes')).toHaveValue('EU')
      await panel.getByLabel('Word with it').fill('Could this be borne?')
      await panel.getByRole('button', { name: 'Ask', exact: true }).click()
      await expect(panel).toContainText('Asked.')
      const offers = await room.tool('EU', 'Offers and packages')
      await offers.getByLabel('Comment, for the facilitator').fill('not happily')
      await offers.getByRole('button', { name: 'Cannot accept', exact: true }).click()
      await room.leaves('EU')
      const answers = await room.tool('chair', 'Offers and packages')
      await expect(answers).toContainText('EU: “not happily”')
      await answers.getByRole('button', { name: 'Let it fall' }).click()
      await room.leaves('chair')
      await room.picks('chair', ' day and night')
      await room.idle('chair')
      await chair.keyboard.press('a')
      await expect(panel.getByRole('button', { name: /^Accept.*over/ })).toBeVisible()
      await expect(panel).toContainText('KEN takes its position in 1. only if the words in 1. stay.')
      await chair.keyboard.press('a')
      await expect.poll(() => room.paragraph('1.')).toContain('keep watch day and night over')
      await expect(room.pages.EU.getByText(/Decided over your objection/)).toBeVisible()
      expect((await room.record()).at(-1)!.entry).toMatchObject({ act: 'keep', over: ['EU'] })
    },
  ],
  [
    'the queue goes on by itself; one key drops, one undoes, one accepts',
    async (room) => {
      const { chair } = room
      const blockquote = room.side('chair').locator('chapeau-bracket-panel blockquote')
      await expect(blockquote).toContainText('and the air')
      await chair.keyboard.press('d')
      await expect(room.side('chair').getByRole('button', { name: /^Drop over KEN/ })).toBeVisible()
      await chair.keyboard.press('d')
      await expect.poll(() => room.paragraph('1.')).not.toContain('air')
      await chair.keyboard.press('u')
      await expect.poll(() => room.paragraph('1.')).toContain('[ and the air – EU]')
      await room.picks('chair', ' and the air')
      await room.idle('chair')
      await chair.keyboard.press('a')
      await expect.poll(() => room.paragraph('1.')).toContain('over the sea and the air.')
    },
  ],
  [
    'a proposal at many places is decided place by place or at once',
    async (room) => {
      const { chair } = room
      const panel = await room.picks('chair', 'must')
      await expect(panel).toContainText('One proposal at 11 places')
      await panel.getByRole('button', { name: 'Place 3', exact: false }).first().click()
      await panel.getByRole('button', { name: 'Take this place out' }).click()
      await expect.poll(async () => (await room.record()).at(-1)!.entry.act).toBe('unset')
      await room.idle('chair')
      await chair.keyboard.press('d')
      await expect.poll(() => room.paragraph('3.')).toContain('Warnings should be')
      await room.picks('chair', 'must')
      await expect(panel).toContainText('One proposal at 10 places')
      await panel.getByRole('button', { name: 'Accept at all 10 places' }).click()
      await expect.poll(() => room.brackets()).toBe(36)
      expect(await room.paragraph('4.')).toBe('Ships must answer[ them – EU] at once.')
    },
  ],
  [
    'alternatives stand side by side, and a digit chooses',
    async (room) => {
      const { chair } = room
      await room.picks('chair', ' within a week')
      const dialog = await room.tool('chair', 'Alternatives side by side')
      await dialog.getByRole('checkbox', { name: /within a month/ }).check()
      await dialog.getByRole('button', { name: 'Group as alternatives' }).click()
      await expect(dialog.getByRole('article', { name: 'No text' })).toBeVisible()
      await room.look('chair', 'meeting-3')
      await chair.keyboard.press('2')
      await expect.poll(() => room.paragraph('16.')).toBe('The review should be public within a month.')
      await room.leaves('chair')
    },
  ],
  [
    'the facilitator’s wording stands beside a proposal; who proposed it is asked, and it is adopted',
    async (room) => {
      const { chair } = room
      const panel = await room.picks('chair', ' fairly')
      await panel.getByRole('button', { name: 'Put our wording beside it' }).click()
      await panel.getByLabel(/The facilitator’s wording/).fill('in fair parts')
      await panel.getByRole('button', { name: 'Save' }).click()
      await expect.poll(() => room.paragraph('7.')).toMatch(/in fair parts – CHAIR\]/)
      await room.picks('chair', 'in fair parts')
      await room.idle('chair')
      await chair.keyboard.press('q')
      await panel.getByLabel('To, by codes').fill('USA')
      await panel.getByLabel('Only those know of it').check()
      await panel.getByRole('button', { name: 'Ask', exact: true }).click()
      await expect(panel).toContainText('Asked.')
      const asked = await room.tool('USA', 'Offers and packages')
      await asked.getByRole('button', { name: 'Accept', exact: true }).click()
      await room.leaves('USA')
      const offers = await room.tool('chair', 'Offers and packages')
      await expect(offers.getByRole('definition').filter({ hasText: 'USA' })).toBeVisible()
      await room.look('chair', 'meeting-4')
      await offers.getByRole('button', { name: 'Adopt it' }).click()
      await expect.poll(() => room.paragraph('7.')).toBe('The costs must be shared in fair parts.')
      await room.leaves('chair')
    },
  ],
  [
    'a delegation puts a package together; it is answered and adopted as a whole',
    async (room) => {
      for (const [words, outcome] of [
        [' and signs', 'Accept'],
        [' for every ship', 'Drop'],
      ] as const) {
        const panel = await room.picks('KEN', words)
        await panel.locator('details', { hasText: 'Into a package' }).evaluate((details: HTMLDetailsElement) => (details.open = true))
        await panel.getByRole('group', { name: 'Into a package' }).getByRole('button', { name: outcome, exact: true }).click()
      }
      await room.side('KEN').getByRole('button', { name: '2 decisions: look and offer' }).click()
      const offers = room.pages.KEN.getByRole('dialog', { name: 'Offers and packages' })
      await offers.getByLabel('Title').fill('Plain warnings')
      await offers.getByLabel('To, by codes').fill('EU G77')
      await offers.getByRole('button', { name: 'Offer it' }).click()
      await expect(offers.getByRole('heading', { name: /Plain warnings/ })).toBeVisible()
      await room.leaves('KEN')
      for (const code of ['EU', 'G77'] as const) {
        const asked = await room.tool(code, 'Offers and packages')
        await asked.getByRole('region', { name: 'Plain warnings' }).getByRole('button', { name: 'Accept', exact: true }).click()
        await room.leaves(code)
      }
      const desk = await room.tool('chair', 'Offers and packages')
      await expect(desk.getByText('No answer yet')).toHaveCount(0)
      await room.look('chair', 'meeting-5')
      await desk.getByRole('button', { name: 'Adopt it' }).click()
      await expect.poll(() => room.paragraph('3.')).toBe('Warnings should be sent in plain words and signs and in good time.')
      await room.leaves('chair')
    },
  ],
  [
    'words change their order by one command',
    async (room) => {
      const { chair } = room
      // Carets stand between these words until their owners go elsewhere.
      for (const code of ['RUS', 'EU', 'USA', 'chair'] as const) await room.picks(code, ' them')
      const first = room.pages.KEN.locator('.ProseMirror p', { hasText: 'keep watch' })
      await expect(first.locator('.cursor')).toHaveCount(0)
      await select(room.pages.KEN, 'day and night')
      await room.pages.KEN.keyboard.press('Control+Alt+f')
      await expect.poll(() => room.paragraph('1.')).toContain('[night and day – KEN]')
      await room.picks('chair', 'night and day')
      await room.idle('chair')
      await chair.keyboard.press('a')
      await expect.poll(() => room.paragraph('1.')).toContain('keep watch night and day over')
    },
  ],
]
