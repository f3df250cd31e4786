// The page, its headers, and what an operator's tools ask for.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer, tempDir, type TestServer } from '../support/server.ts'

async function serve({ built = true } = {}): Promise<TestServer> {
  const clientDir = await tempDir()
  onTestFinished(() => rm(clientDir, { recursive: true }))
  if (built) {
    await mkdir(join(clientDir, 'assets'))
    await writeFile(join(clientDir, 'index.html'), '<!doctype html><title>Chapeau</title>')
    await writeFile(join(clientDir, 'assets', 'main-abc123.js'), 'export {}')
    await writeFile(join(clientDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  }
  const server = await startServer({ clientDir })
  onTestFinished(() => server.close())
  return server
}

test.each(['/', '/setup', '/join/some-invitation', '/t/some-text', '/m/some-meeting'])(
  'SY-70 %s is the page, never from a cache',
  async (path) => {
    const { url } = await serve()
    const answer = await fetch(url + path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<title>Chapeau</title>')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  },
)

test('SY-71 files with a hash in their name are cached for ever, others are asked for again', async () => {
  const { url } = await serve()
  expect((await fetch(`${url}/assets/main-abc123.js`)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await fetch(`${url}/favicon.svg`)).headers.get('cache-control')).toBe('public, max-age=0')
})

test.each(['/elsewhere', '/assets/gone.js', '/t/', '/..%2f..%2fetc/passwd'])('SY-72 %s is not found', async (path) => {
  const { url } = await serve()
  expect((await fetch(url + path)).status).toBe(404)
})

test('SY-72 without a built page the server says what to do', async () => {
  const { url } = await serve({ built: false })
  const answer = await fetch(url)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('npm start')
})

test('SY-73 everything comes from us: no inline script, no other host, no frame around us', async () => {
  const { url } = await serve()
  const { headers } = await fetch(url)
  const policy = Object.fromEntries(
    headers
      .get('content-security-policy')!
      .split(';')
      .map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
  )
  expect(policy).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self'",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
  })
  expect(headers.get('content-security-policy')).not.toMatch(/https?:/)
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-powered-by')).toBeNull()
})

test('SY-74 health, readiness and counters', async () => {
  const { url } = await serve()
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok\n')
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const counters = await (await fetch(`${url}/metrics`)).text()
  expect(counters).toContain('# TYPE chapeau_requests_total counter\nchapeau_requests_total 3\n')
  expect(counters).toContain('# TYPE chapeau_rooms gauge\nchapeau_rooms 0\n')
})
