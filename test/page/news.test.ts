// What is told at once of offers, proposals on the text's shape, and silence.
import { expect, test } from 'vitest'
import { newsFor } from '@chapeau/client/page/news'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { RecordContent, RecordLine } from '@chapeau/shared/protocol/api'

const chair: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
const delegate = (principal: string): Actor => ({ role: 'delegate', principal, rights: PRESET_RIGHTS.member })

function line(act: string, by: string, content: RecordContent | null, label = ''): RecordLine {
  const entry = { seq: 1, at: '', act, by: { principal: by }, target: null, paragraph: label === '' ? null : { id: null, label } }
  return { entry, content, salt: null } as unknown as RecordLine
}
const sealed = (act: string, principal: string, detail: RecordContent['detail'], rationale?: string): RecordLine =>
  line('sealed', '', {
    ...(rationale === undefined ? {} : { rationale }),
    detail: { ...detail, act, principal, target: null, paragraph: '3' },
  })

const OFFER = { title: 'A bridge', decisions: 2 }
test.each<[string, Actor, RecordLine, string[]]>([
  [
    'whoever is asked with everybody',
    delegate('EU'),
    line('offer', 'CHAIR', { detail: { ...OFFER, to: 'all' } }),
    ['Chair offers “A bridge”. Answer it under Offers and packages.'],
  ],
  [
    'whoever is asked alone',
    delegate('EU'),
    sealed('offer', 'RUS', { ...OFFER, to: ['EU'] }),
    ['RUS offers “A bridge”. Answer it under Offers and packages.'],
  ],
  ['its author', delegate('RUS'), sealed('offer', 'RUS', { ...OFFER, to: ['EU'] }), []],
  ['whoever is not asked', delegate('USA'), line('offer', 'CHAIR', { detail: { ...OFFER, to: ['EU'] } }), []],
  ['the desk of an answer', chair, sealed('answer', 'EU', { answer: 'cannot' }, 'no'), ['EU cannot accept the offer, “no”.']],
  ['the desk of an anonymous breach', chair, sealed('breakSilence', 'EU', {}, 'no'), ['EU broke silence in 3, “no”.']],
  ['the desk of what it may not read', chair, line('sealed', '', null), []],
  [
    'the author of a proposal carried out',
    delegate('EU'),
    line('carry', 'CHAIR', { after: 'move to after 4', detail: { by: 'EU' } }),
    ['Your proposal was carried out: move to after 4.'],
  ],
  [
    'the author of one that fell',
    delegate('EU'),
    line('dropStructure', 'CHAIR', { after: 'merge', detail: { by: 'EU' } }),
    ['Your proposal was let fall: merge.'],
  ],
  [
    'delegations of a silence',
    delegate('EU'),
    line('silence', 'CHAIR', { detail: {} }),
    ['The text is under silence: it does not change until the deadline.'],
  ],
])('UI-33 %s', (_, actor, news, expected) => expect(newsFor([news], [news], actor)).toEqual(expected))
