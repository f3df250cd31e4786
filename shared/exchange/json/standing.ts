// Who stands where, as a text as JSON says: under new ids and the meeting's names. Each party stands once on each thing.
import { NOBODY } from '../../ids.ts'
import type { ImportedStand } from '../assemble.ts'
import type { TextFile } from './file.ts'
import type { Renaming } from './renaming.ts'
import type { Speakers } from './speakers.ts'

/** `lost`: how many are about what is not in the text. */
export function standsIn(
  { stands, brackets }: TextFile,
  renaming: Renaming,
  speakers: Speakers,
): { readonly stands: Map<string, ImportedStand[]>; readonly lost: number } {
  const found = new Map<string, Map<string, ImportedStand>>()
  let lost = 0
  const take = (target: string | null, code: string, stand: Omit<ImportedStand, 'principal'> | null): void => {
    if (target === null || stand === null) return void lost++
    const principal = speakers.position(code, renaming.line(target))
    if (principal === NOBODY) return
    const here = found.get(target) ?? new Map<string, ImportedStand>()
    if (!here.has(principal)) here.set(principal, { principal, ...stand })
    found.set(target, here)
  }
  const told = new Set<string>()
  for (const { target, principal, stance, earlier, reason, condition } of stands) {
    told.add(`${target}/${principal}`)
    const hangsOn = condition === null ? undefined : renaming.target(condition.target)
    const said = { stance, ...(earlier ? { earlier } : {}), ...(reason === '' ? {} : { reason }) }
    const whole =
      condition === null || typeof hangsOn !== 'string' ? said : { ...said, condition: { target: hangsOn, outcome: condition.outcome } }
    take(renaming.target(target), principal, hangsOn === null ? null : whole)
  }
  // Views that do not hold what the room knows name who has joined, and nothing else.
  for (const { id, sponsors } of brackets)
    for (const code of sponsors) if (!told.has(`${id}/${code}`)) take(renaming.target(id), code, { stance: 'proposes' })
  return { stands: new Map([...found].map(([target, all]) => [target, [...all.values()]])), lost }
}
