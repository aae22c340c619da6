// Every failed request answers in one shape; this is where errors become it.
import { inspect } from 'node:util'
import { chineseErrors, type ErrorCode } from '../../core/error-words.ts'
import { type ChineseParts, partsIn, partsOf, type PlainParts, UserError } from '../../core/errors.ts'
import { explainUntold } from '../../core/files.ts'
import type { Failure } from '../contract/common.ts'

/** The HTTP status of errors that are not plain mistakes of the request. */
const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'token-missing': 401,
  'token-wrong': 401,
  'origin-foreign': 403,
  'host-unknown': 403,
  'path-outside': 403,
  'not-found': 404,
  'run-unknown': 404,
  'run-none': 404,
  'run-archived': 404,
  'archive-unknown': 404,
  'name-unknown': 404,
  'upload-unknown': 404,
  'file-missing': 404,
  'run-running': 409,
  'annotation-conflict': 409,
  'name-taken': 409,
  'set-in-use': 409,
  'restore-in-the-way': 409,
  'detection-gone': 410,
  'upload-too-large': 413,
  'too-many-uploads': 413,
  'too-many-jobs': 429,
  'too-many-questions': 429,
  'folder-changed': 409,
  'worker-died': 503,
  'too-many-files': 503,
  'disk-full': 507,
}

/** Mistakes of the request, and everything else a person can repair. */
const badRequest = 400
const bug = 500

export function statusOf({ code }: Pick<Failure, 'code'>): number {
  return code === 'bug' ? bug : (statuses[code] ?? badRequest)
}

/** A failure with its words in Chinese. */
export function inBoth(failure: PlainParts, detailsZh: ChineseParts = {}): Failure {
  const details = Object.keys(detailsZh).length > 0 && { detailsZh }
  return { ...failure, messageZh: chineseErrors[failure.code], ...details }
}

/** An error as data. What is no UserError is a bug: the person is told so, and its stack goes to `report`. */
export function failureOf(thrown: unknown, report: (text: string) => void = () => {}): Failure {
  const error = explainUntold(thrown)
  if (error instanceof UserError) return inBoth(partsIn(error, 'en'), error.chinese)
  report(inspect(error))
  return inBoth({
    code: 'bug',
    message: 'Something is wrong in ocrdet itself',
    next: 'please report it with the lines that the server printed',
  })
}

/** The error that a failure from another process stands for. */
export function errorOf(failure: Failure): UserError {
  return new UserError(partsOf({ ...failure, chinese: failure.detailsZh }))
}

export function failureResponse(failure: Failure): Response {
  return Response.json(failure, { status: statusOf(failure), headers: { 'cache-control': 'no-store' } })
}
