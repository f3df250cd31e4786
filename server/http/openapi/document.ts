// The OpenAPI 3.1 document, made of the descriptions beside this file.
import * as z from 'zod'
import { COOKIE } from '../session.ts'
import { parameter, type Answer, type Body, type Operation, type Parameter, type RouteName } from './model.ts'
import { problemsOf } from './refusals.ts'
import { describedRoutes, RESOURCES } from './resources.ts'
import { problem } from './shapes.ts'

type Json = Readonly<Record<string, unknown>>

const API_VERSION = '0.1.0'
const INTRODUCTION = `Programs do what the page does. Take a seat with \`POST /api/join\` and send the session as \`Authorization: Bearer\`; whoever
has several seats says with \`?seat=\` which speaks. Every "no" is a problem (RFC 9457) whose \`detail\` says what to do and whose \`rule\` is a
number of docs/spec.md. Fields may be added to answers; ignore those that you do not know. Typing and presence travel over a socket,
\`/sync/{textId}\`, which docs/protocol.md describes. A guide with examples is docs/api.md.`

/** The whole document. Throws where two shapes have one name. */
export function openApiDocument(): Json {
  const shapes = new Shapes()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { name, operation, resource } of describedRoutes()) {
    const [method, path] = name.split(' ') as [string, string]
    const methods = (paths[templateOf(path)] ??= {})
    methods[method.toLowerCase()] = { tags: [resource], ...operationOf(name, operation, shapes) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Chapeau', version: API_VERSION, description: INTRODUCTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: RESOURCES.map(({ name, words }) => ({ name, description: words })),
    paths,
    components: {
      schemas: shapes.all,
      responses: { Problem: { description: 'Any other "no".', content: refused(shapes) } },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: COOKIE, description: 'Set by `POST /api/join`, for pages.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The value of that cookie, for programs.' },
      },
    },
  }
}

const SECURITY = {
  needed: [{ bearer: [] }, { cookie: [] }],
  taken: [{}, { bearer: [] }, { cookie: [] }],
  none: [],
} as const

/** `/api/texts/:id` as OpenAPI has it: `/api/texts/{id}`. */
const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

function operationOf(name: RouteName, operation: Operation, shapes: Shapes): Json {
  const { id, summary, words, session, path = {}, query = {}, body, answers } = operation
  const places = [...name.matchAll(/:(\w+)/g)].map(([, key]) => key!)
  const parameters = [
    ...places.map((key) => parameterOf(key, 'path', path[key] ?? idIn(name, key), shapes)),
    ...Object.entries(query).map(([key, one]) => parameterOf(key, 'query', one, shapes)),
  ]
  return {
    operationId: id,
    summary,
    ...(words === undefined ? {} : { description: words }),
    security: SECURITY[session],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: bodyOf(body, shapes) }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, shapes)])),
      ...Object.fromEntries(
        [...problemsOf(name, operation)].map(([status, why]) => [status, { description: why, content: refused(shapes) }]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const refused = (shapes: Shapes): Json => ({ 'application/problem+json': { schema: shapes.of(problem, 'output') } })

/** What `:id` is, where the route does not say: of the thing that the path names before it. */
function idIn(name: RouteName, key: string): Parameter {
  if (key !== 'id') throw new Error(`${name}: say in \`path\` what ${key} is`)
  return parameter(name.includes('/meetings/') ? 'Id of the meeting.' : 'Id of the text.')
}

function parameterOf(name: string, where: 'path' | 'query', { words, schema, required }: Parameter, shapes: Shapes): Json {
  return { name, in: where, description: words, required: where === 'path' || required === true, schema: shapes.of(schema, 'input') }
}

function bodyOf({ words, json, types }: Body, shapes: Shapes): Json {
  const content = json === null ? {} : { schema: shapes.of(json, 'input') }
  return { description: words, required: true, content: Object.fromEntries(types.map((type) => [type, content])) }
}

function answerOf({ words, content }: Answer, shapes: Shapes): Json {
  if (Object.keys(content).length === 0) return { description: words }
  return {
    description: words,
    content: Object.fromEntries(
      Object.entries(content).map(([type, { json, lines }]) => [
        type,
        {
          ...(json === null ? (type.startsWith('text/') ? { schema: { type: 'string' } } : {}) : { schema: shapes.of(json, 'output') }),
          // OpenAPI 3.1 has no word for the lines of a stream; this is ours.
          ...(lines === undefined ? {} : { 'x-lines': lines.map((line) => shapes.of(line, 'output')) }),
        },
      ]),
    ),
  }
}

/** Shapes as JSON Schema 2020-12. Those with a name stand once among the components. */
class Shapes {
  readonly all: Record<string, unknown> = {}

  of(schema: z.core.$ZodType, io: 'input' | 'output'): unknown {
    // Within another one, a schema with a name becomes a reference to it.
    const holder = z.toJSONSchema(z.object({ it: schema as z.ZodType }), { io, target: 'draft-2020-12' })
    for (const [name, found] of Object.entries(holder.$defs ?? {})) {
      const shaped = published(found)
      if (name in this.all && JSON.stringify(this.all[name]) !== JSON.stringify(shaped)) throw new Error(`two shapes are called ${name}`)
      this.all[name] = shaped
    }
    return published(holder.properties!['it'])
  }
}

/** What is only for us in a schema: that fields are closed, the key it was found by, that its type is readonly. */
const LEFT_OUT: Readonly<Record<string, (value: unknown) => boolean>> = {
  additionalProperties: (value) => value === false,
  id: (value) => typeof value === 'string',
  readOnly: (value) => value === true,
}

/** As it is published: references to components, no ids, and open to fields that come later. */
function published(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(published)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(LEFT_OUT[key]?.(value) ?? false))
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : published(value),
      ]),
  )
}
