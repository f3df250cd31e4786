// How soon the panes are drawn anew after the text has changed: at once in a small text, seldom enough in a large one that typing
// keeps nearly all of the time.

/** Never sooner, in ms. */
const EVERY_MS = 80
/** Never later: a page that was asleep or starved has measured that, and not its work. */
const LATEST_MS = 1_500
/** Part of the time that drawing may take. */
const SHARE = 1 / 10

/** Time to wait in ms; `cost`: how long the last drawing took, in ms. */
export const drawDelay = (cost: number): number => Math.min(LATEST_MS, Math.max(EVERY_MS, cost / SHARE))
