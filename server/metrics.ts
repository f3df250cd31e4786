// Counters for /metrics, in Prometheus' text form. Counting only; nothing here decides.

const COUNTERS = {
  connections: ['gauge', 'Open connections'],
  rooms: ['gauge', 'Texts in memory'],
  frames: ['counter', 'Frames received'],
  updates: ['counter', 'Updates applied'],
  repairs: ['counter', 'Repairs made behind updates'],
  refused: ['counter', 'Updates refused whole'],
  resyncs: ['counter', 'Updates answered with a request for everything'],
  foreign: ['counter', 'Presence said for other client ids, dropped; y-websocket repeats what it hears'],
  appends: ['counter', 'Appends on disk'],
  entries: ['counter', 'Record entries written'],
  acts: ['counter', 'Acts executed'],
  actsRefused: ['counter', 'Acts refused'],
  drops: ['counter', 'Rooms dropped after a fault'],
  requests: ['counter', 'HTTP requests'],
} as const satisfies Record<string, readonly ['gauge' | 'counter', string]>

export type Counter = keyof typeof COUNTERS

export class Metrics {
  readonly #values = new Map<Counter, number>()

  add(counter: Counter, by = 1): void {
    this.#values.set(counter, this.value(counter) + by)
  }

  value(counter: Counter): number {
    return this.#values.get(counter) ?? 0
  }

  /** All counters as Prometheus reads them. */
  print(): string {
    return (Object.keys(COUNTERS) as Counter[])
      .map((counter) => {
        const [type, help] = COUNTERS[counter]
        const name = `chapeau_${counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}${type === 'counter' ? '_total' : ''}`
        return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${this.value(counter)}\n`
      })
      .join('')
  }
}
