// Bringing a long text in and taking it out: plain text in, the same as a Word file out and in, against the plain text that the
// same text goes out as; edited Word files back; as a page, and as a PDF of it where there is a Chromium.
// `npm run bench:exchange [-- rounds]`; real texts where they lie beside the checkout, else an invented one.
import { compareFile } from '@chapeau/shared/exchange/compare/compare'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportText } from '@chapeau/shared/exchange/export-text'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { chromiumPdf, hasChromium } from '../support/chromium.ts'
import { corpusText, hasCorpus } from '../support/corpus.ts'
import { edited } from '../support/returning.ts'
import { memberOf, usualRung } from '../support/builders.ts'
import { median, short, spread, table } from './samples.ts'

const ROUNDS = Number(process.argv[2] ?? 10)
const WARM_UP = 2
/** A PDF takes seconds. */
const PDF_ROUNDS = 2
/** Characters of the text, as many as the longest that is known here has. */
const LENGTH = 380_000
const DELEGATIONS = ['EU', 'USA', 'RUS', 'G77'].map((code) => memberOf(code))

const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'text',
  lines: true,
  textId: 'bench',
  since: () => null,
  nameOf: (code) => code,
  asOf: new Date(0),
  title: 'Bench',
  revision: 'Rev.1',
  changes: 0,
  head: { seq: 1, hash: '0'.repeat(64) },
  publicKey: '',
  rungName: usualRung,
}

function sourceText(): string {
  const once = hasCorpus
    ? ['geneva-preamble.txt', 'geneva-loss-and-damage.txt', 'article-6-2.txt'].map(corpusText).join('\n\n')
    : '1. Ports [shall – delete, EU][should – EU] be open [to all – USA, RUS], [day [and night – G77] – RUS].\n\n(a) by sea;\n\n'
  return once.repeat(Math.ceil(LENGTH / once.length)).slice(0, LENGTH)
}

const source = sourceText()
const { body, labels } = importText(source, new IdMaker(1), DELEGATIONS)
const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
const reading = read(body, meta)
const word = exportDocx(reading, meta, FRAME)
let words = 0
const RETURNED = {
  bytes: edited(word, (xml) => xml.replace(/ (the|and|of) /g, (one) => (++words % 60 === 0 ? ` other${words} ` : one))),
  name: 'back.docx',
  delegations: DELEGATIONS,
  authors: {},
  principal: 'EU',
  desk: false,
  paragraph: null,
}
const peer = timed(() => exportText(reading, meta, FRAME))
const subjects: readonly (readonly [string, () => unknown])[] = [
  ['plain text in', () => importText(source, new IdMaker(1), DELEGATIONS)],
  ['Word out, brackets as text', () => exportDocx(reading, meta, FRAME)],
  ['Word out, tracked changes', () => exportDocx(reading, meta, { ...FRAME, brackets: 'tracked' })],
  ['page out', () => exportHtml(reading, meta, FRAME)],
  ['Word in', () => importDocx(word, new IdMaker(1), { delegations: DELEGATIONS })],
  ['Word file back, a hundred places edited', () => compareFile(RETURNED, { body, meta }, { view: 'rolling', brackets: 'text' })],
]

console.log(
  `${source.length} characters, ${reading.paragraphs.length} paragraphs, ${reading.brackets.size} brackets; ${ROUNDS} rounds; milliseconds, medians\n`,
)
console.log(
  table(
    ['what', 'ms', 'of plain text out'],
    [
      ['plain text out', short(median(peer)), '1'],
      ...subjects.map(([name, run]) => {
        const times = timed(run)
        return [name, short(median(times)), spread(times.map((time) => time / median(peer)))]
      }),
      ...(hasChromium ? [await pdfRow()] : []),
    ],
  ),
)

/** The browser is started before and closed behind. */
async function pdfRow(): Promise<string[]> {
  const pdf = chromiumPdf()
  const page = { html: exportHtml(reading, meta, FRAME), asOf: FRAME.asOf, line: 'Bench' }
  await pdf.make({ ...page, html: '<p>warm</p>' })
  const times: number[] = []
  for (let i = 0; i < PDF_ROUNDS; i++) {
    const start = performance.now()
    await pdf.make(page)
    times.push(performance.now() - start)
  }
  await pdf.close()
  return [`PDF out, ${PDF_ROUNDS} rounds`, short(median(times)), spread(times.map((time) => time / median(peer)))]
}

function timed(run: () => unknown): number[] {
  for (let i = 0; i < WARM_UP; i++) run()
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
}
