// How much was open, as the server counts it, keeps it and shows it.
import { expect, test } from 'vitest'
import type { ConvergenceAnswer } from '@chapeau/shared/protocol/api'
import type { Desk } from '../support/desk.ts'
import { act, bracketOf, seen, stage } from '../support/stage.ts'

const NOTATION = '1.\tPorts should[ always – EU] open[ early – RUS].'

async function counted(desk: Desk, textId: string): Promise<ConvergenceAnswer> {
  const response = await desk.fetch(`/api/texts/${textId}/convergence`)
  expect(response.status).toBe(200)
  return (await response.json()) as ConvergenceAnswer
}

test('AC-130 it is counted with the import and with every entry that changes it', async () => {
  const { chair, textId, record } = await stage(NOTATION)
  const desk = await chair()
  const [eu, rus] = [bracketOf(desk, 'EU'), bracketOf(desk, 'RUS')]
  expect((await act(desk, textId, { act: 'keep', target: eu, seen: seen(desk, eu) })).status).toBe(200)
  expect((await act(desk, textId, { act: 'stand', target: rus, stance: 'supports' })).status).toBe(200)
  expect((await act(desk, textId, { act: 'remove', target: rus, seen: seen(desk, rus) })).status).toBe(200)
  const { brackets, issues, series } = await counted(desk, textId)
  expect([brackets, issues]).toEqual([0, 0])
  expect(series.map((one) => one.brackets)).toEqual([2, 1, 0])
  const lines = await record()
  expect(series.map(({ seq, at: when }) => [seq, when])).toEqual(
    ['import', 'keep', 'remove'].map((name) => {
      const { entry } = lines.find((line) => line.entry.act === name)!
      return [entry.seq, entry.at]
    }),
  )
})

test('AC-24 AC-130 it is the desk’s until it is shown, also as a table', async () => {
  const { chair, desk: sit, observer, textId } = await stage(NOTATION)
  const [desk, eu, watcher] = [await chair(), await sit('EU'), await observer()]
  const paths = [`/api/texts/${textId}/convergence`, `/api/texts/${textId}/convergence.csv`]
  const statuses = async (): Promise<number[]> =>
    Promise.all([eu, watcher].flatMap((one) => paths.map(async (path) => (await one.fetch(path)).status)))
  expect(await statuses()).toEqual([403, 403, 403, 403])
  expect((await act(desk, textId, { act: 'show', what: 'convergence', on: true })).status).toBe(200)
  expect(await statuses()).toEqual([200, 200, 200, 200])
  const table = await (await eu.fetch(paths[1]!)).text()
  expect(table.split('\r\n').slice(0, 5)).toEqual([
    'part,of,open brackets,issues',
    'text,,2,2',
    'paragraph,1.,2,2',
    'delegation,EU,1,1',
    'delegation,RUS,1,1',
  ])
  expect(table).toMatch(/time,\d{4}-\d\d-\d\dT[\d:.]+Z,2,2/)
  expect((await act(desk, textId, { act: 'show', what: 'convergence', on: false })).status).toBe(200)
  expect(await statuses()).toEqual([403, 403, 403, 403])
})
