// One object owns the outside world for one open text: who I am, the meeting, the live line, the record, acts.
// It writes the store and announces changes; it renders nothing and knows no element.
import * as Y from 'yjs'
import { NOBODY, type Principal } from '@chapeau/shared/ids'
import { mayWrite } from '@chapeau/shared/policy'
import type { MeAnswer, MeetingAnswer, Problem, RecordLine, SeatAnswer } from '@chapeau/shared/protocol/api'
import type { AsideMessage, Recorded, Refused, Returned } from '@chapeau/shared/protocol/messages'
import { statusOf, withAsides } from '@chapeau/shared/text/meta'
import { paragraphsOf } from '@chapeau/shared/text/model'
import { Reader } from '@chapeau/shared/text/read'
import { bodyOf, metaMapOf, runsOf } from '@chapeau/shared/text/ytext'
import { sendAct, wordsSeen, type ActResult, type Wish } from './connection/acts.ts'
import { getJson, getLines, type Answer } from './connection/http.ts'
import { KeptWords } from './connection/kept-words.ts'
import { Line, type Link, type Room } from './connection/line.ts'
import { missedWords, withGivenBack } from './page/given-back.ts'
import { drawDelay } from './page/pace.ts'
import { partiesOf, presenceOf, type Presence } from './page/people.ts'
import { actorOf, EMPTY_STORE, WHOSE_WORDS, type GivenBack, type Opened, type Sheet, type Store } from './store.ts'

/** Entries of the record arrive in bursts; one request fetches a burst. */
const RECORD_AFTER_MS = 150

export class Session {
  #store: Store = EMPTY_STORE
  #line: Line | null = null
  #closed = false
  /** The document after a refusal, until the server's text is in it. */
  #next: Room | null = null
  /** Up to which entry of the record this device knows what was given back; null on a device that is new to the text. */
  #heard: number | null = null
  /** The record's last entry when the line was last opened: what is given back after it comes over the line. */
  #joinedAt: number | null = null
  #readTimer: ReturnType<typeof setTimeout> | null = null
  #recordTimer: ReturnType<typeof setTimeout> | null = null
  #keptWords: KeptWords | null = null
  /** What the last reading and the drawing after it took. */
  #readCost = 0
  readonly #reader = new Reader()
  readonly #listeners = new Set<() => void>()

  get store(): Store {
    return this.#store
  }

  /** Calls `listener` after every change; the answer removes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Opens a text under a seat; null takes the first seat in the text's meeting. */
  async open(textId: string, seatId: string | null): Promise<void> {
    const found = await findText(textId, seatId)
    if (this.#closed) return
    if (!found.ok) return this.#set({ phase: { state: 'failed', problem: found.problem } })
    const opened = found.value
    const writes = opened.seat.role !== 'observer'
    this.#set({ opened })
    this.#keptWords = new KeptWords(textId, opened.seat.id)
    this.#set({ givenBack: await this.#keptWords.take() })
    this.#heard = await this.#keptWords.heard()
    this.#line = new Line(
      { textId, seatId: opened.seat.id, writes, onBehalfOf: null, url: socketUrl() },
      {
        room: (room) => this.#handleRoom(room),
        text: () => this.#readSoon(),
        presence: () => this.#handlePresence(),
        link: (link) => this.#handleLink(link),
        synced: () => this.#handleSynced(),
        saved: (all) => this.#set({ saved: { all, at: all ? new Date() : this.#store.saved.at } }),
        returned: (message) => this.#handleReturned(message),
        refused: (message, words) => this.#handleRefused(message, words),
        aside: (message) => this.#handleAside(message),
        recorded: (message) => this.#handleRecorded(message),
      },
    )
    await this.#line.open()
  }

