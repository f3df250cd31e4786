// Words typed for a delegation over a real socket: marked as not confirmed, for everybody to know, until it confirms them.
import { expect, test } from 'vitest'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import { metaKey } from '@chapeau/shared/text/meta'
import * as Y from 'yjs'
import { act, readingOf, stage } from '../support/stage.ts'

test('AC-71 what the secretariat types for a delegation waits for its confirmation', async () => {
  const { desk, secretariat, textId, record } = await stage('1.\tPorts open.')
  const typist = await secretariat({ onBehalfOf: 'EU' })
  const eu = await desk('EU')
  const typed = typist.propose('EU', ' daily', 'open')
  const own = eu.propose('EU', 'All ', '')
  const isMarked = (bid: string): boolean => eu.doc.getMap('meta').get(metaKey.unconfirmed(bid)) === 'EU'
  await eu.until(() => isMarked(typed))
  await typist.until(() => typist.text.includes('All'))
  expect(isMarked(own)).toBe(false)
  expect(await act(typist, textId, { act: 'confirm', targets: [typed], onBehalfOf: 'EU' })).toMatchObject({
    body: { refused: { rule: 'AC-71' } },
  })
  expect(await act(eu, textId, { act: 'confirm', targets: [typed] })).toMatchObject({ status: 200 })
  await eu.until(() => !isMarked(typed))
  expect((await record()).at(-1)).toMatchObject({ entry: { act: 'confirm', target: typed, by: { principal: 'EU' } } })
})

test('AC-72 under the rule a delegation’s keystrokes do not enter; a seconded proposal is recorded in its author’s name', async () => {
  const { desk, chair, textId, meetingId, record } = await stage('1.\tPorts open.')
  const presiding = await chair()
  const patch = (rules: object): Promise<Response> =>
    presiding.fetch(`/api/meetings/${meetingId}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rules }),
    })
  expect((await patch({ entry: 'seconded', ladder: { agreed: { name: 'Green', colour: '#24693d' } } })).status).toBe(200)
  expect((await patch({ ladder: { agreed: { colour: '#ffe000' } } })).status).toBe(400)
  const [eu, rus] = [await desk('EU'), await desk('RUS')]
  const pid = readingOf(eu).paragraphs[0]!.raw.starter!.p
  const looked = { sv: Buffer.from(Y.encodeStateVector(eu.doc)).toString('base64'), words: paragraphsDigest(readingOf(eu), [pid]) }
  const edits = [{ pid, at: 10, length: 0, insert: ' daily' }]
  const submitted = await act(eu, textId, { act: 'propose', edits, seen: looked })
  expect(submitted.status).toBe(200)
  expect(await act(rus, textId, { act: 'second', proposal: submitted.body.seq })).toMatchObject({ status: 200 })
  await eu.until(() => eu.text.includes('[ daily – EU]'))
  const lines = await record()
  expect(lines.slice(-2).map(({ entry }) => [entry.act, entry.by.principal, entry.by.onBehalfOf])).toEqual([
    ['second', 'RUS', undefined],
    ['propose', 'EU', 'EU'],
  ])
  eu.type(' at once', 'Ports')
  await eu.until(() => eu.refused.length > 0)
  expect(presiding.text).not.toContain('at once')
})
