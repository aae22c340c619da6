// A plain page that shows the API: every endpoint with what goes in and comes out. No script, nothing from elsewhere.
import { z } from '../../core/schema.ts'
import type { Endpoint, Endpoints } from '../contract/endpoint.ts'
import { escapeMarkup } from '../../core/escape-markup.ts'
import { plainPage } from './plain-page.ts'

export function docsPage(endpoints: Endpoints, version: string): string {
  const rows = Object.entries(endpoints).map(([name, endpoint]) => row(name, endpoint))
  const body = `<h1>ocrdet ${escapeMarkup(version)}: HTTP API</h1>
<p>The same as a document for programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Every failed request answers
<code>{code, message, expected, found, where, next}</code>.</p>
${rows.join('\n')}`
  return plainPage({ title: 'ocrdet API', language: 'en', body })
}

function row(name: string, { method, path, does, query, body, upload, result, events, file }: Endpoint): string {
  const parts = [
    part('Query', query, 'input'),
    part('Body', body, 'input'),
    upload === true ? '<p>Body: the file as it is.</p>' : '',
    part('Answer', result, 'output'),
    part('Server-sent events', events, 'output'),
    file === undefined ? '' : `<p>Answer: a file, <code>${escapeMarkup(file)}</code>.</p>`,
  ]
  return `<details id="${name}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escapeMarkup(path)}</code> ${escapeMarkup(does)}</summary>${parts.join('')}</details>`
}

function part(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  if (schema === undefined) return ''
  const { $schema: _dialect, ...shown } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return `<p>${title}</p><pre>${escapeMarkup(JSON.stringify(shown, null, 1))}</pre>`
}
