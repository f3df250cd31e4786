// Colours of delegations: a hue each up to eight, beyond that "mine" and "others".
// A hue is never the only sign of who speaks: the code is always printed beside it.
import { CHAIR, NOBODY, type Principal } from '@chapeau/shared/ids'

/** `1` to `8` are hues of equal lightness in styles/tokens.css. */
export type Hue = `${number}` | 'mine' | 'others' | 'chair' | 'none'

/** More hues than this cannot be told apart at equal lightness without green and amber, which belong to the ladder. */
export const HUES = 8

/**
 * The hue of each party. In a small meeting it follows the order of the meeting's delegations; in a larger one
 * the delegations present in the text share the eight hues, and when they are more than eight only mine differs.
 */
export function huesFor(
  delegations: readonly Principal[],
  present: ReadonlySet<Principal>,
  mine: Principal | null,
): (principal: Principal) => Hue {
  const hued = delegations.length <= HUES ? delegations : delegations.filter((code) => present.has(code))
  const few = hued.length <= HUES
  const hues = new Map<Principal, Hue>(hued.map((code, i) => [code, few ? (`${i + 1}` as Hue) : 'others']))
  if (!few && mine !== null) hues.set(mine, 'mine')
  hues.set(CHAIR, 'chair').set(NOBODY, 'none')
  return (principal) => hues.get(principal) ?? (few ? 'none' : 'others')
}
