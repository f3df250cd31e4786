// Time as a port: rooms and sessions ask it, so that tests move it by hand and never sleep.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back once after so many milliseconds; the answer cancels it and may be called twice. */
  after(ms: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    // A pending timer alone must not keep a stopped server alive.
    timer.unref()
    return () => clearTimeout(timer)
  },
}