  /** Performs an act under this seat on what was last shown; a typist may say for whom. */
  async act(wish: Wish, as?: Principal): Promise<ActResult> {
    const { opened, sheet } = this.#store
    if (opened === null || sheet === null) return { status: 'failed', message: 'The text is not open yet.' }
    const sender = { textId: opened.textId, seatId: opened.seat.id, onBehalfOf: as ?? (opened.onBehalfOf || null) }
    const result = await sendAct(wish, sender, this.#asSeen(wish, sheet))
    // What it changed has come by the other line, as a rule before its answer: the page shows both together.
    if (this.#readTimer !== null) this.#read()
    return result
  }

  /** Changes whom a typist types for, `NOBODY`: for nobody until it is said; false while earlier words are not saved. */
  async typeFor(principal: Principal | null): Promise<boolean> {
    if (this.#line === null || !(await this.#line.typeFor(principal === NOBODY ? null : principal))) return false
    const { opened } = this.#store
    if (opened !== null) this.#set({ opened: { ...opened, onBehalfOf: principal } })
    return true
  }

  /** The person is called otherwise from now on. */
  rename(name: string): void {
    const { opened } = this.#store
    if (opened !== null) this.#set({ opened: { ...opened, me: { ...opened.me, person: { ...opened.me.person, name } } } })
    this.#handlePresence()
  }

  /** The person has taken note of words given back. */
  dismiss(ids: readonly number[]): void {
    this.#keepWords(this.#store.givenBack.filter(({ id }) => !ids.includes(id)))
  }

  reconnect(): void {
    this.#line?.reconnect()
  }

  close(): void {
    this.#closed = true
    for (const timer of [this.#readTimer, this.#recordTimer]) if (timer !== null) clearTimeout(timer)
    this.#line?.close()
    this.#listeners.clear()
  }

  #set(change: Partial<Store>): void {
    if (this.#closed) return
    const next = { ...this.#store, ...change }
    if (next.opened !== null) {
      const { seat, meeting, onBehalfOf } = next.opened
      const actor = actorOf(seat, meeting.delegations, onBehalfOf)
      const status = next.sheet === null ? 'preparation' : statusOf(next.sheet.meta)
      this.#store = {
        ...next,
        actor,
        permission: next.barred ?? (onBehalfOf === NOBODY ? WHOSE_WORDS : mayWrite(actor, status, meeting.rules.entry)),
      }
    } else this.#store = next
    for (const listener of this.#listeners) listener()
  }

  /** A first document is shown when it comes; a later one once it holds the text, so that nobody loses their place. */
  #handleRoom(room: Room): void {
    if (this.#store.sheet === null) return this.#set({ room })
    this.#next = room
    this.#set({ renewing: true })
  }

  #handleSynced(): void {
    const room = this.#next ?? this.#store.room
    this.#next = null
    this.#set({ phase: { state: 'ready' }, room, renewing: false })
    this.#read()
    void this.#fetchRecord()
  }

  /** The text as it is now, where what the act is about still reads as it did when it was last drawn; else as it was drawn. */
  #asSeen(wish: Wish, drawn: Sheet): Sheet {
    if (this.#readTimer === null) return drawn
    this.#read()
    const { sheet } = this.#store
    return sheet !== null && wordsSeen(wish, sheet) === wordsSeen(wish, drawn) ? sheet : drawn
  }

  #readSoon(): void {
    if (this.#store.phase.state !== 'ready' || this.#readTimer !== null) return
    this.#readTimer = setTimeout(() => this.#read(), drawDelay(this.#readCost))
  }

  #read(): void {
    if (this.#readTimer !== null) clearTimeout(this.#readTimer)
    this.#readTimer = null
    const doc = this.#store.room?.doc
    if (doc === undefined) return
    const started = performance.now()
    const meta = new Map(metaMapOf(doc).entries())
    const reading = this.#reader.read(paragraphsOf(runsOf(bodyOf(doc))), meta)
    this.#set({ sheet: { reading, meta, heard: withAsides(meta, this.#store.asides), sv: Y.encodeStateVector(doc) } })
    // Elements draw before the next task begins.
    setTimeout(() => (this.#readCost = performance.now() - started))
  }

  #handlePresence(): void {
    const { room, opened, actor } = this.#store
    // Of a document on its way, presence comes with the text.
    if (room === null || opened === null || this.#next !== null) return
    // The stamp on the own state goes to the others only; what this page is, it knows.
    const others = [...room.awareness.getStates()].filter(([clientId]) => clientId !== room.awareness.clientID)
    const me: Presence = { name: opened.me.person.name, principal: actor.principal, role: actor.role }
    this.#set({ parties: partiesOf([me, ...others.flatMap(([, state]) => presenceOf(state) ?? [])]) })
  }

  #handleLink(link: Link): void {
    if (link.state !== 'live') this.#joinedAt = null
    this.#set({ link })
  }

  #handleReturned({ rule, message, place, words }: Returned): void {
    this.#giveBack({ why: 'returned', rule, message, place, words })
  }

  #handleRefused({ rule, message, clientId }: Refused, words: string): void {
    if (clientId === null) this.#set({ barred: { ok: false, rule, message } })
    this.#giveBack({ why: 'refused', rule, message, place: '', words })
  }

  #giveBack(what: Omit<GivenBack, 'id'>): void {
    this.#keepWords(withGivenBack(this.#store.givenBack, what))
  }

  #keepWords(givenBack: readonly GivenBack[]): void {
    this.#set({ givenBack })
    this.#keptWords?.keep(givenBack)
  }

  #handleAside({ whole, set, gone }: AsideMessage): void {
    const asides = new Map(whole ? [] : this.#store.asides)
    for (const { key, value } of set) asides.set(key, value)
    for (const key of gone) asides.delete(key)
    const { sheet } = this.#store
    this.#set({ asides, sheet: sheet === null ? null : { ...sheet, heard: withAsides(sheet.meta, asides) } })
  }

  #handleRecorded({ seq }: Recorded): void {
    this.#joinedAt ??= seq
    this.#set({ seq: Math.max(seq, this.#store.seq) })
    this.#recordTimer ??= setTimeout(() => {
      this.#recordTimer = null
      void this.#fetchRecord()
    }, RECORD_AFTER_MS)
  }

  async #fetchRecord(): Promise<void> {
    const { opened } = this.#store
    if (opened === null) return
    const after = this.#store.record.at(-1)?.entry.seq ?? 0
    const path = `/api/texts/${encodeURIComponent(opened.textId)}/record?after=${after}&seat=${encodeURIComponent(opened.seat.id)}`
    const answer = await getLines<RecordLine>(path)
    if (!answer.ok || this.#closed) return
    const last = this.#store.record.at(-1)?.entry.seq ?? 0
    const record = [...this.#store.record, ...answer.value.filter(({ entry }) => entry.seq > last)]
    this.#set({ record, seq: Math.max(this.#store.seq, record.at(-1)?.entry.seq ?? 0) })
    this.#catchUp()
  }

  /** Gives back what was returned while nobody here listened; what comes over the line is given back by itself. */
  #catchUp(): void {
    const { record, opened } = this.#store
    const last = record.at(-1)?.entry.seq ?? 0
    if (opened === null || opened.seat.role === 'observer' || this.#joinedAt === null || last < this.#joinedAt) return
    for (const missed of missedWords(record, opened.me.person.id, this.#heard ?? this.#joinedAt, this.#joinedAt)) this.#giveBack(missed)
    if (last > (this.#heard ?? -1)) this.#keptWords?.hear((this.#heard = last))
  }
}

/** Who I am, and the meeting among mine that the text belongs to. */
async function findText(textId: string, seatId: string | null): Promise<Answer<Opened>> {
  const me = await getJson<MeAnswer>('/api/me')
  if (!me.ok) return me
  const seats = me.value.seats.filter(({ id }) => seatId === null || id === seatId)
  const tried = new Set<string>()
  for (const seat of seats) {
    if (tried.has(seat.meeting.id)) continue
    tried.add(seat.meeting.id)
    const meeting = await getJson<MeetingAnswer>(`/api/meetings/${encodeURIComponent(seat.meeting.id)}?seat=${encodeURIComponent(seat.id)}`)
    if (!meeting.ok) return meeting
    if (meeting.value.texts.some(({ id }) => id === textId)) return found(me.value, seat, meeting.value, textId)
  }
  return { ok: false, problem: seats.length === 0 ? NO_SEAT : NO_TEXT }
}

function found(me: MeAnswer, seat: SeatAnswer, meeting: MeetingAnswer, textId: string): Answer<Opened> {
  return { ok: true, value: { me, seat, meeting, textId, onBehalfOf: null } }
}

const NO_SEAT: Problem = {
  type: 'about:blank',
  title: 'You have no seat in this meeting',
  status: 403,
  detail: 'Open the link you were invited with; it gives you a seat.',
}
const NO_TEXT: Problem = {
  type: 'about:blank',
  title: 'There is no such text in your meetings',
  status: 404,
  detail: 'It may belong to a meeting in which you have no seat.',
}

function socketUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
}
