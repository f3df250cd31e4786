// An earlier revision beside the text as it stands.
import { expect, it } from 'vitest'
import { revisionRows } from '@chapeau/client/page/revisions'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { RevisionAnswer } from '@chapeau/shared/protocol/api'
import { text } from '../support/builders.ts'

const RUS: Actor = { role: 'delegate', principal: 'RUS', rights: PRESET_RIGHTS.member }

function rowsFor(then: Readonly<Record<number, string>>, actor: Actor = RUS): string[] {
  const { reading, meta } = text('1\tPorts should open.\n2\tShips sail.\n3\tNew words.')
  const id = (n: number): string => reading.paragraphs[n - 1]?.raw.starter?.p ?? `gone:${n}`
  const paragraphs = Object.entries(then).map(([n, words]) => {
    return { id: id(Number(n)), label: n, type: 'para', level: 0, text: words, words } as const
  })
  const revision: RevisionAnswer = { seq: 4, revision: 'Rev.1', at: '2026-01-01T00:00:00Z', paragraphs }
  return revisionRows(revision, { reading, meta, actor, status: 'issued' }).map(
    ({ label, change, back }) => `${label} ${change}${back === null ? '' : back.wish === null ? ' no' : ` ${JSON.stringify(back.wish)}`}`,
  )
}

it('UI-117 says what differs, what is new and what is gone, and goes back in one’s own name', () => {
  const [one, ...rest] = rowsFor({ 1: 'Ports shall open.', 2: 'Ships sail.', 9: 'Gone words.' })
  expect(one).toMatch(/^1 changed .*"how":"as in Rev\.1"/)
  expect(one).toContain('"at":6,"length":6,"insert":"shall"')
  expect(rest).toEqual(['2 same', '9 gone', '3 new'])
})

it('UI-117 an observer compares, and proposes nothing', () => {
  expect(rowsFor({ 1: 'Ports shall open.', 2: 'Ships sail.' }, { role: 'observer', principal: null, rights: null })[0]).toBe('1 changed')
})
