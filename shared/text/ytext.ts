// Between the flat text as values and its Yjs form: the root `Y.Text` "body" and the root `Y.Map` "meta".
// Only translation lives here; what may be written is the authority's and the editing policy's matter.
import * as Y from 'yjs'
import { EMPTY_META, type Meta } from './meta.ts'
import { isText, MARKS, type Body, type Embed, type Marks, type Run } from './model.ts'

export const BODY = 'body'
export const META = 'meta'

export const bodyOf = (doc: Y.Doc): Y.Text => doc.getText(BODY)
export const metaMapOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(META)

/** The server's overrides as plain reading needs them. */
export function metaOf(doc: Y.Doc): Meta {
  return doc.share.has(META) ? metaMapOf(doc) : EMPTY_META
}

/** The body as runs. Costs a walk over the whole text. */
export function runsOf(body: Y.Text): Run[] {
  return (body.toDelta() as { insert: string | Embed; attributes?: Record<string, unknown> }[]).map((op) => {
    const attributes = marksOf(op.attributes)
    return (attributes === undefined ? { insert: op.insert } : { insert: op.insert, attributes }) as Run
  })
}

/** The known formatting in a Yjs attributes object; `undefined` when there is none. */
export function marksOf(attributes: Record<string, unknown> | undefined): Marks | undefined {
  if (attributes === undefined) return undefined
  const marks: Marks = {}
  let any = false
  for (const mark of MARKS) {
    if (attributes[mark] === true) {
      marks[mark] = true
      any = true
    }
  }
  return any ? marks : undefined
}

/**
 * Inserts runs at a position. An embed should carry the marks common to both its neighbours: without
 * them it would cut a formatted run in two.
 */
export function insertRuns(body: Y.Text, position: number, runs: Body): void {
  let at = position
  for (const run of runs) {
    if (isText(run)) {
      body.insert(at, run.insert, run.attributes ?? {})
      at += run.insert.length
    } else {
      body.insertEmbed(at, run.insert, run.attributes ?? {})
      at += 1
    }
  }
}

/** Fills a new document's body; for imports, samples and tests. In one walk: an insertion each would look for its place from the start. */
export function docFrom(body: Body, clientId?: number): Y.Doc {
  const doc = new Y.Doc()
  if (clientId !== undefined) doc.clientID = clientId
  bodyOf(doc).applyDelta([...body])
  return doc
}
