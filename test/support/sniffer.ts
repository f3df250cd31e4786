// A bare socket that keeps every byte it is sent: what a seat's line carries, whatever a client would make of it.
import WebSocket from 'ws'
import type { Someone, TestServer } from './server.ts'

/** Sync step 1 with an empty state vector: whoever says it is sent the text and all that follows. */
const STEP_1 = Uint8Array.from([0, 0, 1, 0])

export class Sniffer {
  #bytes = Buffer.alloc(0)
  readonly #ws: WebSocket
  readonly #watchers = new Set<() => void>()

  constructor(server: Pick<TestServer, 'url'>, textId: string, { seat, cookie }: Someone) {
    this.#ws = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${textId}?seat=${seat}`, { headers: { cookie } })
    this.#ws.on('open', () => this.#ws.send(STEP_1))
    this.#ws.on('message', (data: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, data])
      for (const look of this.#watchers) look()
    })
  }

  /** Whether some characters have come, in whatever message. */
  heard(words: string): boolean {
    return this.#bytes.includes(words)
  }

  /** Resolves once they have. */
  until(words: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.heard(words)) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
      look()
    })
  }

  close(): void {
    this.#ws.terminate()
  }
}
