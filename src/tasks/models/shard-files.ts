// Work on very many images that is divided into shards: a plan that never changes, a file of lines for each shard, and what is still missing.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { JsonLines, appendLine } from '../../annotate/json-lines.ts'
import { begunAhead } from '../../core/ahead.ts'
import { together, type TogetherOptions } from '../../core/together.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { say } from '../../core/say.ts'
import { readState, type StateForm } from '../../core/state-file.ts'
import { isAborted } from '../../core/unless-stopped.ts'
import { z } from '../../core/schema.ts'
import { decodedFor } from './detect-inputs.ts'
import { parquetName } from './texts-parquet.ts'

/** What the plan of any work in shards tells. */
export interface DividedWork {
  /** Detections with results of their own, or an evaluation. */
  readonly kind: 'detection' | 'evaluation'
  /** The file that the weights came from. */
  readonly source: string
  readonly shards: number
  /** Images in all. */
  readonly count: number
}

/** Paths in the folder of work in shards. */
export function shardPaths(folder: string) {
  const at = (name: string): string => join(resolve(folder), name)
  const ofShard = (index: number, ending: string): string =>
    join(at('shards'), `${String(index).padStart(5, '0')}.${ending}`)
  return {
    plan: at('shards.json'),
    script: at('slurm.sh'),
    results: at('results.jsonl'),
    failed: at('failed.jsonl'),
    parquet: at(parquetName),
    shards: at('shards'),
    shard: (index: number): string => ofShard(index, 'jsonl'),
    /** Of an evaluation: the images and texts of a shard, one a line. */
    samples: (index: number): string => ofShard(index, 'samples'),
    completed: (index: number): string => ofShard(index, 'done'),
  }
}

/** The names of the files that a shard has. */
export const shardFile = /^\d{5,6}\.(jsonl|samples|done)$/

/** The images of a shard: from the first to before the last, as numbers in the list of all. */
export function rangeOfShard(
  { count, shards }: Pick<DividedWork, 'count' | 'shards'>,
  shard: number,
): [first: number, end: number] {
  const at = (index: number): number => Math.floor((index * count) / shards)
  return [at(shard), at(shard + 1)]
}

/** Enough to tell a plan from anything else; what belongs to one kind of work was written with it at once. */
const planForm: StateForm<DividedWork & { readonly task: object }> = {
  isWhole: ({ kind, source, shards, count, task }) =>
    typeof kind === 'string' &&
    typeof source === 'string' &&
    Number.isSafeInteger(shards) &&
    Number.isSafeInteger(count) &&
    typeof task === 'object' &&
    task !== null,
  next: say(errorDetails['state-damaged'].nextFolder),
}

/**
 * The plan that the folder holds, which must be the same; undefined where it holds none.
 * @param first what may be said before another plan is refused or made
 * @throws UserError `shards-other` where it holds another one, `state-damaged`
 */
export function samePlan<Plan extends DividedWork>(
  folder: string,
  plan: Plan,
  first: () => void = () => {},
): Plan | undefined {
  const { plan: path } = shardPaths(folder)
  const before = existsSync(path) ? readState(path, planForm) : undefined
  if (JSON.stringify(before) === JSON.stringify(plan)) return plan
  first()
  if (before === undefined) return undefined
  const words = errorDetails['shards-other']
  throw new UserError({
    code: 'shards-other',
    message: say(words.message),
    expected: say(words.expected),
    found: say(words.found, { images: before.count, shards: before.shards, model: before.source }),
    where: resolve(folder),
    next: say(words.next),
  })
}

/** The plan that a folder holds. @throws UserError `shards-other` where it holds none of this kind */
export function readPlanOf<Plan extends DividedWork>(kind: Plan['kind'], folder: string): Plan {
  const { plan } = shardPaths(folder)
  if (existsSync(plan)) {
    const read = readState(plan, planForm)
    if (read.kind === kind) return read as DividedWork as Plan
  }
  const { messageNone, foundNone, nextNone } = errorDetails['shards-other']
  const facts = { message: say(messageNone), found: say(foundNone), where: resolve(folder), next: say(nextNone) }
  throw new UserError({ code: 'shards-other', ...facts })
}

/** One line of a shard's file. */
const shardLine = z.looseObject({ index: z.number().int() })

/** The number of its image, and what the kind of work puts beside it. */
export interface LineOfShard {
  readonly index: number
}

/** The lines that a shard has written whole, one for each image, in the order of the images; whatever a kill cut off is not among them. */
export function linesOf(folder: string, shard: number): readonly LineOfShard[] {
  const lines = new JsonLines(shardLine).read(shardPaths(folder).shard(shard))
  const byIndex = new Map(lines.toReversed().map((line) => [line.index, line]))
  return [...byIndex.values()].sort((a, b) => a.index - b.index)
}

