// The clipboard never carries tokens (TX-11): what is copied, cut, pasted or dropped are words. A dragged selection
// is copied to its new place, for moving words is a deletion and an addition that one should see as two.
import { Fragment, Slice, type Node } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import { schema, tokenOf } from './schema.ts'

/** A slice without its tokens. */
export function withoutTokens(slice: Slice): Slice {
  return new Slice(strip(slice.content), slice.openStart, slice.openEnd)
}

function strip(fragment: Fragment): Fragment {
  const nodes: Node[] = []
  fragment.forEach((node) => {
    if (tokenOf(node) === null) nodes.push(node.isText ? node : node.copy(strip(node.content)))
  })
  return Fragment.fromArray(nodes)
}

/** Foreign markup without our tokens' glyphs, which would come in as words. */
export function withoutTokenMarkup(html: string): string {
  const template = document.createElement('template')
  template.innerHTML = html
  template.content.querySelectorAll('.token').forEach((token) => token.remove())
  return template.innerHTML
}

/** Lines of plain text as paragraphs; a single line as words. */
export function plainSlice(text: string): Slice {
  const lines = text.split(/\r\n?|\n/).filter((line, i, all) => line !== '' || all.length === 1)
  const paragraphs = lines.map((line) => schema.nodes.paragraph.create({ starter: PASTED }, line === '' ? [] : [schema.text(line)]))
  return new Slice(Fragment.fromArray(paragraphs), 1, 1)
}

/** A starter that stands for "a paragraph begins"; the policy gives it an id of its own. */
const PASTED = { p: ':0.0', t: 'para', lvl: 0 } as const

/** Drops words at the pointer as a copy. */
export function dropAsCopy(view: EditorView, event: DragEvent, slice: Slice): boolean {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
  if (place === null) return true
  event.preventDefault()
  view.dispatch(view.state.tr.replace(place.pos, place.pos, withoutTokens(slice)))
  view.focus()
  return true
}
