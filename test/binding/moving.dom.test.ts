// A caret in a paragraph that is moved by somebody else keeps its place in it.
import { afterEach, expect, test } from 'vitest'
import { planShape } from '@chapeau/shared/text/shape'
import { EMPTY_META } from '@chapeau/shared/text/meta'
import { Change } from '@chapeau/server/acts/change'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import * as Y from 'yjs'
import { docOf } from '../support/builders.ts'
import { Peer } from '../support/cohort.ts'

afterEach(() => document.body.replaceChildren())

test.each([
  ['two', 0, 2, 'tw'],
  ['one', 0, 2, 'on'],
  ['three', 2, null, 'th'],
  ['one', 2, null, 'on'],
])('UI-112 a caret in “%s” stays there while the %i. moves behind the %s.', (word, n, after, before) => {
  const { doc } = docOf('1\tone[ x – EU]\n2\ttwo\n3\tthree')
  doc.clientID = SERVER_CLIENT_IDS_FROM + 3
  const peer = new Peer('a', 101, Y.encodeStateAsUpdate(doc))
  peer.caret(peer.at(word) + 2)
  const reading = read(runsOf(bodyOf(doc)))
  const pid = (i: number): string => reading.paragraphs[i]!.raw.starter!.p
  const plan = planShape(reading, EMPTY_META, { op: 'move', target: pid(n), after: after === null ? null : pid(after) })
  if (!plan.ok || plan.op !== 'move') throw new Error('it cannot be moved')
  const change = new Change(doc)
  doc.transact(() => change.move(plan.from, plan.to, plan.into))
  Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(peer.doc)), 'server')
  expect(runsOf(bodyOf(peer.doc))).toEqual(runsOf(bodyOf(doc)))
  const { $head } = peer.view.state.selection
  expect($head.parent.textContent.slice(0, $head.parentOffset)).toBe(before)
  peer.type(peer.view.state.selection.head, 'X')
  expect(peer.words).toContain(`${before}X`)
})
