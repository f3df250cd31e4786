// Bodies as anybody may make them: words of several scripts, brackets that nest, cross and run over paragraphs, proposed paragraphs,
// and what is said of them all. Reading makes a text of every body, so exports must be able to print every one.
import fc from 'fast-check'
import { metaKey } from '@chapeau/shared/text/meta'
import type { Body, Run } from '@chapeau/shared/text/model'

const WORDS = [
  'Ports ',
  'open',
  ' – EU',
  '[x]',
  '\\',
  ' & <w:p>',
  '\t',
  'يجب أن ',
  'порты ',
  '港口',
  '\u{1f6a2}',
  '1.',
  'ä',
  ' ',
  '\u0007',
  '"',
]
const LABELS = ['', '1.', 'PP1 bis', '(a)', '[3', '•']
const CODES = ['RUS', 'EU', 'CHAIR', '']

const step = fc.oneof(
  fc.record({ is: fc.constant('words' as const), words: fc.constantFrom(...WORDS), bold: fc.boolean(), underline: fc.boolean() }),
  fc.record({
    is: fc.constant('open' as const),
    by: fc.constantFrom(...CODES),
    kind: fc.constantFrom('ins' as const, 'ins' as const, 'del' as const, 'res' as const, 'note' as const),
    grp: fc.constantFrom(null, 'g:1.1'),
    ph: fc.boolean(),
  }),
  fc.record({ is: fc.constant('close' as const), which: fc.constantFrom(0, 0, 0, 1, 2) }),
  fc.record({
    is: fc.constant('start' as const),
    t: fc.constantFrom('title' as const, 'heading' as const, 'para' as const, 'item' as const),
    lvl: fc.nat(9),
    label: fc.constantFrom(...LABELS),
    state: fc.constantFrom('open', 'parked', 'adref', 'agreed'),
    proposed: fc.boolean(),
  }),
)
const said = fc.record({
  on: fc.nat(5),
  by: fc.constantFrom('USA', 'KEN'),
  words: fc.constantFrom('', 'Why.\nSo.', '<b> & "c"'),
  stance: fc.constantFrom('opposes', 'supports'),
})

export interface RandomText {
  readonly body: Body
  readonly meta: Map<string, unknown>
}

export const randomText: fc.Arbitrary<RandomText> = fc
  .record({
    steps: fc.array(step, { maxLength: 60, size: 'max' }),
    said: fc.array(said, { maxLength: 6, size: 'max' }),
    caveat: fc.boolean(),
  })
  .map(({ steps, said: remarks, caveat }) => {
    const body: Run[] = []
    const meta = new Map<string, unknown>(caveat ? [[metaKey.caveat, true]] : [])
    const opened: string[] = []
    // Those without a close so far: the newest is closed first where brackets nest, another where they cross.
    const open: string[] = []
    steps.forEach((one, i) => {
      if (one.is === 'words')
        body.push({ insert: one.words, attributes: { ...(one.bold ? { bold: true } : {}), ...(one.underline ? { underline: true } : {}) } })
      else if (one.is === 'open') {
        opened.push(`${one.by}:1.${i}`)
        open.push(opened.at(-1)!)
        body.push({
          insert: {
            o: opened.at(-1)!,
            by: one.by,
            kind: one.kind,
            ...(one.grp === null ? {} : { grp: one.grp }),
            ...(one.ph && one.kind === 'ins' ? { ph: 1 as const } : {}),
          },
        })
      } else if (one.is === 'close') body.push({ insert: { c: open.splice(-1 - one.which, 1)[0] ?? 'EU:9.9' } })
      else {
        const p = `:2.${i}`
        if (one.label !== '') meta.set(metaKey.label(p), one.label)
        if (one.state !== 'open') meta.set(metaKey.state(p), one.state)
        body.push({ insert: { p, t: one.t, lvl: one.lvl, ...(one.proposed && opened.length > 0 ? { in: opened.at(-1)! } : {}) } })
      }
    })
    for (const { on, by, words, stance } of remarks) {
      const bid = opened[on % Math.max(1, opened.length)]
      if (bid === undefined) continue
      if (words !== '') meta.set(metaKey.rationale(bid), words)
      meta.set(metaKey.stand(bid, by), { stance, words: '', seq: 1, ...(words === '' ? {} : { reason: words }) })
    }
    return { body, meta }
  })
