// Where work is done that takes long and knows nothing but what it is given: reading a file, comparing, printing. The event
// loop and with it every other text goes on meanwhile. How to add a job: write a function of plain values (what a structured
// clone keeps: no functions, no classes of ours) into `jobs.ts`; call `workshop.do('its name', …)`. What it throws comes back
// as `WorkFailed`; what a person can do something about is part of its answer.
import type { Jobs } from './jobs.ts'

export type JobName = keyof Jobs

export interface Workshop {
  /** Rejects with a `WorkRefused` when there is no room or no time for it; with `WorkFailed` when the job threw. */
  do<Name extends JobName>(name: Name, ...given: Parameters<Jobs[Name]>): Promise<ReturnType<Jobs[Name]>>
  /** Ends what is running; whoever waits is refused. Idempotent. */
  close(): Promise<void>
}

/** Why a job was not done: too many wait; the server stops; it ran beyond its time or its memory. */
export type Refusal = 'full' | 'closed' | 'tooLong' | 'tooLarge'

const MESSAGES: Readonly<Record<Refusal, string>> = {
  full: 'Too many files are being read at the moment.',
  closed: 'The server is stopping.',
  tooLong: 'This takes longer than the server has for it. Try it in parts.',
  tooLarge: 'This takes more memory than the server has for it. Try it in parts.',
}

export class WorkRefused extends Error {
  readonly why: Refusal

  constructor(why: Refusal) {
    super(MESSAGES[why])
    this.why = why
  }

  /** It may be asked for again, and done then. */
  get later(): boolean {
    return this.why === 'full' || this.why === 'closed'
  }
}

/** A fault of ours in a job, with the words of what was thrown. */
export class WorkFailed extends Error {}
