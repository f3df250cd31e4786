// What the authority is measured on: the updates that people and hostile programs send, made by real documents.
import * as Y from 'yjs'
import type { Typist } from './typist.ts'
import { Random } from '../support/random.ts'

/** An update; some only lead to those that are measured. */
export interface Step {
  readonly update: Uint8Array
  readonly measured: boolean
}

export interface Case {
  readonly name: string
  /** What must become of every update, so that a cheap refusal is never taken for a fast judgement. */
  readonly status: 'applied' | 'quarantined'
  /** How often a round repeats it on a fresh text. */
  readonly repeats: number
  /** Updates to be judged one after the other on one text. */
  steps(typist: Typist, seed: number): Step[]
}

const KEYS = 1_000
const KEYS_IN_ONE_PLACE = 40
const BRACKETS = 100
const BURST_BRACKETS = 50
const BURST_KEYS = 2_000
/** Just below what is set aside whole: everything has to be put back. */
const BELOW_THRESHOLD = 1_900
const LETTERS = 'etaoin shrdlu cmfwyp vbgkjq'

export const CASES: readonly Case[] = [
  { name: 'keystroke', status: 'applied', repeats: 3, steps: keystrokes },
  { name: 'new bracket', status: 'applied', repeats: 3, steps: newBrackets },
  { name: 'offline burst', status: 'applied', repeats: 5, steps: burst },
  { name: 'hostile delete of 1,900 characters', status: 'applied', repeats: 5, steps: wipeSome },
  { name: 'hostile delete-all', status: 'quarantined', repeats: 5, steps: wipeAll },
]

/** Typing in brackets of one's own; every tenth key takes the last one back. */
function keystrokes(typist: Typist, seed: number): Step[] {
  const random = new Random(seed)
  const steps: Step[] = []
  for (let place = 0; place < KEYS / KEYS_IN_ONE_PLACE; place++) {
    typist.propose(random.below(typist.paragraphs), 'begun')
    steps.push(...taken(typist, false))
    for (let key = 1; key <= KEYS_IN_ONE_PLACE; key++) key % 10 === 0 ? typist.backspace() : typist.key(letter(random))
    steps.push(...taken(typist, true))
  }
  return steps
}

function newBrackets(typist: Typist, seed: number): Step[] {
  const random = new Random(seed)
  for (let i = 0; i < BRACKETS; i++) typist.propose(random.below(typist.paragraphs), 'a')
  return taken(typist, true)
}

/** An afternoon offline: everything in one update, as the client sends it when it is back. */
function burst(typist: Typist, seed: number): Step[] {
  const random = new Random(seed)
  const vector = Y.encodeStateVector(typist.doc)
  for (let i = 0; i < BURST_BRACKETS; i++) {
    typist.propose(random.below(typist.paragraphs), 'a')
    for (let key = 0; key < BURST_KEYS / BURST_BRACKETS; key++) typist.key(letter(random))
  }
  return [{ update: typist.since(vector), measured: true }]
}

function wipeSome(typist: Typist): Step[] {
  typist.wipe(BELOW_THRESHOLD)
  return taken(typist, true)
}

function wipeAll(typist: Typist): Step[] {
  typist.wipe(Number.MAX_SAFE_INTEGER)
  return taken(typist, true)
}

const taken = (typist: Typist, measured: boolean): Step[] => typist.take().map((update) => ({ update, measured }))

const letter = (random: Random): string => LETTERS[random.below(LETTERS.length)]!
