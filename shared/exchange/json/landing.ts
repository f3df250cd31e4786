// A text as JSON on its way into a meeting: the same body under new ids and under the meeting's names, with all that stands beside it.
import { NOBODY, type Bid, type IdMaker, type Pid, type Principal } from '../../ids.ts'
import type { Choices, ParagraphChoice } from '../../protocol/choices.ts'
import type { Block, Files } from '../../text/blocks.ts'
import { metaKey, type ParagraphState } from '../../text/meta.ts'
import { isClose, isOpen, isStarter, isText, type Body, type Open, type Run, type Starter } from '../../text/model.ts'
import type { ImportedStand } from '../assemble.ts'
import { BlockRoom } from '../blocks.ts'
import { FORBIDDEN } from '../import-source.ts'
import type { Known } from '../known.ts'
import type { Parties } from '../parties.ts'
import { pointsOf } from '../pictures.ts'
import type { ReportEntry } from '../report.ts'
import type { TextFile } from './file.ts'
import { filesFrom } from './files.ts'
import { Renaming } from './renaming.ts'
import { Speakers } from './speakers.ts'
import { standsIn } from './standing.ts'

const LONGEST_TITLE = 200
const LONGEST_LABEL = 60
const LONGEST_ALT = 500

export class Landing {
  readonly body: Run[] = []
  readonly labels = new Map<Pid, string>()
  readonly states = new Map<Pid, ParagraphState>()
  readonly blocks = new Map<Pid, Block>()
  /** Pictures that came with it. */
  readonly files: Files
  /** Paragraphs, from 1, whose picture did not, or whose table is more than a text has room for. */
  readonly bare: number[] = []
  readonly rationales = new Map<Bid, string>()
  /** Of brackets, paragraphs, groups and the text. */
  readonly stands: ReadonlyMap<string, readonly ImportedStand[]>
  /** Overrides that are neither. */
  readonly beside = new Map<string, unknown>()
  readonly speakers: Speakers
  readonly title: string
  /** Positions on what is not in the text. */
  readonly lost: number
  readonly entries: ReportEntry[] = []
  readonly #file: TextFile
  readonly #choices: Choices
  readonly #renaming: Renaming
  readonly #opens = new Map<string, Open>()
  readonly #chosen: ReadonlyMap<number, ParagraphChoice>
  readonly #room = new BlockRoom()
  #line = 0

