// An attack on a text: RUS sends what it likes, USA's and EU's copies look on. After every step it is checked that
// standing words, others' words and names, the overrides and the authority's own books are as they were.
import { buildIndex } from '@chapeau/server/authority/index'
import type { Verdict } from '@chapeau/server/authority/types'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter, isText } from '@chapeau/shared/text/model'
import { read, type Reading } from '@chapeau/shared/text/read'
import { bodyOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { World, type Client } from './world.ts'

export type Attack = (rus: Client, siege: Siege) => unknown

export class Siege {
  readonly world: World
  readonly rus: Client
  /** Somebody else's page, always up to date. */
  readonly eu: Client

  constructor(notation: string, prepare: (world: World) => unknown = () => undefined) {
    this.world = new World(notation)
    prepare(this.world)
    this.eu = this.world.client('EU')
    this.rus = this.world.client('RUS')
  }

  get text(): string {
    return this.world.text
  }

  /** Lets RUS do something and send it, or sends the bytes that come out; checks what must always hold. */
  attack(attack: Attack, by: Client = this.rus): Verdict {
    const before = stateOf(this.world, by.principal)
    const bytes = Y.encodeStateAsUpdate(this.world.doc)
    const forged = attack(by, this)
    const verdict = forged instanceof Uint8Array ? this.world.authority.judge(forged, by.writer) : by.send()
    if (verdict.status === 'applied') {
      expect(verdict.opened.every((open) => open.by === by.principal)).toBe(true)
      expect(verdict.closed.filter((bid) => before.others.some(([other]) => other === bid))).toEqual([])
    } else expect(Y.encodeStateAsUpdate(this.world.doc)).toEqual(bytes)
    expect(stateOf(this.world, by.principal)).toEqual(before)
    this.#checkBooks()
    expect(this.eu.pull().text).toBe(this.world.text)
    return verdict
  }

  /** An attack that is refused whole; the next person's words come in as if nothing had been. */
  refused(rule: string, attack: Attack): void {
    expect(this.attack(attack)).toMatchObject({ status: 'refused', rule })
    this.#goesOn()
  }

  /** An attack that ends as this text, on RUS's screen too. */
  ends(text: string, attack: Attack): Verdict {
    const verdict = this.attack(attack)
    expect(verdict).toMatchObject({ status: 'applied' })
    expect(this.world.text).toBe(text)
    expect(this.rus.pull().text).toBe(text)
    return verdict
  }

  /** Something that asks for what is missing; nothing of it is applied or kept. */
  asksAgain(attack: Attack): void {
    expect(this.attack(attack)).toMatchObject({ status: 'resync' })
    this.#goesOn()
  }

  #goesOn(): void {
    this.eu.propose(this.eu.body.length, ' EU goes on')
    expect(this.eu.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(this.world.text).toContain('[ EU goes on – EU]')
  }

  #checkBooks(): void {
    const { doc, authority } = this.world
    expect(doc.store.pendingStructs).toBeNull()
    expect(doc.store.pendingDs).toBeNull()
    expect([...doc.share.keys()].filter((root) => root !== 'body' && root !== 'meta')).toEqual([])
    expect(bodyOf(doc)).toBeInstanceOf(Y.Text)
    expect([...authority.index]).toEqual([...buildIndex(bodyOf(doc))])
    const reading = readingOf(doc)
    expect(reading.paragraphs.flatMap(({ strays }) => strays)).toEqual([])
    expect(repeated(doc)).toEqual([])
  }
}

/** What no delegation may change but its own: standing words and their formatting, others' brackets and words, overrides. */
interface State {
  readonly standing: string
  readonly marks: unknown
  readonly others: readonly (readonly [Bid, Principal, string, string])[]
  readonly meta: unknown
}

function stateOf(world: World, attacker: Principal): State {
  const reading = readingOf(world.doc)
  const others = [...reading.brackets.values()].filter(({ holder }) => holder !== attacker)
  return {
    standing: world.standing,
    marks: marksOfStanding(reading),
    others: others.map(({ bid, holder, kind }) => [bid, holder, kind, wordsIn(reading, bid, attacker)]),
    meta: world.doc.getMap('meta').toJSON(),
  }
}

/** What others wrote in a bracket: its words less those in the attacker's own layers. */
function wordsIn(reading: Reading, bid: Bid, attacker: Principal): string {
  return pieces(reading)
    .filter(({ within, layer }) => within.includes(bid) && (layer === null || reading.brackets.get(layer)?.holder !== attacker))
    .map(({ text }) => text)
    .join('')
}

function marksOfStanding(reading: Reading): unknown {
  return pieces(reading).flatMap(({ layer, text, marks }) =>
    layer === null ? text.split('').map((character) => [character, ...Object.keys(marks ?? {})].join()) : [],
  )
}

const pieces = (reading: Reading) => reading.paragraphs.flatMap((paragraph) => paragraph.pieces).filter((piece) => piece.type === 'text')

const readingOf = (doc: Y.Doc): Reading => read(runsOf(bodyOf(doc)), metaOf(doc))

/** Ids that stand more than once. */
function repeated(doc: Y.Doc): string[] {
  const ids = runsOf(bodyOf(doc)).flatMap((run) => {
    if (isText(run)) return []
    const { insert } = run
    return [isStarter(insert) ? `p ${insert.p}` : isOpen(insert) ? `o ${insert.o}` : `c ${insert.c}`]
  })
  return ids.filter((id, i) => ids.indexOf(id) !== i)
}
