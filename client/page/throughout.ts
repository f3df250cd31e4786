// Replacing words throughout: the places found, those left out, and the wish that proposes the rest as one.
import { placesOf, replaceAt, type PhraseOptions, type Place } from '@chapeau/shared/brackets/throughout'
import { may, type Actor, type Permission } from '@chapeau/shared/policy'
import { MOST_EDITS } from '@chapeau/shared/protocol/acts'
import type { Meta, TextStatus } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Wish } from '../connection/acts.ts'
import { count } from './names.ts'

export interface ThroughoutInput {
  readonly reading: Reading
  readonly meta: Meta
  readonly actor: Actor
  readonly status: TextStatus
  readonly find: string
  readonly replace: string
  readonly options: PhraseOptions
  /** Keys of places that are left out. */
  readonly left: ReadonlySet<string>
}

export interface ThroughoutView {
  readonly places: readonly Place[]
  readonly chosen: number
  /** What the button says. */
  readonly label: string
  readonly permission: Permission
  readonly wish: Wish | null
}

/** A place by its paragraph and position. */
export const placeKey = ({ pid, at }: Place): string => `${pid}/${at}`

export function throughoutView({ reading, meta, actor, status, find, replace, options, left }: ThroughoutInput): ThroughoutView {
  const places = placesOf(reading, meta, find, options)
  const chosen = places.filter((place) => !left.has(placeKey(place)))
  const edits = replaceAt(chosen, replace.trim()).filter(({ insert }, i) => insert !== chosen[i]!.words)
  const permission = may(actor, 'propose', { status })
  const tooMany = edits.length > MOST_EDITS
  const how = `“${find.trim()}” → “${replace.trim()}” throughout`.slice(0, 120)
  return {
    places,
    chosen: chosen.length,
    label: `${replace.trim() === '' ? 'Propose to delete' : 'Propose'} at ${count(edits.length, 'place')}`,
    permission: tooMany
      ? { ok: false, rule: 'AC-51', message: `One proposal has at most ${MOST_EDITS.toLocaleString('en-US')} places. Leave some out.` }
      : permission,
    wish: edits.length === 0 || tooMany ? null : { act: 'propose', edits, how, ...(edits.length > 1 ? { set: true as const } : {}) },
  }
}
