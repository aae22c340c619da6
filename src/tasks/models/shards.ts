// Detection on very many images, divided into shards: each is a process of its own that can be killed and goes on, and the results add up.
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { JsonLines, appendLine } from '../../annotate/json-lines.ts'
import { begunAhead } from '../../core/ahead.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { explaining, makeFolder, writeFileAtomic } from '../../core/files.ts'
import { readRegularText } from '../../core/read-file.ts'
import { say } from '../../core/say.ts'
import { z } from '../../core/schema.ts'
import { starterName } from '../../core/starter-name.ts'
import { unlessStopped } from '../../core/unless-stopped.ts'
import { decode, detectOne, type DetectTask } from './detect.ts'
import { decodedInAdvance, expandInputs } from './detect-inputs.ts'
import type { DetectionResult } from './detection-result.ts'
import { defaultModel, findWeights, isFile, openDetector } from './models.ts'
import { openReader } from './reader.ts'

/** What a shard needs to know, as shards.json keeps it. */
export type ShardedTask = Pick<DetectTask, 'options' | 'device' | 'tile' | 'recognizer' | 'workdirs'> & {
  readonly model: string
}

export interface ShardPlan {
  readonly task: ShardedTask
  /** The file that the weights came from. */
  readonly source: string
  readonly shards: number
  readonly images: readonly string[]
}

/** Paths in the folder of a sharded detection. */
export function shardPaths(folder: string) {
  const at = (name: string): string => join(resolve(folder), name)
  return {
    plan: at('shards.json'),
    script: at('slurm.sh'),
    results: at('results.jsonl'),
    failed: at('failed.jsonl'),
    shards: at('shards'),
    shard: (index: number): string => join(at('shards'), `${String(index).padStart(5, '0')}.jsonl`),
    completed: (index: number): string => join(at('shards'), `${String(index).padStart(5, '0')}.done`),
  }
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
  const images = expandInputs(inputs.flatMap(listed)).images.map((path) => resolve(path))
  const shards = Math.min(asked, images.length)
  const { options = {}, device, tile, recognizer, workdirs } = rest
  const source = await fileOf(rest.model ?? defaultModel(workdirs), workdirs)
  const model = source === starterName ? source : join(resolve(out), `model${extname(source)}`)
  const kept = {
    ...(device && { device }),
    ...(tile !== undefined && { tile }),
    ...(recognizer !== undefined && { recognizer }),
  }
  const plan: ShardPlan = { source, task: { model, options, workdirs: resolve(workdirs), ...kept }, shards, images }
  const { plan: path, shards: folder } = shardPaths(out)
  if (existsSync(path)) {
    const before = readPlan(out)
    if (JSON.stringify(before) === JSON.stringify(plan)) return before
    const words = errorDetails['shards-other']
    throw new UserError({
      code: 'shards-other',
      message: say(words.message),
      expected: say(words.expected),
      found: say(words.found, { images: before.images.length, shards: before.shards, model: before.source }),
      where: resolve(out),
      next: say(words.next),
    })
  }
  if (!keep) return plan
  makeFolder(folder)
  // A training that goes on replaces its best model: all shards take the one of now.
  if (source !== starterName) explaining(source, 'copy', () => copyFileSync(source, model))
  writeFileAtomic(path, `${JSON.stringify(plan)}\n`)
  return plan
}

/** What the weights are read from: the file of a run's weights, an .onnx or a .pth file, or the starter. */
async function fileOf(reference: string, workdirs: string): Promise<string> {
  if (reference === starterName) return reference
  if (isFile(reference, '.onnx')) return resolve(reference)
  return resolve((await findWeights(reference, workdirs)).path)
}

