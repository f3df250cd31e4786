// Whose words are that an act wrote, moved or brought back: asked of the trace once nothing is open any more. A row per way.
import { paragraphDigest, paragraphsDigest } from '@chapeau/shared/brackets/words'
import type { TraceAnswer } from '@chapeau/shared/protocol/api'
import { expect, test } from 'vitest'
import type { Desk } from '../support/desk.ts'
import { act, bracketOf, readingOf, seen, stage, type Stage } from '../support/stage.ts'

const NOTATION = '1.\tStates should act together.\n2.\tThey should report.\n3.\tAll ports stay open.'

interface Room extends Stage {
  readonly rus: Desk
  readonly eu: Desk
  readonly lead: Desk
  readonly office: Desk
  /** Performs an act that has to succeed; answers its number. */
  readonly does: (desk: Desk, wish: object) => Promise<number>
}

const pidOf = (desk: Desk, index: number): string => readingOf(desk).paragraphs[index]!.raw.starter!.p

/** What a proposal by command says it saw. */
function saw(desk: Desk, ...indexes: number[]): object {
  const pids = indexes.map((index) => pidOf(desk, index))
  return { sv: seen(desk).sv, words: paragraphsDigest(readingOf(desk), pids) }
}

async function keepAll({ lead, does }: Room): Promise<void> {
  for (;;) {
    const [bracket] = readingOf(lead).brackets.values()
    if (bracket === undefined) return
    const group = [...readingOf(lead).brackets.values()].filter((one) => bracket.group !== null && one.group === bracket.group)
    const target = bracket.kind === 'del' && group.length === 2 ? group.find(({ kind }) => kind === 'ins')!.bid : bracket.bid
    await does(lead, { act: 'keep', target, seen: seen(lead, ...(group.length > 0 ? group.map(({ bid }) => bid) : [target])) })
  }
}

