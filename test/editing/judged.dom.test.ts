// Editors under the authority: what the policy makes of honest people's doings passes without repair where nobody
// races, and where they race the standing words stay as they are and everybody comes to the same text.
import { afterEach, describe, expect, test } from 'vitest'
import { TextSelection } from 'prosemirror-state'
import { ChapeauEditor, type CommandName } from '@chapeau/client/editor/editor'
import type { Principal } from '@chapeau/shared/ids'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { docOf as pmDocOf } from '@chapeau/client/editor/flat'
import * as Y from 'yjs'
import { Random } from '../support/random.ts'
import { World } from '../support/world.ts'

const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 5)
const SEEDS = Array.from({ length: ROUNDS }, (_, i) => 300 + i)
const TEXT = '1\tDecides to act [now – EU].\n2\tRequests the [Secretary – delete, USA] to report.\n- (a)\tfirst;\n- (b)\tsecond.'

class Delegate {
  readonly doc = new Y.Doc()
  readonly editor: ChapeauEditor
  readonly principal: Principal
  readonly #world: World

  constructor(world: World, principal: Principal, clientId: number) {
    this.#world = world
    this.principal = principal
    this.doc.clientID = clientId
    world.authority.bind({ clientId, principal, person: principal, seat: principal, role: 'delegate' })
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(world.doc), 'server')
    const mount = document.createElement('div')
    document.body.append(mount)
    this.editor = new ChapeauEditor(mount, {
      doc: this.doc,
      awareness: null,
      principal,
      write: { ok: true },
      free: false,
      name: 'text',
      hueOf: () => 'none',
      shortLabel: (label) => label,
      addressOf: (file) => `/files/${file}`,
      onChange: () => undefined,
      onHint: () => undefined,
    })
  }

  act(random: Random): string {
    const { view } = this.editor
    const { doc } = view.state
    const place = (): number => TextSelection.near(doc.resolve(random.below(doc.content.size + 1))).head
    const anchor = place()
    const head = random.below(3) === 0 ? Math.min(doc.content.size - 1, anchor + random.below(14)) : anchor
    view.dispatch(view.state.tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))))
    const { from, to, empty } = view.state.selection
    const choice = random.below(100)
    if (choice < 55) {
      const words = random.pick([' a', 'bc', ' def', 'x'])
      view.dispatch(view.state.tr.insertText(words, from, to))
      return `${this.principal} types "${words}" at ${from}-${to}`
    }
    if (choice < 78) {
      const end = empty ? Math.min(from + 1 + random.below(4), view.state.selection.$head.end()) : to
      if (end > from) view.dispatch(view.state.tr.delete(from, end))
      return `${this.principal} deletes ${from}-${end}`
    }
    if (choice < 86) {
      this.editor.undo()
      return `${this.principal} undoes`
    }
    const name = random.pick<CommandName>(['reserve', 'placeholder', 'newParagraph', 'alternative', 'bracket'])
    this.editor.run(name)
    return `${this.principal} ${name} at ${from}-${to}`
  }

  send(): ReturnType<World['authority']['judge']> {
    const update = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.#world.doc))
    return this.#world.authority.judge(update, {
      principal: this.principal,
      clientIds: new Set([this.doc.clientID]),
      mayWrite: true,
      free: false,
    })
  }

  pull(): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.#world.doc, Y.encodeStateVector(this.doc)), 'server')
  }

  /** The view says what the body says, and the body what the server's does. */
  check(trace: readonly string[]): void {
    const message = trace.join('\n')
    expect(this.editor.view.state.doc.eq(pmDocOf(runsOf(bodyOf(this.doc)))), message).toBe(true)
    expect(runsOf(bodyOf(this.doc)), message).toEqual(runsOf(bodyOf(this.#world.doc)))
  }
}

afterEach(() => document.body.replaceChildren())

const room = (): { world: World; people: Delegate[] } => {
  const world = new World(TEXT)
  return { world, people: [new Delegate(world, 'RUS', 901), new Delegate(world, 'EU', 902), new Delegate(world, 'USA', 903)] }
}

describe('AU-5 editors under the authority', () => {
  test.each(SEEDS)('seed %i: without races nothing needs repair', (seed) => {
    const random = new Random(seed)
    const { world, people } = room()
    const standing = world.standing
    const trace: string[] = []
    for (let i = 0; i < 60; i++) {
      const person = random.pick(people)
      trace.push(person.act(random))
      const before = world.text
      const verdict = person.send()
      const message = `${trace.slice(-3).join('\n')}\n${before}\n→ ${world.text}`
      expect(verdict, message).toMatchObject({ status: 'applied', returned: [] })
      // Somebody's deletion or reservation that others' words have left is put away by the server; nothing else is.
      const repairs = verdict.status === 'applied' ? verdict.repairs.filter(({ what }) => what !== 'closed') : []
      expect(repairs, message).toEqual([])
      expect(world.standing, message).toBe(standing)
      people.forEach((each) => each.pull())
      person.check(trace)
    }
    expect(world.standing).toBe(standing)
  })

  test.each(SEEDS)('seed %i: racing with each other and with decisions', (seed) => {
    const random = new Random(seed)
    const { world, people } = room()
    const trace: string[] = []
    for (let round = 0; round < 20; round++) {
      for (const person of people) for (let i = random.below(4); i > 0; i--) trace.push(person.act(random))
      const live = [...world.text.matchAll(/\[/g)].length
      if (live > 0 && random.below(3) === 0) {
        const bids = bidsOf(world)
        if (bids.length > 0) world.decide(random.pick(bids), random.pick(['keep', 'remove']))
      }
      const standing = world.standing
      for (const person of random.shuffle(people)) {
        expect(person.send(), trace.join('\n')).toMatchObject({ status: 'applied' })
        expect(world.standing, `${trace.slice(-12).join('\n')}\n${world.text}`).toBe(standing)
      }
      people.forEach((each) => each.pull())
      people.forEach((each) => each.check(trace))
    }
  })
})

function bidsOf(world: World): string[] {
  return runsOf(bodyOf(world.doc)).flatMap(({ insert }) => (typeof insert === 'object' && 'o' in insert ? [insert.o] : []))
}
