// Starts the server: settles its options, listens, and says where.
import { existsSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { makeFolder } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import { createApp } from './app.ts'
import { isLoopback, newToken } from './http/guard.ts'
import { openControl } from './control.ts'
import type { Allowing } from './files/allowing.ts'
import { listen } from './http/listen.ts'
import { defaultLimits, type Limits, type ServerOptions } from './options.ts'
import { createServices } from './services.ts'

export interface ServeOptions {
  readonly host: string
  readonly port: number
  /** Takes one of the next ports when this one is taken. */
  readonly orNext: boolean
  /** Demanded of everybody; made when the host is not the loopback and none is given. */
  readonly token?: string | undefined
  readonly workdirs: string
  /** Where networks are computed; the processor by default. */
  readonly device?: ServerOptions['device']
  readonly out: string
  readonly uploads: string
  /** More folders in which data sets and images may lie. */
  readonly allow: readonly string[]
  readonly limits?: Limits
}

export interface Serving {
  /** What a person opens: with the token where one is demanded. */
  readonly url: string
  readonly port: number
  readonly token: string | undefined
  /** The folders that it reads, and the questions for more. */
  readonly allowing: Allowing
  /** Ends the server and everything that belongs to it. Trainings go on. */
  close(): Promise<void>
}

/** Characters that a token may have in an address and in a cookie. */
const tokenPattern = /^[\w.~-]{8,200}$/

/** @throws UserError bad-token, port-taken, port-forbidden, host-unknown */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { host, port, orNext, limits = defaultLimits } = options
  const token = options.token ?? (isLoopback(host) ? undefined : newToken())
  refuseBadToken(token)
  const [workdirs, out, uploads] = [options.workdirs, options.out, options.uploads].map(madeFolder)
  const services = createServices({
    workdirs,
    device: options.device,
    out,
    uploads,
    folders: foldersServed(host, options.allow),
    client: builtClient(),
    host,
    token,
    program: fileOf('../cli/main.js'),
    version: ownVersion(),
    limits,
  })
  const listening = await listen(createApp(services), { host, port, orNext }).catch((error: unknown) => {
    services.close()
    throw error
  })
  const { server } = listening
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const url = `http://${shown}:${listening.port}${token === undefined ? '' : `/?token=${token}`}`
  const { allowing } = services
  const control = await openControl({ port: listening.port, allow: (folder) => allowing.allow(folder) })
  const close = async (): Promise<void> => {
    control?.close()
    services.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { url, port: listening.port, token, allowing, close }
}

function refuseBadToken(token: string | undefined): void {
  if (token === undefined || tokenPattern.test(token)) return
  throw new UserError({
    code: 'bad-token',
    message: say(errorDetails['bad-token'].message),
    expected: say(errorDetails['bad-token'].expected),
    found: say(errorDetails['bad-token'].found, { count: token.length }),
    where: '--token',
    next: say(errorDetails['bad-token'].next),
  })
}

/** The folder, made where it is missing; links followed, as paths are compared. */
function madeFolder(path: string): string {
  const folder = resolve(path)
  makeFolder(folder)
  return realpathSync(folder)
}

/** The current folder and those that are allowed; on the loopback, where only this person is, the home folder too. */
function foldersServed(host: string, allow: readonly string[]): string[] {
  const home = isLoopback(host) ? [homedir()] : []
  return [...new Set([process.cwd(), ...allow.map((folder) => resolve(folder)), ...home])].filter((path) =>
    existsSync(path),
  )
}

/** A file of the build, also when this runs from the sources. */
function fileOf(relative: string): string {
  const path = fileURLToPath(new URL(relative, import.meta.url))
  return path.replace(/([\\/])src([\\/][^\\/]+[\\/][^\\/]+)$/, '$1dist$2')
}

/** The client beside the built server; undefined when it was not built. */
function builtClient(): string | undefined {
  const path = fileURLToPath(new URL('../../dist/web', import.meta.url))
  return existsSync(resolve(path, 'index.html')) ? path : undefined
}

function ownVersion(): string {
  const text = readRegularText(new URL('../../package.json', import.meta.url))
  return (JSON.parse(text) as { version: string }).version
}
