// What every storage must hold. An adapter's test names the adapter and how to open it; it need not be longer.
import { PRESET_RIGHTS } from '@chapeau/shared/policy'
import { Chronicle } from '@chapeau/server/record/chronicle'
import { verifyChain } from '@chapeau/server/record/chain'
import type { Append, ChainHead, Storage, StoredEntry, StoredText } from '@chapeau/server/storage/port'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

export interface StorageHarness {
  /** Opens the same data again and again. */
  open(): Promise<Storage>
  /** Removes the data. */
  remove(): Promise<void>
}

export const MEETING = { id: 'm', name: 'Meeting', rules: { decide: 'consensus' } } as const
export const EMPTY: Append = { update: null, bindings: [], entries: [], closed: [], wordings: [], acts: [], summary: null }
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

export function textNamed(id: string): StoredText {
  return { id, meetingId: 'm', name: `Text ${id}`, status: 'preparation', revision: '' }
}

/** Entries that follow `head`, with unequal content and, for the first, undo data. */
export function entriesBehind(head: ChainHead, count: number): StoredEntry[] {
  const chronicle = new Chronicle(head)
  return Array.from({ length: count }, (_, i) =>
    chronicle.write(
      {
        draft: {
          act: 'keep',
          target: 'RUS:5.1',
          paragraph: { id: null, label: '1' },
          content: { after: `words ${head.seq + i}` },
          ...(i === 0 ? { undo: { was: head.seq } } : {}),
        },
        by: { principal: 'CHAIR', person: 'p', role: 'chair' },
        personName: 'A Person',
      },
      new Date('2026-02-03T04:05:06Z'),
    ),
  )
}

