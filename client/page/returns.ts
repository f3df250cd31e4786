// A file that comes back: how its comparison is shown, what of it is left out, what the button says and what came of it.
// Words and choices only; the server compares and carries out.
import type { Principal } from '@chapeau/shared/ids'
import type {
  ComparedDifference,
  ComparisonAnswer,
  Problem,
  RecordLine,
  ReturnedAnswer,
  VanishedBracket,
} from '@chapeau/shared/protocol/api'
import { codeName, count, KIND_NAMES, when } from './names.ts'

/** Kinds of files that are read, for a file chooser. */
export const RETURNED_KINDS = '.docx,.odt,.html,.htm,.md,.markdown,.txt'
/** Largest file that the server takes, in bytes. */
export const MAX_RETURNED_BYTES = 8 * 1024 * 1024

/** Why a file is not sent at all; empty where it is. */
export function fileFault({ name, size }: { readonly name: string; readonly size: number }): string {
  if (size === 0) return `${name === '' ? 'This' : name} is empty.`
  return size > MAX_RETURNED_BYTES ? `${name} is larger than 8 MB. Take pictures out of it, or bring it back in parts.` : ''
}

/** `tone`: how much it asks of the reader; never the only sign. */
export interface StateView {
  readonly says: string
  readonly tone: 'plain' | 'join' | 'ask' | 'stop'
}

/** What would become of a difference, in plain words. */
export function stateSays({ state, with: other, message, rule }: ComparedDifference): StateView {
  switch (state) {
    case 'clean':
      return { says: 'Nothing has changed here since', tone: 'plain' }
    case 'rebased':
      return { says: 'The words around it have changed since; its place is sure', tone: 'plain' }
    case 'same':
      return { says: `The same as ${other === null ? 'a proposal' : `${codeName(other)}’s`}: joins it`, tone: 'join' }
    case 'there':
      return { says: 'The text says so already', tone: 'plain' }
    case 'conflict':
      return { says: `Conflict: ${sentence(message, 'what it is about has changed')}`, tone: 'ask' }
    case 'refused':
      return { says: `Not proposed: ${sentence(message, 'it is not allowed')}${rule === '' ? '' : ` (${rule})`}`, tone: 'stop' }
  }
}

const DIFFERENCE_NAMES: Readonly<Record<ComparedDifference['kind'], string>> = {
  insert: 'Addition',
  delete: 'Deletion',
  replace: 'Replacement',
  reserve: 'Reservation',
  paragraph: 'New paragraph',
  comment: 'Reason for a proposal',
}

/** `Replacement in 5 bis`, for whoever hears the list instead of seeing it. */
export const differenceName = ({ kind, paragraph }: ComparedDifference): string =>
  `${DIFFERENCE_NAMES[kind]}${paragraph.label === '' ? '' : ` ${kind === 'paragraph' ? 'behind' : 'in'} ${paragraph.label}`}`

/** Whether somebody has a say in it: what is refused or there already comes to nothing either way. */
export const isChoice = ({ state }: ComparedDifference): boolean => state !== 'refused' && state !== 'there'

/**
 * Numbers of the differences that are left out at first: conflicts. Of a comparison made anew, those that were left out before;
 * what is a conflict only now is left out too.
 */
export function leftAtFirst(
  { differences }: ComparisonAnswer,
  before: { readonly comparison: ComparisonAnswer; readonly left: ReadonlySet<number> } | null = null,
): ReadonlySet<number> {
  const earlier = new Map<string, { readonly left: boolean; readonly conflict: boolean }>()
  if (before !== null) {
    const keys = keysOf(before.comparison.differences)
    before.comparison.differences.forEach(({ n, state }, i) =>
      earlier.set(keys[i]!, { left: before.left.has(n), conflict: state === 'conflict' }),
    )
  }
  const keys = keysOf(differences)
  return new Set(
    differences.flatMap(({ n, state }, i) => {
      const was = earlier.get(keys[i]!)
      const left = was === undefined || (state === 'conflict' && !was.conflict) ? state === 'conflict' : was.left
      return left ? [n] : []
    }),
  )
}

/** What each difference is about, whatever became of it meanwhile; equal ones are told apart by their order. */
export function keysOf(differences: readonly ComparedDifference[]): string[] {
  const seen = new Map<string, number>()
  return differences.map(({ principal, paragraph, kind, was, is, label }) => {
    const key = JSON.stringify([principal, paragraph.id, kind, was, is, label])
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    return `${key}${times}`
  })
}

/** What pressing the button would do. */
export interface ReturnPlan {
  readonly changes: number
  readonly joins: number
  /** Numbers that are sent as left out, in their order. */
  readonly leave: readonly number[]
  /** What the button says. */
  readonly label: string
}

