// A text as a file to take away, in any of the four views.
import { AUTHOR, BRACKETS_AS, type BracketsAs, type DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportAkn } from '@chapeau/shared/exchange/export-akn'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportJson } from '@chapeau/shared/exchange/export-json'
import { exportMarkdown } from '@chapeau/shared/exchange/export-markdown'
import { exportText } from '@chapeau/shared/exchange/export-text'
import type { ExportFrame } from '@chapeau/shared/exchange/heading'
import { textJsonSchema } from '@chapeau/shared/exchange/json/file'
import { CHAIR, NOBODY, type Principal } from '@chapeau/shared/ids'
import { rungName, type Delegation } from '@chapeau/shared/policy'
import { NO_FILES } from '@chapeau/shared/text/blocks'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { read, type Reading } from '@chapeau/shared/text/read'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router } from 'express'
import { PdfTaking } from '../pdf/making.ts'
import { PdfFailure } from '../pdf/port.ts'
import { filesIn } from '../record/files.ts'
import { sinceIn } from '../record/since.ts'
import type { Look } from '../sync/house.ts'
import type { ExportWish, Stamp } from '../sync/takings.ts'
import type { AppPorts } from './app.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { fileName } from './file-name.ts'
import { HttpProblem } from './problem.ts'

/** What a format prints from a text. */
interface Format {
  readonly type: string
  /** Whether it says since when brackets stand. */
  readonly since?: true
  /** Whether it holds pictures. */
  readonly files?: true
  /** Whether what is printed is a page that a PDF is made of. */
  readonly made?: true
  print(reading: Reading, meta: Meta, frame: DocxFrame): string | Uint8Array
}

export const FORMATS: Readonly<Record<string, Format>> = {
  txt: { type: 'text/plain; charset=utf-8', print: exportText },
  md: { type: 'text/markdown; charset=utf-8', print: exportMarkdown },
  html: { type: 'text/html; charset=utf-8', files: true, print: exportHtml },
  pdf: { type: 'application/pdf', made: true, files: true, print: (reading, meta, frame) => exportHtml(reading, meta, frame, 'A later') },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', since: true, files: true, print: exportDocx },
  akn: { type: 'application/akn+xml; charset=utf-8', since: true, print: exportAkn },
  json: { type: 'application/json; charset=utf-8', since: true, files: true, print: exportJson },
}

/** Their names, for whoever asks for another. */
const FORMAT_NAMES = Object.keys(FORMATS).map((name) => `.${name}`)

export function exportRoutes({ rooms, signer, storage, pdf }: AppPorts, door: Door): Router {
  const router = Router()
  const taking = pdf === null ? null : new PdfTaking(rooms, pdf)

  router.get('/schema/text.json', (_request, response) => {
    response.type('application/schema+json').json(textJsonSchema())
  })

  router.get('/texts/:id/export.:format', async (request, response) => {
    const { text, author } = await door.reader(request, param(request, 'id'))
    const extension = param(request, 'format')
    const format = FORMATS[extension]
    if (format === undefined) throw new HttpProblem(404, `A text can be taken away as ${FORMAT_NAMES.join(', ')}.`)
    const view = viewIn(query(request, 'view'))
    const brackets = bracketsIn(query(request, 'brackets'), view)
    const lines = query(request, 'lines') === '1'
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    const delegations = await storage.delegations(text.meetingId)
    const since = format.since === true ? await sinceIn(room, storage) : () => null
    const files = format.files === true ? await filesIn(room, storage) : NO_FILES
    const print = ({ doc, meta, text: { name } }: Look, stamp: Stamp): Uint8Array => {
      const frame: DocxFrame = {
        ...frameOf({ meta, name }, view),
        ...stamp,
        rungName: (state) => rungName(room.rules, state),
        publicKey: signer.publicKey,
        textId: text.id,
        brackets,
        lines,
        since,
        files,
        nameOf: (principal) => partyName(principal, delegations),
      }
      const file = format.print(read(runsOf(bodyOf(doc)), meta), meta, frame)
      return typeof file === 'string' ? Buffer.from(file, 'utf8') : file
    }
    // The record says which of the files of a format it was.
    const named = [extension, ...(brackets === 'tracked' ? ['tracked'] : []), ...(lines ? ['lines'] : [])].join('-')
    const wish = { print, view, format: named, author }
    const file = format.made === true ? await pdfOf(taking, text.id, wish) : await room.export(wish)
    response
      // The type behind the name, which would set one by its ending.
      .attachment(`${fileName(text.name)}-${view}.${extension}`)
      .type(format.type)
      .send(Buffer.from(file))
  })
  return router
}

async function pdfOf(taking: PdfTaking | null, textId: string, wish: ExportWish): Promise<Uint8Array> {
  if (taking === null)
    throw new HttpProblem(501, 'No PDFs are made here: there is no Chromium. Print the text from the browser instead.', 'EX-30')
  try {
    const file = await taking.take(textId, wish)
    if (file === null) throw new HttpProblem(404)
    return file
  } catch (error) {
    if (error instanceof PdfFailure) throw new HttpProblem(503, `${error.message} Try again, or print the text from the browser.`, 'EX-28')
    throw error
  }
}

function partyName(principal: Principal, delegations: readonly Delegation[]): string {
  if (principal === CHAIR) return AUTHOR.chair
  return delegations.find(({ code }) => code === principal)?.name ?? (principal === NOBODY ? AUTHOR.nobody : principal)
}

function bracketsIn(value: string | null, view: View): BracketsAs {
  const brackets = BRACKETS_AS.find((one) => one === (value ?? 'text'))
  if (brackets === undefined) throw new HttpProblem(400, `\`brackets\` is one of ${BRACKETS_AS.join(', ')}.`)
  if (brackets === 'tracked' && view !== 'rolling') throw new HttpProblem(400, 'Tracked changes carry names: take the rolling view.')
  return brackets
}

function viewIn(value: string | null): View {
  const view = VIEWS.find((one) => one === (value ?? 'rolling'))
  if (view === undefined) throw new HttpProblem(400, `\`view\` is one of ${VIEWS.join(', ')}.`)
  return view
}

function frameOf({ meta, name }: { meta: Look['meta']; name: string }, view: View): Pick<ExportFrame, 'view' | 'title' | 'revision'> {
  const text = (key: string): string => {
    const value = meta.get(key)
    return typeof value === 'string' ? value : ''
  }
  return {
    view,
    title: text(metaKey.title) || name,
    revision: text(metaKey.revision),
  }
}
