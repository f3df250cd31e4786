// The allow-list of embeds (DESIGN 2 and 3): exactly three shapes, exactly these keys, small.
// Both the importer of foreign documents and the authority ask here; nothing else decides what an embed is.
import { isDelegationCode, parseId } from '../ids.ts'
import type { BracketKind, Embed, ParagraphType } from './model.ts'

/** Bytes of an embed's JSON; the longest honest one stays below 200. */
export const MAX_EMBED_BYTES = 300
export const MAX_LEVEL = 8

const TYPES: readonly string[] = ['title', 'heading', 'para', 'item'] satisfies ParagraphType[]
const KINDS: readonly string[] = ['ins', 'del', 'res', 'note'] satisfies BracketKind[]

/** The embed that an unknown value is; `null` when it is none of the three shapes to the letter. */
export function parseEmbed(value: unknown): Embed | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const embed = value as Record<string, unknown>
  // Ids and codes are ASCII, so characters are bytes once every value has been checked.
  if (JSON.stringify(embed).length > MAX_EMBED_BYTES) return null
  if ('p' in embed) return isStarterShape(embed) ? (embed as unknown as Embed) : null
  if ('o' in embed) return isOpenShape(embed) ? (embed as unknown as Embed) : null
  return hasOnly(embed, ['c']) && isId(embed['c']) ? (embed as unknown as Embed) : null
}

function isStarterShape(embed: Record<string, unknown>): boolean {
  return (
    hasOnly(embed, ['p', 't', 'lvl'], ['in']) &&
    isId(embed['p']) &&
    TYPES.includes(embed['t'] as string) &&
    Number.isInteger(embed['lvl']) &&
    (embed['lvl'] as number) >= 0 &&
    (embed['lvl'] as number) <= MAX_LEVEL &&
    (embed['in'] === undefined || isId(embed['in']))
  )
}

function isOpenShape(embed: Record<string, unknown>): boolean {
  const by = embed['by']
  return (
    hasOnly(embed, ['o', 'by', 'kind'], ['grp', 'ph']) &&
    isId(embed['o']) &&
    typeof by === 'string' &&
    (by === '' || isDelegationCode(by)) &&
    parseId(embed['o'] as string)!.principal === by &&
    KINDS.includes(embed['kind'] as string) &&
    (embed['grp'] === undefined || isId(embed['grp'])) &&
    (embed['ph'] === undefined || embed['ph'] === 1)
  )
}

const isId = (value: unknown): boolean => typeof value === 'string' && parseId(value) !== null

function hasOnly(embed: Record<string, unknown>, required: readonly string[], optional: readonly string[] = []): boolean {
  const keys = Object.keys(embed)
  return required.every((key) => keys.includes(key)) && keys.every((key) => required.includes(key) || optional.includes(key))
}
