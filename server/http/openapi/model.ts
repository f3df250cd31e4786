// What the description of a route says (OpenAPI 3.1), and the words it is written with. One file beside this one for each
// resource; `resources.ts` lists them. What holds for every route of a kind (401, 404, 413 …) is said once, in `refusals.ts`.
import * as z from 'zod'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
/** As it is registered: `GET /api/texts/:id`. */
export type RouteName = `${Method} /${string}`

export interface Parameter {
  readonly words: string
  readonly schema: z.core.$ZodType
  readonly required?: true
}

/** JSON of a shape, or (`json` null) a file as it is, of any of the media types. */
export interface Body {
  readonly words: string
  readonly json: z.core.$ZodType | null
  readonly types: readonly string[]
}

/** What comes back, by media type; null: a file whose inside is not JSON. `lines`: of the lines of NDJSON. */
export interface Answer {
  readonly words: string
  readonly content: Readonly<Record<string, { readonly json: z.core.$ZodType | null; readonly lines?: readonly z.core.$ZodType[] }>>
}

export interface Operation {
  /** The name that programs call it by. */
  readonly id: string
  readonly summary: string
  readonly words?: string
  /** `taken`: goes without one, and makes use of one. */
  readonly session: 'needed' | 'taken' | 'none'
  /** Parameters of the path that `resources.ts` does not know, and those that mean something else here. */
  readonly path?: Readonly<Record<string, Parameter>>
  readonly query?: Readonly<Record<string, Parameter>>
  readonly body?: Body
  readonly answers: Readonly<Record<number, Answer>>
  /** Problems (RFC 9457) beside those of every route of its kind: when which status. */
  readonly problems?: Readonly<Record<number, string>>
}

export interface Resource {
  readonly name: string
  readonly words: string
  readonly routes: Readonly<Record<RouteName, Operation>>
}

/** One type with all that it may lack, so that a field that only one of two types has is seen. */
type Whole<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Whole<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]-?: Whole<T[Key]> }
      : T
type Same<A, B> = [Whole<A>, A] extends [Whole<B>, B] ? ([Whole<B>, B] extends [Whole<A>, A] ? true : false) : false

/**
 * A shape with a name of its own, `#/components/schemas/<id>`, of the type that shared/protocol has for it. Where
 * the two say different things it does not compile, so that whoever changes an answer's type is led here.
 */
export function shape<T>(): <S extends z.core.$ZodType>(
  id: string,
  schema: Same<z.output<S>, T> extends true ? S : { 'the shape is not the type': T },
) => S {
  return (id, schema) => {
    const shaped = schema as z.core.$ZodType
    z.globalRegistry.add(shaped, { id })
    return shaped as never
  }
}

/** The same for a request's body; the schema is the one that the route checks with. */
export function requested<S extends z.core.$ZodType>(id: string, schema: S): S {
  z.globalRegistry.add(schema, { id })
  return schema
}

export const JSON_TYPE = 'application/json'

export const json = (words: string, schema: z.core.$ZodType): Answer => ({ words, content: { [JSON_TYPE]: { json: schema } } })

export const nothing = (words: string): Answer => ({ words, content: {} })

export const file = (words: string, ...types: readonly string[]): Answer => ({
  words,
  content: Object.fromEntries(types.map((type) => [type, { json: null }])),
})

export const NDJSON_TYPE = 'application/x-ndjson'

/** NDJSON: each line is JSON of one of these shapes. */
export const ndjson = (words: string, ...lines: readonly z.core.$ZodType[]): Answer => ({
  words,
  content: { [NDJSON_TYPE]: { json: null, lines } },
})

export const jsonBody = (words: string, schema: z.core.$ZodType): Body => ({ words, json: schema, types: [JSON_TYPE] })

export const parameter = (words: string, schema: z.core.$ZodType = z.string()): Parameter => ({ words, schema })
