// Browser tests in Debian's Chromium. Tests start their own servers on loopback; nothing leaves the machine.
import { defineConfig } from '@playwright/test'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results',
  forbidOnly: process.env['CI'] === 'true',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // Nothing here is timed: a busy machine gets all the patience it needs.
  timeout: 300_000,
  expect: { timeout: 45_000 },
  use: {
    launchOptions: {
      executablePath,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    trace: 'off',
  },
})
