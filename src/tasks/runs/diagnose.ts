// Diagnoses a run, live or over, or a log alone: is the training healthy, what is wrong, and what to do.
import { basename, dirname, resolve } from 'node:path'
import { isFileThere } from '../../core/files.ts'
import { type Diagnosis, diagnose, needsPipelineCheck } from '../../diagnose/diagnose.ts'
import type { DiagnosisContext } from '../../diagnose/context.ts'
import type { PipelineFacts } from '../../diagnose/pipeline.ts'
import { runPaths } from '../../run/layout.ts'
import { isRunFolder, resolveRun } from '../../run/resolve.ts'
import type { PipelineSource } from './diagnose/measure-pipeline.ts'
import { subjectOfLog, subjectOfRun, subjectOfStream } from './diagnose/subject.ts'

export type { Diagnosis } from '../../diagnose/diagnose.ts'

export interface DiagnoseTask {
  /** A run (folder, id, name, `latest`), a log file, or `-` for `input`. */
  readonly reference: string
  readonly workdirs: string
  /** The log that `-` means. */
  readonly input?: AsyncIterable<Uint8Array>
  readonly now?: Date
}

/** What was diagnosed. */
export type DiagnosisSource =
  | {
      readonly kind: 'run'
      readonly id: string
      readonly folder: string
      readonly data: string | undefined
      /** As many were planned. */
      readonly epochs: number | undefined
    }
  | { readonly kind: 'log'; readonly path: string }
  | { readonly kind: 'input' }

export interface DiagnoseReport extends Diagnosis {
  readonly source: DiagnosisSource
}

/**
 * Looks at a run with every rule; runs the pipeline check by itself when nothing is found although the loss falls.
 * @throws UserError when there is no such run or log
 */
export async function diagnoseRun(task: DiagnoseTask): Promise<DiagnoseReport> {
  return (await examine(task)).report
}

/** What was looked at, and what was found. */
export interface Examined {
  readonly context: DiagnosisContext
  readonly report: DiagnoseReport
}

/** The same, for those who go on with what was looked at. */
export async function examine(task: DiagnoseTask): Promise<Examined> {
  const { source, context } = await contextOf(task)
  return { context, report: { source, ...diagnose(context) } }
}

async function contextOf(
  task: DiagnoseTask,
): Promise<{ readonly source: DiagnosisSource; readonly context: DiagnosisContext }> {
  const { reference, workdirs, input, now = new Date() } = task
  if (reference === '-' && input !== undefined)
    return { source: { kind: 'input' }, context: await subjectOfStream(input, now) }
  const path = resolve(reference)
  const isFile = isFileThere(path)
  if (isFile && !isLogOfRun(path)) return { source: { kind: 'log', path }, context: subjectOfLog(path, now) }
  const { folder } = resolveRun(isFile ? dirname(path) : reference, workdirs)
  const { subject, run, differing } = subjectOfRun(folder, now)
  const pipeline = needsPipelineCheck(subject)
    ? await checkPipeline({ run, evaluated: subject.evaluated, differing })
    : undefined
  const { id, config } = run
  const source = {
    kind: 'run',
    id,
    folder: run.folder,
    data: config?.train_data_dir,
    epochs: config?.num_epochs,
  } as const
  return { source, context: { ...subject, pipeline } }
}

/** The network and its runtime are loaded only for a run that needs the pipeline check. */
async function checkPipeline(source: PipelineSource): Promise<PipelineFacts> {
  const { measurePipeline } = await import('./diagnose/measure-pipeline.ts')
  return measurePipeline(source)
}

/** A log that lies in its run folder stands for the run. */
function isLogOfRun(path: string): boolean {
  const folder = dirname(path)
  return (
    basename(path) === basename(runPaths(folder).log) && isRunFolder(folder) && isFileThere(runPaths(folder).config)
  )
}
