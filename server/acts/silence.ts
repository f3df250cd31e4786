// silence, breakSilence, endSilence, and what the server does when a deadline has passed (AC-85 to AC-88). The text is at rest
// in between: its status says so, and the policy of acts and the authority go by the status.
import { atDeadline, breachesIn, isZone, silenceOf, type Breach, type Silence, type SilenceOutcome } from '@chapeau/shared/text/silence'
import { labelOf, metaKey, stateOf } from '@chapeau/shared/text/meta'
import type { Pid } from '@chapeau/shared/ids'
import type { Ear } from '@chapeau/shared/policy'
import { MAX_SILENCE_DAYS } from '../limits.ts'
import { ActOrigin, Change } from './change.ts'
import { entry, found } from './paragraph.ts'
import { forbidden, paragraphIndex, refuse, sceneOf, type Handler, type Refusal, type Scene } from './scene.ts'
import { nextRevision } from './text.ts'
import type { ActContext, ActOutcome, EntryDraft } from './types.ts'

type Draft = Omit<EntryDraft, 'undo'>

const DAY_MS = 86_400_000

export const silence: Handler<'silence'> = (scene, { deadline, zone, rung, anonymous = false }) => {
  const no = forbidden(scene, 'silence', {}) ?? unfit(scene, deadline, zone)
  if (no !== null) return no
  return {
    perform: (change) => {
      const at = new Date(deadline).toISOString()
      const kept: Silence = { deadline: at, zone, rung, anonymous, seq: scene.context.seq }
      forgetBreaches(scene, change)
      change.set(metaKey.silenceOutcome, undefined)
      const revised = nextRevision(scene, change)
      change.set(metaKey.silence, kept)
      const detail = { deadline: at, zone, rung, anonymous }
      return [{ act: 'silence', target: null, paragraph: null, content: { after: at, detail } }, revised]
    },
  }
}

export const breakSilence: Handler<'breakSilence'> = (scene, { target, reason, anonymous = false }) => {
  const index = found(scene, target)
  if (typeof index !== 'number') return index
  const no = forbidden(scene, 'breakSilence', {})
  if (no !== null) return no
  const current = silenceOf(scene.meta)!
  const principal = scene.principal!
  if (anonymous && !current.anonymous) return refuse('AC-86', 'In this procedure silence is broken by name.')
  const aside = scene.context.asides.get(metaKey.breach(`${target}/${principal}`))
  if (aside !== undefined || scene.meta.get(metaKey.breach(`${target}/${principal}`)) !== undefined)
    return refuse('AC-86', 'Your delegation has broken silence on this paragraph already.')
  return {
    perform: (change) => {
      const { seq } = scene.context
      const breach: Breach = { pid: target, by: principal, reason, seq }
      const said = { ...entry(scene, 'breakSilence', index, { rationale: reason }) }
      if (!anonymous) {
        change.set(metaKey.breach(`${target}/${principal}`), breach)
        return [said]
      }
      const audience: readonly Ear[] = ['chair', principal]
      change.set(metaKey.breach(`${target}/?${seq}`), { ...breach, by: '', reason: '' } satisfies Breach)
      change.aside({ key: metaKey.breach(`${target}/${principal}`), audience, value: breach })
      return [{ ...said, audience }]
    },
  }
}

export const endSilence: Handler<'endSilence'> = (scene, { reason, extend }) => {
  const no = forbidden(scene, 'endSilence', {}) ?? (extend === undefined ? null : unfit(scene, extend.deadline, extend.zone))
  if (no !== null) return no
  const current = silenceOf(scene.meta)!
  return {
    perform: (change) => {
      if (extend !== undefined) {
        const at = new Date(extend.deadline).toISOString()
        change.set(metaKey.silence, { ...current, deadline: at, zone: extend.zone } satisfies Silence)
        const detail = { extended: true, deadline: at, zone: extend.zone }
        return [
          { act: 'endSilence', target: null, paragraph: null, content: { before: current.deadline, after: at, rationale: reason, detail } },
        ]
      }
      const outcome: SilenceOutcome = {
        seq: scene.context.seq,
        how: 'early',
        rung: current.rung,
        risen: [],
        broken: breachesIn(scene.meta),
        held: [],
      }
      rest(scene, change, outcome)
      return [
        {
          act: 'endSilence',
          target: null,
          paragraph: null,
          content: { before: current.deadline, rationale: reason, detail: { extended: false } },
        },
      ]
    },
  }
}

/** What a deadline that has passed does, as an act of the server; null where none has. */
export function elapse(context: ActContext): (ActOutcome & { readonly status: 'done' }) | null {
  const scene = sceneOf(context)
  const current = silenceOf(scene.meta)
  if (current === null || Date.parse(current.deadline) > context.now) return null
  const { rise, held } = atDeadline(scene.reading, scene.meta, current)
  const broken = breachesIn(scene.meta)
  const change = new Change(context.doc)
  const names = (pids: readonly Pid[]): string => pids.map((pid) => labelOf(scene.meta, pid) || 'a paragraph').join(', ') || 'none'
  const entries: EntryDraft[] = []
  context.doc.transact(() => {
    const outcome: SilenceOutcome = { seq: context.seq, how: 'elapsed', rung: current.rung, risen: rise, broken, held }
    rest(scene, change, outcome)
    const brokenOn = [...new Set(broken.map(({ pid }) => pid))]
    const after = `risen: ${names(rise)}; broken: ${names(brokenOn)}; held by what is open: ${names(held)}`
    const detail = { deadline: current.deadline, zone: current.zone, rung: current.rung }
    entries.push({ act: 'silenceOver', target: null, paragraph: null, content: { after, detail } } satisfies Draft)
    for (const pid of rise) {
      const before = stateOf(scene.meta, pid)
      change.set(metaKey.state(pid), current.rung)
      entries.push(entry(scene, 'setState', paragraphIndex(scene, pid), { before, after: current.rung, detail: { by: 'silence' } }))
    }
  }, new ActOrigin('silenceOver'))
  return { status: 'done', entries, closed: [], asides: change.asides }
}

/** The freeze ends; the breaches stay with what became of it. */
function rest(scene: Scene, change: Change, outcome: SilenceOutcome): void {
  change.set(metaKey.silence, undefined)
  change.set(metaKey.silenceOutcome, outcome)
  forgetBreaches(scene, change)
}

/** The room's account of the breaches goes with the silence; what was aside stays with those who know it. */
function forgetBreaches({ meta }: Scene, change: Change): void {
  const keys = [...meta.keys()].filter((key) => key.startsWith(metaKey.breach('')))
  for (const key of keys) change.set(key, undefined)
}

function unfit({ context }: Scene, deadline: string, zone: string): Refusal | null {
  const at = Date.parse(deadline)
  if (!isZone(zone)) return refuse('AC-85', `There is no time zone “${zone}”.`)
  if (Number.isNaN(at) || at <= context.now) return refuse('AC-85', 'The deadline has passed already.')
  if (at > context.now + MAX_SILENCE_DAYS * DAY_MS) return refuse('AC-85', `A silence procedure lasts ${MAX_SILENCE_DAYS} days at most.`)
  return null
}
