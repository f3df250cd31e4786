// Asks a server by the names of its described routes, and holds every answer against the description: status, media type, each
// field. What it has seen is counted, so that a route or a status that nobody asked for is found.
import type { RouteName } from '@chapeau/server/http/openapi/model'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect } from 'vitest'

interface Media {
  readonly schema?: object
  readonly 'x-lines'?: readonly object[]
}
interface Described {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: 'path' | 'query'
    readonly schema: { readonly enum?: readonly string[] }
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
  readonly security: readonly object[]
}
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

export interface Asked {
  /** Who asks: a session's token; nobody without. */
  readonly as?: string
  readonly at?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** Sent as JSON; `file`: as it is. */
  readonly body?: unknown
  readonly file?: Uint8Array | string
  /** Of the body, where it is not the usual one. */
  readonly type?: string
  readonly expect?: number
}

export interface Replied {
  readonly status: number
  readonly headers: Headers
  /** Parsed where it is JSON, lines where it is NDJSON, else bytes. */
  readonly body: unknown
}

const NDJSON = 'application/x-ndjson'

export class Asking {
  readonly seen = new Set<string>()
  readonly #url: string
  readonly #description: Description
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false })
  readonly #validators = new Map<object, ValidateFunction>()

  constructor(url: string, description: Description) {
    this.#url = url
    this.#description = description
    formats.default(this.#ajv)
  }

  /** Every route with its statuses, as `GET /api/me 200`. */
  get promised(): readonly string[] {
    return this.routes.flatMap((route) => this.statusesOf(route).map((status) => `${route} ${status}`))
  }

  get routes(): readonly RouteName[] {
    return Object.entries(this.#description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}` as RouteName),
    )
  }

  statusesOf(route: RouteName): readonly number[] {
    return Object.keys(this.#of(route).responses)
      .filter((status) => status !== 'default')
      .map(Number)
  }

  /** Media types that a route takes. */
  takes(route: RouteName): readonly string[] {
    return Object.keys(this.#of(route).requestBody?.content ?? {})
  }

  /** The values that a parameter can have. */
  choices(route: RouteName, parameter: string): readonly string[] {
    return this.#of(route).parameters?.find(({ name }) => name === parameter)?.schema.enum ?? []
  }

  /** Asks, holds the answer against the description, and expects `expect`, or the one success that is described. */
  async ask(route: RouteName, asked: Asked = {}): Promise<Replied> {
    const described = this.#of(route)
    const [method, path] = route.split(' ') as [string, string]
    const query = Object.entries(asked.query ?? {})
    for (const [name] of query)
      if (described.parameters?.some((one) => one.in === 'query' && one.name === name) !== true)
        throw new Error(`${route}: the parameter ${name} is not described`)
    const url = `${this.#url}${path.replace(/:(\w+)/g, (_all, key: string) => encodeURIComponent(asked.at?.[key] ?? 'nothing'))}`
    const response = await fetch(`${url}?${new URLSearchParams(query)}`, { method, ...this.#sent(asked) })
    const expected = asked.expect ?? this.statusesOf(route).find((status) => status < 300)
    const text = Buffer.from(await response.arrayBuffer())
    expect(response.status, `${route}: ${text.toString().slice(0, 500)}`).toBe(expected)
    const body = this.#held(route, response, text)
    if (response.ok && asked.body !== undefined)
      this.#matches(described.requestBody?.content['application/json']?.schema, asked.body, `${route}, what was sent`)
    this.seen.add(`${route} ${response.status}`)
    return { status: response.status, headers: response.headers, body }
  }

  #of(route: RouteName): Described {
    const [method, path] = route.split(' ') as [string, string]
    const described = this.#description.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    if (described === undefined) throw new Error(`${route} is not described`)
    return described
  }

  #sent({ as, body, file, type }: Asked): RequestInit {
    const headers: Record<string, string> = as === undefined ? {} : { authorization: `Bearer ${as}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (type !== undefined) headers['content-type'] = type
    const sent = body === undefined ? file : JSON.stringify(body)
    return { headers, ...(sent === undefined ? {} : { body: sent as BodyInit }) }
  }

  /** The body of an answer, as the description has it. */
  #held(route: RouteName, response: Response, bytes: Buffer): unknown {
    const what = `${route} ${response.status}`
    const answer = this.#of(route).responses[String(response.status)]
    expect(answer, `${what} is not described`).toBeDefined()
    if (answer!.content === undefined) {
      expect(bytes.length, `${what} has a body that is not described`).toBe(0)
      return null
    }
    const type = (response.headers.get('content-type') ?? '').split(';')[0]!
    const media = answer!.content[type]
    expect(media, `${what}: ${type} is not described`).toBeDefined()
    expect(bytes.length, `${what} is empty`).toBeGreaterThan(0)
    if (type === NDJSON) return this.#lines(media!['x-lines'] ?? [], bytes, what)
    if (!type.endsWith('json')) return bytes
    const body = JSON.parse(bytes.toString()) as unknown
    this.#matches(media!.schema, body, what)
    return body
  }

  #lines(shapes: readonly object[], bytes: Buffer, what: string): unknown[] {
    const lines = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    for (const line of lines) this.#matches({ anyOf: shapes }, line, what)
    return lines
  }

  #matches(schema: object | undefined, value: unknown, what: string): void {
    expect(schema, `${what} has no shape`).toBeDefined()
    let validate = this.#validators.get(schema!)
    if (validate === undefined) {
      validate = this.#ajv.compile(closed({ ...schema!, components: this.#description.components }) as object)
      this.#validators.set(schema!, validate)
    }
    const valid = validate(value)
    expect(valid, `${what} is not as described: ${this.#ajv.errorsText(validate.errors)}\n${JSON.stringify(value).slice(0, 800)}`).toBe(
      true,
    )
  }
}

/** The same schema closed to fields that it does not name: whoever adds a field has to describe it. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const open = 'properties' in schema && typeof schema.properties === 'object' && !('additionalProperties' in schema)
  return open ? { ...inner, additionalProperties: false } : inner
}
