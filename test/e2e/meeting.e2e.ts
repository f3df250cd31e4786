// A whole negotiation in the browser: chair, typist, five delegations and an observer; sixty brackets become none by every tool of
// the desk. The last words are written out (meeting/words.ts), so that what the acts imply is what stands, byte for byte.
import { CLEARING } from './meeting/clearing.ts'
import { CLOSING } from './meeting/closing.ts'
import { DECIDING } from './meeting/deciding.ts'
import { PROPOSING } from './meeting/proposing.ts'
import { Room } from './meeting/room.ts'
import { test } from './test.ts'

let room: Room
test.beforeAll(async ({ browser }) => void (room = await Room.open(browser)))
test.afterEach(async () => room.look('chair', 'meeting-last'))
test.afterAll(() => room.close())

test('AC-3 RE-20 UI-90 a meeting takes sixty brackets to none, and every word that stays is its proposer’s', async () => {
  test.setTimeout(600_000)
  for (const [title, play] of [...PROPOSING, ...DECIDING, ...CLEARING, ...CLOSING]) await test.step(title, () => play(room))
})
