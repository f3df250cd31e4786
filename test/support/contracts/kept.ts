// What every storage must keep beside a text's updates: what was set aside, deadlines, moves, heads, counts and revisions, and what it
// must destroy; a part of the storage contract.
import { verifyChain } from '@chapeau/server/record/chain'
import { describe, expect, test } from 'vitest'
import { MEETING, EMPTY, bytes, textNamed, entriesBehind, placeFor, type StorageHarness } from './place.ts'

export function keptContract(name: string, harness: () => Promise<StorageHarness>): void {
  describe(`the storage contract on what is kept beside a text, ${name}`, () => {
    const at = placeFor(harness)

    test('ST-30 what was set aside comes back byte for byte, numbered per text', async () => {
      const aside = { at: '2026-02-03T04:05:06.000Z', person: 'p', seat: 's', principal: 'RUS', role: 'delegate', rule: 'AU-10' } as const
      await at.storage.createText(textNamed('t'), EMPTY)
      await at.storage.createText(textNamed('other'), EMPTY)
      await at.storage.append('t', 1, { ...EMPTY, setAside: [{ ...aside, message: 'a', words: 'x', bytes: bytes(1, 2, 3) }] })
      await at.storage.append('t', 2, { ...EMPTY, setAside: [{ ...aside, message: 'b', words: '', bytes: bytes() }] })
      await at.reopen()
      expect(await at.storage.setAside('t')).toEqual([
        { ...aside, message: 'a', words: 'x', n: 1, size: 3 },
        { ...aside, message: 'b', words: '', n: 2, size: 0 },
      ])
      expect([...(await at.storage.setAsideBytes('t', 1))!]).toEqual([1, 2, 3])
      expect([...(await at.storage.setAsideBytes('t', 2))!]).toEqual([])
      expect(await at.storage.setAsideBytes('t', 3)).toBeNull()
      expect(await at.storage.setAside('other')).toEqual([])
    })

    test('ST-55 a text’s pictures are there after reopening, byte for byte, and are no other text’s', async () => {
      const files = [
        { hash: 'a'.repeat(64), type: 'image/png', bytes: bytes(1, 2, 3) },
        { hash: 'b'.repeat(64), type: 'image/gif', bytes: new Uint8Array(300_000).fill(7) },
      ] as const
      await at.storage.createText(textNamed('t'), EMPTY, files)
      await at.storage.createText(textNamed('other'), EMPTY)
      await at.reopen()
      for (const file of files) expect(await at.storage.file('t', file.hash)).toEqual({ ...file, bytes: new Uint8Array(file.bytes) })
      expect(await at.storage.file('t', 'c'.repeat(64))).toBeNull()
      expect(await at.storage.file('other', files[0].hash)).toBeNull()
    })
    test('ST-56 a text whose pictures cannot be stored is not there', async () => {
      const twice = { hash: 'a'.repeat(64), type: 'image/png', bytes: bytes(1) } as const
      await expect(at.storage.createText(textNamed('t'), EMPTY, [twice, twice])).rejects.toThrow()
      expect(await at.storage.load('t')).toBeNull()
    })
    test('ST-57 destroying what the record says leaves the text’s pictures, as it leaves its words', async () => {
      const file = { hash: 'a'.repeat(64), type: 'image/png', bytes: bytes(1) } as const
      await at.storage.createText(textNamed('t'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 1) }, [file])
      await at.storage.append('t', 1, { ...EMPTY, destroyed: 1 })
      expect(await at.storage.file('t', file.hash)).not.toBeNull()
    })
    test('ST-33 the deadlines of all texts are there after reopening, until they end', async () => {
      for (const id of ['t', 'other']) await at.storage.createText(textNamed(id), { ...EMPTY, update: bytes(1) })
      await at.storage.append('t', 1, { ...EMPTY, deadline: '2026-03-12T18:00:00.000Z' })
      await at.storage.append('other', 1, { ...EMPTY, deadline: '2026-03-11T18:00:00.000Z' })
      await at.storage.append('t', 2, EMPTY)
      await at.reopen()
      expect((await at.storage.deadlines()).map(({ textId }) => textId)).toEqual(['other', 't'])
      await at.storage.append('other', 2, { ...EMPTY, deadline: null })
      expect(await at.storage.deadlines()).toEqual([{ textId: 't', deadline: '2026-03-12T18:00:00.000Z' }])
    })
    test('ST-34 where words were moved is there after reopening, per text', async () => {
      const moves = [
        { client: 9, clock: 0, length: 5, of: { client: 1, clock: 3 } },
        { client: 9, clock: 5, length: 1, of: { client: 1, clock: 8 }, home: true },
      ] as const
      for (const id of ['t', 'other']) await at.storage.createText(textNamed(id), { ...EMPTY, update: bytes(1) })
      await at.storage.append('t', 1, { ...EMPTY, moves })
      await at.reopen()
      expect((await at.storage.load('t'))?.moves).toEqual(moves)
      expect((await at.storage.load('other'))?.moves).toEqual([])
    })
    test('ST-35 signed heads and the exports among their entries come back in order, per text', async () => {
      await at.storage.createText(textNamed('a'), EMPTY)
      await at.storage.createText(textNamed('b'), EMPTY)
      const [issued, exported] = [...entriesBehind({ seq: 0, hash: '' }, 2)].map((one, i) => ({
        ...one,
        entry: { ...one.entry, act: i === 0 ? 'issue' : 'export' },
      }))
      const heads = [issued!, exported!].map(({ entry: { seq, hash, at } }) => {
        return { text: 'a', seq, hash, textHash: null, revision: 'Rev.1', at, signature: `signed ${seq}` }
      })
      await at.storage.append('a', 1, { ...EMPTY, entries: [issued!, exported!], heads })
      await at.reopen()
      expect(await at.storage.heads('a')).toEqual(heads)
      expect(await at.storage.exports('a')).toEqual([{ entry: exported!.entry, content: exported!.content, salt: exported!.salt }])
      expect([await at.storage.heads('b'), await at.storage.exports('b')]).toEqual([[], []])
    })

    test('ST-41 how much was open comes back in order, also after reopening, text by text', async () => {
      const first = { at: '2026-02-03T04:05:06.000Z', seq: 1, brackets: 12, issues: 9 }
      const later = { at: '2026-02-03T05:05:06.000Z', seq: 4, brackets: 11, issues: 9 }
      await at.storage.createText(textNamed('t'), { ...EMPTY, counts: first })
      await at.storage.createText(textNamed('other'), EMPTY)
      await at.storage.append('t', 1, { ...EMPTY, update: bytes(1) })
      await at.storage.append('t', 2, { ...EMPTY, counts: later })
      await at.reopen()
      expect(await at.storage.counts('t')).toEqual([first, later])
      expect(await at.storage.counts('other')).toEqual([])
    })

    test('ST-40 revisions come back as they were named, and go with what is destroyed', async () => {
      await at.storage.createText(textNamed('a'), EMPTY)
      await at.storage.createText(textNamed('b'), EMPTY)
      const entries = entriesBehind({ seq: 0, hash: '' }, 2)
      const revisions = entries.map(({ entry: { seq, at } }) => ({
        seq,
        at,
        revision: `Rev.${seq}`,
        body: [{ insert: { p: ':1.1', t: 'para', lvl: 0 } }, { insert: 'words', attributes: { bold: true } }] as const,
        meta: { 'p/:1.1/label': '1' },
      }))
      await at.storage.append('a', 1, { ...EMPTY, entries: [entries[0]!], revision: revisions[0]! })
      await at.storage.append('a', 2, { ...EMPTY, entries: [entries[1]!], revision: revisions[1]! })
      await at.reopen()
      expect(await at.storage.revisions('a')).toEqual(revisions.map(({ seq, at, revision }) => ({ seq, at, revision })))
      expect([await at.storage.revision('a', 2), await at.storage.revision('a', 3), await at.storage.revisions('b')]).toEqual([
        revisions[1],
        null,
        [],
      ])
      await at.storage.append('a', 3, { ...EMPTY, destroyed: 1 })
      expect((await at.storage.revisions('a')).map(({ seq }) => seq)).toEqual([2])
    })

    test('ST-50 a text that was printed comes back as it was, once for all files of it, and goes with what is destroyed', async () => {
      await at.storage.createText(textNamed('a'), EMPTY)
      await at.storage.createText(textNamed('b'), EMPTY)
      const entries = entriesBehind({ seq: 0, hash: '' }, 3)
      const print = {
        hash: 'ab'.repeat(32),
        seq: 1,
        revision: 'Rev.1',
        at: '2026-02-03T04:05:06.000Z',
        body: [{ insert: { p: ':1.1', t: 'para', lvl: 0 } }, { insert: 'عربي words 🚢', attributes: { bold: true } }] as const,
        meta: { 'p/:1.1/label': '1' },
        units: [{ client: 7, clock: 3, length: 14 }],
      }
      await at.storage.append('a', 1, { ...EMPTY, entries: [entries[0]!], printed: print })
      await at.storage.append('a', 2, { ...EMPTY, entries: [entries[1]!], printed: { ...print, seq: 2, at: '2026-02-04T04:05:06.000Z' } })
      await at.reopen()
      expect(await at.storage.printed('a', print.hash)).toEqual({ ...print, seq: 2 })
      expect([await at.storage.printed('a', 'cd'.repeat(32)), await at.storage.printed('b', print.hash)]).toEqual([null, null])
      await at.storage.append('a', 3, { ...EMPTY, destroyed: 1 })
      expect(await at.storage.printed('a', print.hash)).not.toBeNull()
      await at.storage.append('a', 4, { ...EMPTY, destroyed: 2 })
      expect(await at.storage.printed('a', print.hash)).toBeNull()
    })

    test('ST-36 destroyed content, its salts and undo data are gone after reopening; the chain and its neighbours stand', async () => {
      await at.storage.createText(textNamed('a'), EMPTY)
      await at.storage.createText(textNamed('b'), EMPTY)
      const entries = entriesBehind({ seq: 0, hash: '' }, 4)
      await at.storage.append('a', 1, { ...EMPTY, entries })
      await at.storage.append('b', 1, { ...EMPTY, entries })
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
      await at.storage.append('a', 2, { ...EMPTY, entries: [end!], destroyed: 3, setAside })
      await at.storage.append('a', 3, { ...EMPTY, destroyed: 4 })
      await at.reopen()
      const lines = await at.storage.record('a', 0, 10)
      expect(lines.map(({ content, salt }) => [content === null, salt === null])).toEqual([
        [true, true],
        [true, true],
        [true, true],
        [true, true],
        [false, false],
      ])
      expect(verifyChain(lines)).toMatchObject({ ok: true, withheld: 4 })
      expect((await at.storage.setAside('a')).map(({ n, at }) => [n, at])).toEqual([[2, '2026-02-03T04:05:07Z']])
      expect(await at.storage.undo('a', 1)).toBeNull()
      expect(await at.storage.undo('b', 1)).not.toBeNull()
      expect((await at.storage.record('b', 0, 10)).every(({ content }) => content !== null)).toBe(true)
      expect(await at.storage.lastContentBefore('a', '2026-02-03T04:05:06.000Z')).toBe(0)
      expect(await at.storage.lastContentBefore('a', '2026-02-03T04:05:07.000Z')).toBe(5)
      expect(await at.storage.lastContentBefore('b', '2026-02-04')).toBe(4)
    })

    test('ST-36 a meeting’s own content is destroyed behind the end of its chain only', async () => {
      const [first, second] = entriesBehind({ seq: 0, hash: '' }, 2)
      await at.storage.putMeeting(MEETING, 0, [first!])
      expect(await at.storage.destroyContent('m', 1, 0, [second!])).toEqual({ status: 'conflict' })
      expect((await at.storage.record('m', 0, 10))[0]?.content).not.toBeNull()
      expect(await at.storage.destroyContent('m', 1, 1, [second!])).toEqual({ status: 'appended', seq: 2 })
      expect((await at.storage.record('m', 0, 10)).map(({ content }) => content === null)).toEqual([true, false])
    })
  })
}
