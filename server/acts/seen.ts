// Whether a decision rests on the words that stand (AC-2). A state vector alone cannot see deletions, so the
// person's digest of the named brackets is compared with theirs as they stand, less what came later.
import { wordsDigest } from '@chapeau/shared/brackets/words'
import type { Bid, Pid } from '@chapeau/shared/ids'
import type { Seen } from '@chapeau/shared/protocol/acts'
import { read, type Reading } from '@chapeau/shared/text/read'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { authorshipOf, decodeStateVector, runsSeen, type Authorship } from './items.ts'
import { paragraphsNow, presentWords, refuse, type Refusal, type Scene } from './scene.ts'

/** Who wrote what since the person looked; a refusal when the words it looked at have changed. */
export function checkSeen(scene: Scene, seen: Seen, named: (reading: Reading) => readonly Bid[]): Authorship | Refusal {
  const sv = decodeStateVector(seen.sv)
  if (sv === null) return refuse('AC-2', 'What you had on screen could not be read. Reload the page and decide again.')
  const body = bodyOf(scene.context.doc)
  const then = read(runsSeen(body, sv), scene.meta)
  if (wordsDigest(then, named(then)) === seen.words) return authorshipOf(body, sv)
  return refuse('AC-2', 'The words have changed since you looked. Nothing was decided; please look again.', {
    words: presentWords(scene, named(scene.reading)),
  })
}

/** The same for an act on whole paragraphs, which names them by one digest. */
export function checkParagraphsSeen(
  scene: Scene,
  seen: Seen,
  digestOf: (then: Reading) => string,
  pids: readonly Pid[],
): Authorship | Refusal {
  const sv = decodeStateVector(seen.sv)
  if (sv === null) return refuse('AC-2', 'What you had on screen could not be read. Reload the page and try again.')
  const body = bodyOf(scene.context.doc)
  if (digestOf(read(runsSeen(body, sv), scene.meta)) === seen.words) return authorshipOf(body, sv)
  return refuse('AC-2', 'The words have changed since you looked. Nothing was written; please look again.', {
    words: paragraphsNow(scene, pids),
  })
}
