// setState, return, clear, reopen: paragraphs on the ladder. Agreeing over an objection, or with delegations that are not
// connected, takes a second press that names them (AC-32); what is agreed changes only after it is reopened.
import { objectorsToClosing } from '@chapeau/shared/brackets/stands'
import { structuresOf, structuresOn } from '@chapeau/shared/brackets/structures'
import type { Pid, Principal } from '@chapeau/shared/ids'
import type { Act } from '@chapeau/shared/protocol/acts'
import { isClosed, metaKey, pendingOf, standsOf, stateOf, statusOf, type Meta, type ParagraphState } from '@chapeau/shared/text/meta'
import type { Bracket } from '@chapeau/shared/text/read'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Parties } from '../access/actor.ts'
import { entry, found } from './paragraph.ts'
import { forbidden, heardByDesk, isRefusal, openBrackets, paragraphRef, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import type { Change } from './change.ts'

type SetState = Extract<Act, { act: 'setState' }>

interface Rung {
  readonly pid: Pid
  readonly index: number
  readonly before: ParagraphState
}

/** Characters of a bracket's words shown where it is in the way. */
const FIRST_WORDS = 24
/** Brackets and names listed in a sentence before the rest becomes a number. */
const LISTED = 8

export const setState: Handler<'setState'> = (scene, act) => {
  const rungs = rungsOf(scene, act)
  if (isRefusal(rungs)) return rungs
  const unknown = (act.pending ?? []).find((code) => !scene.context.parties.has(code))
  if (unknown !== undefined) return refuse('AC-31', `There is no delegation ${unknown} in this meeting.`)
  if (act.pending !== undefined && act.state !== 'adref')
    return refuse('AC-31', 'Only what is agreed ad ref can be pending; what is agreed is agreed by all.')
  const absent = act.state === 'agreed' ? absentFrom(scene.context.parties, scene.context.present) : []
  const again = secondPress(scene, act, rungs, absent)
  if (again !== null) return again
  return {
    perform: (change) =>
      rungs.map(({ pid, index, before }) => {
        const over = objectorsAt(scene, scene.meta, index, act.state)
        put(change, pid, act)
        const named = absent.filter((code) => act.absent?.includes(code) === true)
        const detail = {
          ...(act.forum === undefined ? {} : { forum: act.forum }),
          ...(act.pending === undefined ? {} : { pending: act.pending }),
          ...(named.length === 0 ? {} : { absent: named }),
        }
        return {
          ...entry(scene, 'setState', index, { before, after: act.state, ...(Object.keys(detail).length === 0 ? {} : { detail }) }),
          ...(over.length === 0 ? {} : { over }),
        }
      }),
  }
}

/** The paragraphs that move, in the order of the text; those on the rung already stay as they are, unless they are all. */
function rungsOf(scene: Scene, { targets, state, pending }: SetState): Rung[] | Refusal {
  const rungs: Rung[] = []
  for (const pid of new Set(targets)) {
    const index = found(scene, pid)
    if (typeof index !== 'number') return index
    rungs.push({ pid, index, before: stateOf(scene.meta, pid) })
  }
  rungs.sort((a, b) => a.index - b.index)
  const blocking = state === 'agreed' ? [...new Set(rungs.flatMap(({ index }) => openBrackets(scene, index)))] : []
  const structures = state === 'agreed' ? structuresOf(scene.reading, scene.meta) : []
  const openStructures = new Set(rungs.flatMap(({ pid }) => structuresOn(scene.reading, structures, pid))).size
  const no = forbidden(scene, 'setState', { openBrackets: blocking.length, openStructures })
  if (no !== null) return blocking.length === 0 ? no : bracketsInTheWay(scene, no, blocking)
  const agreed = rungs.find(({ before }) => before === 'agreed')
  if (agreed !== undefined && (state !== 'agreed' || rungs.length === 1)) {
    const { label = '' } = paragraphRef(scene, agreed.index) ?? {}
    return refuse('AU-6', `${label === '' ? 'This paragraph' : label} is agreed. It changes only after it is reopened.`)
  }
  const moving = rungs.filter(({ before }) => before !== state)
  return moving.length === 0 || pending !== undefined ? rungs : moving
}

function bracketsInTheWay(scene: Scene, { rule, message }: Refusal, brackets: readonly Bracket[]): Refusal {
  const first = brackets.slice(0, LISTED).map(({ bid, holder }) => {
    const words = wordsOf(scene.reading, bid).trim()
    return `${holder === '' ? 'not attributed' : holder} “${words.length > FIRST_WORDS ? `${words.slice(0, FIRST_WORDS)}…` : words}”`
  })
  const more = brackets.length - first.length
  const list = `${first.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
  return refuse(rule, `${message.replace(/\.$/, '')}: ${list}.`, { brackets: brackets.map(({ bid }) => bid) })
}

function put(change: Change, pid: Pid, { state, forum, pending }: SetState): void {
  change.set(metaKey.state(pid), state)
  change.set(metaKey.forum(pid), forum)
  change.set(metaKey.pending(pid), pending === undefined ? undefined : [...new Set(pending)])
}

/** Who objects to a paragraph on this rung: to agreeing it also whoever its agreement ad ref still waits for. */
function objectorsAt({ reading }: Scene, meta: Meta, index: number, state: ParagraphState, stands = standsOf(meta)): Principal[] {
  if (state !== 'agreed' && state !== 'adref') return []
  const pid = reading.paragraphs[index]?.raw.starter?.p ?? ''
  const waiting = state === 'agreed' ? pendingOf(meta, pid) : []
  return [...new Set([...objectorsToClosing(reading, meta, index, stands), ...waiting])]
}

/** Delegations that take stands and have nobody here; a group is here with any of its members. */
function absentFrom(parties: Parties, present: ReadonlySet<Principal>): Principal[] {
  return [...parties.values()]
    .filter(({ code, rights, members }) => rights.standAlone && ![code, ...members].some((one) => present.has(one)))
    .map(({ code }) => code)
}

/** Under consensus, what is closed over somebody's head is closed by two presses, the second naming whose. */
function secondPress(scene: Scene, act: SetState, rungs: readonly Rung[], absent: readonly Principal[]): Refusal | null {
  if (scene.context.rules.decide !== 'consensus') return null
  const heard = heardByDesk(scene)
  const stands = standsOf(heard)
  const objections = rungs.map((rung) => ({ ...rung, who: objectorsAt(scene, heard, rung.index, act.state, stands) }))
  const objectors = [...new Set(objections.flatMap(({ who }) => who))]
  const { over = [], absent: known = [] } = act
  if (objectors.every((code) => over.includes(code)) && absent.every((code) => known.includes(code))) return null
  const said = objections.filter(({ who }) => who.length > 0).map(({ index, who }) => objection(scene, index, who))
  if (absent.length > 0) said.push(`Not connected: ${listed(absent)}.`)
  return refuse('AC-32', `${said.join(' ')} Press again to do it all the same; the record will name them.`, { objectors, absent })
}

function objection(scene: Scene, index: number, who: readonly Principal[]): string {
  const { label = '' } = paragraphRef(scene, index) ?? {}
  return `${listed(who)} ${who.length === 1 ? 'objects' : 'object'}${label === '' ? '' : ` to ${label}`}.`
}

function listed(codes: readonly Principal[]): string {
  const more = codes.length - LISTED
  return `${codes.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

export const sendBack: Handler<'return'> = (scene, act) => {
  const index = found(scene, act.target)
  if (typeof index !== 'number') return index
  const before = stateOf(scene.meta, act.target)
  const no = forbidden(scene, 'return', { state: before })
  if (no !== null) return no
  return {
    perform: (change) => {
      open(change, act.target)
      return [entry(scene, 'return', index, { before, after: 'open', rationale: act.reason })]
    },
  }
}

export const clear: Handler<'clear'> = (scene, act) => {
  const index = found(scene, act.target)
  if (typeof index !== 'number') return index
  const waiting = pendingOf(scene.meta, act.target)
  const awaited = scene.principal !== null && waiting.includes(scene.principal)
  const no = forbidden(scene, 'clear', { state: stateOf(scene.meta, act.target), awaited })
  if (no !== null) return no
  const left = waiting.filter((code) => code !== scene.principal)
  return {
    perform: (change) => {
      change.set(metaKey.pending(act.target), left.length === 0 ? undefined : left)
      return [entry(scene, 'clear', index, { detail: { pending: left } })]
    },
  }
}

export const reopen: Handler<'reopen'> = (scene, act) => {
  const no = forbidden(scene, 'reopen', {})
  if (no !== null) return no
  if (act.target === null) {
    const status = statusOf(scene.meta)
    if (!isClosed(status)) return refuse('AC-10', 'The text is not adopted; there is nothing to reopen.')
    return {
      perform: (change) => {
        change.set(metaKey.status, 'issued')
        return [{ act: 'reopen', target: null, paragraph: null, content: { before: status, after: 'issued', rationale: act.reason } }]
      },
    }
  }
  const target = act.target
  const index = found(scene, target)
  if (typeof index !== 'number') return index
  const before = stateOf(scene.meta, target)
  if (before === 'open') return refuse('AC-10', 'This paragraph is open already.')
  return {
    perform: (change) => {
      open(change, target)
      return [entry(scene, 'reopen', index, { before, after: 'open', rationale: act.reason })]
    },
  }
}

function open(change: Change, pid: Pid): void {
  change.set(metaKey.state(pid), 'open')
  change.set(metaKey.forum(pid), undefined)
  change.set(metaKey.pending(pid), undefined)
}
