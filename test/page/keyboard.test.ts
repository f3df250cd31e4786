// Every act has a path from the keyboard: a command of the palette (which lists what the panes' buttons do), a form of a tool that the
// palette opens, or a button of the page, which Tab reaches. A new act without one does not compile.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TOOL_IDS } from '@chapeau/client/page/tools'
import { ACTS } from '@chapeau/shared/policy'
import type { ActName } from '@chapeau/shared/protocol/acts'

/** Files of the page from which the palette's commands are made. */
const PALETTE = [
  'page/buttons.ts',
  'page/ladder.ts',
  'page/paragraph.ts',
  'page/shape.ts',
  'elements/bracket-ask.ts',
  'elements/paragraph-panel.ts',
  'page/correction.ts',
  'elements/guide-panel.ts',
] as const

/** `palette`, a tool by its id, or the file of the element whose buttons do it. */
const PATHS: Readonly<Record<ActName, string>> = {
  keep: 'palette',
  remove: 'palette',
  choose: 'palette',
  decide: 'bulk',
  propose: 'throughout',
  second: 'page/waiting.ts',
  admit: 'page/waiting.ts',
  dropProposal: 'page/waiting.ts',
  withdraw: 'palette',
  maintain: 'palette',
  stand: 'palette',
  dissociate: 'palette',
  show: 'matrix',
  remark: 'palette',
  explain: 'palette',
  join: 'palette',
  leave: 'palette',
  confirm: 'elements/typed-for-us.ts',
  disown: 'elements/typed-for-us.ts',
  attribute: 'palette',
  group: 'alternatives',
  ungroup: 'palette',
  reinstate: 'elements/history-panel.ts',
  unset: 'palette',
  relabel: 'palette',
  setState: 'palette',
  return: 'palette',
  clear: 'palette',
  reopen: 'palette',
  move: 'palette',
  split: 'palette',
  merge: 'palette',
  retype: 'palette',
  structure: 'palette',
  carry: 'palette',
  dropStructure: 'palette',
  alternative: 'palette',
  offer: 'offers',
  answer: 'offers',
  adoptOffer: 'offers',
  fallOffer: 'offers',
  silence: 'silence',
  breakSilence: 'silence',
  endSilence: 'silence',
  renumber: 'numbering',
  correct: 'palette',
  issue: 'palette',
  revise: 'palette',
  agreeText: 'palette',
  adopt: 'palette',
  caveat: 'palette',
  object: 'palette',
  noteObjection: 'requests',
  request: 'elements/floor.ts',
  unrequest: 'elements/floor.ts',
  answerRequest: 'requests',
  statement: 'palette',
  undo: 'palette',
}

const source = (file: string): string => {
  try {
    return readFileSync(join(import.meta.dirname, '../../client', file), 'utf8')
  } catch {
    return ''
  }
}
const filesFor = (path: string): readonly string[] => {
  if (path === 'palette') return PALETTE
  return (TOOL_IDS as readonly string[]).includes(path) ? [`elements/tools/${path}.ts`, `page/${path}.ts`] : [path]
}

describe('AC-1 UI-130 every act can be given from the keyboard', () => {
  it.each(Object.entries(PATHS))('UI-130 %s: %s', (act, path) => {
    const words = filesFor(path).map(source).join('\n')
    expect(words.includes(`'${act}'`), `${act} in ${filesFor(path).join(', ')}`).toBe(true)
  })

  it('AC-1 every act’s rule is in the specification', () => {
    const spec = source('../docs/spec.md')
    for (const [act, { rule }] of Object.entries(ACTS)) expect(spec.includes(`**${rule}**`), `${act}: ${rule}`).toBe(true)
  })
})
