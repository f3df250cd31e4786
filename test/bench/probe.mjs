// Loaded before a server that is measured (`--import`), to measure it from inside: processor time of all its threads, memory
// and event loop delay, told to the parent process when it asks. Plain JavaScript, so that it brings no loader with it.
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds between looks at the clock; what the histogram holds is this and the delay. */
const RESOLUTION = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
let from = process.cpuUsage()

process.on('message', (message) => {
  if (message === 'begin') {
    delay.reset()
    delay.enable()
    from = process.cpuUsage()
    process.send('begun')
  } else if (message === 'sample') {
    const { user, system } = process.cpuUsage(from)
    const late = (percentile) => Math.max(0, delay.percentile(percentile) / 1e6 - RESOLUTION)
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send({
      user: user / 1e6,
      system: system / 1e6,
      lag: { p50: late(50), p99: late(99), max: Math.max(0, delay.max / 1e6 - RESOLUTION) },
      memory: { rss, heapUsed, external },
    })
  }
})
// The server ends when it has nothing left to do, whether or not somebody still listens.
process.channel?.unref()
