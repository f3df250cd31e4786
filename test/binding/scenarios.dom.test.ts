// Concurrent edits that copying representations lose, double or displace: 25 scenarios, each in both delivery
// orders and three orders of client ids.
import { afterEach, describe, expect, test } from 'vitest'
import { Cohort, type Peer } from '../support/cohort.ts'

const T = 'The quick brown fox jumps over.'
const TWO = ['Alpha beta.', 'Gamma delta.']

interface Scenario {
  readonly name: string
  readonly start?: readonly string[]
  /** Done by the peers together, before they part. */
  readonly before?: (peers: readonly Peer[], sync: () => void) => void
  /** Done by each peer at the same time. */
  readonly at: readonly ((peer: Peer) => void)[]
  readonly after?: (peers: readonly Peer[]) => void
  /** Acceptable texts. */
  readonly text: readonly string[]
  readonly inside?: readonly [string, string][]
  readonly outside?: readonly [string, string][]
  readonly brackets?: readonly string[]
  readonly gone?: readonly string[]
}

const wrapWords =
  (words: string, bid: string) =>
  (peer: Peer): void =>
    peer.wrap(peer.at(words), peer.at(words, true), bid)
const typeBehind =
  (words: string, typed: string) =>
  (peer: Peer): void =>
    peer.type(peer.at(words, true), typed)
const splitBehind =
  (words: string) =>
  (peer: Peer): void =>
    peer.split(peer.at(words, true))
const propose =
  (words: string, bid: string, typed: string) =>
  (peer: Peer): void =>
    peer.wrap(peer.at(words, true), peer.at(words, true), bid, 'ins', typed)
const nothing = (): void => undefined
const firstDoes =
  (act: (peer: Peer) => void) =>
  (peers: readonly Peer[]): void =>
    act(peers[0]!)

