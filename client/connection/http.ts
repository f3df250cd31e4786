// The HTTP half of the wire: JSON in, JSON out, every "no" a value. Nothing here knows what a text is.
import type { Problem } from '@chapeau/shared/protocol/api'

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Status of an answer that never came. */
export const OFFLINE = 0
/** Status of a file that could not be read before anything was sent. */
export const UNREADABLE = -1

/** Reads a resource. */
export function getJson<T>(path: string): Promise<Answer<T>> {
  return ask<T>(path, { headers: { accept: 'application/json' } }, (response) => response.json() as Promise<T>)
}

/** Sends a JSON object. */
export function postJson<T>(path: string, body: unknown): Promise<Answer<T>> {
  return ask<T>(path, { ...json(body), method: 'POST' }, (response) => response.json() as Promise<T>)
}

/** Changes a resource by a JSON object. */
export function patchJson<T>(path: string, body: unknown): Promise<Answer<T>> {
  return ask<T>(path, { ...json(body), method: 'PATCH' }, (response) => response.json() as Promise<T>)
}

/** Sends a file as it is. */
export function postFile<T>(path: string, file: Uint8Array): Promise<Answer<T>> {
  const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' }
  return ask<T>(path, { method: 'POST', headers, body: new Uint8Array(file) }, (response) => response.json() as Promise<T>)
}

/** Sends a file with something to be said of it as JSON, as a form (RFC 7578). */
export function postForm<T>(
  path: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
  beside: Readonly<Record<string, unknown>>,
): Promise<Answer<T>> {
  const body = new FormData()
  body.set('file', new Blob([new Uint8Array(file.bytes)]), file.name)
  for (const [name, value] of Object.entries(beside)) body.set(name, JSON.stringify(value))
  return ask<T>(path, { method: 'POST', headers: { accept: 'application/json' }, body }, (response) => response.json() as Promise<T>)
}

/** Sends a file where more than one status answers with JSON of its own: the body whatever the status, and the status. */
export async function postFileForBoth(path: string, file: Blob): Promise<{ status: number; body: unknown }> {
  // Read here: a file that has changed since it was chosen cannot be, and that is not the server's fault.
  let body: ArrayBuffer
  try {
    body = await file.arrayBuffer()
  } catch {
    const detail = 'It was changed, moved or deleted after it was chosen. Choose it again.'
    return { status: UNREADABLE, body: { type: 'about:blank', title: 'The file cannot be read', status: UNREADABLE, detail } }
  }
  const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' }
  try {
    const response = await fetch(path, { method: 'POST', headers, body })
    return { status: response.status, body: (await response.json()) as unknown }
  } catch {
    return { status: OFFLINE, body: null }
  }
}

/** Ends a resource; the answer has no content. */
export function deleteAt(path: string): Promise<Answer<null>> {
  return ask<null>(path, { method: 'DELETE', headers: { accept: 'application/json' } }, () => Promise.resolve(null))
}

/** Reads newline-delimited JSON. */
export function getLines<T>(path: string): Promise<Answer<T[]>> {
  return ask<T[]>(path, { headers: { accept: 'application/x-ndjson' } }, async (response) =>
    (await response.text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T),
  )
}

/** Sends a JSON object where the refusal is JSON of its own kind (acts): the body whatever the status, and the status. */
/** A file, and what the server calls it; '' where it does not say. */
export function getFile(path: string): Promise<Answer<{ readonly name: string; readonly file: Blob }>> {
  return ask(path, {}, async (response) => ({
    name: fileNameIn(response.headers.get('content-disposition') ?? ''),
    file: await response.blob(),
  }))
}

/** RFC 6266: the extended form goes before the plain one. */
function fileNameIn(disposition: string): string {
  const extended = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1]
  return extended === undefined ? (/filename="?([^";]+)/i.exec(disposition)?.[1] ?? '') : decodeURIComponent(extended)
}

export async function postForBoth(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(path, { ...json(body), method: 'POST' })
    return { status: response.status, body: (await response.json()) as unknown }
  } catch {
    return { status: OFFLINE, body: null }
  }
}

function json(body: unknown): RequestInit {
  return { headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body) }
}

async function ask<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch {
    return problem(OFFLINE, 'The server cannot be reached', 'Check the connection and try again.')
  }
  if (response.ok) {
    try {
      return { ok: true, value: await read(response) }
    } catch {
      return problem(response.status, 'The answer could not be read')
    }
  }
  try {
    return { ok: false, problem: (await response.json()) as Problem }
  } catch {
    return problem(response.status, response.statusText === '' ? `The server answered ${response.status}` : response.statusText)
  }
}

function problem(status: number, title: string, detail?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { type: 'about:blank', title, status, ...(detail === undefined ? {} : { detail }) } }
}
