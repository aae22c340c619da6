// Headers of every answer: what a browser may load, and that it takes every file for what it is said to be.
import { plainStyleSource } from './plain-page.ts'
import type { MiddlewareHandler } from './hono.ts'
import { alreadySent } from './node-server.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${plainStyleSource}`,
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const headersOfAll: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  if (context.res === alreadySent) return // whoever wrote it wrote them too
  for (const [name, value] of Object.entries(headersOfAll)) context.res.headers.set(name, value)
}
