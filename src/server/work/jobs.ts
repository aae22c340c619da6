// The work of jobs: tasks with their reports in the form that a job keeps.
import { basename } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { readRun } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { archiveOne, restoreArchive } from '../../tasks/runs/archive.ts'
import { lookAt } from '../../tasks/data/check.ts'
import { checkInBoth } from '../../tasks/data/check-in-both.ts'
import { demoImages } from '../../tasks/train/demo-training.ts'
import { detectTexts, type DetectTask } from '../../tasks/models/detect.ts'
import type { DetectorOptions } from '../../tasks/models/detector-options.ts'
import { evaluateModel, type EvaluateTask } from '../../tasks/models/evaluate.ts'
import { exportModel, type ExportTask } from '../../tasks/models/export.ts'
import { type FormatName, formatNames, importData, isFormatName } from '../../tasks/data/import.ts'
import { repair, refuseTarget } from '../../tasks/data/repair.ts'
import { synth } from '../../tasks/data/synth.ts'
import { verifyModel } from '../../tasks/models/verify.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { JobResult } from '../contract/jobs.ts'
import type { WorkContext } from './protocol.ts'

type Result = DeepReadonly<JobResult>

const counting =
  ({ onProgress }: WorkContext) =>
  (done: number, total: number): void =>
    onProgress({ done, total })

export interface CheckWork {
  readonly data: string
  readonly inputSize?: readonly [number, number]
  readonly fast: boolean
  readonly within: readonly string[]
}

export async function checkJob(task: CheckWork, context: WorkContext): Promise<Result> {
  return { kind: 'check', report: await checkInBoth(task, counting(context)) }
}

export interface DetectWork {
  readonly inputs: readonly string[]
  /** What uploads are called, by path. */
  readonly names: ReadonlyMap<string, string>
  readonly model: string
  readonly options: DetectorOptions
  readonly out: string
  readonly workdirs: string
  readonly device: DetectTask['device']
}

export async function detectJob(task: DetectWork, { signal, onProgress }: WorkContext): Promise<Result> {
  const report = await detectTexts({ ...task, signal }, (done, total, result) =>
    onProgress({
      done,
      total,
      ...(!result.success && { skipped: { what: result.image_path, why: result.error ?? 'it cannot be read' } }),
    }),
  )
  return {
    kind: 'detect',
    output: basename(report.folder),
    images: report.results.length,
    failed: report.results.filter(({ success }) => !success).length,
    texts: report.results.reduce((sum, { boxes }) => sum + boxes.length, 0),
  }
}

export async function exportJob(task: ExportTask, context: WorkContext): Promise<Result> {
  const report = await exportModel({ ...task, signal: context.signal }, counting(context))
  const { path, bytes, size, dynamic, int8, weights } = report
  return { kind: 'export', file: basename(path), path, bytes, size, dynamic, int8: int8 !== undefined, weights }
}

export interface VerifyWork {
  readonly path: string
  /** The data set; that of the run the file came from when not given. */
  readonly data: string | undefined
  readonly workdirs: string
  readonly device: DetectTask['device']
}

export async function verifyJob({ path, data, workdirs, device }: VerifyWork, context: WorkContext): Promise<Result> {
  const testDir = data ?? (await dataOfExport(path, workdirs))
  const report = await verifyModel({ onnxModel: path, testDir, workdirs, device }, counting(context))
  const { passed, failures, notes, exportedScores, originalScores, loggedFScore } = report
  const { largestProbabilityDifference, changedBoxes, boxes, images } = report
  return {
    kind: 'verify',
    file: basename(path),
    passed,
    failures,
    notes,
    exportedScores,
    int8: report.int8 !== undefined,
    ...(originalScores && { originalScores }),
    ...(loggedFScore !== undefined && { loggedFScore }),
    ...(largestProbabilityDifference !== undefined && { largestProbabilityDifference }),
    ...(changedBoxes !== undefined && { changedBoxes }),
    boxes,
    images,
  }
}

