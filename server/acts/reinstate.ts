// reinstate: brings back what fell, with all its names, as an open bracket (AC-54). The record says what it was; the text says
// where it belongs now.
import { planEdits, type PlannedEdit } from '@chapeau/shared/brackets/edits'
import { bringsBack, gapBehind, missingSpaces, stretchNear, type FormerPlace } from '@chapeau/shared/brackets/fallen'
import { digest, wordsDigest } from '@chapeau/shared/brackets/words'
import { CHAIR, type Bid, type Pid, type Principal } from '@chapeau/shared/ids'
import { metaKey, standsOf, stateOf, type Stand } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import { read, stackAt } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { MAX_DEPTH } from '../authority/plan.ts'
import type { Change } from './change.ts'
import { bracketed, type Written } from './propose.ts'
import { forbidden, paragraphIndex, paragraphRef, refuse, type Handler, type Refusal, type Scene } from './scene.ts'

/** What an entry tells of a bracket that is no longer there. */
interface Fallen {
  readonly bid: Bid
  readonly kind: BracketKind
  readonly words: string
  readonly by: Principal
  readonly holder: Principal
  readonly place: FormerPlace
  readonly paragraph: { readonly id: Pid | null; readonly label: string } | null
}

const GONE = 'This entry of the record is not about something that fell.'

export const reinstate: Handler<'reinstate'> = (scene, act) => {
  const no = forbidden(scene, 'reinstate', {})
  if (no !== null) return no
  const fallen = fallenIn(scene, act.seq)
  if ('status' in fallen) return fallen
  const again = scene.meta.get(metaKey.back(fallen.bid))
  if (scene.reading.brackets.has(fallen.bid) || (typeof again === 'string' && scene.reading.brackets.has(again)))
    return refuse('AC-54', 'This stands in the text.')
  const index = homeOf(scene, fallen)
  const pid = index < 0 ? null : (scene.reading.paragraphs[index]?.raw.starter?.p ?? null)
  const closed = forbidden(scene, 'reinstate', pid === null ? {} : { state: stateOf(scene.meta, pid) })
  if (closed !== null) return closed
  const isNew = index < 0 || fallen.place.paragraph !== undefined || fallen.words.includes('\n')
  const plan = isNew ? null : planIn(scene, fallen, index)
  if (plan !== null && 'status' in plan) return plan
  return {
    perform: (change) => {
      const born = plan === null ? paragraphs(scene, fallen, change) : null
      const written = plan === null ? [born!.bracket] : inPlace(scene, fallen, plan.edit, change)
      const main = written.find(({ kind }) => kind === fallen.kind) ?? written[0]!
      for (const { bid } of written) name(scene, fallen, bid, change)
      carryStands(scene, fallen, main.bid, change)
      change.set(metaKey.back(fallen.bid), main.bid)
      const detail = {
        seq: act.seq,
        of: fallen.bid,
        kind: fallen.kind,
        ...(plan?.exact === false || born?.near === true ? { near: true } : {}),
      }
      const paragraph = born === null ? paragraphRef(scene, index) : born.paragraph
      return [{ act: 'reinstate', target: main.bid, paragraph, content: { after: fallen.words, detail } }]
    },
  }
}

/** What the entry tells, or why it cannot be brought back. */
function fallenIn({ context, meta, principal }: Scene, seq: number): Fallen | Refusal {
  const entry = context.entryOf(seq)
  if (entry === null || entry.target === null) return refuse('AC-54', GONE)
  const { content, target, act, paragraph } = entry
  if (wasUndone(meta, seq)) return refuse('AC-54', 'This was undone: what fell then stands again, or was decided anew.')
  if (content === null) return refuse('AC-54', 'The words of this entry are withheld or destroyed. They cannot be brought back.')
  const { kind, holder, by, place } = (content.detail ?? {}) as Partial<Fallen>
  if (kind === undefined || holder === undefined || place === undefined) return refuse('AC-54', GONE)
  const what = bringsBack(act, kind)
  const words = content.before ?? ''
  if (what === null)
    return refuse('AC-54', kind === 'ins' && act === 'keep' ? 'These words stand in the text. Undo the decision instead.' : GONE)
  if (words === '') return refuse('AC-54', 'It had no words.')
  // Nobody had proposed words that stood and were deleted: whoever brings them back does.
  if (what === 'words')
    return {
      bid: target,
      kind: 'ins',
      words,
      by: principal ?? CHAIR,
      holder: principal ?? CHAIR,
      place: { ...place, other: '' },
      paragraph,
    }
  return { bid: target, kind, words, by: by ?? holder, holder, place, paragraph }
}

function wasUndone(meta: Scene['meta'], seq: number): boolean {
  for (const key of meta.keys()) {
    if (!key.startsWith('undone/')) continue
    const first = Number(key.slice('undone/'.length))
    if (first <= seq && seq < first + (meta.get(key) as number)) return true
  }
  return false
}

/** The paragraph it stood in, or the one that this was merged into; -1 where neither is left. */
function homeOf(scene: Scene, { paragraph, place }: Fallen): number {
  if (place.paragraph !== undefined || paragraph === null || paragraph.id === null) return -1
  const own = paragraphIndex(scene, paragraph.id)
  if (own >= 0) return own
  return scene.reading.paragraphs.findIndex(({ raw }) => {
    const from = scene.meta.get(metaKey.mergedFrom(raw.starter?.p ?? '')) as readonly { readonly pid: Pid }[] | undefined
    return from?.some(({ pid }) => pid === paragraph.id) === true
  })
}

