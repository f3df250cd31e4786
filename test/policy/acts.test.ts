// The policy of acts, whole: every role, act, status of the text and state of the paragraph.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CHAIR } from '@chapeau/shared/ids'
import { ACTS, may, mayWrite, PRESET_RIGHTS, ROLES, type Actor, type ActTarget, type Role } from '@chapeau/shared/policy'
import type { ActName } from '@chapeau/shared/protocol/acts'
import type { ParagraphState, TextStatus } from '@chapeau/shared/text/meta'
import type { Bracket } from '@chapeau/shared/text/read'
import { printPolicy } from './print.ts'

const NAMES = Object.keys(ACTS) as ActName[]
const STATUSES: TextStatus[] = ['preparation', 'issued', 'adref', 'adopted']
const STATES: ParagraphState[] = ['open', 'parked', 'adref', 'agreed']

const actorIn = (role: Role): Actor => {
  if (role === 'observer') return { role, principal: null, rights: null }
  return role === 'delegate' ? { role, principal: 'RUS', rights: PRESET_RIGHTS.member } : { role, principal: CHAIR, rights: null }
}

const bracketOf = (holder: string): Bracket => ({
  bid: `${holder}:1.1`,
  kind: 'ins',
  by: holder,
  holder,
  group: null,
  placeholder: false,
  parent: null,
  first: 0,
  last: 0,
  from: 1,
  to: 4,
})

/** Targets on which, role, text and state aside, nothing stands in an act's way for RUS. */
const TARGETS: readonly Omit<ActTarget, 'status' | 'state'>[] = [
  { bracket: bracketOf('RUS') },
  { bracket: bracketOf('EU') },
  { bracket: bracketOf('EU'), sponsors: true },
  { bracket: bracketOf('EU'), withdrawn: true },
  { bracket: bracketOf('') },
  { awaited: true },
  { author: 'RUS', asked: true },
  { bracket: bracketOf('RUS'), unconfirmed: true },
  {},
]

const possible = (role: Role, act: ActName, status: TextStatus, state: ParagraphState): boolean =>
  TARGETS.some((target) => may(actorIn(role), act, { ...target, status, state }).ok)

test('the printed table is the one that decides', async () => {
  await expect(printPolicy()).toMatchFileSnapshot('../../docs/policy.md')
})

test('every act has a rule of the specification', () => {
  const spec = readFileSync(new URL('../../docs/spec.md', import.meta.url), 'utf8')
  for (const act of NAMES) expect(spec, act).toContain(`- **${ACTS[act].rule}** `)
})

describe('role × act × status × state', () => {
  const table = NAMES.flatMap((act) => ROLES.map((role) => [act, role] as const))
  test.each(table)('%s by %s', (act, role) => {
    const { by, texts, inAgreed, states } = ACTS[act]
    for (const status of STATUSES) {
      for (const state of STATES) {
        const desk = role === 'chair' || role === 'secretariat'
        const circle = {
          desk,
          holder: role === 'delegate',
          named: role === 'delegate',
          sponsor: role === 'delegate',
          writer: mayWrite(actorIn(role), status).ok,
          party: role !== 'observer',
          stander: role === 'delegate',
          speaker: role === 'delegate',
          delegate: role !== 'observer',
        }[by]
        const there = states === undefined ? inAgreed || state !== 'agreed' : states.only.includes(state)
        const expected = circle && role !== 'observer' && texts.includes(status) && there
        const here = `${act} by ${role} in ${status}, ${state}`
        // A holder's act by the desk needs a bracket of CHAIR, a co-sponsor's none of its own: those are the checks below.
        expect(possible(role, act, status, state), here).toBe(expected)
      }
    }
  })
})

test('every refusal names a rule and says something a person can act on', () => {
  for (const act of NAMES) {
    for (const role of ROLES) {
      for (const status of STATUSES) {
        for (const state of STATES) {
          for (const target of TARGETS) {
            const permission = may(actorIn(role), act, { ...target, status, state, openBrackets: 2 })
            if (permission.ok) continue
            expect(permission.rule).toMatch(/^(AC|AU)-\d+$/)
            expect(permission.message).toMatch(/^[A-Z].{15,}\.$/s)
          }
        }
      }
    }
  }
})

test('AU-4 observers do no act at all', () => {
  for (const act of NAMES) expect(may(actorIn('observer'), act, { status: 'issued' })).toMatchObject({ ok: false, rule: 'AU-4' })
})
