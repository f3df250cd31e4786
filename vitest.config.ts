// Unit, property and socket tests. Files ending in .dom.test.ts run in happy-dom, all others in Node;
// both read our sources directly, so a test never sees a stale build.
import { defineConfig } from 'vitest/config'

const conditions = ['@chapeau/source', 'module', 'node', 'development|production']
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  oxc: { decorator: { legacy: true } },
}

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['**/*.dom.test.ts', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'dom',
          include: ['test/**/*.dom.test.ts'],
          exclude: ['**/node_modules/**'],
          environment: 'happy-dom',
          testTimeout: 60_000,
        },
      },
    ],
  },
})
