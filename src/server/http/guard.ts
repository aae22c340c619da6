// Who may ask: the Host and Origin of every request are checked, and the token where one is demanded.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { UserError } from '../../core/errors.ts'
import { failureOf, failureResponse } from './failure.ts'
import type { Context, MiddlewareHandler } from './hono.ts'
import { tokenPage } from './token-page.ts'

export interface GuardOptions {
  /** What the server was told to bind to. */
  readonly host: string
  /** Undefined: nobody needs one (only on the loopback). */
  readonly token: string | undefined
}

const loopbacks: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]', '::1'])
/** Binding to these means every address of the machine. */
const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::', ''])

export function isLoopback(host: string): boolean {
  return loopbacks.has(host)
}

/** 256 bits, fit for an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Cookies are shared by all ports of a host; the port in the name keeps two servers apart. */
function cookieName(url: string): string {
  return `ocrdet_token_${new URL(url).port}`
}

/** Refuses requests of other sites, for other hosts, and without the token. A token in the address becomes a cookie. */
export function guard({ host, token }: GuardOptions): MiddlewareHandler {
  const names = new Set([...loopbacks, host, ...(anyAddress.has(host) ? ownNames() : [])])
  return async (context, next) => {
    try {
      refuseForeignHost(context, names)
      refuseForeignOrigin(context)
      const entrance = token === undefined ? undefined : entranceTo(context, token)
      if (entrance !== undefined) return entrance
    } catch (error) {
      return failureResponse(failureOf(error))
    }
    return next()
  }
}

/** Every name and address under which this machine is known to itself. */
function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  return [
    hostname().toLowerCase(),
    ...addresses.map(({ address }) => (address.includes(':') ? `[${address}]` : address)),
  ]
}

/** A foreign name that leads here is DNS rebinding: a page of that name could read everything. */
function refuseForeignHost(context: Context, names: ReadonlySet<string>): void {
  const host = context.req.header('host') ?? new URL(context.req.url).host
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (names.has(name)) return
  throw new UserError({
    code: 'host-unknown',
    message: say(errorDetails['host-unknown'].message),
    expected: say(errorDetails['host-unknown'].expected),
    found: `Host: ${host.slice(0, 100)}`,
    next: say(errorDetails['host-unknown'].next),
  })
}

/** Browsers say where a request comes from; programs that are no browser say nothing. */
function refuseForeignOrigin(context: Context): void {
  const origin = context.req.header('origin')
  const site = context.req.header('sec-fetch-site')
  const host = context.req.header('host') ?? new URL(context.req.url).host
  const isOwn = origin === undefined || originHost(origin) === host.toLowerCase()
  const isNavigation = context.req.header('sec-fetch-mode') === 'navigate' && context.req.method === 'GET'
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none' || isNavigation
  if (isOwn && isOwnSite) return
  throw new UserError({
    code: 'origin-foreign',
    message: say(errorDetails['origin-foreign'].message),
    expected: say(errorDetails['origin-foreign'].expected, { host: host.slice(0, 100) }),
    found: origin === undefined ? `Sec-Fetch-Site: ${site}` : `Origin: ${origin.slice(0, 100)}`,
  })
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** Undefined for whoever shows the token; a person without it is asked, a program is refused. @throws UserError token-missing, token-wrong */
function entranceTo(context: Context, token: string): Response | undefined {
  const url = new URL(context.req.url)
  const named = context.req.method === 'GET' ? url.searchParams.get('token') : null
  if (named !== null && isSame(named.trim(), token)) return enter(url, token)
  const shown =
    bearer(context.req.header('authorization')) ?? cookie(context.req.header('cookie'), cookieName(context.req.url))
  if (shown !== undefined && isSame(shown, token)) return undefined
  const isPerson = context.req.method === 'GET' && /\btext\/html\b/.test(context.req.header('accept') ?? '')
  if (!isPerson) throw tokenWanted(named ?? shown)
  // A cookie of an earlier start is nothing that the person typed.
  const page = tokenPage({ url, wrong: named !== null })
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(page, { status: 401, headers })
}

function tokenWanted(given: string | undefined): UserError {
  return new UserError({
    code: given === undefined ? 'token-missing' : 'token-wrong',
    message: say(errorDetails['token-missing'].message),
    expected: say(errorDetails['token-missing'].expected),
    found:
      given === undefined
        ? say(errorDetails['token-missing'].foundNone)
        : say(errorDetails['token-missing'].foundOther),
    next: say(errorDetails['token-missing'].next),
  })
}

function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
}

function cookie(header: string | undefined, name: string): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(header ?? '')?.[1]
}

/** Compares hashes, which are equally long, in constant time. */
export function isSame(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(token))
}

/** Keeps the token in a cookie that no script reads, and takes it out of the address. Links on other sites lead in with it (docs/decisions/0135). */
function enter(url: URL, token: string): Response {
  url.searchParams.delete('token')
  const location = `${url.pathname}${url.search}`
  const setCookie = `${cookieName(url.href)}=${token}; HttpOnly; SameSite=Lax; Path=/`
  return new Response(null, {
    status: 303,
    headers: { location: location.replace(/^\/+/, '/'), 'set-cookie': setCookie },
  })
}
