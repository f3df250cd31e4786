// Changes to archives (APPNOTE 6.3): parts lost, swapped and doubled, parts that unpack to more than they say, headers that lie.
import { crc32, deflateRawSync } from 'node:zlib'
import type { Random } from '../support/random.ts'
import { changedBytes } from './change-bytes.ts'
import { changedXml } from './change-xml.ts'

interface Entry {
  readonly name: string
  readonly bytes: Uint8Array
  /** What its headers say otherwise. */
  readonly lies?: {
    readonly size?: number
    readonly packed?: number
    readonly method?: number
    readonly flags?: number
    readonly at?: number
  }
}

type Parts = Readonly<Record<string, Uint8Array>>

/** Bytes of a part that is larger than any document; packed it is small. */
const BOMB = 40 * 1024 * 1024

export function changedArchive(parts: Parts, random: Random): Uint8Array {
  const entries = Object.entries(parts).map(([name, bytes]): Entry => ({ name, bytes }))
  const kind = random.below(10)
  if (kind === 0) return changedBytes(archiveOf(entries), random)
  if (kind === 1) return archiveOf(random.pick(CHANGES)(entries, random))
  const times = 1 + random.below(2)
  let changed = entries
  for (let i = 0; i < times; i++) changed = withChangedPart(changed, random)
  return archiveOf(changed)
}

/** The words of the text are in the largest parts as a rule; they change most. */
function withChangedPart(entries: readonly Entry[], random: Random): Entry[] {
  const main = entries.findIndex(({ name }) => name === 'word/document.xml' || name === 'content.xml')
  const xml = entries.flatMap(({ name }, i) => (/\.(?:xml|rels)$/.test(name) ? [i] : []))
  const at = random.below(2) === 0 && main >= 0 ? main : random.pick(xml)
  return entries.map((entry, i) =>
    i === at ? { ...entry, bytes: Buffer.from(changedXml(Buffer.from(entry.bytes).toString('utf8'), random)) } : entry,
  )
}

const CHANGES: readonly ((entries: readonly Entry[], random: Random) => Entry[])[] = [
  (entries, random) => entries.toSpliced(random.below(entries.length), 1),
  (entries, random) => [...entries, { ...random.pick(entries), bytes: random.pick(entries).bytes }],
  (entries, random) => {
    const [one, other] = [random.pick(entries), random.pick(entries)]
    return entries.map((entry) => (entry === one ? { ...entry, bytes: other.bytes } : entry))
  },
  (entries, random) =>
    entries.map((entry) =>
      random.below(4) === 0
        ? { ...entry, name: random.pick(['../../x', '/etc/x', entry.name.toUpperCase(), '', 'x'.repeat(3_000)]) }
        : entry,
    ),
  (entries, random) => changedOne(entries, random, (entry) => ({ ...entry, bytes: new Uint8Array(BOMB) })),
  (entries, random) => changedOne(entries, random, (entry) => ({ ...entry, bytes: Buffer.concat([entry.bytes, Buffer.alloc(BOMB, ' ')]) })),
  (entries, random) =>
    changedOne(entries, random, (entry) => ({ ...entry, bytes: Buffer.alloc(12 * 1024 * 1024, '<w:p><w:r><w:t>[a</w:t></w:r></w:p>') })),
  (entries, random) => [
    ...entries,
    ...Array.from({ length: random.pick([50, 4_500]) }, (_, i) => ({ name: `x${i}`, bytes: new Uint8Array(0) })),
  ],
  (entries, random) =>
    changedOne(entries, random, (entry) => {
      const lie = random.pick([0, 1, 0xff, 0xffff_ffff, 0x7fff_ffff])
      return {
        ...entry,
        lies: random.pick<NonNullable<Entry['lies']>>([
          { size: lie },
          { packed: lie },
          { method: lie & 0xffff },
          { flags: lie & 0xffff },
          { at: lie },
        ]),
      }
    }),
]

function changedOne(entries: readonly Entry[], random: Random, change: (entry: Entry) => Entry): Entry[] {
  const at = random.below(entries.length)
  return entries.map((entry, i) => (i === at ? change(entry) : entry))
}

function archiveOf(entries: readonly Entry[]): Uint8Array {
  const [local, central]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const { name, bytes, lies = {} } of entries) {
    const packed = deflateRawSync(bytes, { level: 1 })
    const title = Buffer.from(name)
    // Flags, method, time and date, checksum, sizes, lengths: the same in both headers (4.3.7, 4.3.12).
    const shared = Buffer.alloc(22)
    shared.writeUInt16LE(lies.flags ?? 0, 0)
    shared.writeUInt16LE(lies.method ?? 8, 2)
    shared.writeUInt32LE(crc32(bytes), 8)
    shared.writeUInt32LE(lies.packed ?? packed.length, 12)
    shared.writeUInt32LE(lies.size ?? bytes.length, 16)
    shared.writeUInt16LE(title.length, 20)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(lies.at ?? at, 10)
    const head = Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), shared, Buffer.alloc(2), title])
    local.push(head, packed)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0\x14\0', 'latin1'), shared, Buffer.alloc(2), place, title]))
    at += head.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Uint8Array.from(Buffer.concat([...local, directory, end]))
}
