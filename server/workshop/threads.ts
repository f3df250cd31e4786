// The workshop in threads: a few of them, one job each at a time, in the order of asking. A job that runs beyond its time is
// ended with its thread; so is one that takes more memory. The next job gets a fresh thread.
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { JOB_MEMORY_MB, JOB_MS, MAX_JOBS_WAITING, MAX_WORKSHOP_THREADS } from '../limits.ts'
import { startThread } from '../thread.ts'
import type { Done, Order } from './bench.ts'
import { WorkFailed, WorkRefused, type Refusal, type Workshop } from './port.ts'

export interface WorkshopLimits {
  readonly threads: number
  readonly waiting: number
  /** Milliseconds that a job may run. */
  readonly time: number
  /** Megabytes of heap that a thread may hold. */
  readonly memory: number
}

const USUAL: WorkshopLimits = {
  // One core stays with the rooms.
  threads: Math.max(1, Math.min(MAX_WORKSHOP_THREADS, availableParallelism() - 1)),
  waiting: MAX_JOBS_WAITING,
  time: JOB_MS,
  memory: JOB_MEMORY_MB,
}

interface Job {
  readonly order: Order
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export function openWorkshop(limits: Partial<WorkshopLimits> = {}): Workshop {
  const threads = new Threads({ ...USUAL, ...limits })
  return {
    do: (name, ...given) => threads.do({ name, given }) as never,
    close: () => threads.close(),
  }
}

class Threads {
  readonly #limits: WorkshopLimits
  readonly #benches = new Set<Bench>()
  readonly #waiting: Job[] = []
  #closed: Promise<void> | null = null

  constructor(limits: WorkshopLimits) {
    this.#limits = limits
  }

  do(order: Order): Promise<unknown> {
    if (this.#closed !== null) return Promise.reject(new WorkRefused('closed'))
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(new WorkRefused('full'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order, resolve, reject })
      this.#next()
    })
  }

  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  async #end(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new WorkRefused('closed'))
    await Promise.all([...this.#benches].map((bench) => bench.end('closed')))
  }

  /** Threads start when there is work for them, and stay. */
  #next(): void {
    if (this.#waiting.length === 0) return
    const idle = [...this.#benches].find(({ busy }) => !busy) ?? this.#start()
    idle?.take(this.#waiting.shift()!)
  }

  #start(): Bench | null {
    if (this.#benches.size >= this.#limits.threads) return null
    const bench = new Bench(this.#limits, (gone) => {
      if (gone) this.#benches.delete(bench)
      this.#next()
    })
    this.#benches.add(bench)
    return bench
  }
}

/** One thread and the job it does. */
class Bench {
  readonly #worker: Worker
  readonly #time: number
  /** Called when it can take work again, or is gone. */
  readonly #free: (gone: boolean) => void
  #job: Job | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #gone = false

  constructor({ time, memory }: WorkshopLimits, free: (gone: boolean) => void) {
    this.#time = time
    this.#free = free
    this.#worker = startThread('./bench.ts', import.meta.url, { resourceLimits: { maxOldGenerationSizeMb: memory } })
    this.#worker.on('message', (done: Done) => this.#answer(done))
    this.#worker.on('error', (error: Error & { code?: string }) =>
      this.#leave(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new WorkRefused('tooLarge') : new WorkFailed(error.stack ?? error.message)),
    )
    this.#worker.on('exit', () => this.#leave(new WorkFailed('The thread ended.')))
  }

  get busy(): boolean {
    return this.#job !== null
  }

  take(job: Job): void {
    this.#job = job
    this.#timer = setTimeout(() => void this.end('tooLong'), this.#time)
    this.#worker.postMessage(job.order)
  }

  /** Ends the thread with what it does. */
  async end(why: Refusal): Promise<void> {
    this.#leave(new WorkRefused(why))
    await this.#worker.terminate()
  }

  #answer(done: Done): void {
    const job = this.#done()
    if (done.ok) job?.resolve(done.value)
    else job?.reject(new WorkFailed(done.message))
    this.#free(false)
  }

  #leave(error: Error): void {
    this.#done()?.reject(error)
    if (this.#gone) return
    this.#gone = true
    this.#free(true)
  }

  #done(): Job | null {
    const job = this.#job
    this.#job = null
    if (this.#timer !== null) clearTimeout(this.#timer)
    return job
  }
}
