// How a meeting calls and colours its rungs on the page.
import { rungName, type MeetingRules } from '@chapeau/shared/policy'
import type { ParagraphState } from '@chapeau/shared/text/meta'

export type LadderNames = Pick<MeetingRules, 'ladder'> | undefined
export type NameOfRung = (state: ParagraphState) => string

export const STATES: readonly ParagraphState[] = ['open', 'parked', 'adref', 'agreed']

/** Buttons of rungs that the meeting has not named otherwise. */
const STEP_NAMES: Readonly<Record<ParagraphState, string>> = { open: 'Open', parked: 'Park', adref: 'Agree ad ref', agreed: 'Agree' }

/** What the button for a rung says. */
export const stepName = (rules: LadderNames, state: ParagraphState): string => rules?.ladder?.[state]?.name ?? STEP_NAMES[state]

/** What the rungs are called; the same function for the same rules, so that nothing is drawn anew for it. */
export function namesOfRungs(rules: LadderNames): NameOfRung {
  const key = JSON.stringify(rules?.ladder ?? {})
  if (last.key !== key) last = { key, name: (state) => rungName(rules, state) }
  return last.name
}

let last: { readonly key: string; readonly name: NameOfRung } = { key: '', name: (state) => rungName(undefined, state) }

/** The ladder as custom properties of the page's styles; null takes one away. On dark paper a colour is lightened. */
export function rungStyles(rules: LadderNames): readonly (readonly [name: string, value: string | null])[] {
  return STATES.flatMap((state) => {
    const { name, colour } = rules?.ladder?.[state] ?? {}
    return [
      [`--rung-${state}`, colour === undefined ? null : `light-dark(${colour}, oklch(from ${colour} 76% c h))`],
      [`--rung-${state}-name`, name === undefined ? null : JSON.stringify(name)],
    ] as const
  })
}
