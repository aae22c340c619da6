// The error that ended a process, left as data for the process that started it: what was printed need not be read.
import { UserError, partsOf, type UserErrorParts } from './errors.ts'
import { writeFileAtomic } from './files.ts'
import { readRegularText } from './read-file.ts'

/** Names the file; what starts a process sets it. */
const variable = 'OCRDET_FAILURE_FILE'

/** The environment in which a process leaves its error at `path`. */
export function failureEnvironment(path: string): Readonly<Record<string, string>> {
  return { [variable]: path }
}

/** Leaves an error where the process was told to; nothing without a place, and where it cannot be written (it was printed, too). */
export function leaveFailure(error: UserError): void {
  const path = process.env[variable]
  if (path === undefined || path === '') return
  try {
    writeFileAtomic(path, JSON.stringify(partsOf(error)))
  } catch {
    // whoever waits for it learns that there is none
  }
}

/** The error that a process left, in both languages; undefined where it left none: it was killed, or ended by a bug. */
export function failureLeft(path: string): UserError | undefined {
  try {
    return new UserError(JSON.parse(readRegularText(path)) as UserErrorParts)
  } catch {
    return undefined
  }
}
