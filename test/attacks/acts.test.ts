// Acts in hostile hands: forged and stale sights, ids used again, decisions by the wrong hand, decisions racing typing.
import { randomUUID } from 'node:crypto'
import { CHAIR } from '@chapeau/shared/ids'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { describe, expect, test } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { ManualClock } from '../support/clock.ts'
import { besiege, TEXT } from '../support/besieged.ts'
import type { Desk } from '../support/desk.ts'
import { act, bracketOf, seen, stage } from '../support/stage.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

describe('SY-22 SY-24 what was seen, forged and stale', () => {
  test('nothing is decided on it [X24]', async () => {
    const { rus, eu, textId, chair, holds } = await besiege()
    const lead = await chair()
    const bid = bracketOf(lead, 'USA')
    const sight = seen(lead, bid)
    const forged = [
      { ...sight, words: 'f'.repeat(64) },
      { ...sight, words: '' },
      { ...sight, sv: '' },
      { ...sight, sv: '%%%' },
      { ...sight, sv: base64(Uint8Array.of(255, 255, 255)) },
      { sv: sight.sv },
      null,
    ]
    await holds(async () => {
      for (const look of forged) {
        const answer = await act(lead, textId, { act: 'keep', target: bid, seen: look })
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
      }
    })
    expect(eu.text).toBe(rus.text)
  })
  test('ten thousand clients ahead of the server are not waited for [X46]', async () => {
    const clock = new ManualClock()
    const { rus, eu, textId, chair, holds } = await besiege(TEXT, { clock })
    const lead = await chair()
    const bid = bracketOf(lead, 'USA')
    const ahead = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 10_000)
      for (let i = 0; i < 10_000; i++) [i + 2, 9].forEach((n) => encoding.writeVarUint(encoder, n))
    })
    // The clock stands still: what would wait would wait for ever.
    await holds(async () => {
      const wish = { act: 'keep', target: bid, seen: { ...seen(lead, bid), sv: base64(ahead) } }
      const answers = await Promise.all(Array.from({ length: 10 }, () => act(lead, textId, wish)))
      expect(answers.map(({ body }) => body.refused?.rule)).toEqual(answers.map(() => 'SY-24'))
      const others = { ...seen(lead, bid), sv: base64(Y.encodeStateVector(aheadOf(eu))) }
      expect(await act(rus, textId, { act: 'stand', target: bid, stance: 'supports', seen: others })).toMatchObject({ status: 409 })
    })
  })
  test('the sight of other words of the same bracket decides nothing, and shows the present ones [X24]', async () => {
    const { rus, textId, chair, eu } = await besiege()
    const lead = await chair()
    const bid = rus.propose('RUS', ' soon and not late', 'should report')
    await lead.until(() => lead.text.includes('not late – RUS]'))
    const stale = seen(lead, bid)
    rus.erase('not ')
    await lead.until(() => lead.text.includes('soon and late – RUS]'))
    const sv = base64(Y.encodeStateVector(lead.doc))
    const answer = await act(lead, textId, { act: 'keep', target: bid, seen: { ...stale, sv } })
    expect(answer).toMatchObject({ status: 409, body: { refused: { words: 'They should report[ soon and late – RUS].' } } })
    expect(eu.text).toContain('[ soon and late – RUS]')
  })
})

describe('SY-21 act ids', () => {
  test('of another’s act, used for one’s own: refused, and the first answer is not given away [X25]', async () => {
    const { rus, eu, textId, holds } = await besiege()
    const bid = eu.propose('EU', ' all', 'They should')
    await rus.until(() => rus.text.includes('[ all – EU]'))
    await eu.until(() => eu.saved >= eu.sent)
    const wish = { id: randomUUID(), act: 'withdraw', target: bid, seen: seen(eu, bid) }
    expect((await act(eu, textId, wish)).status).toBe(200)
    await rus.until(() => !rus.text.includes('[ all'))
    await holds(async () => {
      const again = await act(rus, textId, wish)
      expect(again.status).toBeGreaterThanOrEqual(400)
      expect(again.body.seq).toBeUndefined()
      const other = await act(rus, textId, { ...wish, target: bracketOf(rus, 'USA') })
      expect(other.status).toBeGreaterThanOrEqual(400)
    })
  })
  test('a decided act sent a hundred times decides once [X25]', async () => {
    const { textId, chair, eu, record } = await besiege()
    const lead = await chair()
    const bid = bracketOf(lead, 'USA')
    const wish = { id: randomUUID(), act: 'keep', target: bid, seen: seen(lead, bid) }
    const answers = await Promise.all(Array.from({ length: 20 }, () => act(lead, textId, wish)))
    expect(new Set(answers.map(({ body }) => body.seq)).size).toBe(1)
    await eu.until(() => eu.text.includes('act now.'))
    expect((await record()).filter(({ entry }) => entry.act === 'keep')).toHaveLength(1)
  })
})