const ROWS: readonly (readonly [string, (room: Room) => Promise<readonly (readonly [string, string | null])[]>])[] = [
  [
    'propose, by a delegation',
    async ({ rus, lead, does, ...room }) => {
      await does(rus, { act: 'propose', edits: [{ pid: pidOf(rus, 0), at: 10, length: 0, insert: ' always' }], seen: saw(rus, 0) })
      await keepAll({ rus, lead, does, ...room })
      return [[' always', 'RUS']]
    },
  ],
  [
    'propose, by the secretariat for one',
    async ({ office, does, ...room }) => {
      const edits = [{ pid: pidOf(office, 0), at: 10, length: 0, insert: ' often' }]
      await does(office, { act: 'propose', edits, seen: saw(office, 0), onBehalfOf: 'EU' })
      await keepAll({ office, does, ...room })
      return [[' often', 'EU']]
    },
  ],
  [
    'propose throughout, as a set of replaces',
    async ({ eu, does, ...room }) => {
      const edits = [0, 1].map((i) => ({ pid: pidOf(eu, i), at: i === 0 ? 7 : 5, length: 6, insert: 'shall' }))
      await does(eu, { act: 'propose', edits, set: true, seen: saw(eu, 0, 1) })
      await keepAll({ eu, does, ...room })
      return [
        ['shall act', 'EU'],
        ['shall report', 'EU'],
      ]
    },
  ],
  [
    'alternative, the facilitator’s wording chosen',
    async ({ rus, lead, does, ...room }) => {
      rus.propose('RUS', ' now', 'act')
      await lead.until(() => lead.text.includes('– RUS]'))
      const bid = bracketOf(lead, 'RUS')
      await does(lead, { act: 'alternative', targets: [bid], words: 'in good time', seen: seen(lead, bid) })
      const ours = bracketOf(lead, 'CHAIR')
      await does(lead, { act: 'keep', target: ours, seen: seen(lead, ...readingOf(lead).brackets.keys()) })
      await keepAll({ rus, lead, does, ...room })
      return [['in good time', 'CHAIR']]
    },
  ],
  [
    'correct',
    async ({ lead, does }) => {
      const words = paragraphDigest(readingOf(lead), 1)
      const wish = { act: 'correct', target: pidOf(lead, 1), at: 13, remove: 'report', insert: 'reply' }
      await does(lead, { ...wish, seen: { sv: seen(lead).sv, words } })
      return [['reply', 'CHAIR']]
    },
  ],
  [
    'reinstate, what had been dropped',
    async ({ rus, lead, does, ...room }) => {
      const bid = rus.propose('RUS', ' soon', 'act')
      await lead.until(() => lead.text.includes('– RUS]'))
      const seq = await does(lead, { act: 'remove', target: bid, seen: seen(lead, bid) })
      await does(lead, { act: 'reinstate', seq })
      await keepAll({ rus, lead, does, ...room })
      return [['soon', 'RUS']]
    },
  ],
  [
    'offer and its adoption',
    async ({ rus, lead, does }) => {
      const bid = rus.propose('RUS', ' jointly', 'act')
      await lead.until(() => lead.text.includes('– RUS]'))
      const decisions = [{ act: 'keep', target: bid }]
      await does(lead, { act: 'offer', decisions, title: 'First', to: null, seen: seen(lead, bid) })
      const [key] = [...lead.doc.getMap('meta').keys()].filter((one) => one.startsWith('o/'))
      await does(lead, { act: 'adoptOffer', target: key!.slice(2), seen: seen(lead, bid) })
      return [[' jointly', 'RUS']]
    },
  ],
  [
    'decide together, undone and decided again',
    async ({ rus, eu, lead, does }) => {
      const [one, other] = [rus.propose('RUS', ' once', 'act'), eu.propose('EU', ' duly', 'They')]
      await lead.until(() => lead.text.includes('– RUS]') && lead.text.includes('– EU]'))
      const wish = (): object => ({
        act: 'decide',
        decisions: [one, other].map((target) => ({ act: 'keep', target })),
        seen: seen(lead, one, other),
      })
      await does(lead, { act: 'undo', seq: await does(lead, wish()) })
      await does(lead, wish())
      return [
        [' once', 'RUS'],
        [' duly', 'EU'],
      ]
    },
  ],
  [
    'move, split and merge',
    async ({ rus, lead, does }) => {
      const bid = rus.propose('RUS', ' wide', 'open')
      await lead.until(() => lead.text.includes('– RUS]'))
      await does(lead, { act: 'keep', target: bid, seen: seen(lead, bid) })
      await does(lead, { act: 'move', target: pidOf(lead, 2), after: null })
      await does(lead, { act: 'merge', target: pidOf(lead, 0) })
      const at = lead.text.indexOf('States should') - lead.text.indexOf('All ports')
      await does(lead, {
        act: 'split',
        target: pidOf(lead, 0),
        at,
        seen: { sv: seen(lead).sv, words: paragraphDigest(readingOf(lead), 0) },
      })
      return [
        [' wide', 'RUS'],
        ['States should', null],
      ]
    },
  ],
]

test.each(ROWS)('RE-20 %s: the words are their author’s', async (_, play) => {
  const staged = await stage(NOTATION)
  const room: Room = {
    ...staged,
    rus: await staged.desk('RUS'),
    eu: await staged.desk('EU'),
    lead: await staged.chair(),
    office: await staged.secretariat(),
    does: async (desk, wish) => {
      const { status, body } = await act(desk, staged.textId, wish)
      expect(body).toEqual({ seq: expect.any(Number) as number })
      expect(status).toBe(200)
      return body.seq!
    },
  }
  const wanted = await play(room)
  expect(readingOf(room.lead).brackets.size).toBe(0)
  for (const [words, author] of wanted) {
    const index = room.lead.text.split('\n').findIndex((line) => line.includes(words))
    const query = new URLSearchParams({ paragraph: pidOf(room.lead, index), words: words.split(' ').at(words.startsWith(' ') ? 1 : 0)! })
    const answer = (await (await room.lead.fetch(`/api/texts/${staged.textId}/trace?${query}`)).json()) as TraceAnswer
    expect(
      answer.runs.map((run) => run.author),
      words,
    ).toEqual([author])
    if (author !== null) expect(answer.lines.length, words).toBeGreaterThan(0)
  }
})
