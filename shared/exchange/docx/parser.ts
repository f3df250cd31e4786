// XML parts event by event. No document type is taken: with it would come entities that expand or fetch (OWASP, XXE).
import { SaxesParser } from 'saxes'

export interface Element {
  /** With its prefix, as Word and others write it: `w:p`. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface Handler {
  open(element: Element): void
  close(name: string): void
  text(words: string): void
}

export class MalformedXml extends Error {}

/** Depth of elements that no document needs. */
const DEEPEST = 400

/** Throws `MalformedXml` where it is not well-formed, has a document type, or is nested without end. */
export function parse(xml: string, handler: Handler): void {
  const parser = new SaxesParser({ xmlns: false, fragment: false })
  let depth = 0
  parser.on('error', (error) => {
    throw new MalformedXml(error.message)
  })
  parser.on('doctype', () => {
    throw new MalformedXml('it declares a document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new MalformedXml('its elements are nested without end')
    handler.open({ name, attributes })
  })
  parser.on('closetag', ({ name }) => {
    depth--
    handler.close(name)
  })
  parser.on('text', (words) => handler.text(words))
  parser.on('cdata', (words) => handler.text(words))
  parser.write(xml).close()
}
