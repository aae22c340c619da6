// Tells the running server of this user and this machine to read one more folder.
import { resolve } from 'node:path'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { commandLine } from '../core/command-line.ts'
import type { Failure } from './contract/common.ts'
import { errorOf } from './http/failure.ts'
import { readEntries, type ServerEntry } from './state-folder.ts'

/** A server on this machine answers at once, or it hangs. */
const waitMs = 10_000

export interface Allowed {
  /** Links followed. */
  readonly folder: string
  /** Of the server that reads it now. */
  readonly port: number
}

/** @param port which server, where several run. @throws UserError server-unknown, file-missing */
export async function allowFolder(folder: string, port: number | undefined): Promise<Allowed> {
  const entry = theServer(folder, port)
  const response = await fetch(`http://127.0.0.1:${entry.controlPort}/allow`, {
    method: 'POST',
    headers: { authorization: `Bearer ${entry.secret}` },
    body: JSON.stringify({ folder: resolve(folder) }),
    signal: AbortSignal.timeout(waitMs),
  }).catch(() => undefined)
  const answer = (await response?.json().catch(() => undefined)) as { folder?: string } & Partial<Failure>
  if (answer?.folder !== undefined) return { folder: answer.folder, port: entry.port }
  if (answer?.code !== undefined) throw errorOf(answer as Failure)
  throw new UserError({
    code: 'server-unknown',
    message: say(errorDetails['server-unknown'].messageSilent),
    expected: say(errorDetails['server-unknown'].expected),
    where: `http://127.0.0.1:${entry.port}`,
    next: say(errorDetails['server-unknown'].next, starting(folder)),
  })
}

/** The command that starts a server which may read the folder. */
const starting = (folder: string) => ({ line: commandLine('ocrdet', 'serve', '--allow', folder) })

function theServer(folder: string, port: number | undefined): ServerEntry {
  const all = readEntries()
  const fitting = port === undefined ? all : all.filter((entry) => entry.port === port)
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const { messagePort, message, messageSeveral, expected, expectedOne, foundNone, next, nextPort } =
    errorDetails['server-unknown']
  const isSeveral = fitting.length > 1
  throw new UserError({
    code: 'server-unknown',
    message: say(isSeveral ? messageSeveral : port === undefined ? message : messagePort),
    expected: say(isSeveral ? expectedOne : expected),
    found: all.length === 0 ? say(foundNone) : all.map((entry) => `--port ${entry.port}`).join(', '),
    next: all.length === 0 ? say(next, starting(folder)) : say(nextPort),
  })
}
