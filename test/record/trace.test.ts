// "Who proposed this?", asked about any words on the screen: while they are proposed, after they became standing text,
// after repairs, undo, a restart and compaction.
import { COMPACT_AFTER_UPDATES } from '@chapeau/server/limits'
import type { TraceAnswer } from '@chapeau/shared/protocol/api'
import { paragraphDigest } from '@chapeau/shared/brackets/words'
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

async function ask(desk: Desk, textId: string, words: string, more: Record<string, string> = {}): Promise<TraceAnswer> {
  const query = new URLSearchParams({ paragraph: paragraphWith(desk, words), words, ...more })
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
    expect(story(answer)).toEqual(['RUS propose', 'CHAIR remove', 'CHAIR undo', 'CHAIR keep'])
  })

  test('after accepting them was undone, more was typed, and all was accepted', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, lead] = [await desk('RUS'), await chair()]
    const bid = rus.propose('RUS', ' a', 'act')
    rus.type('nd', '\ufffc a')
    await lead.until(() => lead.text.includes('[ and – RUS]'))
    const kept = await decided(lead, textId, 'keep', bid)
    await lead.until(() => !lead.text.includes('['))
    expect((await act(lead, textId, { act: 'undo', seq: kept })).status).toBe(200)
    await rus.until(() => rus.text.includes('[ and – RUS]'))
    rus.type(' soon', ' and')
    await lead.until(() => lead.text.includes('[ and soon – RUS]'))
    await decided(lead, textId, 'keep', bid)
    await lead.until(() => !lead.text.includes('['))
    for (const words of ['and', 'soon']) {
      const answer = await ask(lead, textId, words)
      expect(authors(answer)).toEqual([[words, 'RUS']])
      expect(story(answer)).toEqual(['RUS propose', 'RUS word', 'CHAIR keep', 'CHAIR undo', 'RUS word', 'CHAIR keep'])
    }
  })

  test('after they took the place of others: a replace', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, lead] = [await desk('RUS'), await chair()]
    const bid = rus.replace('RUS', 'together', 'at once')
    await lead.until(() => lead.text.includes('at once'))
    expect((await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, ...readingOf(lead).brackets.keys()) })).status).toBe(200)
    await lead.until(() => !lead.text.includes('['))
    const answer = await ask(lead, textId, 'act at once')
    expect(authors(answer)).toEqual([
      ['act ', null],
      ['at once', 'RUS'],
    ])
    expect(story(answer)).toEqual(['RUS propose', 'CHAIR keep'])
  })

  test('after a slip was corrected, and after that was undone', async () => {
    const { desk, chair, textId } = await stage('1.\tStates shoud act together.')
    const [eu, lead] = [await desk('EU'), await chair()]
    const pid = paragraphWith(lead, 'shoud')
    const corrected = await act(lead, textId, {
      act: 'correct',
      target: pid,
      // Behind the paragraph's starter and "States ".
      at: 8,
      remove: 'shoud',
      insert: 'should',
      seen: { sv: seen(lead).sv, words: paragraphDigest(readingOf(lead), 0) },
    })
    expect(corrected).toMatchObject({ status: 200 })
    await eu.until(() => eu.text.includes('should'))
    const answer = await ask(eu, textId, 'should act')
    expect(authors(answer)).toEqual([
      ['should', 'CHAIR'],
      [' act', null],
    ])
    expect(story(answer)).toEqual(['CHAIR correct'])
    expect(story(await ask(eu, textId, 'act'))).toEqual([])
    expect((await act(lead, textId, { act: 'undo', seq: corrected.body.seq })).status).toBe(200)
    await eu.until(() => eu.text.includes('shoud '))
    const undone = await ask(eu, textId, 'shoud')
    expect(authors(undone)).toEqual([['shoud', null]])
    expect(story(undone)).toEqual(['CHAIR undo'])
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

describe('RE-23 words are found as the view shows them', () => {
  test('across what the base or the accepted view leaves out, and where paragraphs have joined', async () => {
    const { desk, chair, textId } = await stage(NOTATION)
    const [rus, eu, lead] = [await desk('RUS'), await desk('EU'), await chair()]
    rus.propose('RUS', ' and soon', 'act')
    eu.strike('EU', ' every year')
    rus.proposeParagraph('RUS', 'Nobody is left out.', 'together.')
    await lead.until(() => ['and soon – RUS]', 'delete, EU]', 'out. – RUS]'].every((words) => lead.text.includes(words)))
    const asked = async (words: string, view: string, paragraph: string): Promise<unknown> => {
      const query = new URLSearchParams({ paragraph, words, view })
      const response = await lead.fetch(`/api/texts/${textId}/trace?${query}`)
      return response.status === 200 ? authors((await response.json()) as TraceAnswer) : response.status
    }
    const [first, second] = [paragraphWith(lead, 'States'), paragraphWith(lead, 'They')]
    expect(await asked('act together', 'base', first)).toEqual([['act together', null]])
    expect(await asked('act together', 'accepted', first)).toBe(404)
    expect(await asked('act and soon together', 'accepted', first)).toEqual([
      ['act', null],
      [' and soon', 'RUS'],
      [' together', null],
    ])
    expect(await asked('report.', 'accepted', second)).toEqual([['report.', null]])
    expect(await asked('report.', 'rolling', second)).toBe(404)
    // The deletion that is proposed is part of what became of the last words, not of the first.
    expect(await asked('report every year', 'base', second)).toEqual([
      ['report', null],
      [' every year', null],
    ])
    expect(await asked('Nobody', 'base', paragraphWith(lead, 'Nobody'))).toBe(404)
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
    expect(authors(await ask(lead, textId, 'act', { at: '3' }))).toEqual([['act', null]])
    expect(authors(await ask(lead, textId, 'act', { at: '30' }))).toEqual([['act', 'RUS']])
  })
})
