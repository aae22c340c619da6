// `ocrdet detect --shards`: very many images in processes that can be killed, on this machine or as a Slurm job array.
import type { PlanTask, ShardReport } from '../../tasks/models/shards.ts'
import { showResult, type Context } from '../context.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { renderCount } from '../screen/progress.ts'
import { renderArray, renderShards } from '../views/shards.ts'
import { ownProgram } from './slurm-flags.ts'

interface SlurmFlags {
  readonly slurm: readonly string[] | undefined
  readonly dryRun: boolean
}

/** Divides the images, works through the shards that are left, and joins the results. */
export async function detectInShards(
  task: PlanTask,
  { slurm, dryRun }: SlurmFlags,
  context: Context,
): Promise<ExitCode> {
  const { mergeShards, planShards, shardsLeft } = await import('../../tasks/models/shards.ts')
  const { arrayScript, runShards, submitArray } = await import('../../tasks/models/shard-processes.ts')
  const plan = await planShards(task, { keep: !dryRun })
  const { screen, stop } = context
  const program = ownProgram()
  if (slurm !== undefined && shardsLeft(plan, task.out).length > 0) {
    const script = arrayScript(task.out, { program, options: slurm, shards: plan.shards })
    const job = dryRun ? undefined : submitArray(task.out, script)
    const array = {
      ...(job !== undefined && { job }),
      folder: task.out,
      shards: plan.shards,
      script,
    }
    showResult(context, array, renderArray)
    return exitCodes.good
  }
  const onProgress = (done: number, total: number) =>
    screen.live((look) => renderCount('Shards', { done, total }, look))
  await runShards(task.out, { program, signal: stop, onProgress })
  screen.endLive()
  if (stop.aborted) return exitCodes.stopped
  const report: ShardReport = mergeShards(task.out)
  showResult(context, report, renderShards)
  return report.failed.length === 0 ? exitCodes.good : exitCodes.failed
}

/** Works on one shard, as the processes of `detectInShards` do; the one that completes the last shard joins the results. */
export async function workOnOne(folder: string, shard: string, { screen, stop }: Context): Promise<ExitCode> {
  const { mergeShards, readPlan, shardsLeft, workOnShard } = await import('../../tasks/models/shards.ts')
  const number = Number(shard === 'task' ? process.env['SLURM_ARRAY_TASK_ID'] : shard)
  const isComplete = await workOnShard(folder, number, {
    signal: stop,
    onProgress: (done, total) => screen.live((look) => renderCount(`Shard ${number}`, { done, total }, look)),
  })
  screen.endLive()
  if (!isComplete) return exitCodes.stopped
  if (shardsLeft(readPlan(folder), folder).length === 0) mergeShards(folder)
  return exitCodes.good
}
