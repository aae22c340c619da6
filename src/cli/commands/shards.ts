// `--shards` of `ocrdet detect` and `ocrdet eval`: very many images in processes that can be killed, on this machine or as a Slurm job array.
import { resolve } from 'node:path'
import type { EvaluationPlanTask } from '../../tasks/models/evaluation-shards.ts'
import type { EvaluateReport } from '../../tasks/models/evaluate.ts'
import type { DividedWork, WorkOptions } from '../../tasks/models/shard-files.ts'
import type { PlanTask } from '../../tasks/models/shards.ts'
import { showResult, type Context } from '../context.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { renderCount } from '../screen/progress.ts'
import { renderArray, renderShards } from '../views/shards.ts'
import { numberOfTask, ownProgram } from './slurm-flags.ts'

interface SlurmFlags {
  readonly slurm: readonly string[] | undefined
  readonly dryRun: boolean
}

interface DetectFlags extends SlurmFlags {
  readonly parquet: boolean
}

/** Work that is planned, and the words of the command that works on one shard of it. */
interface Planned {
  readonly folder: string
  readonly plan: DividedWork
  readonly words: readonly string[]
}

/** Divides the images, works through the shards that are left, and joins the results. */
export async function detectInShards(task: PlanTask, flags: DetectFlags, context: Context): Promise<ExitCode> {
  const { mergeShards, planShards } = await import('../../tasks/models/shards.ts')
  const plan = await planShards(task, { keep: !flags.dryRun })
  const { parquet } = flags
  const planned = { folder: task.out, plan, words: ['detect', resolve(task.out), ...(parquet ? ['--parquet'] : [])] }
  const code = await workThroughAll(planned, flags, context)
  if (code !== undefined) return code
  const report = mergeShards(task.out, { plan, parquet })
  showResult(context, report, renderShards)
  return report.failed.length === 0 ? exitCodes.good : exitCodes.failed
}

/** The same for an evaluation. @returns its report; an exit code where there is none yet */
export async function evaluateInShards(
  task: EvaluationPlanTask,
  flags: SlurmFlags,
  context: Context,
): Promise<EvaluateReport | ExitCode> {
  const { mergeEvaluation, planEvaluation } = await import('../../tasks/models/evaluation-shards.ts')
  const plan = await planEvaluation(task, { keep: !flags.dryRun })
  const words = ['eval', resolve(task.out), '--data', plan.data]
  const code = await workThroughAll({ folder: task.out, plan, words }, flags, context)
  return code ?? mergeEvaluation(task.out, plan)
}

/** @returns an exit code where nothing can be joined yet: a job array works on it, or a person stopped it */
async function workThroughAll(
  { folder, plan, words }: Planned,
  { slurm, dryRun }: SlurmFlags,
  context: Context,
): Promise<ExitCode | undefined> {
  const { shardsLeft } = await import('../../tasks/models/shard-files.ts')
  const { arrayScript, runShards, submitArray } = await import('../../tasks/models/shard-processes.ts')
  const { screen, stop } = context
  const command = (shard: string): readonly string[] => [...ownProgram(), ...words, '--shard', shard]
  const tasks = shardsLeft(plan, folder)
  if (slurm !== undefined && tasks.length > 0) {
    const script = arrayScript(folder, { command, options: slurm, plan, tasks })
    const job = dryRun ? undefined : submitArray(folder, script)
    const array = { ...(job !== undefined && { job }), folder, shards: tasks.length, script }
    showResult(context, array, renderArray)
    return exitCodes.good
  }
  const onProgress = (done: number, total: number) =>
    screen.live((look) => renderCount('Shards', { done, total }, look))
  if (dryRun) {
    screen.print('Nothing is left to submit.')
    return exitCodes.good
  }
  await runShards(folder, { plan, command, signal: stop, onProgress })
  screen.endLive()
  return stop.aborted ? exitCodes.stopped : undefined
}

/** One kind of work, as its shards see it. */
interface Work<Plan extends DividedWork> {
  readonly plan: Plan
  readonly work: (folder: string, shard: number, options: WorkOptions & { readonly plan: Plan }) => Promise<boolean>
  readonly merge: (folder: string, plan: Plan) => unknown
}

/** Works on one shard of a detection, as the processes of `detectInShards` do. */
export async function detectOneShard(
  folder: string,
  { shard, parquet }: { readonly shard: string; readonly parquet: boolean },
  context: Context,
): Promise<ExitCode> {
  const { mergeShards, readPlan, workOnShard } = await import('../../tasks/models/shards.ts')
  const plan = readPlan(folder)
  const merge = (): unknown => mergeShards(folder, { plan, parquet })
  return workOnOne({ folder, shard, context }, { plan, work: workOnShard, merge })
}

/** The same for an evaluation. */
export async function evaluateOneShard(folder: string, shard: string, context: Context): Promise<ExitCode> {
  const tasks = await import('../../tasks/models/evaluation-shards.ts')
  const { evaluateShard: work, mergeEvaluation: merge, readEvaluationPlan } = tasks
  return workOnOne({ folder, shard, context }, { plan: readEvaluationPlan(folder), work, merge })
}

interface OneShard {
  readonly folder: string
  /** A number, or `task`. */
  readonly shard: string
  readonly context: Context
}

/** The one that completes the last shard joins the results. */
async function workOnOne<Plan extends DividedWork>(
  { folder, shard, context: { screen, stop } }: OneShard,
  { plan, work, merge }: Work<Plan>,
): Promise<ExitCode> {
  const { shardsLeft } = await import('../../tasks/models/shard-files.ts')
  const number = numberOfTask(shard)
  const isComplete = await work(folder, number, {
    plan,
    signal: stop,
    onProgress: (done, total) => screen.live((look) => renderCount(`Shard ${number}`, { done, total }, look)),
  })
  screen.endLive()
  if (!isComplete) return exitCodes.stopped
  if (shardsLeft(plan, folder).length === 0) await merge(folder, plan)
  return exitCodes.good
}
