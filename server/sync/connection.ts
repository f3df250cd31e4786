// One socket of one seat in one text: counts its frames, knows its client ids, writes. It reads no text;
// what a frame may do is the room's matter.
import type { Duplex } from 'node:stream'
import type { Actor } from '@chapeau/shared/policy'
import { CLOSE } from '@chapeau/shared/protocol/messages'
import type { WebSocket } from 'ws'
import { rightsOf, type Parties, type Sitter } from '../access/actor.ts'
import { MAX_BACKLOG_BYTES } from '../limits.ts'
import { savedFrame } from './frames.ts'
import { packetOf } from './packet.ts'

/** What `hello` has bound a client id to on this connection. */
export interface Voice {
  readonly actor: Actor
  readonly typist: boolean
}

export class Connection {
  sitter: Sitter
  /** Client ids bound by `hello`, and as whom each writes. */
  readonly voices = new Map<number, Voice>()
  /** The voice of the last `hello`. */
  voice: Voice | null = null
  /** Client ids that may show presence from here. */
  readonly presenceIds = new Set<number>()
  /** Whether it has been sent the text; only then does it get what follows. */
  joined = false
  /**
   * How often it was asked for everything because something before a frame was missing; 0 when nothing is. Until the
   * step 2 that closes the hole nothing counts as saved.
   */
  hole = 0
  /** When something was last sent, in the clock's milliseconds. */
  spokenAt = 0
  /** Digest of the token of the session it was opened with. */
  readonly session: string | null
  readonly #ws: WebSocket
  readonly #socket: Duplex
  /** Whether we have ended it: what its client still sends before it knows counts no more. */
  dismissed = false
  #syncFrames = 0
  #saved = 0

  constructor(sitter: Sitter, ws: WebSocket, socket: Duplex, session: string | null = null) {
    this.sitter = sitter
    this.session = session
    this.#ws = ws
    this.#socket = socket
  }

  /** Its person is called otherwise from now on; presence says so with the next thing that it shows. */
  rename(person: Sitter['person']): void {
    this.sitter = { ...this.sitter, person }
  }

  get open(): boolean {
    return this.#ws.readyState === this.#ws.OPEN
  }

  /** Counts a sync frame; answers its number, from 1. */
  countSync(): number {
    return ++this.#syncFrames
  }

  /** Says that sync frames up to the n-th are on disk. */
  savedFrames(n: number): Uint8Array[] {
    if (this.hole > 0 || n <= this.#saved) return []
    this.#saved = n
    return [savedFrame({ n })]
  }

  /** Sends frames in one write. */
  send(frames: readonly Uint8Array[], now: number): void {
    if (frames.length > 0) this.write(packetOf(frames), now)
  }

  /** Writes what is framed already. A reader that is too slow is closed: it reconnects and gets one difference. */
  write(packet: Uint8Array, now: number): void {
    if (!this.open) return
    if (this.#ws.bufferedAmount > MAX_BACKLOG_BYTES) {
      this.close(CLOSE.overloaded, 'You were too far behind; please reconnect.')
      return
    }
    this.spokenAt = now
    // Past ws, which would frame and queue each message for each reader; without compression it keeps nothing back, so the
    // order holds.
    this.#socket.write(packet)
  }

  /** Follows a change of the delegations' rights; it counts from the next frame on. */
  follow(parties: Parties): void {
    const now = ({ actor, typist }: Voice): Voice => ({ actor: { ...actor, rights: rightsOf(actor.principal, parties) }, typist })
    for (const [clientId, voice] of this.voices) this.voices.set(clientId, now(voice))
    if (this.voice !== null) this.voice = now(this.voice)
  }

  close(code: number, reason: string): void {
    this.dismissed = true
    if (this.open) this.#ws.close(code, reason)
  }
}
