// Runs everything there is to test and sums it up in one last line: `N passed, N failed[, N skipped]`.
// Browser tests need a Chromium; without one they are reported as skipped, or as a failure where CI=true.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const work = mkdtempSync(join(tmpdir(), 'chapeau-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }

add(vitest())
add(browser())
rmSync(work, { recursive: true, force: true })
if (total.passed + total.failed === 0) console.error('\nNothing ran, so nothing is known: that counts as a failure.')
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

function add({ passed, failed, skipped: skip }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skip
}

function vitest() {
  const file = join(work, 'vitest.json')
  const status = node([
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) return crashed('The unit tests ended without a result.')
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'))
  // A suite that fails to load has no failed test of its own.
  const failed = numFailedTests > 0 || status === 0 ? numFailedTests : Math.max(1, numFailedTestSuites)
  return { passed: numPassedTests, failed, skipped: numPendingTests }
}

function browser() {
  // Playwright calls having no files an error; until there is one, there is nothing to run.
  if (!hasBrowserTests()) return { passed: 0, failed: 0, skipped: 0 }
  const file = join(work, 'playwright.json')
  const playwright = join(root, 'test/node_modules/@playwright/test/cli.js')
  const config = ['--config', join(root, 'test/playwright.config.ts')]
  const chromium = chromiumPath()
  if (chromium === null) {
    const count = countListed(playwright, config)
    console.log(
      `\nNo Chromium was found, so ${count} browser tests did not run. On Debian: apt-get install -y --no-install-recommends chromium`,
    )
    console.log('Elsewhere: set CHROMIUM_PATH to the program.')
    return process.env.CI === 'true' ? { passed: 0, failed: Math.max(1, count), skipped: 0 } : { passed: 0, failed: 0, skipped: count }
  }
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  const status = node([playwright, 'test', ...config, '--reporter=list,json'], env)
  if (!existsSync(file)) return crashed('The browser tests ended without a result.')
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(file, 'utf8')).stats
  return { passed: expected + flaky, failed: unexpected > 0 || status === 0 ? unexpected : 1, skipped }
}

function hasBrowserTests() {
  const folder = join(root, 'test/e2e')
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => name.endsWith('.e2e.ts'))
}

function chromiumPath() {
  const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return places.find((place) => place !== undefined && place !== '' && existsSync(place)) ?? null
}

function countListed(playwright, config) {
  const { stdout } = spawnSync(process.execPath, [playwright, 'test', ...config, '--list', '--reporter=list'], {
    cwd: root,
    encoding: 'utf8',
  })
  return Number(/Total: (\d+) tests?/.exec(stdout ?? '')?.[1] ?? 0)
}

function node(args, env = {}) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }).status
}

function crashed(message) {
  console.error(`\n${message}`)
  return { passed: 0, failed: 1, skipped: 0 }
}
