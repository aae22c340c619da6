// The folders of results: batches (`outputs_20260105143022`) and exported models, by plain names only.
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import type { DetectionNote } from '../../tasks/models/detect.ts'
import type { PassedOver } from '../../core/image-endings.ts'
import { readRegularText } from '../../core/read-file.ts'

/** A larger result.json is not read. */
const maxResultBytes = 500e6

interface StoredResult {
  readonly image_path: string
  readonly texts: string[][]
  readonly text_scores?: number[]
  readonly boxes: number[][]
  readonly scores: number[]
  readonly success: boolean
  readonly inference_time: number
  readonly error?: string
  readonly notes?: readonly DetectionNote[]
}

const folderPattern = /^outputs_\d{14}(?:_\d+)?$/

/** Absolute path of a batch's folder. @throws UserError not-found */
export function outputFolder(out: string, name: string): string {
  const path = join(out, name)
  // a link of that name may lead anywhere
  if (folderPattern.test(name) && lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path
  throw notFound(words.messageResult, words.expectedResult, name)
}

/** Names of the folders, newest first. */
export function outputNames(out: string): string[] {
  if (!existsSync(out)) return []
  return readdirSync(out)
    .filter((name) => folderPattern.test(name) && lstatSync(join(out, name)).isDirectory())
    .sort()
    .reverse()
}

/** What a batch skipped in its folders; nothing where the file is missing. */
export function passedOverIn(folder: string): readonly PassedOver[] {
  const path = join(folder, 'json', 'passed_over.json')
  const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return size === 0 || size > maxResultBytes ? [] : (JSON.parse(readRegularText(path)) as PassedOver[])
}

/** Why a batch was not read although it should be; undefined where it was, and where that was not asked for. */
export function unreadIn(folder: string): string | undefined {
  const path = join(folder, 'json', 'unread.json')
  const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return size === 0 || size > maxResultBytes ? undefined : (JSON.parse(readRegularText(path)) as { why: string }).why
}

/** The results of a batch in the order of its images; none while it is not done. */
export function resultsOf(folder: string): StoredResult[] {
  const path = join(folder, 'json', 'result.json')
  const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  if (size === 0 || size > maxResultBytes) return []
  const parsed = JSON.parse(readRegularText(path)) as StoredResult | StoredResult[]
  return Array.isArray(parsed) ? parsed : [parsed]
}

/** Absolute path of an exported model. @throws UserError not-found */
export function exportFile(out: string, name: string): string {
  const path = join(out, name)
  const isPlain = /^[\p{L}\p{N}_][\p{L}\p{N}_. -]*\.onnx$/u.test(name)
  if (isPlain && lstatSync(path, { throwIfNoEntry: false })?.isFile() === true) return path
  throw notFound(words.messageExport, words.expectedExport, name)
}

export function exportNames(out: string): string[] {
  if (!existsSync(out)) return []
  return readdirSync(out).filter((name) => name.endsWith('.onnx') && lstatSync(join(out, name)).isFile())
}

const words = errorDetails['not-found']

function notFound(message: InBoth<string>, expected: InBoth<string>, name: string): UserError {
  return new UserError({
    code: 'not-found',
    message: say(message),
    expected: say(expected),
    found: JSON.stringify(name.slice(0, 100)),
  })
}
