// Watches the deadlines of all texts that are at rest (SY-105): one timer for the earliest, set anew at the start, after every
// act on a silence, and at the latest every minute, for the wall clock may be changed under it. A text whose room is not
// loaded is loaded when its deadline has passed.
import type { Clock } from './clock.ts'
import { SILENCE_LOOK_MS } from './limits.ts'
import type { Log } from './log.ts'
import type { Storage } from './storage/port.ts'
import type { Rooms } from './sync/rooms.ts'

export interface SilencePorts {
  readonly storage: Pick<Storage, 'deadlines'>
  readonly clock: Clock
  readonly rooms: Pick<Rooms, 'open'>
  readonly log: Log
}

export class SilenceWatch {
  readonly #ports: SilencePorts
  #cancel: () => void = () => undefined
  #stopped = false
  #looking: Promise<void> | null = null
  /** Somebody asked to look while a look was under way. */
  #again = false

  /** Looks now, and from then on by itself until stopped. */
  constructor(ports: SilencePorts) {
    this.#ports = ports
    this.#cancel = ports.clock.after(0, () => this.look())
  }

  /** Looks for deadlines that have passed, and sets the timer for the next one. */
  look(): void {
    if (this.#stopped) return
    if (this.#looking !== null) {
      this.#again = true
      return
    }
    this.#cancel()
    this.#looking = this.#round().finally(() => {
      this.#looking = null
      if (!this.#again) return
      this.#again = false
      this.look()
    })
  }

  /** Begins nothing new; resolves when what was begun is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#looking
  }

  async #round(): Promise<void> {
    const { clock, log, storage } = this.#ports
    let wait = SILENCE_LOOK_MS
    try {
      for (const { textId, deadline } of await storage.deadlines()) {
        const left = Date.parse(deadline) - clock.now()
        if (left > 0) wait = Math.min(wait, left)
        else if (!this.#stopped) await this.#elapse(textId)
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'the deadlines could not be read; it is tried again')
    }
    if (!this.#stopped) this.#cancel = clock.after(wait, () => this.look())
  }

  async #elapse(textId: string): Promise<void> {
    try {
      const room = await this.#ports.rooms.open(textId)
      await room?.elapse()
    } catch (error) {
      this.#ports.log.warn({ text: textId, error: String(error) }, 'a silence could not be ended; it is tried again')
    }
  }
}
