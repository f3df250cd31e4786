// What an act finds: the text as it stands, read once, and the refusals and entries that acts share.
import { wordsOf } from '@chapeau/shared/brackets/words'
import { bracketsIn, isOpen } from '@chapeau/shared/brackets/tree'
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import { may, type ActTarget, type Permission } from '@chapeau/shared/policy'
import type { Act, ActName } from '@chapeau/shared/protocol/acts'
import { labelOf, stateOf, statusOf, withAsides, withdrawnBy, type Meta } from '@chapeau/shared/text/meta'
import { printParagraph } from '@chapeau/shared/text/notation'
import { read, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { isUnconfirmed, sponsorsOf } from '@chapeau/shared/brackets/stands'
import { bodyOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import type { Change } from './change.ts'
import type { ActContext, ActOutcome, EntryDraft } from './types.ts'

export type Refusal = ActOutcome & { readonly status: 'refused' }

export interface Scene {
  readonly context: ActContext
  readonly reading: Reading
  readonly meta: Meta
  readonly principal: Principal | null
}

/** What one act does: its change, carried out inside the act's transaction, and the entries it leaves. */
export type Performance = { readonly perform: (change: Change) => Omit<EntryDraft, 'undo'>[] } | Refusal

export type Handler<Name extends ActName> = (scene: Scene, act: Extract<Act, { act: Name }>) => Performance

export function sceneOf(context: ActContext): Scene {
  const meta = metaOf(context.doc)
  return { context, meta, reading: read(runsOf(bodyOf(context.doc)), meta), principal: context.actor.principal }
}

/** What the room knows with what the desk was told aside. */
export function heardByDesk({ meta, context }: Scene): Meta {
  const heard = [...context.asides.values()].filter(({ audience }) => audience.includes('chair'))
  return withAsides(meta, new Map(heard.map(({ key, value }) => [key, value])))
}

export function refuse(rule: string, message: string, more: Partial<Refusal> = {}): Refusal {
  return { ...more, status: 'refused', rule, message }
}

export const isRefusal = (value: object): value is Refusal => 'status' in value && value.status === 'refused'

/** The policy's word on an act; null when it is allowed. */
export function forbidden(scene: Scene, act: ActName, target: Partial<ActTarget>): Refusal | null {
  const permission: Permission = may(scene.context.actor, act, { status: statusOf(scene.meta), ...target })
  return permission.ok ? null : refuse(permission.rule, permission.message)
}

/** The target that the policy judges, for an act on a bracket. */
export function bracketTarget(scene: Scene, bracket: Bracket): Partial<ActTarget> {
  const pid = scene.reading.paragraphs[bracket.first]?.raw.starter?.p
  return {
    bracket,
    state: pid === undefined ? 'open' : stateOf(scene.meta, pid),
    sponsors: scene.principal !== null && sponsorsOf(scene.reading, scene.meta, bracket).includes(scene.principal),
    withdrawn: withdrawnBy(scene.meta, bracket.bid) !== null,
    unconfirmed: isUnconfirmed(scene.meta, bracket, scene.principal),
  }
}

/** The bracket an act names, or the refusal that it is not there any more. */
export function findBracket(scene: Scene, bid: Bid): Bracket | Refusal {
  return scene.reading.brackets.get(bid) ?? refuse('AC-2', 'This bracket is no longer in the text: it was decided or withdrawn.')
}

/** Index of a paragraph; -1 when it is not there. */
export function paragraphIndex(scene: Scene, pid: Pid): number {
  return scene.reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)
}

export function paragraphRef(scene: Scene, index: number): EntryDraft['paragraph'] {
  const pid = scene.reading.paragraphs[index]?.raw.starter?.p ?? null
  return { id: pid, label: pid === null ? '' : labelOf(scene.meta, pid) }
}

/** An entry about a bracket; `before` holds its words as they stood. */
export function bracketEntry(scene: Scene, act: string, bracket: Bracket, content: EntryDraft['content'] = {}): Omit<EntryDraft, 'undo'> {
  const before = wordsOf(scene.reading, bracket.bid)
  return { act, target: bracket.bid, paragraph: paragraphRef(scene, bracket.first), content: { before, ...content } }
}

/** Notation of the paragraphs that some brackets stand in, for a refusal that shows the present words. */
export function presentWords(scene: Scene, bids: readonly Bid[]): string {
  const indexes = new Set(bids.flatMap((bid) => scene.reading.brackets.get(bid)?.first ?? []))
  return [...indexes].map((index) => printParagraph(scene.reading, index, scene.meta, { groups: false })).join('\n')
}

/** Notation of some paragraphs, each once, in the order of the text. */
export function paragraphsNow({ reading, meta }: Scene, pids: readonly Pid[]): string {
  const wanted = new Set(pids)
  return reading.paragraphs
    .flatMap(({ raw }, index) => (wanted.has(raw.starter?.p ?? '') ? [printParagraph(reading, index, meta, { groups: false })] : []))
    .join('\n')
}

export const openBrackets = (scene: Scene, index: number): Bracket[] => bracketsIn(scene.reading, index).filter(isOpen)
