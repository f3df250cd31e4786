// Imports a text that was exported as JSON (spec IM-89 to IM-98): the body as it lies in the file under new ids, and beside it what the
// file says of paragraphs and brackets. Nothing in it is guessed, so little can be chosen.
import type { IdMaker } from '../ids.ts'
import { metaKey } from '../text/meta.ts'
import { isOpen, isStarter, isText, type Body } from '../text/model.ts'
import { read, type Bracket, type Reading } from '../text/read.ts'
import { viewOf, viewText } from '../text/views.ts'
import type { Found, FoundBracket } from './found.ts'
import type { FileImport } from './import-source.ts'
import { unfitting } from './json/chosen.ts'
import type { TextFile } from './json/file.ts'
import { Landing } from './json/landing.ts'
import { leftBehind } from './json/left.ts'
import { readJson } from './json/reader.ts'
import { partiesOf, type Known } from './known.ts'
import type { Draft } from './paragraphs.ts'
import { Parties } from './parties.ts'
import { tooMuchIn } from './size.ts'
import type { Unreadable } from './source.ts'

/** Characters of anything that are shown. */
const SHOWN = 80

export function importJson(text: string, ids: IdMaker, known: Known): FileImport | Unreadable {
  const file = readJson(text)
  if (!file.ok) return file
  const parties = partiesOf(known)
  if (!(parties instanceof Parties)) return parties
  const wrong = unfitting(file.file, known, parties)
  if (wrong !== null) return { ok: false, message: wrong }
  const much = tooMuchIn(file.file.body as Body)
  return much ?? landed(file.file, new Landing(file.file, ids, { parties, known }))
}

function landed(file: TextFile, landing: Landing): FileImport {
  const { body, labels, blocks, files, states, rationales, stands, beside, speakers } = landing
  const meta = new Map<string, unknown>([...beside, ...[...labels].map(([pid, label]) => [metaKey.label(pid), label] as const)])
  const reading = read(body, meta)
  const drafts = draftsOf(reading, meta)
  const brackets = [...reading.brackets.values()]
  const repairs = landing.entries
  const entries = [...repairs, ...speakers.entries, ...leftBehind(file, landing)].sort((a, b) => a.line - b.line)
  return {
    ok: true,
    body,
    labels,
    blocks,
    files,
    states,
    rationales,
    stands,
    beside,
    drafts,
    title: landing.title,
    authors: speakers.authors,
    origin: null,
    comments: new Map(),
    report: {
      entries,
      counts: {
        paragraphs: reading.paragraphs.length,
        labels: labels.size,
        brackets: brackets.length,
        attributions: brackets.filter(({ by }) => by !== '').length,
        repairs: repairs.length,
      },
    },
    found: foundIn(reading, brackets, drafts, landing),
  }
}

/** As they are printed: what a file that comes back is compared by. */
function draftsOf(reading: Reading, meta: ReadonlyMap<string, unknown>): Draft[] {
  return viewOf(reading, meta, 'rolling').map((paragraph, i) => {
    const { type, level, label, proposed } = paragraph
    const printed = viewText(paragraph)
    const bracketed = proposed && printed.startsWith('[')
    return { type, level, label, bracketed, text: bracketed ? printed.slice(1) : printed, lines: [{ from: 0, number: i + 1 }] }
  })
}

function foundIn(reading: Reading, brackets: readonly Bracket[], drafts: readonly Draft[], { states, stands, body }: Landing): Found {
  const words = firstWordsIn(body)
  const pids = reading.paragraphs.map(({ raw }) => raw.starter!.p)
  return {
    paragraphs: drafts.map(({ type, level, label, text }, i) => {
      const state = states.get(pids[i]!) ?? 'open'
      return { n: i + 1, line: i + 1, type, level, label, state, out: false, joined: false, words: text.slice(0, SHOWN) }
    }),
    brackets: brackets.map(({ bid, kind, by, placeholder, first, last }, i): FoundBracket => ({
      n: i + 1,
      line: first + 1,
      paragraph: first + 1,
      last: last + 1,
      words: words.get(bid) ?? '',
      role: placeholder ? 'placeholder' : 'proposal',
      as: placeholder ? 'placeholder' : 'bracket',
      kind,
      by,
      stands: (stands.get(bid) ?? []).map(({ principal, stance }) => ({ principal, stance })),
      names: '',
      // It has no signs that could be read otherwise.
      tracked: true,
      state: null,
    })),
    notes: [],
    groups: [],
    headings: [],
    names: [],
    requests: [],
  }
}

/** Of each bracket the first words, those of brackets in it among them. */
function firstWordsIn(body: Body): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  const short = new Set<string>()
  for (const run of body) {
    if (!isText(run)) {
      if (isOpen(run.insert)) short.add(run.insert.o)
      else if (!isStarter(run.insert)) short.delete(run.insert.c)
      continue
    }
    for (const bid of short) {
      const now = `${words.get(bid) ?? ''}${run.insert.slice(0, SHOWN)}`.slice(0, SHOWN)
      words.set(bid, now)
      if (now.length === SHOWN) short.delete(bid)
    }
  }
  return words
}
