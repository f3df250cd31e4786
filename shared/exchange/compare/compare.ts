// A file that comes back, held against the text that it was printed from (spec IM-60 to IM-68): one function of plain values, for
// wherever it is run. What has happened in the text since is another matter (rebase.ts).
import { IdMaker, type Pid, type Principal } from '../../ids.ts'
import type { Delegation } from '../../policy/parties.ts'
import { blockOf } from '../../text/blocks.ts'
import type { Body } from '../../text/model.ts'
import { paragraphAt, read, type Reading } from '../../text/read.ts'
import type { View } from '../../text/views.ts'
import { afterwordsOf } from '../afterwords.ts'
import { commentsOf } from '../docx/comments.ts'
import { AUTHOR, type BracketsAs, type DocxFrame } from '../docx/frame.ts'
import { exportDocx } from '../export-docx.ts'
import { rowsOf } from '../export-text.ts'
import { isFrameLine } from '../heading.ts'
import { importDocx } from '../import-docx.ts'
import { importFile } from '../import-file.ts'
import type { FileImport } from '../import-source.ts'
import type { Draft } from '../paragraphs.ts'
import { Parties } from '../parties.ts'
import type { Unreadable } from '../source.ts'
import { alignParagraphs, type Block } from './align.ts'
import { Blocks } from './blocks.ts'
import { baseLetters, basedLines, likened, type BaseLine, type BaseToken } from './based.ts'
import { withComments } from './comments.ts'
import type { Compared, Difference, Note } from './difference.ts'
import { Interpreter } from './interpret.ts'
import { printedLines } from './printed.ts'
import { stepsBetween, type Step } from './steps.ts'
import { BREAK, tokensOf, type Naming, type Token } from './tokens.ts'
import { vanishedIn } from './vanished.ts'

/** A text as it was when a file was printed from it. */
export interface BaseText {
  readonly body: Body
  readonly meta: ReadonlyMap<string, unknown>
}

export interface Returned {
  readonly bytes: Uint8Array
  /** What the file is called; '' for words that were pasted. */
  readonly name: string
  readonly delegations: readonly Delegation[]
  /** Whom authors speak for, where somebody has said so. */
  readonly authors: Readonly<Record<string, Principal>>
  /** In whose name it is returned. */
  readonly principal: Principal
  /** Whether others' changes in it are theirs; else all are of whoever returns it. */
  readonly desk: boolean
  /** The only paragraph that it is about; null for the whole text. */
  readonly paragraph: Pid | null
}

/** How a base was printed; null for a file that is none of ours. */
export interface PrintedAs {
  readonly view: View
  readonly brackets: BracketsAs
}

/** A table that is new in a file may be negotiated: its cells are paragraphs. One of ours stays what it was. */
const TABLES = 'paragraphs'

export function compareFile(returned: Returned, base: BaseText, printed: PrintedAs | null): Compared | Unreadable {
  const { bytes, name, delegations, authors } = returned
  const file = importFile(bytes, name, new IdMaker(1), { delegations, authors, tables: TABLES })
  if (!file.ok) return file
  return new Comparison(returned, file, base, printed).compared()
}

interface Line {
  readonly draft: Draft
  readonly tokens: readonly Token[]
}

class Comparison {
  readonly #returned: Returned
  readonly #file: FileImport
  readonly #base: BaseText
  readonly #reading: Reading
  readonly #printed: PrintedAs | null
  readonly #naming: Naming
  readonly #notes: Note[] = []

  constructor(returned: Returned, file: FileImport, base: BaseText, printed: PrintedAs | null) {
    this.#returned = returned
    this.#file = file
    this.#base = base
    this.#reading = read(base.body, base.meta)
    this.#printed = printed
    const parties = new Parties(returned.delegations)
    this.#naming = { parties, principalOf: (author) => returned.authors[author] ?? parties.party(author) }
  }