  constructor(file: TextFile, ids: IdMaker, { parties, known }: { readonly parties: Parties; readonly known: Known }) {
    this.#file = file
    this.#choices = known.choices ?? {}
    this.#chosen = new Map((this.#choices.paragraphs ?? []).map((choice) => [choice.n, choice]))
    this.#renaming = new Renaming(ids)
    this.speakers = new Speakers(file, parties, known)
    this.files = filesFrom(file).files
    this.title = this.#words(file.title).trim().slice(0, LONGEST_TITLE)
    this.#openings()
    this.#write()
    this.#tellBeside()
    const { stands, lost } = standsIn(file, this.#renaming, this.speakers)
    for (const { n, stands: chosen } of this.#choices.brackets ?? [])
      if (chosen !== undefined) stands.set(this.#renaming.bids[n - 1]!, chosen)
    this.stands = new Map([...stands].map(([target, all]) => [target, all.map((one) => this.#cleanStand(one))]))
    this.lost = lost
    if (file.caveat !== '') this.beside.set(metaKey.caveat, true)
  }

  /** Names all brackets: a paragraph that is proposed names its bracket before it opens. */
  #openings(): void {
    const listed = new Map(this.#file.brackets.map((bracket) => [bracket.id, bracket]))
    const byNumber = new Map((this.#choices.brackets ?? []).map((choice) => [choice.n, choice]))
    let line = this.#first()
    let n = 0
    for (const run of this.#file.body as Body) {
      if (isText(run)) continue
      if (isStarter(run.insert)) line++
      if (!isOpen(run.insert)) continue
      const { o, by: born, kind, grp, ph } = run.insert
      const { by = born, holder = by, group = grp ?? null, placeholder = ph === 1 } = listed.get(o) ?? {}
      const choice = byNumber.get(++n)
      const proposer = choice?.by ?? this.speakers.proposer(by, line)
      const holding = choice?.by ?? (holder === by ? proposer : this.speakers.proposer(holder, line))
      const bid = this.#renaming.bracket(o, proposer, line)
      if (holding !== proposer) this.beside.set(metaKey.holder(bid), holding)
      const competes = group === null ? {} : { grp: this.#renaming.group(group) }
      this.#opens.set(o, { o: bid, by: proposer, kind: choice?.kind ?? kind, ...competes, ...(placeholder ? { ph: 1 as const } : {}) })
    }
  }

  /** Number of the paragraph before the first that has an id. */
  #first(): number {
    return this.#file.paragraphs[0]?.id === null ? 1 : 0
  }

  #write(): void {
    this.#line = this.#first()
    for (const { insert, attributes } of this.#file.body as Body) {
      const marks = attributes === undefined || Object.keys(attributes).length === 0 ? {} : { attributes }
      if (typeof insert === 'string') {
        const words = this.#words(insert)
        if (words !== '') this.#push({ insert: words, ...marks })
      } else if (isStarter(insert)) {
        this.#line++
        this.#begin(insert)
      } else if (isOpen(insert)) this.#push({ insert: this.#opens.get(insert.o)!, ...marks })
      else if (isClose(insert)) this.#push({ insert: { c: this.#opens.get(insert.c)!.o }, ...marks })
    }
  }

  /** What stands before the first start of a paragraph gets one. */
  #push(run: Run): void {
    if (this.body.length === 0) this.#begin(null)
    this.body.push(run)
  }

  #begin(born: Starter | null): void {
    const said = born === null && this.#first() === 0 ? undefined : this.#file.paragraphs[this.#line - 1]
    const choice = this.#chosen.get(this.#line)
    const pid = this.#renaming.paragraph(born?.p ?? null, this.#line)
    const proposal = born?.in === undefined ? undefined : this.#opens.get(born.in)?.o
    const type = choice?.type ?? said?.type ?? 'para'
    const usual = type === said?.type ? said.level : type === 'item' || type === 'heading' ? 1 : 0
    this.body.push({ insert: { p: pid, t: type, lvl: choice?.level ?? usual, ...(proposal === undefined ? {} : { in: proposal }) } })
    const label = this.#words(choice?.label ?? said?.label ?? '').slice(0, LONGEST_LABEL)
    if (label !== '') this.labels.set(pid, label)
    const state = choice?.state ?? said?.state ?? 'open'
    if (state !== 'open') this.states.set(pid, state)
    if (said === undefined) return
    const { forum, pending, block } = said
    if (forum !== '') this.beside.set(metaKey.forum(pid), this.#words(forum))
    const waiting = pending.map((code) => this.speakers.position(code, this.#line)).filter((code) => code !== NOBODY)
    if (waiting.length > 0) this.beside.set(metaKey.pending(pid), waiting)
    if (block !== null) this.#stand(pid, block)
  }

  /** What a paragraph stands for; where it cannot, its words stay. */
  #stand(pid: Pid, block: NonNullable<TextFile['paragraphs'][number]['block']>): void {
    if (block.kind === 'table') {
      const rows = block.rows.map((row) => row.map((cell) => this.#lines(cell)))
      if (this.#room.takes(rows)) this.blocks.set(pid, { kind: block.kind, rows, header: Math.min(block.header, rows.length) })
      else this.bare.push(this.#line)
    } else if (this.files.has(block.file) && block.width > 0 && block.height > 0 && this.#room.takes([])) {
      const { kind, type, width, height, alt, file } = block
      this.blocks.set(pid, { kind, type, ...pointsOf(width, height), alt: this.#words(alt).slice(0, LONGEST_ALT), file })
    } else this.bare.push(this.#line)
  }

  #tellBeside(): void {
    for (const { id, set, because, rationale, withdrawn } of this.#file.brackets) {
      const bid = this.#opens.get(id)!.o
      this.#line = this.#renaming.line(bid)
      const why = this.#lines(rationale)
      if (why !== '') this.rationales.set(bid, why)
      if (set !== null) this.beside.set(metaKey.set(bid), this.#renaming.group(set))
      if (because !== null) this.beside.set(metaKey.because(bid), because)
      const gone: Principal = withdrawn === null ? NOBODY : this.speakers.position(withdrawn, this.#line)
      if (gone !== NOBODY) this.beside.set(metaKey.withdrawn(bid), gone)
    }
  }

  #cleanStand(stand: ImportedStand): ImportedStand {
    if (stand.reason === undefined) return stand
    return { ...stand, reason: this.#lines(stand.reason) }
  }

  /** Lines stay lines. */
  #lines(words: string): string {
    return words
      .split('\n')
      .map((line) => this.#words(line))
      .join('\n')
  }

  /** Without what no text holds; that is told once for each paragraph. */
  #words(words: string): string {
    const clean = words
      .replace(FORBIDDEN, '')
      .replace(/[\r\n\u2028\u2029]+/g, ' ')
      .replace(/\p{Surrogate}/gu, '\ufffd')
    const line = Math.max(1, this.#line)
    if (clean !== words && this.entries.at(-1)?.line !== line)
      this.entries.push({ line, kind: 'character', message: 'Characters that are none, or turn the direction around, are taken out.' })
    return clean
  }
}
