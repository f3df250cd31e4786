// The editor's document: paragraphs of text, marks, and bracket tokens as inline atoms (caret.md, R1).
// A token shows its glyph as real text; its label, colour and strays are decorations from the reading.
import { Schema, type DOMOutputSpec, type Node } from 'prosemirror-model'
import type { Embed, Starter, Token } from '@chapeau/shared/text/model'

const token = (toDOM: (node: Node) => DOMOutputSpec, leafText: string) => ({
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  draggable: false,
  leafText: () => leafText,
  toDOM,
})

export const schema = new Schema({
  nodes: {
    doc: { content: 'paragraph+' },
    /** `starter` is the embed that starts it; null for text before the first starter. */
    paragraph: {
      content: '(text | open | close)*',
      attrs: { starter: { default: null as Starter | null } },
      toDOM: (node): DOMOutputSpec => {
        const starter = node.attrs['starter'] as Starter | null
        return ['p', { 'data-pid': starter?.p ?? '', 'data-type': starter?.t ?? 'para' }, 0]
      },
      parseDOM: [{ tag: 'p' }],
    },
    text: { group: 'inline' },
    open: {
      ...token(
        (node) => ['span', { class: 'token open', contenteditable: 'false', 'data-bid': (node.attrs['embed'] as { o: string }).o }, '['],
        '[',
      ),
      attrs: { embed: {} },
    },
    close: {
      ...token(
        (node) => ['span', { class: 'token close', contenteditable: 'false', 'data-bid': (node.attrs['embed'] as { c: string }).c }, ']'],
        ']',
      ),
      attrs: { embed: {} },
    },
  },
  marks: {
    bold: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
    italic: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
    underline: { toDOM: () => ['u', 0], parseDOM: [{ tag: 'u' }] },
  },
})

export const tokenOf = (node: Node): Token | null =>
  node.type === schema.nodes.open || node.type === schema.nodes.close ? (node.attrs['embed'] as Token) : null
export const starterOf = (node: Node): Starter | null =>
  node.type === schema.nodes.paragraph ? (node.attrs['starter'] as Starter | null) : null
export type { Embed }
