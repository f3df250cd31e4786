// Reads a text as JSON (spec IM-98): the schema that exports keep to, then whether body and lists say the same. What is derived in such a
// file (printed words, parents, who is named) is not asked for: the body counts.
import * as z from 'zod/mini'
import { MOST_BLOCK_CHARACTERS } from '../blocks.ts'
import { MOST_BRACKETS, MOST_PARAGRAPHS, TOO_LONG } from '../size.ts'
import type { Unreadable } from '../source.ts'
import { contradictionIn } from './contradiction.ts'
import { TEXT_SCHEMA_ID, TEXT_VERSION, textFileSchema, type TextFile } from './file.ts'

export type ReadFile = { readonly ok: true; readonly file: TextFile } | Unreadable

/** Characters: a long text says everything twice, and as much again about its brackets. */
const MOST_JSON = 16 * 1024 * 1024
/** Entries of the longest lists, before each of them is looked at. */
const MOST_ENTRIES: Readonly<Record<string, number>> = {
  paragraphs: MOST_PARAGRAPHS,
  brackets: MOST_BRACKETS,
  body: 400_000,
  stands: 400_000,
  apart: 400_000,
}

export function readJson(text: string): ReadFile {
  if (text.length > MOST_JSON) return TOO_LONG
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return no('This is no JSON, or only a part of it. Export the text once more.')
  }
  const foreign = foreignIn(value)
  if (foreign !== null) return foreign
  const parsed = z.safeParse(textFileSchema, value)
  if (!parsed.success) return no(`This does not keep to the schema of exported texts: ${firstOf(parsed.error)}.`)
  if (cellsOf(parsed.data) > MOST_BLOCK_CHARACTERS) return TOO_LONG
  const contradiction = contradictionIn(parsed.data)
  return contradiction === null ? { ok: true, file: parsed.data } : no(`This file contradicts itself: ${contradiction}.`)
}

/** Whether it is a text of another make, or longer than any. */
function foreignIn(value: unknown): Unreadable | null {
  const file = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}
  if (file['$schema'] !== TEXT_SCHEMA_ID)
    return no(`This JSON is no text that was exported here: it does not say that it keeps to ${TEXT_SCHEMA_ID}.`)
  if (file['version'] !== TEXT_VERSION)
    return no(`This text is of another version than ${TEXT_VERSION}, the one that is read here. Export it from the version that reads it.`)
  const isLong = (key: string, most: number): boolean => Array.isArray(file[key]) && file[key].length > most
  return Object.entries(MOST_ENTRIES).some(([key, most]) => isLong(key, most)) ? TOO_LONG : null
}

/** Characters in tables. */
function cellsOf({ paragraphs }: TextFile): number {
  let characters = 0
  for (const { block } of paragraphs)
    if (block?.kind === 'table') for (const row of block.rows) for (const cell of row) characters += cell.length + 1
  return characters
}

/** `brackets, entry 3, kind: Invalid option`. */
function firstOf({ issues }: z.core.$ZodError): string {
  const { path, message } = issues[0]!
  const place = path.map((part) => (typeof part === 'number' ? `entry ${part + 1}` : String(part).slice(0, 40))).join(', ')
  return place === '' ? message.slice(0, 200) : `${place}: ${message.slice(0, 200)}`
}

const no = (message: string): Unreadable => ({ ok: false, message })
