// Files on their way back, one row each: which text and whose it may be, how far it has come, what is to be said at the end.
// Values only; elements/returns/returning.ts asks the server.
import type { Principal } from '@chapeau/shared/ids'
import type { ComparisonAnswer, MatchAnswer, ReturnedAnswer, TextSummary } from '@chapeau/shared/protocol/api'
import { codeName, count } from './names.ts'
import { countsSay, fileFault, keysOf, leftAtFirst, planOf, resultSays } from './returns.ts'

/** Files that are worked through at once. */
export const MOST_FILES = 100

export interface ReturnedFile {
  readonly id: number
  /** '' for words that were pasted. */
  readonly name: string
  readonly blob: Blob
  /**
   * `waiting`: it will be looked at; `looking`: it is, now; `asks`: its text or delegation is to be said; `compared`: it can be
   * carried out; `carrying`: it is, now; `done`, `failed`: with what was said.
   */
  readonly state: 'waiting' | 'looking' | 'asks' | 'compared' | 'carrying' | 'done' | 'failed'
  /** Counts what a person has changed about it: an answer to an earlier question is not listened to. */
  readonly turn: number
  /** Texts that it may be about, likeliest first; null until that was asked. */
  readonly texts: MatchAnswer['texts'] | null
  readonly textId: string | null
  readonly principal: Principal | null
  /** Why this delegation was guessed; null where a person has chosen it. */
  readonly why: MatchAnswer['delegations'][number]['why'] | null
  /** Revision's number or `now`; null: what the file says. */
  readonly base: string | null
  /** Whom the authors of its tracked changes speak for, where a person has said so. */
  readonly authors: Readonly<Record<string, Principal>>
  readonly comparison: ComparisonAnswer | null
  readonly left: ReadonlySet<number>
  /** The comparison is another one than was pressed on. */
  readonly renewed: boolean
  readonly carried: ReturnedAnswer | null
  readonly message: string
}

/** What is known before any file is looked at. */
export interface Guess {
  readonly texts: readonly TextSummary[]
  /** The text that is open; null on the meeting's page. */
  readonly here: string | null
  /** Whose files they are; null where it is to be said for each. */
  readonly principal: Principal | null
}

/** Files added to those that are there already: no file twice, at most so many; `said` tells what was not taken. `first`: their first id. */
export function withFiles(
  files: readonly ReturnedFile[],
  more: readonly { readonly name: string; readonly blob: Blob }[],
  { here, principal }: Guess,
  first: number,
): { readonly files: readonly ReturnedFile[]; readonly said: string } {
  const known = new Set(files.map(({ name, blob }) => `${blob.size}/${name}`))
  const fresh = more.filter(({ name, blob }) => !known.has(`${blob.size}/${name}`))
  const room = Math.max(0, MOST_FILES - files.length)
  const taken = fresh.slice(0, room).map(({ name, blob }, i): ReturnedFile => {
    const message = fileFault({ name, size: blob.size })
    const choice = { textId: here, principal, why: null, base: null, authors: {}, turn: 0 }
    const nothing = { texts: null, comparison: null, left: new Set<number>(), renewed: false, carried: null, message }
    return { id: first + i, name, blob, state: message === '' ? 'waiting' : 'failed', ...choice, ...nothing }
  })
  const said = [
    more.length - fresh.length === 0 ? '' : `${count(more.length - fresh.length, 'file was', 'files were')} here already.`,
    fresh.length <= room ? '' : `${count(MOST_FILES, 'file')} at once; ${fresh.length - room} more can follow when these are done.`,
  ]
  return { files: [...files, ...taken], said: said.filter((one) => one !== '').join(' ') }
}