export function planOf({ differences, principal, way }: ComparisonAnswer, left: ReadonlySet<number>): ReturnPlan {
  const kept = differences.filter((one) => isChoice(one) && !left.has(one.n))
  const joins = kept.filter(({ state }) => state === 'same').length
  const changes = kept.length - joins
  const names = [...new Set(kept.length === 0 ? [principal] : kept.map((one) => one.principal))].map(codeName)
  const name = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`
  const leave = differences.filter(({ n }) => left.has(n)).map(({ n }) => n)
  if (way === 'edits') return { changes, joins, leave, label: `Make ${count(changes + joins, 'change')}` }
  const does = changes === 0 && joins > 0 ? `Join ${count(joins, 'proposal')}` : `Propose ${count(changes, 'change')}`
  const also = changes > 0 && joins > 0 ? ` and join ${count(joins, 'proposal')}` : ''
  return { changes, joins, leave, label: `${does}${also} in the name of ${name}` }
}

/** `12 changes · 2 conflicts · 1 refused`; what of it stands in the text already comes last. */
export function countsSay({ differences }: ComparisonAnswer): string {
  const of = (...states: ComparedDifference['state'][]): number => differences.filter(({ state }) => states.includes(state)).length
  const parts = [
    [of('clean', 'rebased'), 'change', 'changes'],
    [of('same'), 'same as another’s', 'same as others’'],
    [of('conflict'), 'conflict', 'conflicts'],
    [of('refused'), 'refused', 'refused'],
    [of('there'), 'there already', 'there already'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many))
  return said.length === 0 ? 'no changes' : said.join(' · ')
}

/** What the file is held against: `as taken away at 15:52 (Rev.2, entry 41)`. */
export function baseSays({ from, seq, revision, at }: ComparisonAnswer['base'], now: Date): string {
  if (from === 'now') return 'the text as it stands'
  const time = at === null ? '' : ` of ${when(new Date(at), now)}`
  if (from === 'revision') return `${revision === '' ? 'the revision' : revision}${time}`
  return `the copy taken away${time.replace(' of ', ' at ')} (${revision === '' ? 'draft' : revision}, entry ${seq ?? '?'} of the record)`
}

/** What came of it, in one line. */
export function resultSays(
  { proposed, joined, left, refused, there }: ReturnedAnswer,
  { principal, way }: Pick<ComparisonAnswer, 'principal' | 'way'>,
): string {
  const name = codeName(principal)
  const made =
    way === 'edits'
      ? `Made ${count(proposed + joined, 'change')}`
      : `Proposed ${count(proposed, 'change')} in the name of ${name}${way === 'waits' && proposed > 0 ? ', waiting to enter the text' : ''}`
  const parts = [
    proposed === 0 && joined > 0 ? '' : made,
    joined === 0 || way === 'edits' ? '' : `joined ${count(joined, 'proposal of others', 'proposals of others')}`,
    left === 0 ? '' : `left out ${left}`,
    refused === 0 ? '' : `${refused} refused`,
    there === 0 ? '' : `${there} stood in the text already`,
  ].filter((part) => part !== '')
  const said = parts.join('; ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
}

/** Brackets that one return proposed or joined, in the order of the record, once it has told of them. */
export function broughtBack(record: readonly RecordLine[], seq: number): string[] {
  const first = record.findIndex(({ entry }) => entry.seq === seq)
  const file = fileOf(record[first])
  if (file === null) return []
  const rest = record.slice(first)
  const end = rest.findIndex((line) => fileOf(line) !== file)
  const lines = end < 0 ? rest : rest.slice(0, end)
  return [...new Set(lines.flatMap(({ entry: { act, target } }) => (['propose', 'join'].includes(act) && target !== null ? [target] : [])))]
}

/** `Addition in 5`, of a bracket that the file no longer holds. */
export const vanishedName = ({ kind, paragraph }: VanishedBracket): string =>
  `${KIND_NAMES[kind]}${paragraph.label === '' ? '' : ` in ${paragraph.label}`}`

export function vanishedSays({ outcome, open }: VanishedBracket): string {
  if (!open) return 'decided since'
  return outcome === 'words gone' ? 'gone from the file with its words' : 'its words stand in the file without the bracket'
}

/** What a person is told of a request that failed, ending in what can be done. */
export function problemSays({ status, title, detail, rule }: Problem): string {
  // What the server says of itself are whole sentences; what the page says needs its heading.
  const said = detail === undefined ? `${title}.` : status > 0 ? detail : `${title}: ${detail}`
  return rule === undefined ? said : `${said} (${rule})`
}

/** Who may be chosen to have returned something: the desk itself, and delegations that propose. */
export function namesToChoose(
  delegations: readonly { readonly code: Principal; readonly name: string; readonly rights: { readonly propose: boolean } }[],
): { readonly code: Principal; readonly name: string }[] {
  const members = delegations.filter(({ code, rights }) => rights.propose && code !== 'CHAIR')
  return [...members.map(({ code, name }) => ({ code, name: `${code} · ${name}` })), { code: 'CHAIR', name: 'the facilitator' }]
}

function fileOf(line: RecordLine | undefined): string | null {
  const file = line?.content?.detail?.['file']
  const hash = typeof file === 'object' && file !== null && 'hash' in file ? file.hash : null
  return typeof hash === 'string' ? hash : null
}

function sentence(message: string, otherwise: string): string {
  const said = message === '' ? otherwise : message.replace(/\.$/, '')
  return /^[A-Z][a-z]/.test(said) ? `${said.charAt(0).toLowerCase()}${said.slice(1)}` : said
}
