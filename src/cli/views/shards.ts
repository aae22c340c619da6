// What is told of a detection in shards: the counts that add up, the images that failed, or the job array that works on it.
import { starterName } from '../../core/starter-name.ts'
import type { ShardReport } from '../../tasks/models/shards.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'

/** Images that failed and are shown; all of them stand in failed.jsonl. */
const SHOWN = 10

export function renderShards(
  { model, images, shards, good, failed, texts, results, parquet, folder }: ShardReport,
  { paint }: Look,
): string {
  const counts = `${countOf(images, 'image')} in ${countOf(shards, 'shard')}: ${good} good, ${failed.length} failed; ${countOf(texts, 'text')}`
  const rest = failed.length > SHOWN ? [`  and ${failed.length - SHOWN} more in failed.jsonl`] : []
  return [
    counts,
    ...failed
      .slice(0, SHOWN)
      .map(({ image_path, error }) => `  ${paint.red('failed')} ${shownPath(image_path)}: ${error}`),
    ...rest,
    `${paint.bold('Model  ')}  ${model === starterName ? model : shownPath(model)}`,
    `${paint.bold('Results')}  ${shownPath(results)}`,
    ...(parquet === undefined ? [] : [`${paint.bold('Parquet')}  ${shownPath(parquet)}`]),
    `${paint.bold('Folder ')}  ${shownPath(folder)}`,
  ].join('\n')
}

export interface SubmittedArray {
  /** Undefined for a dry run. */
  readonly job?: string
  readonly folder: string
  readonly shards: number
  readonly script: string
}

export function renderArray({ job, folder, shards, script }: SubmittedArray, { paint }: Look): string {
  if (job === undefined) return script.trimEnd()
  return [
    `${paint.bold('Job   ')}  ${job}, ${countOf(shards, 'task')} of an array`,
    `${paint.bold('Folder')}  ${shownPath(folder)}`,
    'The task that completes the last shard writes the results. The same command goes on with what is missing.',
  ].join('\n')
}