  compared(): Compared {
    const base = this.#baseLines()
    const file = this.#fileLines()
    const blocks = alignParagraphs(
      base.map(({ draft, tokens }) => likened(draft, tokens)),
      file.map(({ draft, tokens }) => likened(draft, tokens)),
    )
    const compared = blocks.map((block) => ({ block, steps: stepsOf(block, base, file) }))
    const steps = compared.flatMap((one) => one.steps)
    const account = vanishedIn(steps, this.#reading)
    const { principal, desk } = this.#returned
    const interpreter = new Interpreter({
      principalOf: (said) => (desk && said !== '' ? said : principal),
      isGone: account.isGone,
      paragraphOf: (place) => paragraphAt(this.#reading, place + 1),
    })
    const kept = new Blocks(this.#reading, this.#base.meta)
    let index = -1
    for (const { block, steps: own } of compared) {
      if (block.base.length === 0) {
        const line = file[block.file[0]!]!
        if (!kept.isNew(line.draft, index)) interpreter.paragraph(line, index)
      } else {
        const first = base[block.base[0]!]!.index
        interpreter.read(own, first)
        if (this.#holdsBlocks) block.base.forEach((at, i) => kept.compare(base[at]!.index, file[block.file[i] ?? -1]?.draft))
        this.#tellShape(block, base, file, own)
        if (!block.moved) index = Math.max(index, ...block.base.map((at) => base[at]!.index))
      }
    }
    const { differences, notes } = withComments(kept.without(interpreter.found), {
      drafts: this.#file.drafts,
      comments: this.#file.comments,
      printed: this.#printedComments(),
      steps,
      reading: this.#reading,
      meta: this.#base.meta,
      principal,
    })
    return {
      differences: differences.toSorted((a, b) => placeOf(a, this.#reading) - placeOf(b, this.#reading)),
      vanished: account.vanished,
      notes: [...this.#notes, ...kept.notes, ...interpreter.notes, ...notes, ...this.#strangers(steps)],
      authors: authorsIn(steps),
      report: this.#file.report,
    }
  }

  #baseLines(): BaseLine[] {
    const { view, brackets } = this.#printed ?? { view: 'rolling', brackets: 'text' }
    const lines = printedLines(this.#reading, this.#base.meta, view, brackets)
    const { paragraph } = this.#returned
    const only = lines.filter(({ index }) => this.#reading.paragraphs[index]!.raw.starter?.p === paragraph)
    return basedLines(paragraph === null ? lines : only, this.#expected(), this.#naming)
  }

  /** What the reader of Word files makes of the file as it was printed; null for a file that is none of ours. */
  #expected(): readonly Draft[] | null {
    if (this.#printed === null || this.#file.origin === null || this.#returned.paragraph !== null) return null
    const known = { ...this.#returned, tables: TABLES } as const
    const file = importDocx(exportDocx(this.#reading, this.#base.meta, this.#frame(this.#printed)), new IdMaker(1), known)
    return file.ok ? file.drafts : null
  }

  /** Whether the file is one that was printed with its tables and pictures. */
  get #holdsBlocks(): boolean {
    return this.#printed !== null && this.#file.origin !== null && this.#returned.paragraph === null
  }

  #frame({ view, brackets }: PrintedAs): DocxFrame {
    const names = new Map(this.#returned.delegations.map(({ code, name }) => [code, name]))
    return {
      view,
      brackets,
      lines: false,
      textId: 'base',
      since: () => null,
      nameOf: (principal) => names.get(principal) ?? (principal === '' ? AUTHOR.nobody : principal === 'CHAIR' ? AUTHOR.chair : principal),
      asOf: new Date(0),
      title: '',
      revision: '',
      changes: 0,
      head: { seq: 0, hash: '' },
      publicKey: '',
      rungName: (state) => state,
    }
  }

  /** A plain text that was printed here begins with lines about itself, and ends with what is beside the text. */
  #fileLines(): Line[] {
    const { drafts, origin } = this.#file
    const { caveat, parts } = afterwordsOf(this.#base.meta)
    const rows = this.#reading.paragraphs.flatMap(({ raw }) => rowsOf(blockOf(this.#base.meta, raw.starter?.p)))
    const beside = new Set([caveat, ...parts.flatMap(({ heading, lines }) => [heading, ...lines]), ...rows])
    const all = tokensOf(drafts, this.#naming)
    return drafts.flatMap((draft, i) => {
      const own = origin === null && (isFrameLine(draft.text) || (beside.has(draft.text) && draft.label === ''))
      return own || all[i]!.length === 0 ? [] : [{ draft, tokens: all[i]! }]
    })
  }

  #printedComments(): string[] {
    const { view = 'rolling', brackets = 'text' } = this.#printed ?? {}
    if (this.#printed === null) return []
    const comments = commentsOf(this.#reading, this.#base.meta, this.#frame({ view, brackets }))
    return [...comments.values()].flat().map(({ words }) => words)
  }

  /** Labels, kinds and places of paragraphs, which words do not tell. */
  #tellShape(block: Block, base: readonly BaseLine[], file: readonly Line[], steps: readonly Step<BaseToken>[]): void {
    const [was, is] = [base[block.base[0]!]!, file[block.file[0] ?? -1]]
    const tell = (kind: Note['kind'], message: string): void => void this.#notes.push({ kind, index: was.index, message })
    if (is === undefined) return
    const known = steps.every(
      ({ base: one, file: other }) => [one, other].every((token) => token?.role !== 'label') || (one !== null && other !== null),
    )
    const whole = this.#returned.paragraph === null
    if (!known && was.draft.label !== is.draft.label && (whole || is.draft.label !== ''))
      tell('label', `The label “${was.draft.label}” reads “${is.draft.label}” in the file. Labels are set by the facilitator.`)
    if (block.moved) tell('moved', 'This paragraph stands elsewhere in the file. Propose the move at the paragraph.')
    if (block.base.length > 1) tell('merged', 'This paragraph and the next are one in the file. Propose the merger at the paragraph.')
    if (this.#file.origin === null || !whole || was.draft.bracketed || is.draft.bracketed) return
    if (headed(was.draft) !== headed(is.draft))
      tell('type', `This is ${KINDS[headed(was.draft)]} and ${KINDS[headed(is.draft)]} in the file.`)
  }

  /** Changes of others in a file that one returns for oneself. */
  #strangers(steps: readonly Step<BaseToken>[]): Note[] {
    const { desk, principal } = this.#returned
    if (desk) return []
    return authorsIn(steps).flatMap(({ author, principal: by }) =>
      by === '' || by === principal
        ? []
        : [
            {
              kind: 'author' as const,
              index: -1,
              message: `Changes of “${author}” (${by}) are in the file; they are taken as ${principal}’s.`,
            },
          ],
    )
  }
}

type Headed = 'title' | 'heading' | 'words'
const KINDS: Readonly<Record<Headed, string>> = { title: 'a title', heading: 'a heading', words: 'no heading' }
const headed = ({ type }: Draft): Headed => (type === 'title' || type === 'heading' ? type : 'words')

function stepsOf(block: Block, base: readonly BaseLine[], file: readonly Line[]): Step<BaseToken>[] {
  const gap: BaseToken = { ...BREAK, places: [], sign: null, tracked: null }
  const ours = block.base.flatMap((at, i) => (i === 0 ? base[at]!.tokens : [gap, ...base[at]!.tokens]))
  const theirs = block.file.flatMap((at, i) => (i === 0 ? file[at]!.tokens : [BREAK, ...file[at]!.tokens]))
  return stepsBetween(ours, theirs, baseLetters)
}

/** Who changed something with changes tracked that the file was not printed with. */
function authorsIn(steps: readonly Step<BaseToken>[]): { author: string; principal: Principal }[] {
  const found = new Map<string, Principal>()
  for (const { base, file } of steps) {
    if (file?.change == null || (base?.change?.kind === file.change.kind && base.change.by === file.change.by)) continue
    found.set(file.change.author, file.change.by)
  }
  return [...found].map(([author, principal]) => ({ author, principal }))
}

function placeOf({ stretch, left, right, index, kind }: Difference, { starts, paragraphs }: Reading): number {
  if (kind === 'paragraph') return index < 0 ? -1 : starts[index]! + paragraphs[index]!.length - 0.5
  return stretch[0] ?? (left >= 0 ? left + 0.5 : right >= 0 ? right - 0.5 : (starts[index] ?? 0))
}
