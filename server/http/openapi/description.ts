// Describes the description itself, http/openapi.ts.
import * as z from 'zod'
import { json, type Resource } from './model.ts'

export const description: Resource = {
  name: 'Description',
  words: 'This document.',
  routes: {
    'GET /api/openapi.json': {
      id: 'readDescription',
      summary: 'The description of the HTTP API, OpenAPI 3.1',
      session: 'none',
      answers: { 200: json('This document.', z.looseObject({ openapi: z.string() })) },
    },
  },
}
