// A whole negotiation in the browser: chair, typist, five delegations and an observer; sixty brackets become none by every tool of
// the desk. The last words are written out here, so that what the acts imply is what stands, byte for byte.
import { expect, test } from '@playwright/test'
import { readRecord } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import { Room, type Code } from './meeting/room.ts'
import { select } from './people.ts'

const SOURCE = [
  'Draft on watchful ports',
  '1. Ports should keep watch over the sea.',
  '2. Every port should name one office for warnings.',
  '3. Warnings should be sent in plain words and in good time.',
  '4. Ships should answer at once.',
  '5. Small ports may ask for help.',
  '6. Help should be given without delay.',
  '7. The costs should be shared.',
  '8. A register should be kept.',
  '9. The register should be open to all.',
  '10. Pilots should be trained.',
  '11. Trainers should be paid.',
  '12. Lessons should be discussed each year.',
  '13. A report should be written.',
  '14. The report should be short.',
  '15. A review should be held after three years.',
  '16. The review should be public.',
  '17. Nothing here changes existing duties.',
  '18. This text should be translated.',
  '19. Questions should be answered in writing.',
  '20. The next meeting should be held in spring.',
].join('\n\n')

/** As it reads when everybody has spoken. */
const BRACKETED = [
  '1. Ports [should – delete, G77][must – G77] keep watch[ day and night – RUS] over the sea[ and the air – EU].',
  '2. Every port [should – delete, G77][must – G77] name one office[ in each harbour – RUS] for warnings[ of storms – USA].',
  '3. Warnings [should – delete, G77][must – G77] be sent in plain words[ and signs – EU] and in good time[ for every ship – G77].',
  '4. Ships [should – delete, G77][must – G77] answer[ them – EU] at once.',
  '5. Small ports[ on islands – G77] may ask for help[ from neighbours – RUS].',
  '6. Help [should – delete, G77][must – G77] be given[ freely – EU] without delay[ at night – KEN].',
  '7. The costs [should – delete, G77][must – G77] be shared[ fairly – USA].',
  '8. A register[ of warnings – G77] [should – delete, G77][must – G77] be kept[ by hand – USA].',
  '9. The register [should – delete, G77][must – G77] be open[ to all – delete, RUS].',
  '10. Pilots[ and crews – G77] [should – delete, G77][must – G77] be trained[ every spring – EU].',
  '11. Trainers [should – delete, G77][must – G77] be [paid – delete, USA][supported – USA][, where possible – KEN].',
  '12. Lessons[ learned – KEN] [should – delete, G77][must – G77] be discussed [each year – delete, RUS][every two years – RUS].',
  '13. A report should be written[ by the office – RUS].',
  '14. The report should be [short – delete, EU][brief – EU].',
  '15. A review should be held[ after three years – delete, USA].',
  '16. The review should be public[ within a week – KEN][ within a month – USA].',
  '17. Nothing here changes existing duties[ of States – KEN].',
  '17 bis. [Ports thank their pilots. – USA]',
  '18. [This text should be translated[ into all languages – G77]. – reserve, EU]',
  '19. Questions should be answered [in writing – delete, KEN][aloud – KEN].',
  '20. The [next meeting – delete, RUS][meeting next – RUS] should be held in spring[ in Mombasa – KEN].',
]

/** As it reads when the last bracket is gone. */
const SETTLED = [
  '1. Ports must keep watch night and day over the sea and the air.',
  '2. Every port must name one office in each harbour for warnings of storms.',
  '3. Warnings should be sent in plain words and signs and in good time.',
  '4. Ships must answer them at once.',
  '5. Small ports on islands may ask for help from neighbours.',
  '6. Help must be given freely without delay at night.',
  '7. The costs must be shared in fair parts.',
  '8. A register of warnings must be kept by hand.',
  '9. The register must be open.',
  '10. Pilots and crews must be trained every spring.',
  '11. Trainers must be supported, where possible.',
  '12. Lessons learned must be discussed every two years.',
  '13. A report should be written by the office.',
  '14. The report should be short.',
  '15. A review should be held.',
  '16. The review should be public within a month.',
  '17. Nothing here changes existing duties of States.',
  '17 bis. Ports thank their pilots.',
  '18. This text should be translated into all languages.',
  '19. Questions should be answered aloud.',
  '20. The next meeting should be held in spring in Mombasa.',
]

