// What every judgement stands on: the text as it is, its register, and whose what is. One object for an authority's
// whole life, because building it anew would cost as much as judging a keystroke.
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import type { Open } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import type { EntryIndex } from './index.ts'
import type { Registry } from './registry.ts'

export interface Ground {
  readonly doc: Y.Doc
  readonly body: Y.Text
  readonly registry: Registry
  /** Entry brackets as they were before the update. */
  readonly index: EntryIndex
  /** Whose bracket `open` is now; its override counts, not its birth. */
  holderOf(bid: Bid, open: Open): Principal
  /** Principal that a client id is bound to. */
  principalOf(clientId: number): Principal | null
  /** Whether a paragraph takes no words now: it is agreed, or stands for a table or a picture. */
  isClosed(pid: Pid): boolean
  /** Whether it stands for a table or a picture: whosever it is, nobody types in it (AU-30). */
  isBlock(pid: Pid): boolean
}
