// What asks the server about files that come back: looks at one after the other, carries out what was seen, holds their state.
// Knows no element; outlives the surface that shows it, so that closing a tool to look at the text loses nothing.
import type { Pid, Principal } from '@chapeau/shared/ids'
import type { ComparisonAnswer, SeatAnswer, TextSummary } from '@chapeau/shared/protocol/api'
import type { Delegation } from '@chapeau/shared/policy'
import { uuid } from '../../connection/acts.ts'
import { carryReturn, compareReturn, matchFile, type Carried, type Failed, type ReturnAsk } from '../../connection/returns.ts'
import { carriesOn, guessed, isReady, withFiles, type ReturnedFile } from '../../page/returned-files.ts'
import { leftAtFirst, planOf, problemSays } from '../../page/returns.ts'

/** Where files come back to. */
export interface ReturnPlace {
  readonly seat: SeatAnswer
  readonly meeting: { readonly id: string; readonly delegations: readonly Delegation[]; readonly texts: readonly TextSummary[] }
  /** The text that is open; null on the meeting's page. */
  readonly here: string | null
  /** Whose files they are as a rule; null where that is to be said for each. */
  readonly principal: Principal | null
  /** Whether the seat chooses for whom it returns something. */
  readonly chooses: boolean
  /** The only paragraph that words are compared with; null for the whole text. */
  readonly paragraph: Pid | null
}

/** A comparison that changes under a batch is looked at again so often before a person must. */
const MOST_TURNS = 5

export class Returning {
  readonly place: ReturnPlace
  files: readonly ReturnedFile[] = []
  /** What was not taken when files were last added; '' for nothing. */
  said = ''
  /** Files of a batch that are behind it, and in all; null while none runs. */
  batch: { readonly done: number; readonly of: number; readonly stopping: boolean } | null = null
  readonly #listeners = new Set<() => void>()
  #looking = false
  /** Ids are not used again: an answer may come when its file is gone. */
  #nextId = 1
  /** Id of the last try to carry something out, by all that it says: a lost answer is found again under it. */
  readonly #requests = new Map<string, string>()

  constructor(place: ReturnPlace) {
    this.place = place
  }

  /** Calls `listener` after every change; the answer removes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  take(files: readonly { readonly name: string; readonly blob: Blob }[]): void {
    const taken = withFiles(this.files, files, this.#guess, this.#nextId)
    this.#nextId += files.length
    this.files = taken.files
    this.said = taken.said
    this.#tell()
    void this.#look()
  }

  /** What a person says about a file; it is compared anew. */
  change(id: number, change: Partial<Pick<ReturnedFile, 'textId' | 'principal' | 'base' | 'authors'>>): void {
    const file = this.#find(id)
    if (file === null || file.state === 'carrying' || file.state === 'done') return
    const why = 'principal' in change ? null : file.why
    this.#put(id, { ...change, why, turn: file.turn + 1, state: 'waiting', message: '', renewed: false })
    void this.#look()
  }

  /** Leaves a difference out, or takes it in again. */
  leave(id: number, n: number): void {
    const file = this.#find(id)
    if (file === null) return
    const left = new Set(file.left)
    if (!left.delete(n)) left.add(n)
    this.#put(id, { left })
  }

  /** Tries again what failed. */
  again(id: number): void {
    const file = this.#find(id)
    if (file?.state !== 'failed') return
    if (file.comparison === null) this.change(id, {})
    else {
      this.#put(id, { state: 'compared', message: '' })
      void this.carry(id)
    }
  }

  remove(id: number): void {
    this.files = this.files.filter((file) => file.id !== id || file.state === 'carrying')
    this.said = ''
    this.#tell()
  }

  clear(): void {
    this.files = this.files.filter(({ state }) => state === 'carrying')
    this.said = ''
    this.#tell()
  }

  /** Carries out what was seen; where it has changed meanwhile nothing is written and the new comparison stands there. */
  async carry(id: number): Promise<void> {
    const outcome = await this.#carryOnce(id)
    if (outcome?.status === 'changed') this.#renew(id, outcome.comparison)
  }

  /** Carries out all that are ready, one after the other; what each finds changed by those before it is joined or goes on. */
  async carryAll(): Promise<void> {
    if (this.batch !== null) return
    const ready = this.files.filter(isReady).map(({ id }) => id)
    this.batch = { done: 0, of: ready.length, stopping: false }
    for (const id of ready) {
      this.#tell()
      await this.#carryOn(id)
      // Changed while it was waited for.
      const { done, stopping } = this.batch as NonNullable<Returning['batch']>
      this.batch = { done: done + 1, of: ready.length, stopping }
      if (stopping) break
    }
    this.batch = null
    this.#tell()
  }

  /** The file that is being carried out is the last. */
  stop(): void {
    if (this.batch === null) return
    this.batch = { ...this.batch, stopping: true }
    this.#tell()
  }