/** As it is adopted, with its final numbers and the slip put right. */
const FINAL = [
  ...SETTLED.slice(0, 17),
  '18. Ports thank the pilots.',
  '19. This text should be translated into all languages.',
  '20. The next meeting should be held in spring in Mombasa.',
  '21. Questions should be answered aloud.',
]

/** Whose the kept phrases are, by paragraph; null: they came with the text. */
const AUTHORS: readonly (readonly [string, string, string | null])[] = [
  ['1.', 'must', 'G77'],
  ['1.', 'night and day', 'KEN'],
  ['1.', ' and the air', 'EU'],
  ['2.', ' in each harbour', 'RUS'],
  ['2.', ' of storms', 'USA'],
  ['3.', ' and signs', 'EU'],
  ['3.', 'in good time', null],
  ['4.', 'them', 'EU'],
  ['5.', ' on islands', 'G77'],
  ['5.', ' from neighbours', 'RUS'],
  ['6.', ' freely', 'EU'],
  ['6.', ' at night', 'KEN'],
  ['7.', 'in fair parts', 'CHAIR'],
  ['8.', ' of warnings', 'G77'],
  ['8.', ' by hand', 'USA'],
  ['10.', ' and crews', 'G77'],
  ['10.', ' every spring', 'EU'],
  ['11.', 'supported', 'USA'],
  ['11.', ', where possible', 'KEN'],
  ['12.', ' learned', 'KEN'],
  ['12.', 'every two years', 'RUS'],
  ['13.', ' by the office', 'RUS'],
  ['14.', 'short', 'KEN'],
  ['16.', ' within a month', 'USA'],
  ['17.', ' of States', 'KEN'],
  ['18.', 'Ports thank ', 'USA'],
  ['18.', 'pilots', 'USA'],
  ['19.', ' into all languages', 'G77'],
  ['20.', ' in Mombasa', 'KEN'],
  ['21.', 'aloud', 'KEN'],
]

/** What each delegation does in the text, in its order: words behind others, words struck, words in the place of others. */
const PROPOSALS: Readonly<Record<Code, readonly (readonly ['add' | 'strike' | 'replace', string, string])[]>> = {
  RUS: [
    ['add', 'keep watch', ' day and night'],
    ['add', 'one office', ' in each harbour'],
    ['add', 'ask for help', ' from neighbours'],
    ['strike', ' to all', ''],
    ['replace', 'each year', 'every two years'],
    ['add', 'be written', ' by the office'],
  ],
  EU: [
    ['add', 'over the sea', ' and the air'],
    ['add', 'plain words', ' and signs'],
    ['add', 'answer', ' them'],
    ['add', 'be given', ' freely'],
    ['add', 'be trained', ' every spring'],
    ['replace', 'short', 'brief'],
  ],
  USA: [
    ['add', 'for warnings', ' of storms'],
    ['add', 'be shared', ' fairly'],
    ['add', 'be kept', ' by hand'],
    ['replace', 'paid', 'supported'],
    ['strike', ' after three years', ''],
    ['add', 'be public', ' within a month'],
  ],
  G77: [
    ['add', 'in good time', ' for every ship'],
    ['add', 'A register', ' of warnings'],
    ['add', 'Pilots', ' and crews'],
    ['add', 'be translated', ' into all languages'],
    ['add', 'Small ports', ' on islands'],
  ],
  KEN: [
    ['add', 'without delay', ' at night'],
    ['add', 'Lessons', ' learned'],
    ['add', 'existing duties', ' of States'],
    ['add', 'in spring', ' in Mombasa'],
    ['replace', 'in writing', 'aloud'],
  ],
}

test.use({ actionTimeout: 10_000 })

