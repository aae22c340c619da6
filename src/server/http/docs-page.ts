// A plain page that shows the API: every endpoint with what goes in and comes out. No script, nothing from elsewhere.
import { createHash } from 'node:crypto'
import { z } from '../../core/schema.ts'
import type { Endpoint, Endpoints } from '../contract/endpoint.ts'

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { overflow: auto; padding: .75rem; background: #f3f5f7; border-radius: 6px }
summary { cursor: pointer; padding: .35rem 0 } .method { display: inline-block; min-width: 4.2rem; font-weight: 700 }
@media (prefers-color-scheme: dark) { body { color: #e6e9ed; background: #14171a } pre { background: #1f2429 } a { color: #7cb7ff } }
`

/** What the content-security policy must know of the page's style, the only one that stands in a page: `'sha256-...'`. */
export const docsStyleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

export function docsPage(endpoints: Endpoints, version: string): string {
  const rows = Object.entries(endpoints).map(([name, endpoint]) => row(name, endpoint))
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ocrdet API</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body>
<h1>ocrdet ${escapeHtml(version)}: HTTP API</h1>
<p>The same as a document for programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Every failed request answers
<code>{code, message, expected, found, where, next}</code>.</p>
${rows.join('\n')}
</body>
</html>
`
}

function row(name: string, { method, path, does, query, body, upload, result, events, file }: Endpoint): string {
  const parts = [
    part('Query', query, 'input'),
    part('Body', body, 'input'),
    upload === true ? '<p>Body: the file as it is.</p>' : '',
    part('Answer', result, 'output'),
    part('Server-sent events', events, 'output'),
    file === undefined ? '' : `<p>Answer: a file, <code>${escapeHtml(file)}</code>.</p>`,
  ]
  return `<details id="${name}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> ${escapeHtml(does)}</summary>${parts.join('')}</details>`
}

function part(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  if (schema === undefined) return ''
  const { $schema: _dialect, ...shown } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return `<p>${title}</p><pre>${escapeHtml(JSON.stringify(shown, null, 1))}</pre>`
}

function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (letter) => names[letter])
}