/** The place in its paragraph, with the standing words that it was about. */
function planIn({ reading }: Scene, fallen: Fallen, index: number): { readonly edit: PlannedEdit; readonly exact: boolean } | Refusal {
  const { kind, words, place } = fallen
  const pid = reading.paragraphs[index]!.raw.starter!.p
  const { at: gap, exact } = gapBehind(reading, index, place.behind)
  const other = place.other ?? ''
  const about = kind === 'ins' || kind === 'note' ? other : words
  const stretch = about === '' ? null : stretchNear(reading, index, about, gap)
  if (stretch === null && kind !== 'ins' && kind !== 'note')
    return refuse('AC-54', 'The words that this was about are no longer in the paragraph.')
  const at = stretch ?? { at: gap, length: 0 }
  const insert = kind === 'ins' || kind === 'note' ? words : kind === 'del' ? other : ''
  const edit = { pid, ...at, insert, ...(kind === 'res' ? { reserve: true as const } : {}) }
  // Nobody's own words: it is a bracket wherever it lies.
  const plan = planEdits(reading, [edit], { principal: '\u0000', free: false })
  if (!plan.ok) return refuse('AC-54', plan.message)
  const edited = plan.edits[0]!
  if (stackAt(reading, edited.from).length >= MAX_DEPTH) return refuse('AU-20', `Around this place stand ${MAX_DEPTH} brackets already.`)
  return { edit: edited, exact }
}

/** Beside or around the words it was about, with the spaces that had gone with it. */
function inPlace(scene: Scene, { kind, words, by, place }: Fallen, edit: PlannedEdit, change: Change): Written[] {
  const { from, to, index } = edit
  if (to > from) return bracketed(scene, edit, by, change)
  const gap = from - scene.reading.starts[index]! - 1
  const spaces = kind === 'note' ? { before: false, after: false } : missingSpaces(scene.reading, index, gap, place)
  if (spaces.after) change.words(from, ' ', null)
  const written = kind === 'note' ? [note(scene, words, by, from, change)] : bracketed(scene, edit, by, change)
  if (spaces.before) change.words(from, ' ', null)
  return written
}

function note({ context }: Scene, words: string, by: Principal, at: number, change: Change): Written {
  const bid = context.makeId(by)
  change.embed(at, { c: bid })
  change.words(at, words, by)
  change.embed(at, { o: bid, by, kind: 'note' })
  return { bid, kind: 'note', words }
}

/** As paragraphs of its own, behind the one that its paragraph followed, or at the end where that is gone too. */
function paragraphs(
  scene: Scene,
  { words, by, place, paragraph }: Fallen,
  change: Change,
): { readonly bracket: Written; readonly paragraph: { readonly id: Pid; readonly label: string }; readonly near: boolean } {
  const { reading, context } = scene
  const before = place.after === '' ? 0 : paragraphIndex(scene, place.after)
  const behind = before < 0 ? reading.paragraphs.length - 1 : before
  const last = [...reading.brackets.values()].reduce((max, one) => (one.first <= behind && one.last > max ? one.last : max), behind)
  const at = reading.starts[last]! + reading.paragraphs[last]!.length
  const bid = context.makeId(by)
  const { type = 'para', level = 0, label = paragraph?.label ?? '' } = place.paragraph ?? {}
  const lines = words.split('\n').filter((line, i, all) => line !== '' || all.length === 1)
  const pids = lines.map(() => context.makeId(by))
  change.embed(at, { c: bid })
  lines.toReversed().forEach((line, i) => {
    const n = lines.length - 1 - i
    change.words(at, line, by)
    if (n === 0) change.embed(at, { o: bid, by, kind: 'ins' })
    change.embed(at, { p: pids[n]!, t: type, lvl: level, in: bid })
  })
  if (label !== '') change.set(metaKey.label(pids[0]!), label)
  const near = place.paragraph === undefined || before < 0
  return { bracket: { bid, kind: 'ins', words }, paragraph: { id: pids[0]!, label }, near }
}

/** What was said of it for itself: who holds it, why it was proposed. */
function name({ meta }: Scene, { bid: old, by, holder }: Fallen, bid: Bid, change: Change): void {
  if (holder !== by) change.set(metaKey.holder(bid), holder)
  for (const key of [metaKey.rationale, metaKey.because]) if (meta.get(key(old)) !== undefined) change.set(key(bid), meta.get(key(old)))
}

/** Sponsors and stands come back as they were: to these words, or to earlier ones. */
function carryStands(scene: Scene, { bid: old, kind, words }: Fallen, bid: Bid, change: Change): void {
  const { meta, context } = scene
  const stands = standsOf(meta).get(old)
  if (stands === undefined) return
  const group = meta.get(metaKey.group(old))
  const groups = ['', ...(typeof group === 'string' ? [group] : [])]
  // The digest that somebody had who saw the bracket with these words and nothing nested in them.
  const then = new Set(groups.map((grp) => digest(JSON.stringify([[old, ['o', old, kind, grp], words]]))))
  const now = wordsDigest(read(runsOf(bodyOf(context.doc)), meta), [bid])
  for (const [principal, stand] of stands) {
    const kept: Stand = { ...stand, words: then.has(stand.words) ? now : stand.words }
    change.set(metaKey.stand(bid, principal), kept)
  }
}