let room: Room
test.beforeAll(async ({ browser }) => void (room = await Room.open(browser)))
test.afterEach(async () => room.look('chair', 'meeting-last'))
test.afterAll(() => room.close())

test('AC-3 RE-20 UI-90 a meeting takes sixty brackets to none, and every word that stays is its proposer’s', async () => {
  test.setTimeout(300_000)
  const { chair } = room
  const step = test.step

  await step('the chair lays the text before the meeting', async () => {
    await chair.waitForURL(/\/(m\/|$)/)
    const me = (await (await chair.request.get('/api/me')).json()) as { seats: { id: string; meeting: { id: string } }[] }
    await chair.goto(`/m/${me.seats[0]!.meeting.id}?seat=${me.seats[0]!.id}`)
    await chair.getByRole('button', { name: 'New text' }).click()
    await chair.locator('input[type=file]').setInputFiles({ name: 'draft.txt', mimeType: 'text/plain', buffer: Buffer.from(SOURCE) })
    await expect(chair.getByRole('region', { name: 'Preview' })).toBeVisible()
    await chair.getByLabel('Name of the text').fill('Watchful ports')
    await chair.getByRole('button', { name: 'Import', exact: true }).click()
    await chair.waitForURL(/\/t\//)
    await room.gather(new URL(chair.url()).pathname.split('/')[2]!)
    expect(await room.texts()).toEqual(SOURCE.split('\n\n'))
  })

  await step('five delegations write at the same time', async () => {
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
  })

  await step('one proposal at many places', async () => {
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
  })

  await step('the typist enters what is said from the floor', async () => {
    await room.types('11.', 'KEN +where possible')
    await room.types('18.', 'EU b')
    await room.types('20.', 'RUS x next meeting')
    await room.types('17.', 'USA n Ports thank their pilots.')
    await expect.poll(() => room.brackets()).toBe(60)
    await room.look('chair', 'meeting-1')
    expect((await room.texts()).slice(1)).toEqual(BRACKETED)
  })

  await step('what was typed for delegations is theirs once they say so', async () => {
    const ours = room.pages.KEN.locator('chapeau-typed-for-us')
    await ours.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(ours).not.toContainText('where possible')
    const theirs = room.pages.RUS.locator('chapeau-typed-for-us')
    await theirs.getByRole('button', { name: 'Not ours', exact: true }).first().click()
    await expect.poll(() => room.paragraph('20.')).not.toContain('RUS')
  })

  await step('delegations take stands, for the room or the facilitator', async () => {
    const eu = await room.picks('EU', ' day and night')
    await eu.getByLabel('Why').fill('The watch costs too much.')
    await eu.getByRole('button', { name: 'Oppose' }).click()
    await (await room.picks('KEN', ' day and night')).getByRole('button', { name: 'Support' }).click()
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
  })

  await step('the facilitator notes, asks, and decides over an objection with a second press', async () => {
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
    await chair.keyboard.press('a')
    await expect.poll(() => room.paragraph('1.')).toContain('keep watch day and night over')
    await expect(room.pages.EU.getByText(/Decided over your objection/)).toBeVisible()
    expect((await room.record()).at(-1)!.entry).toMatchObject({ act: 'keep', over: ['EU'] })
  })

  await step('the queue goes on by itself; one key drops, one undoes, one accepts', async () => {
    const blockquote = room.side('chair').locator('chapeau-bracket-panel blockquote')
    await expect(blockquote).toContainText('and the air')
    await chair.keyboard.press('d')
    await expect.poll(() => room.paragraph('1.')).not.toContain('air')
    await chair.keyboard.press('u')
    await expect.poll(() => room.paragraph('1.')).toContain('[ and the air – EU]')
    await room.picks('chair', ' and the air')
    await room.idle('chair')
    await chair.keyboard.press('a')
    await expect.poll(() => room.paragraph('1.')).toContain('over the sea and the air.')
  })

  await step('a proposal at many places is decided place by place or at once', async () => {
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
  })
  await step('alternatives stand side by side, and a digit chooses', async () => {
    await room.picks('chair', ' within a week')
    const dialog = await room.tool('chair', 'Alternatives side by side')
    await dialog.getByRole('checkbox', { name: /within a month/ }).check()
    await dialog.getByRole('button', { name: 'Group as alternatives' }).click()
    await expect(dialog.getByRole('article', { name: 'No text' })).toBeVisible()
    await room.look('chair', 'meeting-3')
    await chair.keyboard.press('2')
    await expect.poll(() => room.paragraph('16.')).toBe('The review should be public within a month.')
    await room.leaves('chair')
  })

  await step('the facilitator’s wording stands beside a proposal; who proposed it is asked, and it is adopted', async () => {
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
  })

  await step('a delegation puts a package together; it is answered and adopted as a whole', async () => {
    for (const [words, outcome] of [
      [' and signs', 'Accept'],
      [' for every ship', 'Drop'],
    ] as const) {
      const panel = await room.picks('KEN', words)
      await panel.locator('details').evaluate((details: HTMLDetailsElement) => (details.open = true))
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
  })

  await step('words change their order by one command', async () => {
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
  })

  await step('what was dropped is brought back, with its name', async () => {
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
  })

  await step('a paragraph is proposed as it read in an earlier revision', async () => {
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
  })

  await step('a proposal that others lean on outlives its withdrawal', async () => {
    await (await room.picks('EU', ' of warnings')).getByRole('button', { name: 'Join' }).click()
    await expect.poll(() => room.paragraph('8.')).toContain('[ of warnings – G77, EU]')
    await (await room.picks('G77', ' of warnings')).getByRole('button', { name: 'Withdraw' }).click()
    await expect.poll(() => room.paragraph('8.')).toContain('[ of warnings – EU]')
  })

  await step('what nobody contests is accepted in one act, seen before', async () => {
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
  })
  await step('the last two: a paragraph is parked and opened again, an objection is taken back, a reservation withdrawn', async () => {
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
  })

  await step('paragraphs change place and shape, by proposal and by the desk', async () => {
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
  })

  await step('paragraphs go up the ladder: ad ref pending a delegation, returned, agreed over a range, reopened', async () => {
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
  })

  await step('at the end of a silence what nobody broke it on is agreed', async () => {
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
    await expect(chair.locator('.ProseMirror p[data-state="agreed"]')).toHaveCount(20, { timeout: 20_000 })
    await room.leaves('chair')
    await room.leaves('USA')
    await expect(chair.locator('.ProseMirror p[data-label="10."]')).toHaveAttribute('data-state', 'adref')
  })

  await step('the floor is asked for and given', async () => {
    await room.side('USA').getByRole('button', { name: 'Ask for the floor' }).click()
    await room.side('chair').locator('chapeau-floor').getByRole('button', { name: '1 request open' }).click()
    await chair.locator('chapeau-requests').getByRole('button', { name: 'Done' }).click()
    await room.leaves('chair')
    await expect(room.side('USA').getByRole('button', { name: 'Ask for the floor' })).toBeVisible()
    await room.goes('chair', '10.')
    await room.side('chair').getByRole('group', { name: 'Ladder' }).getByRole('button', { name: 'Agree', exact: true }).click()
    await expect(chair.locator('.ProseMirror p[data-state="agreed"]')).toHaveCount(21)
  })

  await step('the text is agreed, a position explained, adopted, and a slip corrected', async () => {
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
  })

  await step('the last words stand as the acts imply, are their proposers’, and the record holds', async () => {
    const final = await (await chair.request.get(`/api/texts/${room.textId}/export.txt?view=accepted`)).text()
    expect(final.slice(final.indexOf(FINAL[0]!), final.indexOf(FINAL.at(-1)!) + FINAL.at(-1)!.length)).toBe(FINAL.join('\n\n'))
    for (const [label, words, author] of AUTHORS) expect(await room.authors(label, words), `${label} ${words}`).toEqual([author])
    const record = readRecord(await (await chair.request.get(`/api/texts/${room.textId}/record.ndjson`)).text())
    if (record.status !== 'read') throw new Error(record.status)
    expect(verifyRecord(record.file)).toMatchObject({ ok: true })
  })
})