/** The paths of a list; any other input as it is. */
function listed(input: string): string[] {
  if (!/\.txt$/i.test(input)) return [input]
  return readRegularText(input)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The plan that a folder holds. @throws UserError `shards-other` */
export function readPlan(folder: string): ShardPlan {
  const { plan } = shardPaths(folder)
  if (existsSync(plan)) return JSON.parse(readRegularText(plan)) as ShardPlan
  const { messageNone, foundNone, nextNone } = errorDetails['shards-other']
  const facts = { message: say(messageNone), found: say(foundNone), where: resolve(folder), next: say(nextNone) }
  throw new UserError({ code: 'shards-other', ...facts })
}

/** The images of a shard: from the first to before the last, as numbers in the list of all. */
export function rangeOfShard(
  { images, shards }: Pick<ShardPlan, 'images' | 'shards'>,
  shard: number,
): [first: number, end: number] {
  const at = (index: number): number => Math.floor((index * images.length) / shards)
  return [at(shard), at(shard + 1)]
}

/** One line of a shard's file. */
const shardLine = z.looseObject({ index: z.number().int(), success: z.boolean() })
export type ShardLine = DetectionResult & { readonly index: number }

/** The lines that a shard has written whole, one for each image, in the order of the images; whatever a kill cut off is not among them. */
export function linesOfShard(folder: string, shard: number): readonly ShardLine[] {
  const lines = new JsonLines(shardLine).read(shardPaths(folder).shard(shard)) as unknown as readonly ShardLine[]
  const byIndex = new Map(lines.toReversed().map((line) => [line.index, line]))
  return [...byIndex.values()].sort((a, b) => a.index - b.index)
}

export interface WorkOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Detects on every image of a shard that has no line yet; each line is in the file when the next image begins.
 * @returns whether the shard is complete; not where the signal ended it
 * @throws UserError `shards-other` for a shard that is none
 */
export async function workOnShard(
  folder: string,
  shard: number,
  { signal, onProgress }: WorkOptions = {},
): Promise<boolean> {
  const plan = readPlan(folder)
  if (!(Number.isInteger(shard) && shard >= 0 && shard < plan.shards)) throw noShard(plan, folder)
  const [first, end] = rangeOfShard(plan, shard)
  const done = new Set(linesOfShard(folder, shard).map(({ index }) => index))
  const left = Array.from({ length: end - first }, (_, index) => first + index).filter((index) => !done.has(index))
  if (left.length === 0) return completed(folder, shard)
  const { task, images } = plan
  const { model, workdirs, options = {}, device, tile = 'auto', recognizer } = task
  const { detector } = await openDetector(model, { workdirs, options, device })
  const reader = await openReader(recognizer)
  const path = shardPaths(folder).shard(shard)
  let count = end - first - left.length
  for await (const [index, decoded] of begunAhead(left, (one) => decode(images[one]), decodedInAdvance)) {
    if (signal?.aborted === true) break
    const request = { name: images[index], draw: false, tile, signal }
    const one = await unlessStopped(detectOne({ detector, reader }, decoded, request), signal)
    if (one === undefined) break
    appendLine(path, { index, ...one.result } satisfies ShardLine, { flush: false })
    count++
    onProgress?.(count, end - first)
  }
  await Promise.all([detector.release(), reader.release()])
  return count === end - first && completed(folder, shard)
}

function completed(folder: string, shard: number): true {
  writeFileAtomic(shardPaths(folder).completed(shard), '')
  return true
}

function noShard({ shards }: ShardPlan, folder: string): UserError {
  const { message, expectedShard } = errorDetails['shards-other']
  const expected = say(expectedShard, { last: shards - 1 })
  return new UserError({ code: 'shards-other', message: say(message), expected, where: resolve(folder) })
}

export interface ShardReport {
  readonly folder: string
  readonly images: number
  readonly shards: number
  /** Images with a result; with those that failed, `images` in all. */
  readonly good: number
  readonly failed: readonly { readonly image_path: string; readonly error: string }[]
  readonly texts: number
  readonly results: string
}

/**
 * Joins the shards to results.jsonl, one line an image in the order of the inputs, and lists those that failed in failed.jsonl.
 * @throws UserError `shards-incomplete` while an image has no result; nothing is written then
 */
export function mergeShards(folder: string): ShardReport {
  const plan = readPlan(folder)
  const { results, failed: failedPath } = shardPaths(folder)
  refuseIncomplete(plan, folder, shardsLeft(plan, folder))
  const failed: { image_path: string; error: string }[] = []
  let [good, texts] = [0, 0]
  function* lines(): Generator<Uint8Array> {
    for (let shard = 0; shard < plan.shards; shard++) {
      const [first, end] = rangeOfShard(plan, shard)
      const kept = linesOfShard(folder, shard)
      // A file that lost lines since it was complete is worked on once more.
      if (kept.length !== end - first || kept.some(({ index }, at) => index !== first + at)) {
        rmSync(shardPaths(folder).completed(shard))
        refuseIncomplete(plan, folder, [shard])
      }
      for (const { index: _, ...result } of kept) {
        if (result.success) good++
        else failed.push({ image_path: result.image_path, error: result.error ?? '' })
        texts += result.boxes.length
        yield Buffer.from(`${JSON.stringify(result)}\n`)
      }
    }
  }
  writeFileAtomic(results, lines())
  writeFileAtomic(failedPath, failed.map((one) => `${JSON.stringify(one)}\n`).join(''))
  return { folder: resolve(folder), images: plan.images.length, shards: plan.shards, good, failed, texts, results }
}

function refuseIncomplete(plan: ShardPlan, folder: string, open: readonly number[]): void {
  if (open.length === 0) return
  const missing = open.reduce((sum, shard) => {
    const [first, end] = rangeOfShard(plan, shard)
    return sum + end - first - linesOfShard(folder, shard).length
  }, 0)
  const { message, next } = errorDetails['shards-incomplete']
  const shown = open.length > 8 ? `${open.slice(0, 8).join(', ')}, ...` : open.join(', ')
  const facts = { missing, images: plan.images.length, count: open.length, shards: shown }
  throw new UserError({
    code: 'shards-incomplete',
    message: say(message, facts),
    where: resolve(folder),
    next: say(next),
  })
}

/** The shards in which images have no result yet. A shard that is complete says so beside its lines, which are many. */
export function shardsLeft({ shards }: Pick<ShardPlan, 'shards'>, folder: string): number[] {
  const { completed } = shardPaths(folder)
  return Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !existsSync(completed(shard)))
}
