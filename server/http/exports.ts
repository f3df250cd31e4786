// A text as a file to take away, in any of the four views.
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportText } from '@chapeau/shared/exchange/export-text'
import type { ExportFrame } from '@chapeau/shared/exchange/heading'
import { rungName } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router } from 'express'
import type { Look } from '../sync/house.ts'
import type { Stamp } from '../sync/takings.ts'
import type { AppPorts } from './app.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

const FORMATS = {
  txt: { type: 'text/plain; charset=utf-8', print: exportText },
  html: { type: 'text/html; charset=utf-8', print: exportHtml },
} as const

export function exportRoutes({ rooms, signer }: AppPorts, door: Door): Router {
  const router = Router()
  router.get('/texts/:id/export.:format', async (request, response) => {
    const { text, author } = await door.reader(request, param(request, 'id'))
    const format = FORMATS[param(request, 'format') as keyof typeof FORMATS]
    if (format === undefined) throw new HttpProblem(404, 'A text can be taken away as .txt or .html.')
    const view = viewIn(query(request, 'view'))
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    const extension = param(request, 'format')
    const print = ({ doc, meta, text: { name } }: Look, stamp: Stamp): Uint8Array => {
      const frame: ExportFrame = {
        ...frameOf({ meta, name }, view),
        rungName: (state) => rungName(room.rules, state),
        ...stamp,
        publicKey: signer.publicKey,
      }
      return Buffer.from(format.print(read(runsOf(bodyOf(doc)), meta), meta, frame), 'utf8')
    }
    const file = await room.export({ print, view, format: extension, author })
    response
      .type(format.type)
      .attachment(`${fileName(text.name)}-${view}.${extension}`)
      .send(Buffer.from(file))
  })
  return router
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

/** A name that every file system takes. */
function fileName(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80) || 'text'
  )
}
