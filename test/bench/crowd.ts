// A process of a load: many members, some of whom type at a steady pace. Started by crowds.ts and told what to do over its
// channel. It checks nothing; it reports what its members have in the end.
import * as Y from 'yjs'
import { fingerprint, Member, type Heard } from './member.ts'
import { Random } from '../support/random.ts'
import { monotonic } from './line.ts'
import type { Answer, Gathering, Key, Order, Report, Sent } from './orders.ts'

const JOINING_TOGETHER = 10

let gathering: Gathering | null = null
let members: Member[] = []

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send!(answer),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))

async function obey(order: Order): Promise<Answer> {
  switch (order.order) {
    case 'gather':
      gathering = order.gathering
      await gather(order.gathering)
      return { answer: 'gathered' }
    case 'type':
      return { answer: 'typed', sent: await type(order.seconds, order.keysPerSecond) }
    case 'count':
      return { answer: 'count', bytes: members.reduce((sum, { line }) => sum + line.length, 0) }
    case 'report':
      return { answer: 'report', report: report() }
  }
}

async function gather(all: Gathering): Promise<void> {
  members = all.members.map((place) => new Member(place, all))
  for (let i = 0; i < members.length; i += JOINING_TOGETHER)
    await Promise.all(members.slice(i, i + JOINING_TOGETHER).map((member) => member.join()))
}

/** Everybody types at an uneven pace of their own, as people do; the same in every run. */
async function type(seconds: number, keysPerSecond: number): Promise<Sent> {
  const typists = members.filter(({ place }) => place.types)
  const distance = 1_000 / keysPerSecond
  const begin = monotonic()
  await Promise.all(
    typists.map(async (member) => {
      const random = new Random(member.place.clientId)
      let next = begin + random.next() * distance
      for (let key = Math.round(seconds * keysPerSecond); key > 0; key--) {
        await until(next)
        member.key()
        next += distance * (0.5 + random.next())
      }
    }),
  )
  return {
    keys: typists.flatMap((member) => member.keys),
    typed: typists.flatMap((member) => member.account()),
    presence: typists.map(({ place, presenceClock }) => ({ clientId: place.clientId, clock: presenceClock, text: place.text })),
  }
}

/** A moment that has passed is not waited for: whoever is late types on. */
function until(moment: number): Promise<void> {
  const wait = moment - monotonic()
  return wait <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait))
}

function report(): Report {
  const ends = new Map<string, { text: number; state: Uint8Array; members: number }>()
  const presence = new Map<string, { text: number; clocks: ReadonlyMap<number, number>; members: number }>()
  const arrivals: { text: number; arrived: Key[] }[] = []
  const faults: string[] = []
  let messages = 0
  for (const member of members) {
    const { place } = member
    const heard = member.hear()
    member.line.close()
    messages += heard.messages
    faults.push(...heard.faults)
    if (place.sampled) arrivals.push({ text: place.text, arrived: arrivalsIn(heard, place.text) })
    const key = `${place.text}/${fingerprint(heard)}`
    const same = ends.get(key)
    if (same === undefined) ends.set(key, { text: place.text, state: endOf(heard), members: 1 })
    else same.members++
    const shown = JSON.stringify([place.text, [...heard.clocks].sort(([a], [b]) => a - b)])
    const agreed = presence.get(shown)
    if (agreed === undefined) presence.set(shown, { text: place.text, clocks: heard.clocks, members: 1 })
    else agreed.members++
  }
  const bytes = members.reduce((sum, { line }) => sum + line.length, 0)
  return { ends: [...ends.values()], arrivals, presence: [...presence.values()], messages, bytes, faults }
}

/** The text that a member has after all it heard. */
function endOf({ updates }: Heard): Uint8Array {
  const doc = new Y.Doc()
  if (gathering?.answers === false) Y.applyUpdate(doc, gathering.base)
  doc.transact(() => updates.forEach(({ update }) => Y.applyUpdate(doc, update)))
  return Y.encodeStateAsUpdate(doc)
}

/** Up to which clock of whom a member knew when. */
function arrivalsIn({ updates }: Heard, text: number): Key[] {
  return updates.flatMap(({ update, at }) => [...Y.parseUpdateMeta(update).to].map(([clientId, clock]) => ({ text, clientId, clock, at })))
}