export function storageContract(name: string, harness: () => Promise<StorageHarness>): void {
  describe(`the storage contract, ${name}`, () => {
    let place: StorageHarness
    let storage: Storage

    beforeEach(async () => {
      place = await harness()
      storage = await place.open()
      await storage.putMeeting(MEETING, 0, [])
    })
    afterEach(async () => {
      await storage.close()
      await place.remove()
    })

    async function reopen(): Promise<void> {
      await storage.close()
      storage = await place.open()
    }

    test('ST-1 what was appended is there after reopening, in order', async () => {
      await storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      expect(await storage.append('t', 1, { ...EMPTY, update: bytes(2, 3) })).toEqual({ status: 'appended', seq: 2 })
      expect(await storage.append('t', 2, { ...EMPTY, update: bytes() })).toEqual({ status: 'appended', seq: 3 })
      await reopen()
      const text = await storage.load('t')
      expect(text?.seq).toBe(3)
      expect(text?.updates.map((update) => [...update])).toEqual([[1], [2, 3], []])
    })

    test('ST-1 bindings, closed brackets, wordings and the listing are there after reopening', async () => {
      const binding = { clientId: 4_294_967_295, principal: 'RUS', person: 'p', seat: 's', role: 'delegate' } as const
      await storage.createText(textNamed('t'), { ...EMPTY, wordings: [{ bid: 'RUS:5.1', digest: 'a' }] })
      await storage.append('t', 1, {
        ...EMPTY,
        bindings: [binding],
        closed: ['RUS:5.2'],
        wordings: [
          { bid: 'RUS:5.1', digest: 'b' },
          { bid: 'RUS:5.2', digest: 'c' },
        ],
        summary: { name: 'Other', status: 'issued', revision: 'Rev.1' },
      })
      await reopen()
      expect(await storage.load('t')).toMatchObject({
        name: 'Other',
        status: 'issued',
        revision: 'Rev.1',
        bindings: [binding],
        closed: ['RUS:5.2'],
        wordings: new Map([
          ['RUS:5.1', 'b'],
          ['RUS:5.2', 'c'],
        ]),
      })
      expect(await storage.text('t')).toEqual({ id: 't', meetingId: 'm', name: 'Other', status: 'issued', revision: 'Rev.1' })
    })

    test('ST-2 an append behind anything but the last one is a conflict and changes nothing', async () => {
      await storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      await storage.append('t', 1, { ...EMPTY, update: bytes(2) })
      const late = { ...EMPTY, update: bytes(9), entries: entriesBehind({ seq: 0, hash: '' }, 1), closed: ['RUS:9.9'] }
      expect(await storage.append('t', 1, late)).toEqual({ status: 'conflict' })
      expect(await storage.append('t', 3, late)).toEqual({ status: 'conflict' })
      expect(await storage.append('nowhere', 0, late)).toEqual({ status: 'conflict' })
      expect(await storage.load('t')).toMatchObject({ seq: 2, closed: [], head: { seq: 0, hash: '' } })
    })

    test('ST-2 of many appends behind the same one exactly one succeeds', async () => {
      await storage.createText(textNamed('t'), EMPTY)
      const results = await Promise.all(Array.from({ length: 20 }, (_, i) => storage.append('t', 1, { ...EMPTY, update: bytes(i) })))
      expect(results.filter(({ status }) => status === 'appended')).toHaveLength(1)
      expect((await storage.load('t'))?.updates).toHaveLength(1)
    })

    test('ST-3 appends to many texts at once all succeed', async () => {
      const ids = Array.from({ length: 40 }, (_, i) => `t${i}`)
      await Promise.all(ids.map((id) => storage.createText(textNamed(id), EMPTY)))
      const chains = ids.map(async (id) => {
        for (let seq = 1; seq <= 5; seq++) await storage.append(id, seq, { ...EMPTY, update: bytes(seq) })
      })
      await Promise.all(chains)
      await reopen()
      for (const id of ids) expect((await storage.load(id))?.updates.map(([byte]) => byte)).toEqual([1, 2, 3, 4, 5])
    })

    test('ST-4 an append that fails leaves nothing of itself, and its neighbours stand', async () => {
      await storage.createText(textNamed('t'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 2) })
      await storage.createText(textNamed('other'), EMPTY)
      const { head } = (await storage.load('t'))!
      // The second entry has a number that is taken: the storage must refuse it, with all that came before it.
      const forked = [...entriesBehind(head, 1), ...entriesBehind({ seq: 0, hash: '' }, 1)]
      const wrong = { ...EMPTY, update: bytes(7), entries: forked, closed: ['RUS:5.9'], acts: [{ id: 'a', request: 'r', answer: 1 }] }
      const [failed, neighbour] = await Promise.allSettled([
        storage.append('t', 1, wrong),
        storage.append('other', 1, { ...EMPTY, update: bytes(8) }),
      ])
      expect(failed.status).toBe('rejected')
      expect(neighbour).toMatchObject({ status: 'fulfilled', value: { status: 'appended' } })
      await reopen()
      expect(await storage.load('t')).toMatchObject({ seq: 1, updates: [], closed: [], head })
      expect(await storage.actById('t', 'a')).toBeNull()
      expect((await storage.load('other'))?.updates).toHaveLength(1)
    })

    test('ST-5 texts whose ids are prefixes of each other do not mix', async () => {
      for (const id of ['a', 'ab', 'a%', 'a_', 'A']) await storage.createText(textNamed(id), { ...EMPTY, update: bytes(id.length) })
      await storage.append('ab', 1, { ...EMPTY, update: bytes(99), closed: ['RUS:1.1'], entries: entriesBehind({ seq: 0, hash: '' }, 1) })
      await storage.compact('a%', 1, bytes(42), 'h')
      expect(await storage.load('a')).toMatchObject({ seq: 1, closed: [], head: { seq: 0 } })
      expect((await storage.load('a'))?.updates).toHaveLength(1)
      expect(await storage.record('a', 0, 10)).toEqual([])
      expect([...((await storage.load('a_'))?.updates[0] ?? [])]).toEqual([2])
    })

    test('ST-6 big updates come back byte for byte', async () => {
      const big = Uint8Array.from({ length: 12_000_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff)
      await storage.createText(textNamed('t'), { ...EMPTY, update: big })
      await reopen()
      expect(Buffer.compare((await storage.load('t'))!.updates[0]!, big)).toBe(0)
    })

    test('ST-7 compacting replaces the updates up to a number and keeps later ones', async () => {
      await storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      await storage.append('t', 1, { ...EMPTY, update: bytes(2), entries: entriesBehind({ seq: 0, hash: '' }, 1) })
      await Promise.all([storage.compact('t', 2, bytes(12), 'h'), storage.append('t', 2, { ...EMPTY, update: bytes(3) })])
      await reopen()
      const text = await storage.load('t')
      expect(text?.updates.map((update) => [...update])).toEqual([[12], [3]])
      expect(text).toMatchObject({ seq: 3, head: { seq: 1 }, hashed: { hash: 'h', updates: 1 } })
      expect(await storage.append('t', 3, { ...EMPTY, update: bytes(4) })).toEqual({ status: 'appended', seq: 4 })
    })

    test('ST-8 the record is read in pages and its chain holds', async () => {
      await storage.createText(textNamed('t'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 3) })
      await storage.append('t', 1, { ...EMPTY, entries: entriesBehind((await storage.load('t'))!.head, 2) })
      await reopen()
      const lines = [...(await storage.record('t', 0, 2)), ...(await storage.record('t', 2, 2)), ...(await storage.record('t', 4, 2))]
      expect(lines.map(({ entry }) => entry.seq)).toEqual([1, 2, 3, 4, 5])
      expect(verifyChain(lines)).toMatchObject({ ok: true, head: (await storage.load('t'))?.head, withheld: 0 })
      expect(await storage.undo('t', 4)).toEqual({ was: 3 })
      expect(await storage.undo('t', 5)).toBeNull()
      await storage.append('t', 2, { ...EMPTY, undone: [4] })
      expect(await storage.undo('t', 4)).toBeNull()
      expect(await storage.undo('t', 1)).toEqual({ was: 0 })
    })

    test('ST-30 what was set aside comes back byte for byte, numbered per text', async () => {
      const aside = { at: '2026-02-03T04:05:06.000Z', person: 'p', seat: 's', principal: 'RUS', role: 'delegate', rule: 'AU-10' } as const
      await storage.createText(textNamed('t'), EMPTY)
      await storage.createText(textNamed('other'), EMPTY)
      await storage.append('t', 1, { ...EMPTY, setAside: [{ ...aside, message: 'a', words: 'x', bytes: bytes(1, 2, 3) }] })
      await storage.append('t', 2, { ...EMPTY, setAside: [{ ...aside, message: 'b', words: '', bytes: bytes() }] })
      await reopen()
      expect(await storage.setAside('t')).toEqual([
        { ...aside, message: 'a', words: 'x', n: 1, size: 3 },
        { ...aside, message: 'b', words: '', n: 2, size: 0 },
      ])
      expect([...(await storage.setAsideBytes('t', 1))!]).toEqual([1, 2, 3])
      expect([...(await storage.setAsideBytes('t', 2))!]).toEqual([])
      expect(await storage.setAsideBytes('t', 3)).toBeNull()
      expect(await storage.setAside('other')).toEqual([])
    })

    test('ST-33 the deadlines of all texts are there after reopening, until they end', async () => {
      for (const id of ['t', 'other']) await storage.createText(textNamed(id), { ...EMPTY, update: bytes(1) })
      await storage.append('t', 1, { ...EMPTY, deadline: '2026-03-12T18:00:00.000Z' })
      await storage.append('other', 1, { ...EMPTY, deadline: '2026-03-11T18:00:00.000Z' })
      await storage.append('t', 2, EMPTY)
      await reopen()
      expect((await storage.deadlines()).map(({ textId }) => textId)).toEqual(['other', 't'])
      await storage.append('other', 2, { ...EMPTY, deadline: null })
      expect(await storage.deadlines()).toEqual([{ textId: 't', deadline: '2026-03-12T18:00:00.000Z' }])
    })
    test('ST-34 where words were moved is there after reopening, per text', async () => {
      const moves = [
        { client: 9, clock: 0, length: 5, of: { client: 1, clock: 3 } },
        { client: 9, clock: 5, length: 1, of: { client: 1, clock: 8 }, home: true },
      ] as const
      for (const id of ['t', 'other']) await storage.createText(textNamed(id), { ...EMPTY, update: bytes(1) })
      await storage.append('t', 1, { ...EMPTY, moves })
      await reopen()
      expect((await storage.load('t'))?.moves).toEqual(moves)
      expect((await storage.load('other'))?.moves).toEqual([])
    })
    test('ST-35 signed heads and the exports among their entries come back in order, per text', async () => {
      await storage.createText(textNamed('a'), EMPTY)
      await storage.createText(textNamed('b'), EMPTY)
      const [issued, exported] = [...entriesBehind({ seq: 0, hash: '' }, 2)].map((one, i) => ({
        ...one,
        entry: { ...one.entry, act: i === 0 ? 'issue' : 'export' },
      }))
      const heads = [issued!, exported!].map(({ entry: { seq, hash, at } }) => {
        return { text: 'a', seq, hash, textHash: null, revision: 'Rev.1', at, signature: `signed ${seq}` }
      })
      await storage.append('a', 1, { ...EMPTY, entries: [issued!, exported!], heads })
      await reopen()
      expect(await storage.heads('a')).toEqual(heads)
      expect(await storage.exports('a')).toEqual([{ entry: exported!.entry, content: exported!.content, salt: exported!.salt }])
      expect([await storage.heads('b'), await storage.exports('b')]).toEqual([[], []])
    })

    test('ST-41 how much was open comes back in order, also after reopening, text by text', async () => {
      const first = { at: '2026-02-03T04:05:06.000Z', seq: 1, brackets: 12, issues: 9 }
      const later = { at: '2026-02-03T05:05:06.000Z', seq: 4, brackets: 11, issues: 9 }
      await storage.createText(textNamed('t'), { ...EMPTY, counts: first })
      await storage.createText(textNamed('other'), EMPTY)
      await storage.append('t', 1, { ...EMPTY, update: bytes(1) })
      await storage.append('t', 2, { ...EMPTY, counts: later })
      await reopen()
      expect(await storage.counts('t')).toEqual([first, later])
      expect(await storage.counts('other')).toEqual([])
    })

    test('ST-40 revisions come back as they were named, and go with what is destroyed', async () => {
      await storage.createText(textNamed('a'), EMPTY)
      await storage.createText(textNamed('b'), EMPTY)
      const entries = entriesBehind({ seq: 0, hash: '' }, 2)
      const revisions = entries.map(({ entry: { seq, at } }) => ({
        seq,
        at,
        revision: `Rev.${seq}`,
        body: [{ insert: { p: ':1.1', t: 'para', lvl: 0 } }, { insert: 'words', attributes: { bold: true } }] as const,
        meta: { 'p/:1.1/label': '1' },
      }))
      await storage.append('a', 1, { ...EMPTY, entries: [entries[0]!], revision: revisions[0]! })
      await storage.append('a', 2, { ...EMPTY, entries: [entries[1]!], revision: revisions[1]! })
      await reopen()
      expect(await storage.revisions('a')).toEqual(revisions.map(({ seq, at, revision }) => ({ seq, at, revision })))
      expect([await storage.revision('a', 2), await storage.revision('a', 3), await storage.revisions('b')]).toEqual([
        revisions[1],
        null,
        [],
      ])
      await storage.append('a', 3, { ...EMPTY, destroyed: 1 })
      expect((await storage.revisions('a')).map(({ seq }) => seq)).toEqual([2])
    })

    test('ST-36 destroyed content, its salts and undo data are gone after reopening; the chain and its neighbours stand', async () => {
      await storage.createText(textNamed('a'), EMPTY)
      await storage.createText(textNamed('b'), EMPTY)
      const entries = entriesBehind({ seq: 0, hash: '' }, 4)
      await storage.append('a', 1, { ...EMPTY, entries })
      await storage.append('b', 1, { ...EMPTY, entries })
      const [end] = entriesBehind({ seq: 4, hash: entries[3]!.entry.hash }, 1)
      const aside = {
        person: 'p',
        seat: 's',
        principal: 'RUS',
        role: 'delegate',
        rule: 'AU-3',
        message: 'no',
        words: 'w',
        bytes: bytes(1),
      } as const
      const setAside = ['2026-02-03T04:05:05Z', '2026-02-03T04:05:07Z'].map((at) => ({ ...aside, at }))
      await storage.append('a', 2, { ...EMPTY, entries: [end!], destroyed: 3, setAside })
      await storage.append('a', 3, { ...EMPTY, destroyed: 4 })
      await reopen()
      const lines = await storage.record('a', 0, 10)
      expect(lines.map(({ content, salt }) => [content === null, salt === null])).toEqual([
        [true, true],
        [true, true],
        [true, true],
        [true, true],
        [false, false],
      ])
      expect(verifyChain(lines)).toMatchObject({ ok: true, withheld: 4 })
      expect((await storage.setAside('a')).map(({ n, at }) => [n, at])).toEqual([[2, '2026-02-03T04:05:07Z']])
      expect(await storage.undo('a', 1)).toBeNull()
      expect(await storage.undo('b', 1)).not.toBeNull()
      expect((await storage.record('b', 0, 10)).every(({ content }) => content !== null)).toBe(true)
      expect(await storage.lastContentBefore('a', '2026-02-03T04:05:06.000Z')).toBe(0)
      expect(await storage.lastContentBefore('a', '2026-02-03T04:05:07.000Z')).toBe(5)
      expect(await storage.lastContentBefore('b', '2026-02-04')).toBe(4)
    })

    test('ST-36 a meeting’s own content is destroyed behind the end of its chain only', async () => {
      const [first, second] = entriesBehind({ seq: 0, hash: '' }, 2)
      await storage.putMeeting(MEETING, 0, [first!])
      expect(await storage.destroyContent('m', 1, 0, [second!])).toEqual({ status: 'conflict' })
      expect((await storage.record('m', 0, 10))[0]?.content).not.toBeNull()
      expect(await storage.destroyContent('m', 1, 1, [second!])).toEqual({ status: 'appended', seq: 2 })
      expect((await storage.record('m', 0, 10)).map(({ content }) => content === null)).toEqual([true, false])
    })

    test('ST-9 an act is found again by its id, in its text only', async () => {
      await storage.createText(textNamed('t'), EMPTY)
      await storage.createText(textNamed('u'), EMPTY)
      await storage.append('t', 1, { ...EMPTY, acts: [{ id: 'a', request: 'r', answer: { seq: 7 } }] })
      await reopen()
      expect(await storage.actById('t', 'a')).toEqual({ id: 'a', request: 'r', answer: { seq: 7 } })
      expect(await storage.actById('u', 'a')).toBeNull()
    })

    test('ST-10 a text is created once', async () => {
      await storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      await expect(storage.createText(textNamed('t'), { ...EMPTY, update: bytes(2) })).rejects.toBeInstanceOf(Error)
      await expect(storage.createText({ ...textNamed('x'), meetingId: 'nowhere' }, EMPTY)).rejects.toBeInstanceOf(Error)
      expect((await storage.load('t'))?.updates.map(([byte]) => byte)).toEqual([1])
      expect((await storage.texts('m')).map(({ id }) => id)).toEqual(['t'])
    })

    test('ST-11 a meeting and its delegations change behind the end of its chain only', async () => {
      const delegation = {
        code: 'RUS',
        name: 'Federation',
        aliases: ['RF'],
        preset: 'member',
        rights: PRESET_RIGHTS.member,
        members: [],
      } as const
      const entries = entriesBehind({ seq: 0, hash: '' }, 1)
      expect(await storage.putDelegations('m', [delegation, { ...delegation, code: 'EU' }], 0, entries)).toEqual({
        status: 'appended',
        seq: 1,
      })
      expect(await storage.putMeeting({ ...MEETING, name: 'Late' }, 0, entries)).toEqual({ status: 'conflict' })
      await storage.putDelegations('m', [{ ...delegation, name: 'Renamed' }], 1, [])
      await reopen()
      expect(await storage.meeting('m')).toEqual(MEETING)
      expect((await storage.delegations('m')).map(({ code, name: title }) => [code, title])).toEqual([
        ['RUS', 'Renamed'],
        ['EU', 'Federation'],
      ])
      expect(await storage.meetings()).toEqual([MEETING])
    })

    test('ST-12 people, seats, sessions and invitations are there after reopening', async () => {
      const invitation = {
        id: 'i',
        meetingId: 'm',
        delegation: 'RUS',
        role: 'delegate',
        tokenHash: 'h',
        createdAt: 'then',
        revokedAt: null,
        expiresAt: '2026-05-04T04:05:06.000Z',
      } as const
      const seat = { id: 's', personId: 'p', meetingId: 'm', delegation: 'RUS', role: 'delegate', invitationId: 'i' } as const
      await storage.addInvitation(invitation)
      await storage.putPerson({ id: 'p', name: 'A Person', operator: false })
      await storage.addSeat(seat)
      await storage.putSession({ tokenHash: 'token', personId: 'p', seenAt: 1_770_000_000_000 })
      await reopen()
      expect(await storage.invitationByToken('h')).toEqual(invitation)
      expect(await storage.invitations('m')).toEqual([invitation])
      expect(await storage.person('p')).toEqual({ id: 'p', name: 'A Person', operator: false })
      expect(await storage.seats('p')).toEqual([seat])
      expect(await storage.session('token')).toEqual({ tokenHash: 'token', personId: 'p', seenAt: 1_770_000_000_000 })
      await storage.endSession('token')
      expect(await storage.session('token')).toBeNull()
    })

    test('ST-13 revoking an invitation ends its seats, once', async () => {
      const invitation = {
        id: 'i',
        meetingId: 'm',
        delegation: null,
        role: 'observer',
        tokenHash: 'h',
        createdAt: 'then',
        revokedAt: null,
        expiresAt: '2026-05-04T04:05:06.000Z',
      } as const
      await storage.addInvitation(invitation)
      await storage.putPerson({ id: 'p', name: '', operator: false })
      await storage.addSeat({ id: 's', personId: 'p', meetingId: 'm', delegation: null, role: 'observer', invitationId: 'i' })
      expect((await storage.revokeInvitation('i', 'now')).map(({ id }) => id)).toEqual(['s'])
      expect(await storage.revokeInvitation('i', 'later')).toEqual([])
      expect(await storage.seats('p')).toEqual([])
      expect((await storage.invitationByToken('h'))?.revokedAt).toBe('now')
    })

    test('ST-14 what was asked before closing is done; what is asked after is refused', async () => {
      await storage.createText(textNamed('t'), EMPTY)
      const asked = storage.append('t', 1, { ...EMPTY, update: bytes(1) })
      await Promise.all([storage.close(), storage.close()])
      expect(await asked).toEqual({ status: 'appended', seq: 2 })
      await expect(storage.load('t')).rejects.toBeInstanceOf(Error)
      storage = await place.open()
      expect((await storage.load('t'))?.updates).toHaveLength(1)
    })
  })
}
