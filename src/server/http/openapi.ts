// The OpenAPI 3.1 document of the table of endpoints: https://spec.openapis.org/oas/v3.1.0
import { z } from '../../core/schema.ts'
import { failure } from '../contract/common.ts'
import type { Endpoint, Endpoints } from '../contract/endpoint.ts'

type Json = Readonly<Record<string, unknown>>

/** The document; OpenAPI 3.1 takes JSON Schema as zod writes it. */
export function openApiDocument(endpoints: Endpoints, version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [operationId, endpoint] of Object.entries(endpoints)) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method]: { operationId, ...operationOf(endpoint) } }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'ocrdet', version, description: 'Fine-tunes a text detector on your own images.' },
    paths,
    components: { schemas: { Failure: jsonSchema(failure, 'output') } },
  }
}

function operationOf(endpoint: Endpoint): Json {
  const body = bodyOf(endpoint)
  return {
    summary: endpoint.does,
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint)],
    ...(body && { requestBody: { required: true, content: body } }),
    responses: {
      '200': { description: 'It is done.', content: contentOf(endpoint) },
      default: {
        description: 'What was wrong, and what to do.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  }
}

function pathParameters({ path }: Endpoint): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } }
  })
}

function queryParameters({ query }: Endpoint): Json[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, unknown>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => {
    return { name, in: 'query', required: required.includes(name), schema }
  })
}

function bodyOf({ body, upload }: Endpoint): Json | undefined {
  if (upload === true) return { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  return body && { 'application/json': { schema: jsonSchema(body, 'input') } }
}

function contentOf({ result, events, file }: Endpoint): Json {
  if (result !== undefined) return { 'application/json': { schema: jsonSchema(result, 'output') } }
  if (events !== undefined) return { 'text/event-stream': { schema: jsonSchema(events, 'output') } }
  return { [file ?? 'application/octet-stream']: { schema: { type: 'string', format: 'binary' } } }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