const SCENARIOS: readonly Scenario[] = [
  {
    name: '1 wrap ∥ type inside',
    at: [wrapWords('brown fox', 'R'), typeBehind('brown', 'XYZ')],
    text: ['The quick brownXYZ fox jumps over.'],
    inside: [['brownXYZ fox', 'R']],
  },
  {
    name: '2 wrap ∥ Enter inside',
    at: [wrapWords('brown fox', 'R'), splitBehind('brown')],
    text: ['The quick brown\n fox jumps over.'],
    inside: [
      ['brown', 'R'],
      [' fox', 'R'],
    ],
    outside: [[' jumps', 'R']],
  },
  {
    name: '2b type ∥ Enter before it, no bracket',
    at: [typeBehind('fox', 'XYZ'), splitBehind('brown')],
    text: ['The quick brown\n foxXYZ jumps over.'],
  },
  { name: '2c Enter ∥ Enter, no bracket', at: [splitBehind('fox'), splitBehind('brown')], text: ['The quick brown\n fox\n jumps over.'] },
  {
    name: '3 wrap in the second paragraph ∥ join',
    start: TWO,
    at: [wrapWords('Gamma', 'R'), (p) => p.join(1)],
    text: ['Alpha beta.Gamma delta.'],
    inside: [['Gamma', 'R']],
    outside: [[' delta', 'R']],
  },
  {
    name: '3b bracket over two paragraphs: join ∥ type',
    start: TWO,
    before: firstDoes((p) => p.wrap(p.at('beta'), p.at('Gamma', true), 'R')),
    at: [(p) => p.type(p.at('Gamma', false, 2), 'XYZ'), (p) => p.join(1)],
    text: ['Alpha beta.GaXYZmma delta.'],
    inside: [['beta.GaXYZmma', 'R']],
  },
  {
    name: '4a the same range twice',
    at: [wrapWords('brown fox', 'R'), wrapWords('brown fox', 'U')],
    text: [T],
    inside: [
      ['brown fox', 'R'],
      ['brown fox', 'U'],
    ],
  },
  {
    name: '4b overlapping',
    at: [wrapWords('quick brown', 'R'), wrapWords('brown fox', 'U')],
    text: [T],
    inside: [
      ['quick brown', 'R'],
      ['brown fox', 'U'],
    ],
    outside: [
      ['fox', 'R'],
      ['quick', 'U'],
    ],
  },
  {
    name: '4c nested',
    at: [wrapWords('quick brown fox', 'R'), wrapWords('brown', 'U')],
    text: [T],
    inside: [
      ['quick brown fox', 'R'],
      ['brown', 'U'],
    ],
  },
  {
    name: '4d depth 6, type inside ∥ a seventh',
    before: firstDoes((p) => ['a', 'b', 'c', 'd', 'e', 'f'].forEach((bid) => wrapWords('brown', bid)(p))),
    at: [(p) => p.type(p.at('brown', false, 2), 'XYZ'), wrapWords('brown', 'g')],
    text: ['The quick brXYZown fox jumps over.'],
    inside: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((bid) => ['XYZ', bid]),
  },
  {
    name: '5 delete over a border ∥ type at it',
    before: firstDoes(wrapWords('brown fox', 'R')),
    at: [(p) => p.erase(p.at(' fox'), p.at(' jumps', true)), typeBehind('brown', 'XYZ')],
    text: ['The quick brownXYZ over.'],
    inside: [['brownXYZ', 'R']],
  },
  {
    name: '6a accept ∥ type inside',
    before: firstDoes(propose('brown', 'R', ' lazy red')),
    at: [(p) => p.resolve('R', false), typeBehind('lazy', 'XYZ')],
    text: ['The quick brown lazyXYZ red fox jumps over.'],
    gone: ['R'],
  },
  {
    name: '6b reject ∥ type inside',
    before: firstDoes(propose('brown', 'R', ' lazy red')),
    at: [(p) => p.resolve('R', true), typeBehind('lazy', 'XYZ')],
    text: ['The quick brownXYZ fox jumps over.'],
    gone: ['R'],
  },
  {
    name: '6c accept ∥ accept',
    before: firstDoes(propose('brown', 'R', ' lazy red')),
    at: [(p) => p.resolve('R', false), (p) => p.resolve('R', false)],
    text: ['The quick brown lazy red fox jumps over.'],
    gone: ['R'],
  },
  {
    name: '6d accept ∥ nested wrap inside',
    before: firstDoes(propose('brown', 'R', ' lazy red')),
    at: [(p) => p.resolve('R', false), wrapWords('lazy', 'U')],
    text: ['The quick brown lazy red fox jumps over.'],
    gone: ['R'],
    inside: [['lazy', 'U']],
  },
  {
    name: '6e choose one alternative ∥ type in the other',
    before: firstDoes((p) => {
      propose('brown', 'b', ' beta')(p)
      propose('brown', 'a', ' alpha')(p)
    }),
    at: [
      (p) => {
        p.resolve('b', true)
        p.resolve('a', false)
      },
      typeBehind('bet', 'XYZ'),
    ],
    text: ['The quick brown alphaXYZ fox jumps over.'],
    gone: ['a', 'b'],
  },
  {
    name: '7 undo of a wrap after others typed inside',
    before: ([a, b], sync) => {
      wrapWords('brown fox', 'R')(a!)
      sync()
      typeBehind('brown', 'XYZ')(b!)
      sync()
    },
    at: [(p) => p.undo(), nothing],
    text: ['The quick brownXYZ fox jumps over.'],
    gone: ['R'],
  },
  {
    name: '7b undo of an own addition after others typed',
    before: ([a, b], sync) => {
      propose('brown', 'R', ' lazy red')(a!)
      sync()
      typeBehind('lazy', 'XYZ')(b!)
      sync()
    },
    at: [(p) => p.undo(), nothing],
    text: ['The quick brownXYZ fox jumps over.'],
    gone: ['R'],
  },
  {
    name: '7c undo of a reject after others edited nearby',
    before: ([a, b], sync) => {
      propose('brown', 'R', ' lazy red')(a!)
      sync()
      b!.history.stopCapturing()
      b!.resolve('R', true)
      sync()
      typeBehind('fox', 'XYZ')(a!)
      sync()
    },
    at: [nothing, (p) => p.undo()],
    text: ['The quick brown lazy red foxXYZ jumps over.'],
    inside: [[' lazy red', 'R']],
  },
  {
    name: '8 cut and paste a bracketed paragraph ∥ type in it',
    start: ['Alpha one.', 'Beta two three.'],
    before: firstDoes(wrapWords('two', 'R')),
    at: [(p) => p.cutPaste(1, 0), (p) => p.type(p.at('two', false, 1), 'XYZ')],
    text: ['Alpha one.Beta two three.\nXYZ'],
    inside: [['XYZ', 'R']],
  },
  {
    name: '9 bracket over two paragraphs ∥ type in both ∥ Enter',
    start: TWO,
    at: [
      (p) => p.wrap(p.at('beta'), p.at('Gamma', true), 'R'),
      (p) => {
        p.type(p.at('beta', false, 2), 'X')
        p.type(p.at('Gamma', false, 2), 'Y')
      },
      (p) => p.split(p.at('Gamma', false, 3)),
    ],
    text: ['Alpha beXta.\nGaYm\nma delta.'],
    inside: [
      ['beXta.', 'R'],
      ['GaYm', 'R'],
      ['ma', 'R'],
    ],
    outside: [[' delta', 'R']],
  },
  {
    name: '10 empty bracket ∥ type next to it, then fill',
    at: [(p) => p.wrap(p.at('brown', true), p.at('brown', true), 'R', 'ins'), typeBehind('brown', 'XYZ')],
    after: ([a]) => {
      let at = 0
      a!.view.state.doc.descendants((node, place) => {
        if (node.type.name === 'open') at = place + 1
      })
      a!.type(at, 'fill')
    },
    text: ['The quick brownXYZfill fox jumps over.', 'The quick brownfillXYZ fox jumps over.'],
    inside: [['fill', 'R']],
    outside: [['XYZ', 'R']],
  },
  {
    name: '10b empty bracket filled and cleared',
    before: firstDoes((p) => p.wrap(p.at('brown', true), p.at('brown', true), 'R', 'ins')),
    at: [
      (p) => {
        let at = 0
        p.view.state.doc.descendants((node, place) => {
          if (node.type.name === 'open') at = place + 1
        })
        p.type(at, 'Q')
        p.erase(at, at + 1)
      },
      nothing,
    ],
    text: [T],
    brackets: ['R'],
  },
  {
    name: '11 typing at the four edges',
    before: firstDoes(wrapWords('brown', 'R')),
    at: [
      (p) => {
        p.type(p.at('brown', true), '2')
        p.type(p.at('brown'), '1')
        p.type(p.at('quick ', true), '0')
        p.type(p.at(' fox'), '3')
      },
      nothing,
    ],
    text: ['The quick 01brown23 fox jumps over.'],
    inside: [['1brown2', 'R']],
    outside: [
      ['0', 'R'],
      ['3', 'R'],
    ],
  },
  {
    name: '11b wrap ∥ type at both outer edges',
    at: [
      wrapWords('brown', 'R'),
      (p) => {
        p.type(p.at('brown', true), 'E')
        p.type(p.at('brown'), 'S')
      },
    ],
    text: ['The quick SbrownE fox jumps over.'],
    inside: [['brown', 'R']],
  },
]

