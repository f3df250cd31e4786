// Destroys content when a meeting's rule says that it has been kept long enough (RE-16). Asks the clock; what is
// destroyed and what of it is recorded is the rooms' and meetings'.
import { SERVER_DOER, type Meetings } from '../access/meetings.ts'
import type { Clock } from '../clock.ts'
import { RETENTION_EVERY_MS } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Storage, StoredMeeting } from '../storage/port.ts'
import type { Rooms } from '../sync/rooms.ts'

export interface RetentionPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly rooms: Rooms
  readonly meetings: Meetings
  readonly log: Log
}

const DAY_MS = 24 * 60 * 60 * 1000

export class Retention {
  readonly #ports: RetentionPorts
  #cancel: () => void
  #stopped = false
  #sweeping: Promise<void> | null = null

  /** Looks now, and again every so often until stopped. */
  constructor(ports: RetentionPorts) {
    this.#ports = ports
    this.#cancel = ports.clock.after(0, () => this.#round())
  }

  /** Destroys what is due in all meetings; joins a sweep that is under way. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweepAll().finally(() => (this.#sweeping = null))
    return this.#sweeping
  }

  /** Begins nothing new; resolves when what was begun is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#sweeping?.catch(() => undefined)
  }

  #round(): void {
    const { clock, log } = this.#ports
    const again = (): void => {
      if (!this.#stopped) this.#cancel = clock.after(RETENTION_EVERY_MS, () => this.#round())
    }
    this.sweep().then(again, (error: unknown) => {
      log.warn({ error: String(error) }, 'meetings could not be read to see what is due; it is tried again')
      again()
    })
  }

  async #sweepAll(): Promise<void> {
    for (const meeting of await this.#ports.storage.meetings()) if (!this.#stopped) await this.#sweepMeeting(meeting)
  }

  async #sweepMeeting({ id, rules }: StoredMeeting): Promise<void> {
    const { storage, clock, rooms, meetings } = this.#ports
    const days = rules.record?.keepDays ?? null
    if (days === null) return
    const before = new Date(clock.now() - days * DAY_MS).toISOString()
    const content = { detail: { keepDays: days } }
    await this.#destroyDue(id, before, (due) => meetings.destroyContent(id, due, SERVER_DOER, content))
    for (const text of await storage.texts(id)) {
      if (this.#stopped) return
      await this.#destroyDue(text.id, before, async (due) => (await rooms.open(text.id))?.destroyContent(due, SERVER_DOER, content))
    }
  }

  /** One chain that cannot be written, such as a text that stays closed, keeps no other waiting. */
  async #destroyDue(chainId: string, before: string, destroy: (upTo: number) => Promise<unknown>): Promise<void> {
    const { storage, log } = this.#ports
    try {
      const due = await storage.lastContentBefore(chainId, before)
      if (due > 0) await destroy(due)
    } catch (error) {
      log.warn({ chain: chainId, error: String(error) }, 'content that is due could not be destroyed; it is tried again')
    }
  }
}
