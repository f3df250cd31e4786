// How soon panes follow the text.
import { expect, test } from 'vitest'
import { drawDelay } from '@chapeau/client/page/pace'

test.each([
  ['a small text is followed at once', 2, 80],
  ['a large one takes a tenth of the time', 60, 600],
  ['one that is never done in time is still followed', 900, 1_500],
  ['a page that was asleep between two measures is not left behind for hours', 8 * 3_600_000, 1_500],
])('UI-104 %s', (_, cost, delay) => expect(drawDelay(cost)).toBe(delay))