  async #carryOn(id: number): Promise<void> {
    for (let turn = 1; ; turn++) {
      const before = this.#find(id)
      const outcome = await this.#carryOnce(id)
      if (before === null || outcome?.status !== 'changed') return
      const { comparison } = before
      const left = comparison === null ? null : carriesOn({ comparison, left: before.left }, outcome.comparison)
      // What has become something else is shown before anything of it is proposed.
      if (left === null || turn === MOST_TURNS) return this.#renew(id, outcome.comparison)
      this.#put(id, { comparison: outcome.comparison, left, state: 'compared' })
    }
  }

  async #carryOnce(id: number): Promise<Carried | null> {
    const file = this.#find(id)
    if (file?.state !== 'compared' || file.comparison === null) return null
    const ask = this.#ask(file)
    const { digest } = file.comparison
    const { leave } = planOf(file.comparison, file.left)
    const key = JSON.stringify([id, ask.textId, ask.as, ask.base, ask.authors, digest, leave])
    const request = this.#requests.get(key) ?? uuid()
    this.#requests.set(key, request)
    this.#put(id, { state: 'carrying', message: '', renewed: false })
    const outcome = await carryReturn(ask, { digest, leave, request })
    if (outcome.status === 'carried') this.#put(id, { state: 'done', carried: outcome.answer })
    else if (outcome.status === 'failed') this.#fail(id, outcome)
    return outcome
  }

  #renew(id: number, comparison: ComparisonAnswer): void {
    const file = this.#find(id)
    if (file === null) return
    const before = file.comparison === null ? null : { comparison: file.comparison, left: file.left }
    this.#put(id, { state: 'compared', comparison, left: leftAtFirst(comparison, before), renewed: true })
  }

  /** Looks at what waits, one file at a time: forty of them are not to keep a server from a sitting. */
  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    for (let file = this.#next(); file !== null; file = this.#next()) await this.#lookAt(file)
    this.#looking = false
  }

  #next(): ReturnedFile | null {
    return this.files.find(({ state }) => state === 'waiting') ?? null
  }

  async #lookAt(waiting: ReturnedFile): Promise<void> {
    this.#put(waiting.id, { state: 'looking' })
    const file = this.#mustMatch(waiting) ? await this.#match(waiting) : waiting
    if (file === null) return
    if (file.textId === null || file.principal === null) return this.#put(file.id, { state: 'asks' })
    const outcome = await compareReturn(this.#ask(file))
    if (this.#find(file.id)?.turn !== file.turn) return
    if (outcome.status === 'failed') return this.#fail(file.id, outcome)
    const { comparison } = outcome
    const before = waiting.comparison === null ? null : { comparison: waiting.comparison, left: waiting.left }
    this.#put(file.id, { state: 'compared', comparison, left: leftAtFirst(comparison, before) })
  }

  /** One file on an open text is about that text, and words are whose they are said to be. */
  #mustMatch({ texts, principal, textId }: ReturnedFile): boolean {
    if (texts !== null || this.place.paragraph !== null) return false
    return textId === null || principal === null || this.files.length > 1
  }

  async #match({ id, name, blob, turn }: ReturnedFile): Promise<ReturnedFile | null> {
    const { meeting, seat } = this.place
    const outcome = await matchFile({ meetingId: meeting.id, seatId: seat.id, name }, blob)
    const file = this.#find(id)
    if (file === null || file.turn !== turn) return null
    if (outcome.status === 'failed') {
      this.#fail(id, outcome)
      return null
    }
    const found = guessed(file, outcome.match, this.#guess)
    // A guess is of delegations that propose, and of the texts that are here.
    const allowed = meeting.delegations.some(({ code, rights }) => code === found.principal && rights.propose)
    const principal = found.principal === 'CHAIR' || allowed ? found.principal : null
    const alone = this.place.here !== null && this.files.length === 1
    const next = { ...found, principal, textId: alone ? this.place.here : found.textId }
    this.#put(id, next)
    return next
  }

  get #guess(): Parameters<typeof withFiles>[2] {
    const { meeting, here, principal } = this.place
    return { texts: meeting.texts, here, principal }
  }

  #ask({ textId, principal, blob, name, base, authors }: ReturnedFile): ReturnAsk {
    const { seat, chooses, paragraph } = this.place
    const as = chooses && principal !== 'CHAIR' ? principal : null
    return { textId: textId ?? '', seatId: seat.id, as, file: blob, name, base, paragraph, authors }
  }

  #fail(id: number, { problem }: Failed): void {
    this.#put(id, { state: 'failed', message: problemSays(problem) })
  }

  #find(id: number): ReturnedFile | null {
    return this.files.find((file) => file.id === id) ?? null
  }

  #put(id: number, change: Partial<ReturnedFile>): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, ...change } : file))
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
