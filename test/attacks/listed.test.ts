// docs/attacks.md against the tests: every attack in the list is held where the list says, and every one that a test
// names is in the list.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const HERE = 'test/attacks/listed.test.ts'

/** Attack → files, as the list has it. */
function listed(): Map<string, string[]> {
  const rows = readFileSync(join(ROOT, 'docs/attacks.md'), 'utf8').matchAll(/^\| ([ATDX]\d+) +\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)
  return new Map([...rows].map(([, id, , , files]) => [id!, [...files!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!).sort()]))
}

/** Attack → files, as titles of tests name them. */
function held(): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const name of readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })) {
    const file = `test/${name}`
    if (!/\.(test|e2e)\.ts$/.test(file) || file.includes('node_modules') || file === HERE) continue
    for (const [, id] of readFileSync(join(ROOT, file), 'utf8').matchAll(/\[([ATDX]\d+)\]/g)) {
      found.set(id!, (found.get(id!) ?? new Set()).add(file))
    }
  }
  return new Map([...found].map(([id, files]) => [id, [...files].sort()]))
}

test('AU-9 the list of attacks names each where it is held', () => {
  expect(Object.fromEntries(listed())).toEqual(Object.fromEntries(held()))
})

test.each([
  ['A', 42],
  ['T', 23],
  ['D', 6],
  ['X', 47],
])('AU-9 the list of attacks has every number of %s up to %i', (kind, count) => {
  expect(Array.from({ length: count }, (_, i) => `${kind}${i + 1}`).filter((id) => !listed().has(id))).toEqual([])
})