/** The data set that the run of an exported file was trained on. */
async function dataOfExport(path: string, workdirs: string): Promise<string> {
  const { originOf } = await import('../../tasks/models/origin.ts')
  const run = await originOf(path)
  const data = run === undefined ? undefined : readRun(resolveRun(run, workdirs).folder).config?.train_data_dir
  if (data !== undefined) return data
  throw new UserError({
    code: 'data-unknown',
    message: say(errorDetails['data-unknown'].messageFile),
    expected: say(errorDetails['data-unknown'].expected),
    found: basename(path),
    next: say(errorDetails['data-unknown'].next),
  })
}

export async function evaluateJob(task: EvaluateTask, context: WorkContext): Promise<Result> {
  const { model, scores, images, warnings } = await evaluateModel(
    { ...task, signal: context.signal },
    counting(context),
  )
  return { kind: 'evaluate', model, scores, images, warnings }
}

export interface ImportWork {
  readonly source: string
  readonly dir: string
  /** As a person named it. */
  readonly format: string | undefined
  readonly within: readonly string[]
}

/** Notes of an import that are sent; more would only make the page slow. */
const maxNotes = 500

export async function importJob(
  { format: named, ...task }: ImportWork,
  { signal, onProgress }: WorkContext,
): Promise<Result> {
  const { root, format, totals, notes, errors, warnings } = await importData({
    ...task,
    format: named === undefined ? undefined : formatOf(named),
    signal,
    onProgress: (_step, done, total) => onProgress({ done, total }),
  })
  const images = { train: totals.train.images, test: totals.test.images }
  const reported = notes.slice(0, maxNotes).map(({ chinese, ...note }) => ({ ...note, detailsZh: chinese }))
  return { kind: 'import', root, format, images, notes: reported, errors, warnings }
}

function formatOf(word: string): FormatName {
  if (isFormatName(word)) return word
  throw new UserError({
    code: 'import-format-unknown',
    message: say(errorDetails['import-format-unknown'].messageWord, { word: JSON.stringify(word.slice(0, 60)) }),
    expected: formatNames.join(', '),
    found: word.slice(0, 60),
    next: say(errorDetails['import-format-unknown'].nextLeave),
  })
}

export interface RepairWork {
  readonly data: string
  readonly dir: string
  readonly language: 'en' | 'zh'
  readonly within: readonly string[]
}

/** What a person must look at stands first. */
const actionOrder = ['by-hand', 'dropped', 'fixed', 'kept'] as const

export async function repairJob({ data, dir, language, within }: RepairWork, context: WorkContext): Promise<Result> {
  refuseTarget(data, dir)
  const original = await lookAt({ data, language, within }, counting(context))
  const { folder, images, changes, reportPath } = await repair({ original, target: dir }, counting(context))
  const counts = new Map<string, { action: string; done: string; count: number }>()
  for (const { fix, action, done } of changes)
    counts.set(fix, { action, done, count: (counts.get(fix)?.count ?? 0) + 1 })
  const fixes = actionOrder.flatMap((wanted) => [...counts.values()].filter(({ action }) => action === wanted))
  return { kind: 'repair', root: folder, images, fixes, report: basename(reportPath) }
}

export async function demoDataJob({ dir }: { readonly dir: string }, context: WorkContext): Promise<Result> {
  const { root } = await synth(dir, demoImages, counting(context))
  return { kind: 'demo-data', root }
}

export async function archiveJob(task: { readonly run: string; readonly workdirs: string }): Promise<Result> {
  const { id, path, bytes, contentBytes } = await archiveOne(task)
  return { kind: 'archive', id, path, bytes, contentBytes }
}

export async function restoreJob(task: { readonly archive: string; readonly workdirs: string }): Promise<Result> {
  const { id, names, takenNames } = await restoreArchive(task)
  return { kind: 'restore', id, names, takenNames }
}