describe('AC-1 SY-25 the wrong hand', () => {
  const wishes: [string, (rus: Desk, bid: string) => object][] = [
    ['keep', (_, target) => ({ act: 'keep', target })],
    ['withdraw', (_, target) => ({ act: 'withdraw', target })],
    ['explain', (_, target) => ({ act: 'explain', target, why: 'x' })],
    ['attribute', (_, target) => ({ act: 'attribute', target, to: 'RUS' })],
    ['undo', () => ({ act: 'undo', seq: 1 })],
    ['setState', () => ({ act: 'setState', targets: ['CHAIR:4026531841.1'], state: 'agreed' })],
    ['relabel', () => ({ act: 'relabel', target: 'CHAIR:4026531841.1', label: '9' })],
    ['issue', () => ({ act: 'issue' })],
    ['keep, said to be for another', (_, target) => ({ act: 'keep', target, onBehalfOf: CHAIR })],
    ['withdraw, said to be for its holder', (_, target) => ({ act: 'withdraw', target, onBehalfOf: 'USA' })],
    ['an act of no name', () => ({ act: 'constructor' })],
    ['an act of a prototype', (_, target) => ({ act: '__proto__', target })],
    ['an act with more keys than it has', (_, target) => ({ act: 'keep', target, by: { principal: CHAIR } })],
  ]
  test('a delegate’s acts on another’s bracket change nothing and are in no record', async () => {
    const { rus, textId, holds, chair } = await besiege()
    const bid = bracketOf(rus, 'USA')
    await holds(async () => {
      for (const [name, wish] of wishes) {
        const { status } = await act(rus, textId, { seen: seen(rus, bid), ...wish(rus, bid) })
        expect([name, status >= 400 && status < 500]).toEqual([name, true])
      }
    })
    const lead = await chair()
    expect(lead.text).toBe(TEXT)
  })
  test.each([
    ['half a character', '\\ud83d'],
    ['a turn of direction', 'x\\u202ey'],
    ['a control character', 'x\\u0000y'],
  ])('words of an act that hold %s are in no text and no record [X47]', async (_, words) => {
    const { rus, textId, chair, record } = await besiege()
    const lead = await chair()
    const bid = rus.propose('RUS', ' 🚢 all', 'They should')
    await lead.until(() => lead.text.includes('all – RUS]'))
    const text = lead.text
    const send = (who: Desk, wish: string): Promise<Response> =>
      who.fetch(`/api/texts/${textId}/acts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: wish })
    const look = JSON.stringify(seen(lead, bid))
    const pid = pidBefore(lead, 'States')
    await rus.until(() => rus.saved >= rus.sent)
    const before = (await record()).length
    for (const [who, act] of [
      [rus, `"act":"explain","target":"${bid}","rationale":"${words}"`],
      [lead, `"act":"relabel","target":"${pid}","label":"${words}"`],
      [lead, `"act":"correct","target":"${pid}","at":1,"remove":"","insert":"${words}","seen":${look}`],
    ] as const) {
      expect((await send(who, `{"id":"${randomUUID()}",${act}}`)).status).toBe(400)
    }
    expect((await record()).length).toBe(before)
    expect(lead.text).toBe(text)
  })
  test('a prototype in the body of an act is no member of anything', async () => {
    const { rus, textId, holds } = await besiege()
    await holds(async () => {
      const response = await rus.fetch(`/api/texts/${textId}/acts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"id":"${randomUUID()}","__proto__":{"act":"issue"},"constructor":{"prototype":{"role":"chair"}}}`,
      })
      expect(response.status).toBeGreaterThanOrEqual(400)
    })
    expect(({} as { role?: string }).role).toBeUndefined()
  })
})

describe('SY-23 acts racing typing', () => {
  test('twenty decisions on what two delegations type into: standing text holds what the chair saw, and no letter is lost [X29]', async () => {
    const notation = Array.from({ length: 20 }, (_, i) => `${i + 1}.\tStates[ word${i} – ${i % 2 === 0 ? 'RUS' : 'EU'}] act.`).join('\n')
    const { rus, eu, textId, chair } = await besiege(notation)
    const lead = await chair()
    const bids = [...lead.text.matchAll(/word(\d+)/g)].map(([word]) => bidAt(lead, word))
    const decided = bids.map((bid, i) => {
      const sight = seen(lead, bid)
      const typist = i % 2 === 0 ? rus : eu
      typist.type(`<${i}>`, `word${i}`)
      return act(lead, textId, { act: i % 4 < 2 ? 'keep' : 'remove', target: bid, seen: sight })
    })
    const answers = await Promise.all(decided)
    await Promise.all([rus, eu].map((one) => one.until(() => one.saved >= one.sent)))
    await Promise.all([rus, eu].map((one) => one.until(() => one.text === lead.text && bids.every((_, i) => one.text.includes(`<${i}>`)))))
    // Words on their way when the act arrived may have made the sight a stale one; then nothing was decided.
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    const standing = lead.text.replace(/\[[^\]]*\]/g, '')
    expect(standing).not.toMatch(/<\d+>/)
    answers.forEach(({ status }, i) => {
      if (status === 200 && i % 4 < 2) expect(standing).toContain(`word${i}`)
    })
  })
  test('a paragraph that was decided away leaves its label to nobody who uses its id again [D4]', async () => {
    const { rus, eu, textId, chair } = await besiege()
    const lead = await chair()
    const bid = rus.proposeParagraph('RUS', 'All may join.', 'should report.')
    await lead.until(() => lead.text.includes('bis'))
    const pid = pidBefore(rus, 'All may join.')
    expect((await act(lead, textId, { act: 'setState', targets: [pid], state: 'parked' })).status).toBe(200)
    expect((await act(lead, textId, { act: 'remove', target: bid, seen: seen(lead, bid) })).status).toBe(200)
    await rus.until(() => !rus.text.includes('bis'))
    const body = bodyOf(rus.doc)
    rus.doc.transact(() => {
      const at = rus.find('should report.', 'behind')
      const next = `RUS:${rus.doc.clientID}.99`
      body.insertEmbed(at, { p: pid, t: 'para', lvl: 0, in: next })
      body.insertEmbed(at + 1, { o: next, by: 'RUS', kind: 'ins' })
      body.insert(at + 2, 'Nobody may join.')
      body.insertEmbed(at + 18, { c: next })
    })
    await eu.until(() => eu.text.includes('Nobody may join.'))
    expect([...eu.doc.getMap('meta').entries()].filter(([key]) => key === `p/${pid}/state`)).toEqual([])
  })
})

test('AC-13 what an act took of a paragraph comes back with its undo, its label too', async () => {
  const { desk, chair, textId } = await stage(TEXT)
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.proposeParagraph('RUS', 'All may join.', 'should report.')
  await lead.until(() => lead.text.includes('bis'))
  const before = lead.text
  const { body } = await act(lead, textId, { act: 'remove', target: bid, seen: seen(lead, bid) })
  await lead.until(() => !lead.text.includes('bis'))
  expect((await act(lead, textId, { act: 'undo', seq: body.seq })).status).toBe(200)
  await lead.until(() => lead.text === before)
  expect(lead.text).toContain('2 bis.')
})

/** A document in which somebody has typed what the server has not seen. */
function aheadOf(desk: Desk): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(desk.doc))
  doc.clientID = desk.doc.clientID
  bodyOf(doc).insert(3, 'ahead')
  return doc
}

function bidAt(desk: Desk, word: string): string {
  const at = desk.find(word) - 2
  let position = 0
  for (const { insert } of bodyOf(desk.doc).toDelta() as { insert: string | { o?: string } }[]) {
    if (position === at && typeof insert === 'object') return insert.o!
    position += typeof insert === 'string' ? insert.length : 1
  }
  throw new Error(`no bracket at ${word}`)
}

function pidBefore(desk: Desk, words: string): string {
  let pid = ''
  for (const { insert } of bodyOf(desk.doc).toDelta() as { insert: string | { p?: string } }[]) {
    if (typeof insert === 'object') pid = insert.p ?? pid
    else if (insert.includes(words)) return pid
  }
  throw new Error(`no "${words}"`)
}
