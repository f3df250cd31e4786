// "Who proposed this?", asked about any words on the screen: while they are proposed, after they became standing text,
// after repairs, undo, a restart and compaction.
import { COMPACT_AFTER_UPDATES } from '@chapeau/server/limits'
import type { TraceAnswer } from '@chapeau/shared/protocol/api'
import { isStarter, isText } from '@chapeau/shared/text/model'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { rm } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir, type TestServer } from '../support/server.ts'
import { act, bracketOf, readingOf, seen, stage } from '../support/stage.ts'

const NOTATION = '1.\tStates should act together.\n2.\tThey should report every year.'

/** The id of the paragraph with some words, as the page knows it. */
function paragraphWith(desk: Desk, words: string): string {
  let pid = ''
  let text = ''
  for (const run of runsOf(bodyOf(desk.doc))) {
    if (isText(run)) text += run.insert
    else if (isStarter(run.insert)) {
      if (text.includes(words)) return pid
      pid = run.insert.p
      text = ''
    }
  }
  return pid
}

async function ask(desk: Desk, textId: string, words: string, at = 0): Promise<TraceAnswer> {
  const query = new URLSearchParams({ paragraph: paragraphWith(desk, words), words, at: String(at) })
  const response = await desk.fetch(`/api/texts/${textId}/trace?${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as TraceAnswer
}

const authors = ({ runs }: TraceAnswer): unknown => runs.map(({ words, author }) => [words, author])
const story = ({ lines }: TraceAnswer): string[] => lines.map(({ entry }) => `${entry.by.principal} ${entry.act}`)

async function decided(desk: Desk, textId: string, wish: 'keep' | 'remove', bid: string): Promise<number> {
  const answer = await act(desk, textId, { act: wish, target: bid, seen: seen(desk, bid) })
  expect(answer.status).toBe(200)
  return answer.body.seq!
}

describe('RE-20 who proposed some words is known', () => {
  test('while they are a proposal, and who supported it', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, eu, lead] = [await desk('RUS'), await desk('EU'), await chair()]
    rus.propose('RUS', ' and soon', 'act')
    await lead.until(() => lead.text.includes('– RUS]'))
    await eu.until(() => eu.text.includes('– RUS]'))
    const bid = bracketOf(lead, 'RUS')
    expect((await act(eu, textId, { act: 'stand', target: bid, stance: 'supports' })).status).toBe(200)
    const answer = await ask(lead, textId, 'soon')
    expect(authors(answer)).toEqual([['soon', 'RUS']])
    expect(story(answer)).toEqual(['RUS propose', 'EU stand'])
  })

  test('after they were accepted, over words that came with the text, and split by later edits', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, eu, lead] = [await desk('RUS'), await desk('EU'), await chair()]
    rus.propose('RUS', ' and very soon', 'act')
    await lead.until(() => lead.text.includes('– RUS]'))
    await decided(lead, textId, 'keep', bracketOf(lead, 'RUS'))
    await eu.until(() => !eu.text.includes('['))
    eu.propose('EU', ' quite', 'and')
    await lead.until(() => lead.text.includes('– EU]'))
    const answer = await ask(lead, textId, 'act and quite very soon together')
    expect(authors(answer)).toEqual([
      ['act', null],
      [' and', 'RUS'],
      [' quite', 'EU'],
      [' very soon', 'RUS'],
      [' together', null],
    ])
    expect(story(await ask(lead, textId, 'very'))).toEqual(['RUS propose', 'CHAIR keep'])
    expect(story(await ask(lead, textId, 'together'))).toEqual([])
  })

  test('in a nest: the inner words have both stories', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, eu, lead] = [await desk('RUS'), await desk('EU'), await chair()]
    rus.propose('RUS', ' and soon', 'act')
    await eu.until(() => eu.text.includes('– RUS]'))
    eu.propose('EU', ' very', 'and')
    await lead.until(() => lead.text.includes('– EU]'))
    const answer = await ask(lead, textId, 'very')
    expect(authors(answer)).toEqual([['very', 'EU']])
    expect(story(answer)).toEqual(['RUS propose', 'EU propose'])
  })

  test('after a deletion was proposed and retained, the words tell of it', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, lead] = [await desk('RUS'), await chair()]
    rus.strike('RUS', 'together')
    await lead.until(() => lead.text.includes('– delete, RUS]'))
    await decided(lead, textId, 'keep', bracketOf(lead, 'RUS'))
    await lead.until(() => !lead.text.includes('['))
    expect(story(await ask(lead, textId, 'together'))).toEqual(['RUS propose', 'CHAIR keep'])
  })

  test('after somebody deleted them and the server put them back', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, usa, lead] = [await desk('RUS'), await desk('USA'), await chair()]
    rus.propose('RUS', ' and soon', 'act')
    await lead.until(() => lead.text.includes('– RUS]'))
    await decided(lead, textId, 'keep', bracketOf(lead, 'RUS'))
    await usa.until(() => usa.text.includes('act and soon together'))
    for (let i = 0; i < 2; i++) {
      // Twice: a copy of a copy.
      usa.erase('and soon')
      await usa.until(() => usa.text.includes('act and soon together') && usa.saved >= usa.sent)
    }
    const answer = await ask(lead, textId, 'and soon')
    expect(authors(answer)).toEqual([['and soon', 'RUS']])
    expect(story(answer)).toEqual(['RUS propose', 'CHAIR keep'])
  })

  test('after a drop was undone, and the words accepted then', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, lead] = [await desk('RUS'), await chair()]
    rus.propose('RUS', ' and soon', 'act')
    await lead.until(() => lead.text.includes('– RUS]'))
    const bid = bracketOf(lead, 'RUS')
    const dropped = await decided(lead, textId, 'remove', bid)
    await lead.until(() => !lead.text.includes('['))
    expect((await act(lead, textId, { act: 'undo', seq: dropped })).status).toBe(200)
    await lead.until(() => lead.text.includes('– RUS]'))
    expect(readingOf(lead).brackets.has(bid)).toBe(true)
    await decided(lead, textId, 'keep', bid)
    await lead.until(() => !lead.text.includes('['))
    const answer = await ask(lead, textId, 'and soon')
    expect(authors(answer)).toEqual([['and soon', 'RUS']])
    expect(story(answer)).toEqual(['RUS propose', 'CHAIR remove', 'CHAIR keep'])
  })

  test('after the text was stored as one and the server was started again', { timeout: 60_000 }, async () => {
    const dataDir = await tempDir()
    onTestFinished(() => rm(dataDir, { recursive: true }))
    const server = await startServer({ dataDir })
    const place = await seed(server, NOTATION)
    const rusSeat = await seatFor(server, place.meetingId, 'delegate', 'RUS')
    const chairSeat = await seatFor(server, place.meetingId, 'chair')
    const [rus, lead] = [new Desk(server, place.textId, rusSeat), new Desk(server, place.textId, chairSeat)]
    await Promise.all([rus.synced(), lead.synced()])
    rus.propose('RUS', ' and soon', 'act')
    await lead.until(() => lead.text.includes('– RUS]'))
    await decided(lead, place.textId, 'keep', bracketOf(lead, 'RUS'))
    await rus.until(() => !rus.text.includes('['))
    rus.propose('RUS', 'x', 'report')
    for (let i = 0; i < COMPACT_AFTER_UPDATES; i++) {
      rus.type('x', 'reportx'.slice(0, 6))
      await rus.allSaved()
    }
    await rus.until(() => server.metrics.value('appends') > COMPACT_AFTER_UPDATES)
    for (const desk of [rus, lead]) desk.close()
    await server.close()
    const again: TestServer = await startServer({ dataDir })
    onTestFinished(() => again.close())
    const back = new Desk(again, place.textId, {
      ...chairSeat,
      fetch: (path, init) => fetch(again.url + path, { ...init, headers: { cookie: chairSeat.cookie } }),
    })
    onTestFinished(() => back.close())
    await back.synced()
    const answer = await ask(back, place.textId, 'and soon')
    expect(authors(answer)).toEqual([['and soon', 'RUS']])
    expect(story(answer)).toEqual(['RUS propose', 'CHAIR keep'])
  })
})

describe('RE-21 what is asked in another way gets a clear answer', () => {
  test('words that are not there, none, too many, and a stranger’s', async () => {
    const { desk, textId, server } = await stage(NOTATION)
    const rus = await desk('RUS')
    const asked = (query: Record<string, string>): Promise<number> =>
      rus.fetch(`/api/texts/${textId}/trace?${new URLSearchParams(query)}`).then(({ status }) => status)
    const paragraph = paragraphWith(rus, 'act')
    expect(await asked({ paragraph, words: 'nowhere' })).toBe(404)
    expect(await asked({ paragraph: 'EU:9.9', words: 'act' })).toBe(404)
    expect(await asked({ paragraph })).toBe(400)
    expect(await asked({ paragraph, words: 'x'.repeat(4_001) })).toBe(422)
    expect((await fetch(`${server.url}/api/texts/${textId}/trace?words=act`)).status).toBe(401)
  })

  test('of the same words in several places the nearest is meant', async () => {
    const { desk, chair, textId } = await stage('1.\tWe act here and we act there.')
    const [rus, lead] = [await desk('RUS'), await chair()]
    rus.propose('RUS', ' act', 'there')
    await lead.until(() => lead.text.includes('– RUS]'))
    expect(authors(await ask(lead, textId, 'act', 3))).toEqual([['act', null]])
    expect(authors(await ask(lead, textId, 'act', 30))).toEqual([['act', 'RUS']])
  })
})
