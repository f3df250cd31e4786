// The texts in memory: loads a room when it is first asked for, lets it go when nobody needs it, and never has two
// rooms for one text: a room that is closing is waited for.
import { CLOSE } from '@chapeau/shared/protocol/messages'
import { KEEPALIVE_MS, MAX_OPEN_TEXTS, ROOM_IDLE_MS } from '../limits.ts'
import type { LoadedText, Person, Storage } from '../storage/port.ts'
import { Faults } from './faults.ts'
import type { House, RoomPorts } from './house.ts'
import { Room } from './room.ts'
import { DamagedText, mustBeSound } from './soundness.ts'

export interface RoomsPorts extends RoomPorts {
  readonly storage: Storage
}

/** Every text that the server can hold is being looked at. */
export class ServerFull extends Error {}

export class Rooms {
  readonly #ports: RoomsPorts
  readonly #rooms = new Map<string, Promise<Room | null>>()
  readonly #loaded = new Map<string, Room>()
  /** Rooms that are being put away: a new one of the same text waits until all is on disk. */
  readonly #closing = new Map<string, Promise<void>>()
  readonly #faults = new Faults()
  readonly #cancelKeepAlive: () => void
  #closed = false

  readonly #most: number

  /** `most`: texts in memory at most. */
  constructor(ports: RoomsPorts, most = MAX_OPEN_TEXTS) {
    this.#ports = ports
    this.#most = most
    let cancel = (): void => undefined
    const tick = (): void => {
      const since = ports.clock.now() - KEEPALIVE_MS / 2
      for (const room of this.#loaded.values()) room.keepAlive(since)
      cancel = ports.clock.after(KEEPALIVE_MS / 2, tick)
    }
    cancel = ports.clock.after(KEEPALIVE_MS / 2, tick)
    this.#cancelKeepAlive = () => cancel()
  }

  /** The room of a text, loaded now if need be; null when there is no such text. */
  async open(textId: string): Promise<Room | null> {
    if (this.#closed) throw new Error('The server is stopping.')
    let room = this.#rooms.get(textId)
    if (room === undefined) {
      this.#makeRoom()
      room = this.#load(textId)
      this.#rooms.set(textId, room)
      room.then(
        (loaded) => loaded === null && this.#rooms.delete(textId),
        () => this.#rooms.delete(textId),
      )
    }
    return room
  }

  /** Puts a text away that nobody looks at, when there are too many. Throws a `ServerFull` when all are looked at. */
  #makeRoom(): void {
    if (this.#rooms.size < this.#most) return
    const idle = [...this.#loaded.values()].find(({ connections }) => connections.size === 0)
    if (idle === undefined) throw new ServerFull('Too many texts are open. It opens by itself as soon as one is put away.')
    this.#putAway(idle)
  }

  /** Tells the rooms of a meeting that its delegations or rules have changed. */
  async refresh(meetingId: string): Promise<void> {
    const { parties, rules } = await this.#house(meetingId)
    for (const room of this.#loaded.values()) {
      if (room.text.meetingId !== meetingId) continue
      room.follow(parties)
      room.rules = rules
    }
  }

  /** Closes the sockets of seats that have ended. */
  evict(seatIds: ReadonlySet<string>): void {
    for (const room of this.#loaded.values())
      for (const connection of room.connections)
        if (seatIds.has(connection.sitter.seat.id)) connection.close(CLOSE.notAllowed, 'This seat has ended.')
  }

  /** Closes the sockets of a session that has ended, wherever else it is open. */
  endSession(session: string): void {
    for (const room of this.#loaded.values())
      for (const connection of room.connections)
        if (connection.session === session) connection.close(CLOSE.notJoined, 'This session has ended. Open your invitation link to join.')
  }

  /** A person is called otherwise from now on, on all of their sockets. */
  rename(person: Person): void {
    for (const room of this.#loaded.values())
      for (const connection of room.connections) if (connection.sitter.person.id === person.id) connection.rename(person)
  }

  /** Saves and closes all rooms; nothing can be opened afterwards. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelKeepAlive()
    const rooms = await Promise.allSettled(this.#rooms.values())
    await Promise.all([
      ...this.#closing.values(),
      ...rooms.map((room) => (room.status === 'fulfilled' ? room.value?.close(CLOSE.stopping, 'The server is restarting.') : undefined)),
    ])
  }

  async #load(textId: string): Promise<Room | null> {
    await this.#closing.get(textId)
    const text = await this.#ports.storage.load(textId)
    if (text === null) return null
    await this.#mustBeSound(text)
    const house = { ...(await this.#house(text.meetingId)), faulty: this.#faults.of(textId) }
    const room = new Room(text, house, this.#ports, {
      idle: (idle) => this.#letGo(idle),
      ended: (ended, culprits) => {
        this.#faults.add(textId, culprits)
        this.#forget(ended)
      },
    })
    this.#loaded.set(textId, room)
    this.#ports.metrics.add('rooms')
    this.#letGo(room)
    return room
  }

  async #mustBeSound(text: LoadedText): Promise<void> {
    try {
      await mustBeSound(text, this.#ports.storage)
    } catch (error) {
      if (error instanceof DamagedText)
        this.#ports.log.error({ text: text.id, reason: error.message }, 'a text does not match its record; it stays closed')
      throw error
    }
  }

  /** Closes a room that stays without connections. */
  #letGo(room: Room): void {
    this.#ports.clock.after(ROOM_IDLE_MS, () => {
      if (room.connections.size > 0 || this.#loaded.get(room.text.id) !== room) return
      this.#putAway(room)
    })
  }

  #putAway(room: Room): void {
    this.#forget(room)
    const { id } = room.text
    const closing = room.close(CLOSE.stopping, 'The text was put away.')
    this.#closing.set(id, closing)
    void closing.finally(() => this.#closing.delete(id))
  }

  #forget(room: Room): void {
    const { id } = room.text
    if (this.#loaded.get(id) !== room) return
    this.#loaded.delete(id)
    this.#rooms.delete(id)
    this.#ports.metrics.add('rooms', -1)
  }

  async #house(meetingId: string): Promise<Omit<House, 'faulty'>> {
    const { storage } = this.#ports
    const [meeting, delegations] = await Promise.all([storage.meeting(meetingId), storage.delegations(meetingId)])
    if (meeting === null) throw new Error(`no meeting ${meetingId}`)
    return { parties: new Map(delegations.map((delegation) => [delegation.code, delegation])), rules: meeting.rules }
  }
}
