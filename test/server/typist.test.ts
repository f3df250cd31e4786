// Words typed for a delegation over a real socket: marked as not confirmed, for everybody to know, until it confirms them.
import { expect, test } from 'vitest'
import { metaKey } from '@chapeau/shared/text/meta'
import { act, stage } from '../support/stage.ts'

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
