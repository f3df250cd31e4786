// What is for the chair's or one's own ears: on no other socket and in no other answer, looked for in the bytes.
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { readRecord } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import { rm } from 'node:fs/promises'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir, type Someone, type TestServer } from '../support/server.ts'
import { Sniffer } from '../support/sniffer.ts'
import { act, bracketOf, readingOf, seen } from '../support/stage.ts'

const NOTATION = '1.\tPorts should[ always – EU] open.\n2.\tShips may sail.'

/** Everything that HTTP answers about a text, in one string. */
async function everything({ fetch }: Pick<Someone, 'fetch'>, textId: string, meetingId: string): Promise<string> {
  const paths = [
    `texts/${textId}`,
    `texts/${textId}/record`,
    `texts/${textId}/record.ndjson`,
    `texts/${textId}/record.csv`,
    `texts/${textId}/heads`,
    `texts/${textId}/quarantine`,
    `texts/${textId}/export.txt?view=rolling`,
    `texts/${textId}/export.html?view=rolling`,
    `texts/${textId}/export.md?view=rolling`,
    `texts/${textId}/export.json?view=rolling`,
    `texts/${textId}/export.akn?view=rolling`,
    `texts/${textId}/brackets.csv`,
    `texts/${textId}/stands.csv`,
    `texts/${textId}/trace.csv`,
    `texts/${textId}/trace?words=always`,
    `meetings/${meetingId}`,
    `meetings/${meetingId}/record`,
    'me',
  ]
  const answers = await Promise.all(paths.map(async (path) => (await fetch(`/api/${path}`)).text()))
  const words = ['text', 'tracked'].map(async (brackets) => {
    const file = await (await fetch(`/api/texts/${textId}/export.docx?brackets=${brackets}`)).arrayBuffer()
    return Object.values(unzipSync(new Uint8Array(file))).map((part) => strFromU8(part))
  })
  return [...answers, ...(await Promise.all(words)).flat()].join('\n')
}

interface House {
  readonly server: TestServer
  readonly textId: string
  readonly meetingId: string
  readonly people: Readonly<Record<'chair' | 'secretariat' | 'RUS' | 'EU' | 'observer', Someone>>
}

async function house(dataDir: string): Promise<House> {
  const server = await startServer({ dataDir })
  const { meetingId, textId } = await seed(server, NOTATION)
  const people = {
    chair: await seatFor(server, meetingId, 'chair'),
    secretariat: await seatFor(server, meetingId, 'secretariat'),
    RUS: await seatFor(server, meetingId, 'delegate', 'RUS'),
    EU: await seatFor(server, meetingId, 'delegate', 'EU'),
    observer: await seatFor(server, meetingId, 'observer'),
  }
  return { server, textId, meetingId, people }
}

function listen(server: TestServer, textId: string, someone: Someone): Sniffer {
  const sniffer = new Sniffer(server, textId, someone)
  onTestFinished(() => sniffer.close())
  return sniffer
}

/** A house of its own for one test, a sniffer on everybody's line, the chair and Russia at their desks; all gone when the test ends. */
async function listening(): Promise<
  Omit<House, 'server'> & { readonly sniffers: Readonly<Record<string, Sniffer>>; readonly chair: Desk; readonly rus: Desk }
> {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const { server, ...rest } = await house(dataDir)
  onTestFinished(() => server.close())
  const { textId, people } = rest
  const sniffers = Object.fromEntries(Object.entries(people).map(([name, someone]) => [name, listen(server, textId, someone)]))
  const [chair, rus] = [new Desk(server, textId, people.chair), new Desk(server, textId, people.RUS)]
  onTestFinished(() => [chair, rus].forEach((desk) => desk.close()))
  await Promise.all([chair.synced(), rus.synced()])
  return { ...rest, sniffers, chair, rus }
}

