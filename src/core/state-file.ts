// Files in which the program keeps how its own work stands: read back whole, or refused with what to do about them.
import { basename } from 'node:path'
import { errorDetails } from './error-details.ts'
import { type Text, UserError } from './errors.ts'
import { explaining } from './files.ts'
import { notice } from './notices.ts'
import { readRegularText } from './read-file.ts'
import { say } from './say.ts'

/** What a file of ours must hold, and what a person does where it does not. */
export interface StateForm<T> {
  /** Whether what was read has everything that is used of it. */
  readonly isWhole: (value: Partial<Record<keyof T, unknown>>) => boolean
  readonly next: Text
}

/** The object that a file holds. @throws UserError `state-damaged`, and what the file system says */
export function readState<T extends object>(path: string, form: StateForm<T>): T {
  return parseState(
    explaining(path, 'read', () => readRegularText(path)),
    path,
    form,
  )
}

/** The object of a text of such a file. @throws UserError `state-damaged` */
export function parseState<T extends object>(text: string, path: string, { isWhole, next }: StateForm<T>): T {
  const value = parsedJson(text)
  if (typeof value === 'object' && value !== null && isWhole(value)) return value as T
  const { message, expected } = errorDetails['state-damaged']
  throw new UserError({
    code: 'state-damaged',
    message: say(message, { name: basename(path) }),
    expected: say(expected),
    where: path,
    next,
  })
}

/** What a text says as JSON; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a value has fields: no list, no plain value, not null. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Tells once of a file of ours that is damaged and without which the work goes on. @param done `the run counts as one of no sweep` */
export function noticeDamaged(path: string, done: string): void {
  notice(`warning: ${basename(path)} is damaged, so ${done}: ${path}`)
}
