// Describes http/health.ts.
import { file, type Resource } from './model.ts'

export const health: Resource = {
  name: 'Health',
  words: 'For whoever watches the server.',
  routes: {
    'GET /healthz': {
      id: 'isAlive',
      summary: 'Whether the process answers',
      session: 'none',
      answers: { 200: file('It does.', 'text/plain') },
    },
    'GET /readyz': {
      id: 'isReady',
      summary: 'Whether the server takes work',
      session: 'none',
      answers: { 200: file('It does.', 'text/plain') },
      problems: { 503: 'It is stopping.' },
    },
    'GET /metrics': {
      id: 'readMetrics',
      summary: 'Counters, as Prometheus reads them',
      session: 'none',
      answers: { 200: file('A counter a line.', 'text/plain') },
    },
  },
}