/** The lines of a shard that must have one for each image, or undefined. */
export function wholeLinesOf(folder: string, plan: DividedWork, shard: number): readonly LineOfShard[] | undefined {
  const [first, end] = rangeOfShard(plan, shard)
  const lines = linesOf(folder, shard)
  const isWhole = lines.length === end - first && lines.every(({ index }, at) => index === first + at)
  return isWhole ? lines : undefined
}

export interface WorkOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** What looks at the images of a shard, once it is needed. */
export interface ShardWorker<Prepared, Seen> {
  /** Begun for the next images while one is looked at. */
  readonly prepare: (index: number) => Promise<Prepared>
  /** How many images are looked at together. */
  readonly looking: Pick<TogetherOptions<Prepared, Seen>, 'atOnce' | 'bytes'>
  /** Looks at an image, perhaps together with others; undefined where the signal ended the work. */
  readonly look: (prepared: Prepared, index: number) => Promise<Seen | undefined>
  /** The line of an image, without its number; undefined where the signal ended the work. */
  readonly lineOf: (seen: Seen, prepared: Prepared, index: number) => Promise<object | undefined>
  readonly release: () => Promise<unknown>
}

export interface ShardOfWork extends WorkOptions {
  readonly folder: string
  readonly plan: DividedWork
  readonly shard: number
}

/**
 * Works on every image of a shard that has no line yet; each line is in the file when the next image begins.
 * @returns whether the shard is complete; not where the signal ended it
 * @throws UserError `shards-other` for a shard that is none, and what the worker throws
 */
export async function workThrough<Prepared, Seen>(
  { folder, plan, shard, signal, onProgress }: ShardOfWork,
  open: () => Promise<ShardWorker<Prepared, Seen>>,
): Promise<boolean> {
  if (!(Number.isInteger(shard) && shard >= 0 && shard < plan.shards)) throw noShard(plan, folder)
  const [first, end] = rangeOfShard(plan, shard)
  const done = new Set(linesOf(folder, shard).map(({ index }) => index))
  const left = Array.from({ length: end - first }, (_, index) => first + index).filter((index) => !done.has(index))
  let count = end - first - left.length
  if (left.length > 0) {
    const worker = await open()
    try {
      const { atOnce } = worker.looking
      const looked = together(begunAhead(left, worker.prepare, decodedFor(atOnce)), {
        begin: ([index, prepared]) => worker.look(prepared, index),
        atOnce,
        bytes: ([, prepared]) => worker.looking.bytes(prepared),
      })
      for await (const [[index, prepared], seen] of looked) {
        if (isAborted(signal) || seen === undefined) break
        const line = await worker.lineOf(seen, prepared, index)
        if (line === undefined) break
        appendLine(shardPaths(folder).shard(shard), { index, ...line }, { flush: false })
        count++
        onProgress?.(count, end - first)
        if (isAborted(signal)) break // Before the next batch, which would be waited for.
      }
    } finally {
      await worker.release()
    }
  }
  if (count < end - first) return false
  writeFileAtomic(shardPaths(folder).completed(shard), '')
  return true
}

function noShard({ shards }: DividedWork, folder: string): UserError {
  const { message, expectedShard } = errorDetails['shards-other']
  const expected = say(expectedShard, { last: shards - 1 })
  return new UserError({ code: 'shards-other', message: say(message), expected, where: resolve(folder) })
}

/** The shards in which images have no result yet. A shard that is complete says so beside its lines, which are many. */
export function shardsLeft({ shards }: Pick<DividedWork, 'shards'>, folder: string): number[] {
  const { completed } = shardPaths(folder)
  return Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !existsSync(completed(shard)))
}

/** @throws UserError `shards-incomplete` where shards are left */
export function refuseIncomplete(plan: DividedWork, folder: string, open: readonly number[]): void {
  if (open.length === 0) return
  const missing = open.reduce((sum, shard) => {
    const [first, end] = rangeOfShard(plan, shard)
    return sum + end - first - linesOf(folder, shard).length
  }, 0)
  const { message, next } = errorDetails['shards-incomplete']
  const shown = open.length > 8 ? `${open.slice(0, 8).join(', ')}, ...` : open.join(', ')
  const facts = { missing, images: plan.count, count: open.length, shards: shown }
  throw new UserError({
    code: 'shards-incomplete',
    message: say(message, facts),
    where: resolve(folder),
    next: say(next),
  })
}
