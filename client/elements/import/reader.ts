// Has files read by the worker. Only the newest wish matters: what was asked before is answered with null.
import type { Known } from '@chapeau/shared/exchange/import-source'
import type { Unreadable } from '@chapeau/shared/exchange/source'
import type { SourceFile } from './file.ts'
import type { Preview } from './preview.ts'

export interface ReadWish {
  readonly n: number
  readonly file: SourceFile
  readonly known: Known
}

export interface ReadAnswer {
  readonly n: number
  readonly read: Preview | Unreadable
}

const FAILED: Unreadable = { ok: false, message: 'This file could not be read. Save it as plain text (.txt) and try again.' }

export class Reader {
  #worker: Worker | null = null
  #asked = 0
  #settle: ((read: Preview | Unreadable | null) => void) | null = null

  /** Null when another file was asked for meanwhile. */
  read(file: SourceFile, known: Known): Promise<Preview | Unreadable | null> {
    this.#settle?.(null)
    this.#worker ??= this.#start()
    const wish: ReadWish = { n: ++this.#asked, file, known }
    return new Promise((resolve) => {
      this.#settle = resolve
      this.#worker!.postMessage(wish)
    })
  }

  /** Idempotent; what is asked for is answered with null. */
  close(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#settle?.(null)
    this.#settle = null
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data: { n, read } }: MessageEvent<ReadAnswer>) => {
      if (n === this.#asked) this.#answer(read)
    }
    worker.onerror = () => {
      worker.terminate()
      this.#worker = null
      this.#answer(FAILED)
    }
    return worker
  }

  #answer(read: Preview | Unreadable): void {
    const settle = this.#settle
    this.#settle = null
    settle?.(read)
  }
}
