// Detection on very many images, divided into shards: each is a process of its own that can be killed and goes on, and the results add up.
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { explaining, makeFolder, writeFileAtomic } from '../../core/files.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { readRegular } from '../../core/read-file.ts'
import { say } from '../../core/say.ts'
import { isUnread, linesOfFile, type TextEncoding } from '../../data/read/text-file.ts'
import { starterName } from '../../core/starter-name.ts'
import { unlessStopped } from '../../core/unless-stopped.ts'
import { refuseDatasetAsOut } from '../data/out-folder.ts'
import { decode, lookAt, resultOn, togetherWith, type DetectTask } from './detect.ts'
import { expandInputs } from './detect-inputs.ts'
import type { DetectionResult } from './detection-result.ts'
import { defaultModel, findWeights, isFile, openDetector } from './models.ts'
import { openReader } from './reader.ts'
import { textsParquet } from './texts-parquet.ts'
import {
  type DividedWork,
  readPlanOf,
  refuseIncomplete,
  samePlan,
  shardFile,
  shardPaths,
  shardsLeft,
  wholeLinesOf,
  type WorkOptions,
  workThrough,
} from './shard-files.ts'

/** What a shard needs to know, as shards.json keeps it. */
export type ShardedTask = Pick<DetectTask, 'options' | 'device' | 'tile' | 'recognizer' | 'workdirs'> & {
  readonly model: string
}

export interface ShardPlan extends DividedWork {
  readonly kind: 'detection'
  readonly task: ShardedTask
  readonly images: readonly string[]
}

export interface PlanTask extends Omit<DetectTask, 'draw' | 'signal' | 'names'> {
  readonly shards: number
}

/**
 * Divides the images among shards and keeps the plan in the folder; the plan that is there already is gone on with.
 * Inputs may also be `.txt` lists with one path a line. Without `keep` nothing is written.
 * @throws UserError `shards-other` where the folder holds another plan, `no-images`
 */
export async function planShards(
  { inputs, shards: asked, out, ...rest }: PlanTask,
  { keep = true }: { readonly keep?: boolean } = {},
): Promise<ShardPlan> {
  refuseDatasetAsOut(out)
  const images = expandInputs(inputs.flatMap(listed)).images.map((path) => resolve(path))
  const shards = Math.min(asked, images.length)
  const { source, model } = await modelFor({ reference: rest.model, workdirs: rest.workdirs, out })
  const task = { model, ...choicesKept(rest) }
  const plan: ShardPlan = { kind: 'detection', source, task, shards, count: images.length, images }
  const before = samePlan(out, plan, () => refuseMissing(images))
  if (before !== undefined || !keep) return before ?? plan
  keepPlan(out, plan)
  return plan
}

/** Nothing is begun where none of the images is there: a wrong path, or a disk that is not mounted. @throws UserError `file-missing` */
function refuseMissing(images: readonly string[]): void {
  if (images.some((path) => existsSync(path))) return
  const [first] = images
  explaining(first, 'read', () => readRegular(first))
}

type Choices = Pick<ShardedTask, 'options' | 'device' | 'tile' | 'workdirs'> & {
  readonly recognizer?: string | undefined
}

/** What every shard looks at its images with, as a plan keeps it. */
export function choicesKept({ options = {}, workdirs, device, tile, recognizer }: Choices) {
  return {
    options,
    workdirs: resolve(workdirs),
    ...(device && { device }),
    ...(tile !== undefined && { tile }),
    ...(recognizer !== undefined && { recognizer }),
  }
}

interface ModelPlace {
  readonly reference: string | undefined
  readonly workdirs: string
  readonly out: string
}

interface ModelCopy {
  /** The file of a run's weights, an .onnx or a .pth file, or the starter. */
  readonly source: string
  readonly model: string
  /** What an evaluation calls it. */
  readonly label?: string
}

/** What the weights are read from, and where the copy of them lies that the shards take. */
export async function modelFor({ reference = '', workdirs, out }: ModelPlace): Promise<ModelCopy> {
  const named = reference === '' ? defaultModel(workdirs) : reference
  if (named === starterName) return { source: named, model: named }
  const isOnnx = isFile(named, '.onnx')
  const { path, label } = isOnnx ? { path: named, label: basename(named) } : await findWeights(named, workdirs)
  const source = resolve(path)
  return { source, model: join(resolve(out), `model${extname(source)}`), label }
}

/** Makes the folder with the plan and the model. The plan is last: where it is, all is there. */
export function keepPlan(
  out: string,
  plan: DividedWork & { readonly task: Pick<ShardedTask, 'model'> },
  more: () => void = () => {},
): void {
  const { plan: path, shards: folder } = shardPaths(out)
  const { source, task } = plan
  makeFolder(folder)
  removeShards(folder)
  // A training that goes on replaces its best model: all shards take the one of now.
  if (source !== starterName) explaining(source, 'copy', () => copyFileSync(source, task.model))
  more()
  writeFileAtomic(path, `${JSON.stringify(plan)}\n`)
}

