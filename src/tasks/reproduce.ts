// Starts the training of a run once more from its config.yaml, on the same data or saying what changed.
import { resolve } from 'node:path'
import { must } from '../core/assert.ts'
import { UserError } from '../core/errors.ts'
import type { Dataset } from '../data/dataset.ts'
import { hashDataset } from '../data/hash.ts'
import type { FactValue } from '../run/config.ts'
import { dataDifference, describeDifference, readDataFiles } from '../run/data-files.ts'
import { type Run, readRun } from '../run/reader.ts'
import { resolveRun } from '../run/resolve.ts'
import { loadDataset } from './load-data.ts'
import type { TrainingEvent, TrainingSummary } from './train/events.ts'
import { train } from './train/start.ts'

export interface ReproduceTask {
  /** A run: folder, id, name, or `latest`. */
  readonly run: string
  readonly workdirs: string
  /** The data set, where it lies elsewhere by now. */
  readonly data?: string
  /** Trains also when the data set changed. */
  readonly anyway?: boolean
  readonly stop: AbortSignal
}

/**
 * Trains in a new run folder with the settings of a run, its seed included.
 * @throws UserError `data-changed` unless `anyway`; what `train` throws
 */
export async function reproduce(task: ReproduceTask, listen: (event: TrainingEvent) => void): Promise<TrainingSummary> {
  const { workdirs, data, anyway = false, stop } = task
  const run = readRun(resolveRun(task.run, workdirs).folder)
  if (run.configError !== undefined) throw run.configError
  const settings = must(run.config, `the run ${run.id} has a configuration or an error`)
  const config = { ...settings, train_data_dir: resolve(data ?? settings.train_data_dir) }
  const changes = await changesOfData(run, config.train_data_dir, listen)
  if (changes.isChanged && !anyway) throw dataChanged(run, config.train_data_dir, changes.says)
  const told = changes.says === undefined ? [] : [changes.says]
  return train({ config, workdirs, stop, repeats: { id: run.id, changes: told } }, listen)
}

export interface DataChanges {
  readonly isChanged: boolean
  /** A sentence about what changed, or why that is not known. */
  readonly says: string | undefined
}

/** Whether the data of a run are what they were. @throws DatasetError when they cannot be read at all */
export async function changesOfData(
  { id, facts, paths }: Run,
  root: string,
  listen: (event: TrainingEvent) => void = () => {},
): Promise<DataChanges> {
  const recorded = facts['data_hash']
  if (typeof recorded !== 'string')
    return {
      isChanged: false,
      says: `The run ${id} recorded no hash of its data: whether they are the same is not known`,
    }
  const dataset = await loadDataset(root, ['train', 'test'])
  const { hash, samples } = await hashDataset(dataset, (done, total) =>
    listen({ type: 'phase', phase: 'hashing', done, total }),
  )
  if (hash === recorded) return { isChanged: false, says: undefined }
  const before = readDataFiles(paths.dataFiles)
  const what = before === undefined ? countsOf(facts, dataset) : describeDifference(dataDifference(before, samples))
  return { isChanged: true, says: `The data set changed since ${id}: ${what}` }
}

/** What is left to say about runs that did not record their files one by one. */
function countsOf(facts: Run['facts'], { train, test }: Pick<Dataset, 'train' | 'test'>): string {
  const counts = `${train.length} to train and ${test.length} to test`
  return `it has another hash; now ${counts}, then ${textOf(facts['train_samples'])} and ${textOf(facts['test_samples'])}`
}

function textOf(fact: FactValue | undefined): string {
  return typeof fact === 'string' ? fact : JSON.stringify(fact ?? '?')
}

function dataChanged({ id, facts }: Run, where: string, says: string | undefined): UserError {
  return new UserError({
    code: 'data-changed',
    message: `The training of ${id} cannot be repeated: its data set is not what it was`,
    expected: `the data with the hash ${textOf(facts['data_hash']).slice(0, 12)}...`,
    ...(says !== undefined && { found: says }),
    where,
    next: 'Bring the data back, say where it lies with --data, or train on what is there with --anyway',
  })
}