test('AC-20 AC-21 SY-100 a stand for the chair, and one of our own, reach nobody else by any way, also after a restart', async () => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const { server, textId, meetingId, people } = await house(dataDir)
  const sniffers = Object.fromEntries(Object.entries(people).map(([name, someone]) => [name, listen(server, textId, someone)]))
  const rus = new Desk(server, textId, people.RUS)
  await rus.synced()
  const bid = bracketOf(rus, 'EU')
  const live = await act(rus, textId, { act: 'stand', target: bid, stance: 'canLiveWith', reason: 'MARK-FOR-CHAIR' })
  const own = await act(rus, textId, { act: 'stand', target: 'text', stance: 'opposes', audience: 'own', reason: 'MARK-OF-OURS' })
  const open = await act(rus, textId, { act: 'stand', target: bid, stance: 'supports', audience: 'room', reason: 'MARK-FOR-ALL' })
  const back = await act(rus, textId, { act: 'stand', target: bid, stance: 'awaits', reason: 'MARK-AGAIN' })
  expect([live.status, own.status, open.status, back.status]).toEqual([200, 200, 200, 200])
  await Promise.all([
    sniffers['chair']!.until('MARK-AGAIN'),
    sniffers['secretariat']!.until('MARK-AGAIN'),
    sniffers['RUS']!.until('MARK-AGAIN'),
  ])
  await Promise.all([
    sniffers['RUS']!.until('MARK-OF-OURS'),
    sniffers['EU']!.until('MARK-FOR-ALL'),
    sniffers['observer']!.until('MARK-FOR-ALL'),
  ])
  rus.close()

  const isDeaf = async (from: TestServer, lines: Readonly<Record<string, Sniffer>>): Promise<void> => {
    for (const name of ['EU', 'observer'] as const) {
      const someone = await rejoined(from, people[name])
      const answers = await everything(someone, textId, meetingId)
      expect(answers).toContain('always')
      for (const secret of ['MARK-FOR-CHAIR', 'MARK-OF-OURS', 'MARK-AGAIN', 'canLiveWith', 'awaits']) {
        expect(answers.includes(secret), `${secret} answered to ${name}`).toBe(false)
        expect(lines[name]!.heard(secret), `${secret} on the line of ${name}`).toBe(false)
      }
    }
    for (const name of ['chair', 'secretariat'] as const) {
      const answers = await everything(await rejoined(from, people[name]), textId, meetingId)
      expect(answers).toContain('MARK-FOR-CHAIR')
      expect(answers.includes('MARK-OF-OURS'), name).toBe(false)
      expect(lines[name]!.heard('MARK-OF-OURS'), name).toBe(false)
    }
    expect(await everything(await rejoined(from, people.RUS), textId, meetingId)).toContain('MARK-OF-OURS')
  }
  await isDeaf(server, sniffers)

  // The chain says that something was sealed, and no more; the record verifies for whoever holds it.
  for (const name of ['EU', 'chair'] as const) {
    const read = readRecord(await (await people[name].fetch(`/api/texts/${textId}/record.ndjson`)).text())
    if (read.status !== 'read') throw new Error(read.status)
    expect(verifyRecord(read.file)).toMatchObject({ ok: true })
    const sealed = read.file.lines.filter(({ entry }) => entry.act === 'sealed')
    expect(sealed.map(({ entry: { by, target, paragraph } }) => ({ by, target, paragraph }))).toEqual(
      [1, 2, 3].map(() => ({ by: { principal: '', person: '', role: 'server' }, target: null, paragraph: null })),
    )
    expect(sealed.map(({ content }) => content !== null)).toEqual(name === 'EU' ? [false, false, false] : [true, false, true])
  }

  for (const sniffer of Object.values(sniffers)) sniffer.close()
  await server.close()
  const again = await startServer({ dataDir })
  onTestFinished(() => again.close())
  const lines = Object.fromEntries(Object.entries(people).map(([name, someone]) => [name, listen(again, textId, someone)]))
  await Promise.all([lines['chair']!.until('MARK-AGAIN'), lines['RUS']!.until('MARK-OF-OURS'), lines['EU']!.until('always')])
  await isDeaf(again, lines)
})