/** Without a plan nothing tells of which images and settings these are; one that comes now must not take them for its own. */
function removeShards(folder: string): void {
  for (const name of readdirSync(folder))
    if (shardFile.test(name)) explaining(join(folder, name), 'remove', () => rmSync(join(folder, name)))
}

/** The paths of a list, in any encoding that lists of data sets may have; any other input as it is. */
function listed(input: string): string[] {
  if (!/\.txt$/i.test(input)) return [input]
  const { encoding, lines } = linesOfFile(readRegular(input))
  if (isUnread(encoding) || lines.some(({ text }) => text.includes('\0'))) throw listUnread(input, encoding)
  return lines.map(({ text }) => text)
}

function listUnread(input: string, encoding: TextEncoding): UserError {
  const words = errorDetails['no-images']
  return new UserError({
    code: 'no-images',
    message: say(words.messageList),
    expected: say(words.expectedList),
    found: encoding,
    where: input,
    next: say(words.nextList),
  })
}

/** The plan that a folder holds. @throws UserError `shards-other` */
export function readPlan(folder: string): ShardPlan {
  return readPlanOf('detection', folder)
}

export type ShardLine = DetectionResult & { readonly index: number }

/**
 * Detects on every image of a shard that has no line yet.
 * @returns whether the shard is complete; not where the signal ended it
 * @throws UserError `shards-other` for a shard that is none
 */
export async function workOnShard(
  folder: string,
  shard: number,
  { plan = readPlan(folder), signal, ...told }: WorkOptions & { readonly plan?: ShardPlan } = {},
): Promise<boolean> {
  const { task, images } = plan
  const { model, workdirs, options = {}, device, tile = 'auto', recognizer } = task
  return workThrough({ folder, plan, shard, ...(signal && { signal }), ...told }, async () => {
    const { detector } = await openDetector(model, { workdirs, options, device })
    const reader = await openReader(recognizer)
    return {
      prepare: (index) => decode(images[index]),
      looking: togetherWith(detector),
      look: (decoded) => unlessStopped(lookAt(detector, decoded, { tile, signal }), signal),
      lineOf: async (seen, _decoded, index) => {
        const request = { name: images[index], draw: false, signal }
        return (await unlessStopped(resultOn(seen, reader, request), signal))?.result
      },
      release: () => Promise.all([detector.release(), reader.release()]),
    }
  })
}

export interface ShardReport {
  readonly folder: string
  /** The file that the weights came from, or the starter. */
  readonly model: string
  readonly images: number
  readonly shards: number
  /** Images with a result; with those that failed, `images` in all. */
  readonly good: number
  readonly failed: readonly { readonly image_path: string; readonly error: string }[]
  readonly texts: number
  readonly results: string
  /** The same texts as a table, where it was asked for. */
  readonly parquet?: string
}

export interface MergeOptions {
  readonly plan?: ShardPlan
  /** Writes detections.parquet too, a row a text. */
  readonly parquet?: boolean
}

/**
 * Joins the shards to results.jsonl, one line an image in the order of the inputs, and lists those that failed in failed.jsonl.
 * @throws UserError `shards-incomplete` while an image has no result; nothing is written then
 */
export function mergeShards(
  folder: string,
  { plan = readPlan(folder), parquet = false }: MergeOptions = {},
): ShardReport {
  const { results, failed: failedPath, parquet: parquetPath } = shardPaths(folder)
  refuseIncomplete(plan, folder, shardsLeft(plan, folder))
  const failed: { image_path: string; error: string }[] = []
  let [good, texts] = [0, 0]
  function* lines(): Generator<Uint8Array> {
    for (const result of resultsOf(folder, plan)) {
      if (result.success) good++
      else failed.push({ image_path: result.image_path, error: result.error ?? '' })
      texts += result.boxes.length
      yield Buffer.from(`${JSON.stringify(result)}\n`)
    }
  }
  writeFileAtomic(results, lines())
  writeFileAtomic(failedPath, failed.map((one) => `${JSON.stringify(one)}\n`).join(''))
  if (parquet) writeFileAtomic(parquetPath, textsParquet(resultsOf(folder, plan)))
  return {
    folder: resolve(folder),
    model: plan.source,
    images: plan.count,
    shards: plan.shards,
    good,
    failed,
    texts,
    results,
    ...(parquet && { parquet: parquetPath }),
  }
}

/** The results of all images in the order of the inputs, a shard in memory at a time. */
function* resultsOf(folder: string, plan: ShardPlan): Generator<DetectionResult> {
  for (let shard = 0; shard < plan.shards; shard++) {
    const kept = wholeLinesOf(folder, plan, shard) as readonly ShardLine[] | undefined
    // A file that lost lines since it was complete is worked on once more.
    if (kept === undefined) {
      rmSync(shardPaths(folder).completed(shard))
      refuseIncomplete(plan, folder, [shard])
    }
    for (const { index: _, ...result } of kept ?? []) yield result
  }
}
