// Starts a thread of ours from its file, built or as source. It knows no adapter: whoever owns the thread speaks with it.
import { Worker, type ResourceLimits } from 'node:worker_threads'

export interface ThreadOptions {
  readonly workerData?: unknown
  readonly resourceLimits?: ResourceLimits
}

/** `file`: the thread's module as its source is called, beside the module that has the address `beside`. */
export function startThread(file: `./${string}.ts`, beside: string, options: ThreadOptions = {}): Worker {
  if (!beside.endsWith('.ts')) return new Worker(new URL(file.replace(/\.ts$/, '.js'), beside), options)
  // From sources, in development and tests: a thread does not inherit the loader of its parent on Node 20.
  const source = new URL(file, beside).href
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}) })`
  return new Worker(start, { eval: true, ...options, execArgv: ['--conditions=@chapeau/source'] })
}