const IDS = [
  [101, 202, 303],
  [303, 202, 101],
  [202, 101, 303],
]

let cohort: Cohort | null = null
afterEach(() => cohort?.close())

describe.each(SCENARIOS)('TX-1 $name', (scenario) => {
  const count = Math.max(2, scenario.at.length)
  const variants = IDS.flatMap((ids) => [false, true].map((reversed) => ({ ids: ids.slice(0, count), reversed })))
  test.each(variants)('clients $ids, reversed delivery: $reversed', ({ ids, reversed }) => {
    cohort = new Cohort(scenario.start ?? [T], ids, reversed ? ids.map((_, i) => count - 1 - i) : undefined)
    const { peers } = cohort
    const sync = (): void => cohort!.sync()
    scenario.before?.(peers, sync)
    sync()
    peers.forEach((peer) => peer.history.stopCapturing())
    scenario.at.forEach((act, i) => act(peers[i]!))
    sync()
    scenario.after?.(peers)
    sync()
    for (const peer of peers) expect(peer.fault()).toBeNull()
    expect(new Set(peers.map((peer) => JSON.stringify(peer.around))).size).toBe(1)
    check(scenario, peers[0]!)
  })
})

function check({ text, inside = [], outside = [], brackets = [], gone = [] }: Scenario, peer: Peer): void {
  expect(text).toContain(peer.words)
  const around = peer.around
  const all = around.map(({ char }) => char).join('')
  const within = (words: string, bid: string): boolean[] => {
    const at = all.indexOf(words)
    expect(at).toBeGreaterThanOrEqual(0)
    return around.slice(at, at + words.length).map((char) => char.within.includes(bid))
  }
  for (const [words, bid] of inside) expect(within(words, bid), `"${words}" inside ${bid}`).not.toContain(false)
  for (const [words, bid] of outside) expect(within(words, bid), `"${words}" outside ${bid}`).not.toContain(true)
  for (const bid of [...brackets, ...inside.map(([, each]) => each)]) expect(peer.reading.brackets.has(bid)).toBe(true)
  for (const bid of gone) expect(peer.reading.brackets.has(bid)).toBe(false)
}
