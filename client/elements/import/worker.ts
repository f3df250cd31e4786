// Reads files beside the page, so that a long one does not stop it: one message in, one out, in order.
import { previewOf } from './preview.ts'
import type { ReadWish, ReadAnswer } from './reader.ts'

/** What a worker's own scope has of the page's; the type library is the page's. */
interface Scope {
  onmessage: ((event: MessageEvent<ReadWish>) => void) | null
  postMessage(answer: ReadAnswer): void
}

const scope = self as unknown as Scope

scope.onmessage = ({ data: { n, file, known } }) => {
  try {
    scope.postMessage({ n, read: previewOf(file, known) })
  } catch (error) {
    const message = `This file could not be read: ${error instanceof Error ? error.message : String(error)}. Save it in another format and try again.`
    scope.postMessage({ n, read: { ok: false, message } })
  }
}