/** What the server guesses, where nobody has said anything else. A file that names its text is of that text. */
export function guessed(file: ReturnedFile, { texts, delegations }: MatchAnswer, { texts: known, here }: Guess): ReturnedFile {
  const [likeliest] = texts
  const [whose] = delegations
  const only = known.length === 1 ? known[0]!.id : null
  const principal = file.principal ?? whose?.code ?? null
  return {
    ...file,
    texts,
    textId: file.turn > 0 && file.textId !== null ? file.textId : (likeliest?.id ?? here ?? only),
    principal,
    why: file.principal === null ? (whose?.why ?? null) : file.why,
  }
}

/** `85 % alike`; '' where that is not known. */
export function likenessSays({ texts, textId }: ReturnedFile): string {
  const found = texts?.find(({ id }) => id === textId)
  if (found === undefined) return ''
  return found.named ? 'named in the file' : `${Math.round(found.likeness * 100)} % alike`
}

const WHY: Readonly<Record<NonNullable<ReturnedFile['why']>, string>> = {
  author: 'by its author',
  'file name': 'by its name',
  heading: 'by its heading',
}

export const whySays = ({ why }: ReturnedFile): string => (why === null ? '' : WHY[why])

/** How far a file has come. */
export function stateOf(file: ReturnedFile): string {
  switch (file.state) {
    case 'waiting':
      return 'waiting'
    case 'looking':
      return 'comparing…'
    case 'asks':
      return file.textId === null ? 'which text is it about?' : 'whose is it?'
    case 'compared':
      return file.comparison === null ? '' : countsSay(file.comparison)
    case 'carrying':
      return 'proposing…'
    case 'done':
      return file.carried === null || file.comparison === null ? 'done' : resultSays(file.carried, file.comparison)
    case 'failed':
      return file.message
  }
}

/** Whether carrying it out would write something. */
export function isReady({ state, comparison, left }: ReturnedFile): boolean {
  if (state !== 'compared' || comparison === null) return false
  const { changes, joins } = planOf(comparison, left)
  return changes + joins > 0
}

/**
 * Whether a comparison made anew may be carried out without another look, and what is left out of it then: the same differences,
 * none in conflict or refused that was not before. What others of the same batch proposed first is joined.
 */
export function carriesOn(
  before: { readonly comparison: ComparisonAnswer; readonly left: ReadonlySet<number> },
  after: ComparisonAnswer,
): ReadonlySet<number> | null {
  const { comparison } = before
  if (after.way !== comparison.way || after.principal !== comparison.principal || after.base.seq !== comparison.base.seq) return null
  const keys = keysOf(comparison.differences)
  const now = keysOf(after.differences)
  if (keys.length !== now.length || now.some((key, i) => key !== keys[i])) return null
  const worse = after.differences.some(({ state }, i) => {
    const was = comparison.differences[i]!.state
    return (state === 'conflict' || state === 'refused') && state !== was
  })
  return worse ? null : leftAtFirst(after, before)
}

/** What came of all of them; '' before any is done. */
export function summaryOf(files: readonly ReturnedFile[]): string {
  const done = files.flatMap(({ carried, comparison, principal }) =>
    carried === null || comparison === null ? [] : [{ carried, way: comparison.way, principal }],
  )
  if (done.length === 0) return ''
  const sum = (of: (one: ReturnedAnswer) => number): number => done.reduce((n, { carried }) => n + of(carried), 0)
  const edits = done.filter(({ way }) => way === 'edits').reduce((n, { carried }) => n + carried.proposed, 0)
  const parts = [
    edits === 0 ? '' : count(edits, 'change made', 'changes made'),
    count(sum(({ proposed }) => proposed) - edits, 'proposal'),
    `${sum(({ joined }) => joined)} joined as co-sponsors`,
    sum(({ refused }) => refused) === 0 ? '' : `${sum(({ refused }) => refused)} refused`,
  ].filter((part) => part !== '')
  const names = [...new Set(done.flatMap(({ principal }) => (principal === null ? [] : [codeName(principal)])))]
  return `${count(done.length, 'file')} brought back for ${names.join(', ')}: ${parts.join(', ')}.`
}
