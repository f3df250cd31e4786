// What every storage must hold. An adapter's test names the adapter and how to open it; it need not be longer.
import { PRESET_RIGHTS } from '@chapeau/shared/policy'
import { verifyChain } from '@chapeau/server/record/chain'
import { describe, expect, test } from 'vitest'
import { MEETING, EMPTY, bytes, textNamed, entriesBehind, placeFor, type StorageHarness } from './place.ts'

export function storageContract(name: string, harness: () => Promise<StorageHarness>): void {
  describe(`the storage contract, ${name}`, () => {
    const at = placeFor(harness)

    test('ST-1 what was appended is there after reopening, in order', async () => {
      await at.storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      expect(await at.storage.append('t', 1, { ...EMPTY, update: bytes(2, 3) })).toEqual({ status: 'appended', seq: 2 })
      expect(await at.storage.append('t', 2, { ...EMPTY, update: bytes() })).toEqual({ status: 'appended', seq: 3 })
      await at.reopen()
      const text = await at.storage.load('t')
      expect(text?.seq).toBe(3)
      expect(text?.updates.map((update) => [...update])).toEqual([[1], [2, 3], []])
    })

    test('ST-1 bindings, closed brackets, wordings and the listing are there after reopening', async () => {
      const binding = { clientId: 4_294_967_295, principal: 'RUS', person: 'p', seat: 's', role: 'delegate' } as const
      await at.storage.createText(textNamed('t'), { ...EMPTY, wordings: [{ bid: 'RUS:5.1', digest: 'a' }] })
      await at.storage.append('t', 1, {
        ...EMPTY,
        bindings: [binding],
        closed: ['RUS:5.2'],
        wordings: [
          { bid: 'RUS:5.1', digest: 'b' },
          { bid: 'RUS:5.2', digest: 'c' },
        ],
        summary: { name: 'Other', status: 'issued', revision: 'Rev.1' },
      })
      await at.reopen()
      expect(await at.storage.load('t')).toMatchObject({
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
      expect(await at.storage.text('t')).toEqual({ id: 't', meetingId: 'm', name: 'Other', status: 'issued', revision: 'Rev.1' })
    })

    test('ST-2 an append behind anything but the last one is a conflict and changes nothing', async () => {
      await at.storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      await at.storage.append('t', 1, { ...EMPTY, update: bytes(2) })
      const late = { ...EMPTY, update: bytes(9), entries: entriesBehind({ seq: 0, hash: '' }, 1), closed: ['RUS:9.9'] }
      expect(await at.storage.append('t', 1, late)).toEqual({ status: 'conflict' })
      expect(await at.storage.append('t', 3, late)).toEqual({ status: 'conflict' })
      expect(await at.storage.append('nowhere', 0, late)).toEqual({ status: 'conflict' })
      expect(await at.storage.load('t')).toMatchObject({ seq: 2, closed: [], head: { seq: 0, hash: '' } })
    })

    test('ST-2 of many appends behind the same one exactly one succeeds', async () => {
      await at.storage.createText(textNamed('t'), EMPTY)
      const results = await Promise.all(Array.from({ length: 20 }, (_, i) => at.storage.append('t', 1, { ...EMPTY, update: bytes(i) })))
      expect(results.filter(({ status }) => status === 'appended')).toHaveLength(1)
      expect((await at.storage.load('t'))?.updates).toHaveLength(1)
    })

    test('ST-3 appends to many texts at once all succeed', async () => {
      const ids = Array.from({ length: 40 }, (_, i) => `t${i}`)
      await Promise.all(ids.map((id) => at.storage.createText(textNamed(id), EMPTY)))
      const chains = ids.map(async (id) => {
        for (let seq = 1; seq <= 5; seq++) await at.storage.append(id, seq, { ...EMPTY, update: bytes(seq) })
      })
      await Promise.all(chains)
      await at.reopen()
      for (const id of ids) expect((await at.storage.load(id))?.updates.map(([byte]) => byte)).toEqual([1, 2, 3, 4, 5])
    })

    test('ST-4 an append that fails leaves nothing of itself, and its neighbours stand', async () => {
      await at.storage.createText(textNamed('t'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 2) })
      await at.storage.createText(textNamed('other'), EMPTY)
      const { head } = (await at.storage.load('t'))!
      // The second entry has a number that is taken: the storage must refuse it, with all that came before it.
      const forked = [...entriesBehind(head, 1), ...entriesBehind({ seq: 0, hash: '' }, 1)]
      const wrong = { ...EMPTY, update: bytes(7), entries: forked, closed: ['RUS:5.9'], acts: [{ id: 'a', request: 'r', answer: 1 }] }
      const [failed, neighbour] = await Promise.allSettled([
        at.storage.append('t', 1, wrong),
        at.storage.append('other', 1, { ...EMPTY, update: bytes(8) }),
      ])
      expect(failed.status).toBe('rejected')
      expect(neighbour).toMatchObject({ status: 'fulfilled', value: { status: 'appended' } })
      await at.reopen()
      expect(await at.storage.load('t')).toMatchObject({ seq: 1, updates: [], closed: [], head })
      expect(await at.storage.actById('t', 'a')).toBeNull()
      expect((await at.storage.load('other'))?.updates).toHaveLength(1)
    })

    test('ST-5 texts whose ids are prefixes of each other do not mix', async () => {
      for (const id of ['a', 'ab', 'a%', 'a_', 'A']) await at.storage.createText(textNamed(id), { ...EMPTY, update: bytes(id.length) })
      await at.storage.append('ab', 1, {
        ...EMPTY,
        update: bytes(99),
        closed: ['RUS:1.1'],
        entries: entriesBehind({ seq: 0, hash: '' }, 1),
      })
      await at.storage.compact('a%', 1, bytes(42), 'h')
      expect(await at.storage.load('a')).toMatchObject({ seq: 1, closed: [], head: { seq: 0 } })
      expect((await at.storage.load('a'))?.updates).toHaveLength(1)
      expect(await at.storage.record('a', 0, 10)).toEqual([])
      expect([...((await at.storage.load('a_'))?.updates[0] ?? [])]).toEqual([2])
    })

    test('ST-6 big updates come back byte for byte', async () => {
      const big = Uint8Array.from({ length: 12_000_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff)
      await at.storage.createText(textNamed('t'), { ...EMPTY, update: big })
      await at.reopen()
      expect(Buffer.compare((await at.storage.load('t'))!.updates[0]!, big)).toBe(0)
    })

    test('ST-7 compacting replaces the updates up to a number and keeps later ones', async () => {
      await at.storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      await at.storage.append('t', 1, { ...EMPTY, update: bytes(2), entries: entriesBehind({ seq: 0, hash: '' }, 1) })
      await Promise.all([at.storage.compact('t', 2, bytes(12), 'h'), at.storage.append('t', 2, { ...EMPTY, update: bytes(3) })])
      await at.reopen()
      const text = await at.storage.load('t')
      expect(text?.updates.map((update) => [...update])).toEqual([[12], [3]])
      expect(text).toMatchObject({ seq: 3, head: { seq: 1 }, hashed: { hash: 'h', updates: 1 } })
      expect(await at.storage.append('t', 3, { ...EMPTY, update: bytes(4) })).toEqual({ status: 'appended', seq: 4 })
    })

    test('ST-8 the record is read in pages and its chain holds', async () => {
      await at.storage.createText(textNamed('t'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 3) })
      await at.storage.append('t', 1, { ...EMPTY, entries: entriesBehind((await at.storage.load('t'))!.head, 2) })
      await at.reopen()
      const lines = [
        ...(await at.storage.record('t', 0, 2)),
        ...(await at.storage.record('t', 2, 2)),
        ...(await at.storage.record('t', 4, 2)),
      ]
      expect(lines.map(({ entry }) => entry.seq)).toEqual([1, 2, 3, 4, 5])
      expect(verifyChain(lines)).toMatchObject({ ok: true, head: (await at.storage.load('t'))?.head, withheld: 0 })
      expect(await at.storage.undo('t', 4)).toEqual({ was: 3 })
      expect(await at.storage.undo('t', 5)).toBeNull()
      await at.storage.append('t', 2, { ...EMPTY, undone: [4] })
      expect(await at.storage.undo('t', 4)).toBeNull()
      expect(await at.storage.undo('t', 1)).toEqual({ was: 0 })
    })

    test('ST-9 an act is found again by its id, in its text only', async () => {
      await at.storage.createText(textNamed('t'), EMPTY)
      await at.storage.createText(textNamed('u'), EMPTY)
      await at.storage.append('t', 1, { ...EMPTY, acts: [{ id: 'a', request: 'r', answer: { seq: 7 } }] })
      await at.reopen()
      expect(await at.storage.actById('t', 'a')).toEqual({ id: 'a', request: 'r', answer: { seq: 7 } })
      expect(await at.storage.actById('u', 'a')).toBeNull()
    })

    test('ST-10 a text is created once', async () => {
      await at.storage.createText(textNamed('t'), { ...EMPTY, update: bytes(1) })
      await expect(at.storage.createText(textNamed('t'), { ...EMPTY, update: bytes(2) })).rejects.toBeInstanceOf(Error)
      await expect(at.storage.createText({ ...textNamed('x'), meetingId: 'nowhere' }, EMPTY)).rejects.toBeInstanceOf(Error)
      expect((await at.storage.load('t'))?.updates.map(([byte]) => byte)).toEqual([1])
      expect((await at.storage.texts('m')).map(({ id }) => id)).toEqual(['t'])
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
      expect(await at.storage.putDelegations('m', [delegation, { ...delegation, code: 'EU' }], 0, entries)).toEqual({
        status: 'appended',
        seq: 1,
      })
      expect(await at.storage.putMeeting({ ...MEETING, name: 'Late' }, 0, entries)).toEqual({ status: 'conflict' })
      await at.storage.putDelegations('m', [{ ...delegation, name: 'Renamed' }], 1, [])
      await at.reopen()
      expect(await at.storage.meeting('m')).toEqual(MEETING)
      expect((await at.storage.delegations('m')).map(({ code, name: title }) => [code, title])).toEqual([
        ['RUS', 'Renamed'],
        ['EU', 'Federation'],
      ])
      expect(await at.storage.meetings()).toEqual([MEETING])
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
      await at.storage.addInvitation(invitation)
      await at.storage.putPerson({ id: 'p', name: 'A Person', operator: false })
      await at.storage.addSeat(seat)
      await at.storage.putSession({ tokenHash: 'token', personId: 'p', seenAt: 1_770_000_000_000 })
      await at.reopen()
      expect(await at.storage.invitationByToken('h')).toEqual(invitation)
      expect(await at.storage.invitations('m')).toEqual([invitation])
      expect(await at.storage.person('p')).toEqual({ id: 'p', name: 'A Person', operator: false })
      expect(await at.storage.seats('p')).toEqual([seat])
      expect(await at.storage.session('token')).toEqual({ tokenHash: 'token', personId: 'p', seenAt: 1_770_000_000_000 })
      await at.storage.endSession('token')
      expect(await at.storage.session('token')).toBeNull()
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
      await at.storage.addInvitation(invitation)
      await at.storage.putPerson({ id: 'p', name: '', operator: false })
      await at.storage.addSeat({ id: 's', personId: 'p', meetingId: 'm', delegation: null, role: 'observer', invitationId: 'i' })
      expect((await at.storage.revokeInvitation('i', 'now')).map(({ id }) => id)).toEqual(['s'])
      expect(await at.storage.revokeInvitation('i', 'later')).toEqual([])
      expect(await at.storage.seats('p')).toEqual([])
      expect((await at.storage.invitationByToken('h'))?.revokedAt).toBe('now')
    })

    test('ST-14 what was asked before closing is done; what is asked after is refused', async () => {
      await at.storage.createText(textNamed('t'), EMPTY)
      const asked = at.storage.append('t', 1, { ...EMPTY, update: bytes(1) })
      await Promise.all([at.storage.close(), at.storage.close()])
      expect(await asked).toEqual({ status: 'appended', seq: 2 })
      await expect(at.storage.load('t')).rejects.toBeInstanceOf(Error)
      await at.reopen()
      expect((await at.storage.load('t'))?.updates).toHaveLength(1)
    })
  })
}
