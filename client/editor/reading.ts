// The editor's reading of its own document, kept beside the state: every plugin and the page ask here.
import { Plugin, PluginKey, type EditorState } from 'prosemirror-state'
import type { Meta } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import { DocReader } from './raw.ts'

/** On a transaction: the overrides beside the text have changed. */
export const metaChanged = 'chapeau-meta-changed'

interface ReadState {
  readonly reading: Reading
  /** Counts changes of the overrides, so that what hangs on them is drawn anew. */
  readonly metaVersion: number
}

export const readingKey = new PluginKey<ReadState>('chapeau-reading')

export function readingPlugin(meta: () => Meta, reader: DocReader): Plugin<ReadState> {
  return new Plugin<ReadState>({
    key: readingKey,
    state: {
      init: (_, { doc }) => ({ reading: reader.read(doc, meta()), metaVersion: 0 }),
      apply: (transaction, before) => {
        const changed = transaction.getMeta(metaChanged) === true
        if (!transaction.docChanged && !changed) return before
        return { reading: reader.read(transaction.doc, meta()), metaVersion: before.metaVersion + (changed ? 1 : 0) }
      },
    },
  })
}

export const readingOf = (state: EditorState): Reading => readingKey.getState(state)!.reading
