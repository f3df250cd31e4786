// What a word processor's file of ours says of itself, by its properties.
import { PROPERTY } from './docx/frame.ts'
import type { Origin } from './source.ts'

/** Null for a file of somebody else. */
export function originOf(properties: ReadonlyMap<string, string>): Origin | null {
  const textId = properties.get(PROPERTY.text)
  if (textId === undefined) return null
  const said = (name: string): string => properties.get(name) ?? ''
  const entry = Number(said(PROPERTY.entry)) || 0
  return { textId, entry, hash: said(PROPERTY.hash), view: said(PROPERTY.view), brackets: said(PROPERTY.brackets) }
}
