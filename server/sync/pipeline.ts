// The order of things in one room (DESIGN 3 and 6):
//   1. work is done at once and in the order in which it arrives; what it did gathers in a batch;
//   2. the batch is stored in one append, at once when the room is idle, while the next one gathers;
//   3. only when it is on disk it is delivered.
// Barriers (joins, acts, readings) wait until everything before them is on disk, so they never see what might not
// survive. The first failure ends the pipeline for good: nothing goes on from memory.
import type { Clock } from '../clock.ts'
import { TICK_MS } from '../limits.ts'
import { Batch } from './batch.ts'
import type { Committed, Committer } from './committer.ts'

export interface PipelineOptions {
  readonly committer: Committer
  readonly clock: Clock
  /** A batch is on disk, or held nothing to store. */
  deliver(batch: Batch, committed: Committed | null): void
  /** Whether there is something to tell that needs no storing, such as presence. */
  hasNews(): boolean
  failed(error: unknown): void
}

interface Work {
  readonly barrier: boolean
  run(): void
}

export class Pipeline {
  readonly #options: PipelineOptions
  readonly #inbox: Work[] = []
  readonly #waiting = new Set<(error: Error) => void>()
  readonly #drained: (() => void)[] = []
  #batch = new Batch()
  #committing = false
  #pumping = false
  #ended = false
  #lastTold = -Infinity
  #cancelTick: (() => void) | null = null

  constructor(options: PipelineOptions) {
    this.#options = options
  }

  /** The batch that gathers now; never keep it across work. */
  get batch(): Batch {
    return this.#batch
  }

  /** Does work as soon as it is its turn. */
  enqueue(run: () => void): void {
    if (this.#ended) return
    this.#inbox.push({ barrier: false, run })
    this.#pump()
  }

  /** Does work when all before it is on disk; the work resolves the answer, at once or later. Rejects when the pipeline ends before. */
  barrier<T>(work: (resolve: (value: T | Promise<T>) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new Error('The room was dropped.'))
        return
      }
      this.#waiting.add(reject)
      const settle = (value: T | Promise<T>): void => {
        this.#waiting.delete(reject)
        resolve(value)
      }
      this.#inbox.push({ barrier: true, run: () => work(settle) })
      this.#pump()
    })
  }

  /** Looks again whether there is something to store or to tell. */
  schedule(): void {
    if (this.#ended || this.#committing || this.#pumping) return
    if (this.#batch.empty && !this.#options.hasNews()) return
    const wait = this.#inbox.length > 0 ? 0 : this.#lastTold + TICK_MS - this.#options.clock.now()
    if (wait <= 0) this.#commit()
    else this.#cancelTick ??= this.#options.clock.after(wait, () => this.#commit())
  }

  /** Resolves when nothing is left to do or to store, or the pipeline has ended. */
  drain(): Promise<void> {
    if (this.#quiet) return Promise.resolve()
    return new Promise((resolve) => {
      this.#drained.push(resolve)
      this.#commit()
    })
  }

  /** Ends it: work not done is refused, barriers are rejected. Idempotent. */
  end(error: Error): void {
    if (this.#ended) return
    this.#ended = true
    this.#cancelTick?.()
    this.#inbox.length = 0
    for (const reject of this.#waiting) reject(error)
    this.#waiting.clear()
    this.#tellDrained()
  }

  get #quiet(): boolean {
    return this.#ended || (this.#inbox.length === 0 && this.#batch.empty && !this.#committing)
  }

  #pump(): void {
    if (this.#pumping || this.#ended) return
    this.#pumping = true
    try {
      for (let work = this.#inbox[0]; work !== undefined && !this.#ended; work = this.#inbox[0]) {
        if (work.barrier && (this.#committing || !this.#batch.idle)) break
        this.#inbox.shift()
        work.run()
      }
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#pumping = false
    }
    this.schedule()
  }

  #commit(): void {
    this.#cancelTick?.()
    this.#cancelTick = null
    if (this.#ended || this.#committing) return
    const batch = this.#batch
    this.#batch = new Batch()
    this.#lastTold = this.#options.clock.now()
    if (batch.idle) {
      this.#delivered(batch, null)
      return
    }
    this.#committing = true
    this.#options.committer.commit(batch, new Date(this.#lastTold)).then(
      (committed) => {
        this.#committing = false
        if (!this.#ended) this.#delivered(batch, committed)
      },
      (error: unknown) => this.#fail(error),
    )
  }

  #delivered(batch: Batch, committed: Committed | null): void {
    try {
      this.#options.deliver(batch, committed)
      committed?.settle()
    } catch (error) {
      this.#fail(error)
      return
    }
    this.#pump()
    if (this.#quiet) this.#tellDrained()
  }

  #fail(error: unknown): void {
    if (this.#ended) return
    this.end(new Error('The room was dropped.', { cause: error }))
    this.#options.failed(error)
  }

  #tellDrained(): void {
    for (const resolve of this.#drained.splice(0)) resolve()
  }
}
