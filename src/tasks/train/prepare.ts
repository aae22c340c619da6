// What both a new and a resumed training do before the first step: look at the data, the device and the memory.
import { availableParallelism, release, platform, arch } from 'node:os'
import { UserError } from '../../core/errors.ts'
import { checkDataset, type CheckOptions } from '../../data/check.ts'
import type { Ranks } from '../../cluster/ranks.ts'
import { readDataset, splits, type Dataset } from '../../data/dataset.ts'
import { hashDataset, type DatasetHash } from '../../data/hash.ts'
import { describeProblem, hasErrors, placeOf, type Problem } from '../../data/problems.ts'
import type { Facts } from '../../run/config.ts'
import type { LogLine } from '../../run/log-line.ts'
import type { Config } from '../../run/settings/table.ts'
import { DatasetError } from '../data/load-data.ts'
import type { TrainingEvent } from './events.ts'
import { localRanks } from './ranks.ts'
import {
  availableMemory,
  checkMemory,
  describeNeed,
  estimateMemory,
  fittingMicroBatch,
  gigabytes,
  memoryNeedOf,
} from './memory.ts'

export interface Listener {
  /** Writes a line to the log. */
  readonly line: (line: LogLine) => void
  readonly listen: (event: TrainingEvent) => void
}

export interface PreparedData extends DatasetHash {
  readonly dataset: Dataset
}

interface CheckedData {
  readonly dataset: Dataset
  readonly problems: readonly Problem[]
}

/** Reads and checks the whole data set as a training does. */
export async function checkData(
  { train_data_dir, input_size, min_text_size }: Config,
  options: Pick<CheckOptions, 'onProgress' | 'signal'> = {},
): Promise<CheckedData> {
  const dataset = await readDataset(train_data_dir, { splits })
  const view = { input: input_size, minTextSize: min_text_size }
  const { problems } = await checkDataset(dataset, { view, ...options })
  return { dataset, problems }
}

/**
 * Reads and checks the whole data set; all problems go to the log.
 * @throws DatasetError with every error
 */
export async function prepareData(config: Config, { line, listen }: Listener): Promise<PreparedData> {
  const root = config.train_data_dir
  line({ kind: 'loading', path: root })
  const { dataset, problems } = await checkData(config, {
    onProgress: (done, total) => listen({ type: 'phase', phase: 'checking', done, total }),
  })
  for (const problem of problems) if (problem.severity !== 'info') line(problemLine(problem))
  if (hasErrors(problems)) throw new DatasetError(root, problems, true)
  line({ kind: 'samples', train: dataset.train.length, test: dataset.test.length })
  const hashed = await hashDataset(dataset, (done, total) => listen({ type: 'phase', phase: 'hashing', done, total }))
  return { dataset, ...hashed }
}

function problemLine(problem: Problem): LogLine {
  const { message, expected, found } = describeProblem(problem)
  const facts = [expected && `expected ${expected}`, found && `found ${found}`]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
  const place = message.includes(problem.file) && problem.line === undefined ? '' : ` (${placeOf(problem)})`
  return {
    kind: problem.severity === 'error' ? 'error' : 'warn',
    code: problem.code,
    message: `${message}${facts === '' ? '' : `: ${facts}`}${place}`,
  }
}

interface MemoryOptions extends Pick<Listener, 'line'> {
  readonly ranks?: Ranks | undefined
}

/**
 * States the memory that the training will take. With `auto_batch`, batches that do not fit are computed in parts that do: the
 * configuration comes back with them.
 * @throws UserError `memory-too-small`
 */
export function prepareMemory(config: Config, { line, ranks }: MemoryOptions, free = availableMemory()): Config {
  const need = memoryNeedOf(config, ranks?.size)
  const available = free / localRanks(ranks)
  const microBatch = (config.auto_batch ? fittingMicroBatch(need, available) : undefined) ?? need.microBatch
  const fitted = { ...need, microBatch }
  const bytes = checkMemory(fitted, available)
  if (microBatch !== need.microBatch)
    line({
      kind: 'warn',
      message: `About ${gigabytes(estimateMemory(need))} would be needed for ${describeNeed(need).en}, and ${gigabytes(available)} are available: computing ${microBatch} at a time (auto_batch)`,
    })
  line({ kind: 'config', message: `Estimated memory: ${gigabytes(bytes)} for ${describeNeed(fitted).en}` })
  return microBatch === need.microBatch ? config : { ...config, micro_batch: microBatch }
}

/** What a run records about where and on what it was computed. */
export function factsOf(hash: string, { train, test }: Dataset): Facts {
  return {
    data_hash: hash,
    train_samples: train.length,
    test_samples: test.length,
    environment: {
      node: process.versions.node,
      platform: `${platform()} ${release()} ${arch()}`,
      cores: availableParallelism(),
    },
  }
}

/** The message of anything that ended a training, for the log: what a person can repair in full, a bug by its first line. */
export function errorLine(error: unknown): LogLine {
  if (error instanceof UserError) return { kind: 'error', code: error.code, message: error.render() }
  return { kind: 'error', code: 'bug', message: String(error).split('\n')[0] }
}
