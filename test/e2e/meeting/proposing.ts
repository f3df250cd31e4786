// The first part of the meeting: a draft is laid before it, and everybody proposes.
import { expect } from '@playwright/test'
import { importText } from '../people.ts'
import type { Chapter, Code } from './room.ts'
import { BRACKETED, PROPOSALS, SOURCE } from './words.ts'

export const PROPOSING: readonly Chapter[] = [
  [
    'the chair lays the text before the meeting',
    async (room) => {
      const { chair } = room
      await chair.waitForURL(/\/(m\/|$)/)
      await room.gather(await importText(chair, 'Watchful ports', SOURCE))
      expect(await room.texts()).toEqual(SOURCE.split('\n\n'))
    },
  ],
  [
    'five delegations write at the same time',
    async (room) => {
      await Promise.all(
        Object.entries(PROPOSALS).map(async ([code, proposals]) => {
          for (const [how, words, by] of proposals) {
            if (how === 'add') await room.adds(code as Code, words, by)
            else if (how === 'strike') await room.strikes(code as Code, words)
            else await room.replaces(code as Code, words, by)
          }
        }),
      )
      await room.adds('KEN', 'be public', ' within a week')
      await expect.poll(() => room.brackets()).toBe(33)
      expect(await room.paragraph('16.')).toBe('The review should be public[ within a week – KEN][ within a month – USA].')
    },
  ],
  [
    'one proposal at many places',
    async (room) => {
      const dialog = await room.tool('G77', 'Replace throughout')
      await dialog.getByRole('textbox', { name: 'Replace' }).fill('should')
      await dialog.getByRole('textbox', { name: 'by (empty: delete)' }).fill('must')
      const places = dialog.getByRole('listitem').getByRole('checkbox')
      await expect(places).toHaveCount(18)
      for (let i = 11; i < 18; i++) await places.nth(i).uncheck()
      await dialog.getByRole('button', { name: 'Propose at 11 places' }).click()
      await expect(dialog.getByText(/^Done/)).toBeVisible()
      await room.leaves('G77')
      await expect.poll(() => room.brackets()).toBe(55)
    },
  ],
  [
    'the typist enters what is said from the floor',
    async (room) => {
      await room.types('11.', 'KEN +where possible')
      await room.types('18.', 'EU b')
      await room.types('20.', 'RUS x next meeting')
      await room.types('17.', 'USA n Ports thank their pilots.')
      await expect.poll(() => room.brackets()).toBe(60)
      await room.look('chair', 'meeting-1')
      expect((await room.texts()).slice(1)).toEqual(BRACKETED)
    },
  ],
  [
    'what was typed for delegations is theirs once they say so',
    async (room) => {
      const ours = room.pages.KEN.locator('chapeau-typed-for-us')
      await ours.getByRole('button', { name: 'Confirm', exact: true }).click()
      await expect(ours).not.toContainText('where possible')
      const theirs = room.pages.RUS.locator('chapeau-typed-for-us')
      await theirs.getByRole('button', { name: 'Not ours', exact: true }).first().click()
      await expect.poll(() => room.paragraph('20.')).not.toContain('RUS')
    },
  ],
]
