// `chapeau verify` as a process of its own, on files and against a running server.
import type { RecordFile } from '@chapeau/server/record/file'
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tempDir } from '../support/server.ts'
import { negotiate, rewrittenFrom, textOf, type Negotiation } from './negotiation.ts'

let place: Negotiation
let file: RecordFile
let folder: string

beforeAll(async () => {
  folder = await tempDir()
  place = await negotiate()
  ;({ file } = place)
})
afterAll(async () => {
  await place.close()
  await rm(folder, { recursive: true })
})

describe('RE-12 the command line', () => {
  const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url))
  const node = ['--conditions=@chapeau/source', '--import', 'tsx', cli, 'verify']
  const run = (...args: string[]): Promise<{ code: number; out: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [...node, ...args], (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr })
      })
    })
  const write = async (name: string, record: RecordFile): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, textOf(record))
    return path
  }

  test('says that a record holds, and exits with 0', async () => {
    const [path, text] = [await write('good.ndjson', file), join(folder, 'text.txt')]
    await writeFile(text, place.exported)
    const { code, out } = await run(path, '--text', text, '--key', file.header!.publicKey)
    expect(out).toContain('7 entries hold')
    expect(out).toContain('entry 5 speaks of')
    expect(code).toBe(0)
  })
  test('names the entry that does not hold, and exits with 1', async () => {
    const path = await write('bad.ndjson', {
      ...file,
      lines: file.lines.map((line, i) => (i === 2 ? { ...line, content: { after: 'x' } } : line)),
    })
    expect(await run(path)).toEqual({ code: 1, out: 'Entry 3 does not hold: the content was altered.\n' })
    const lines = await readFile(path, 'utf8')
    await writeFile(path, lines.replace('"entry"', '"entyr"'))
    expect(await run(path)).toEqual({ code: 1, out: 'Entry 1 does not hold: this is no entry as the server writes it.\n' })
    await writeFile(path, lines.replace('"record"', '"recodr"'))
    expect(await run(path)).toEqual({ code: 1, out: `${path}: the header does not hold: it was altered.\n` })
  })
  test('compares with a running server', async () => {
    const path = await write('old.ndjson', { ...rewrittenFrom(file, 2, (old) => old, { after: 'made up' }), header: null })
    const { server, chair, textId } = place
    const token = chair.cookie.split('=')[1]!
    const { code, out } = await run(path, '--against', `${server.url}/api/texts/${textId}/record.ndjson`, '--token', token)
    expect(out).toBe('Entry 3 does not hold: it is not the entry that the other copy has: it was altered and sealed anew.\n')
    expect(code).toBe(1)
  })
  test('runs from a clone as npm does, where the caller stands', async () => {
    await write('here.ndjson', file)
    const script = fileURLToPath(new URL('../../scripts/chapeau.mjs', import.meta.url))
    const env = { PATH: process.env['PATH'], INIT_CWD: folder }
    const out = await promisify(execFile)(process.execPath, [script, 'verify', 'here.ndjson'], { env })
    expect(out).toMatchObject({ stdout: expect.stringContaining('7 entries hold') as string, stderr: '' })
  })
  test('says how it is used, and exits with 2', async () => {
    for (const args of [[], ['a', 'b'], ['--what'], [join(folder, 'nowhere')], [cli, '--key', 'x']]) {
      const { code, out } = await run(...args)
      expect(code).toBe(2)
      expect(out).toContain('Usage: chapeau verify FILE')
    }
  })
})