test('AC-61 AC-62 an offer to one delegation, its title and note, and the answers to it reach nobody else by any way', async () => {
  const { textId, meetingId, people, sniffers, chair, rus } = await listening()
  const bid = bracketOf(chair, 'EU')
  const decisions = [{ act: 'keep', target: bid }]
  const offered = { act: 'offer', decisions, title: 'MARK-TITLE', note: 'MARK-NOTE', to: ['RUS'], aside: true, seen: seen(chair, bid) }
  expect((await act(chair, textId, offered)).status).toBe(200)
  await sniffers['RUS']!.until('MARK-TITLE')
  const [oid] = /CHAIR:\d+\.\d+/.exec(await everything(people.RUS, textId, meetingId)) ?? []
  const answered = { act: 'answer', target: oid, answer: 'accept', comment: 'MARK-ANSWER' }
  expect((await act(rus, textId, answered)).status).toBe(200)
  await Promise.all([sniffers['chair']!.until('MARK-ANSWER'), sniffers['RUS']!.until('MARK-ANSWER')])
  expect((await act(chair, textId, { act: 'adoptOffer', target: oid, seen: seen(chair, bid) })).status).toBe(200)
  for (const name of ['EU', 'observer'] as const) {
    const answers = await everything(people[name], textId, meetingId)
    for (const secret of ['MARK-TITLE', 'MARK-NOTE', 'MARK-ANSWER', oid!]) {
      expect(answers.includes(secret), `${secret} answered to ${name}`).toBe(false)
      expect(sniffers[name]!.heard(secret), `${secret} on the line of ${name}`).toBe(false)
    }
  }
})

test('AC-25 the desk’s note with a bracket is on its own lines and in its own answers, and nowhere else', async () => {
  const { textId, meetingId, people, sniffers, chair, rus } = await listening()
  const target = bracketOf(chair, 'EU')
  expect((await act(rus, textId, { act: 'remark', target, words: 'no' })).body).toMatchObject({ refused: { rule: 'AC-1' } })
  const changes = (): unknown => chair.doc.getMap('meta').get('changes')
  const before = changes()
  expect((await act(chair, textId, { act: 'remark', target, words: 'MARK-NOTED' })).status).toBe(200)
  expect(changes()).toBe(before)
  // What follows it on every line shows that the note itself has gone by.
  expect((await act(rus, textId, { act: 'stand', target, stance: 'supports', audience: 'room', reason: 'MARK-AFTER' })).status).toBe(200)
  await Promise.all(Object.values(sniffers).map((sniffer) => sniffer.until('MARK-AFTER')))
  for (const name of ['chair', 'secretariat'] as const) expect(sniffers[name]!.heard('MARK-NOTED'), name).toBe(true)
  for (const name of ['RUS', 'EU', 'observer'] as const) {
    const answers = await everything(people[name], textId, meetingId)
    expect(answers).toContain('MARK-AFTER')
    expect(answers.includes('MARK-NOTED'), `answered to ${name}`).toBe(false)
    expect(sniffers[name]!.heard('MARK-NOTED'), `on the line of ${name}`).toBe(false)
  }
  expect(await everything(people.chair, textId, meetingId)).toContain('MARK-NOTED')
})

test('AC-86 whoever breaks silence without a name is known to the desk and to itself alone', async () => {
  const { textId, meetingId, people, sniffers, chair, rus } = await listening()
  const deadline = new Date(Date.now() + 86_400_000).toISOString()
  expect((await act(chair, textId, { act: 'silence', deadline, zone: 'UTC', rung: 'adref', anonymous: true })).status).toBe(200)
  const target = readingOf(rus).paragraphs.at(-1)!.raw.starter!.p
  expect((await act(rus, textId, { act: 'breakSilence', target, reason: 'MARK-REASON', anonymous: true })).status).toBe(200)
  await Promise.all([
    sniffers['chair']!.until('MARK-REASON'),
    sniffers['RUS']!.until('MARK-REASON'),
    sniffers['observer']!.until(`sil/${target}/?`),
  ])
  for (const name of ['EU', 'observer'] as const) {
    const answers = await everything(people[name], textId, meetingId)
    for (const secret of ['MARK-REASON', `sil/${target}/RUS`]) {
      expect(answers.includes(secret), `${secret} answered to ${name}`).toBe(false)
      expect(sniffers[name]!.heard(secret), `${secret} on the line of ${name}`).toBe(false)
    }
  }
})

/** The same person at a server that was started again on the same data. */
const rejoined = async ({ url }: TestServer, { cookie, seat }: Someone): Promise<Someone> => ({
  cookie,
  seat,
  fetch: (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } }),
})
