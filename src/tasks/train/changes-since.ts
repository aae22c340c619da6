// What changed since a run was trained, so that its training cannot be repeated as it was: its data, its initial weights.
import { describeStarter, findStarter } from '../../checkpoint/starter.ts'
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import type { ErrorCode } from '../../core/error-words.ts'
import type { Dataset } from '../../data/dataset.ts'
import { hashDataset, hashFile } from '../../data/hash.ts'
import type { FactValue } from '../../run/config.ts'
import { dataDifference, describeDifference, readDataFiles } from '../../run/data-files.ts'
import { starterName } from '../../core/starter-name.ts'
import { recordedWeights, startsFromScratch, type RecordedWeights } from '../../run/initial-weights.ts'
import type { Run } from '../../run/reader.ts'
import { loadDataset } from '../data/load-data.ts'
import type { TrainingEvent } from './events.ts'

/** `hash-not-recorded`: whether something changed is not known. */
export type ChangeCode = Extract<ErrorCode, 'data-changed' | 'weights-changed' | 'hash-not-recorded'>

export interface Change {
  readonly code: ChangeCode
  /** One sentence for a person. */
  readonly says: InBoth<string>
  /** The folder or file that it is about. */
  readonly where: string
  /** What was recorded, in a few words; undefined where nothing was. */
  readonly expected?: InBoth<string>
}

/**
 * Compares what a run recorded with what is there now.
 * @param root the folder of the data set now
 * @throws DatasetError when the data cannot be read at all; UserError when the initial weights cannot
 */
export async function changesSince(
  run: Run,
  root: string,
  listen: (event: TrainingEvent) => void = () => {},
): Promise<readonly Change[]> {
  const changes = [await changeOfWeights(run), await changeOfData(run, root, listen)]
  return changes.filter((change) => change !== undefined)
}

async function changeOfData(
  { id, facts, paths }: Run,
  root: string,
  listen: (event: TrainingEvent) => void,
): Promise<Change | undefined> {
  const recorded = facts['data_hash']
  if (typeof recorded !== 'string') return notRecorded(id, 'messageData', root)
  const dataset = await loadDataset(root, ['train', 'test'])
  const { hash, samples } = await hashDataset(dataset, (done, total) =>
    listen({ type: 'phase', phase: 'hashing', done, total }),
  )
  if (hash === recorded) return undefined
  const before = readDataFiles(paths.dataFiles)
  const what = before === undefined ? countsOf(facts, dataset) : describeDifference(dataDifference(before, samples))
  return {
    code: 'data-changed',
    says: say(errorDetails['data-changed'].messageSince, { id, what }),
    where: root,
    expected: say(errorDetails['data-changed'].expected, { hash: recorded.slice(0, 12) }),
  }
}

/** What is left to say about runs that did not record their files one by one. */
function countsOf(facts: Run['facts'], { train, test }: Pick<Dataset, 'train' | 'test'>): InBoth<string> {
  return say(errorDetails['data-changed'].foundHash, {
    train: train.length,
    test: test.length,
    trainBefore: textOf(facts['train_samples']),
    testBefore: textOf(facts['test_samples']),
  })
}

function textOf(fact: FactValue | undefined): string {
  return typeof fact === 'string' ? fact : JSON.stringify(fact ?? '?')
}

/** Weights drawn from the seed are the same for ever. */
async function changeOfWeights({ id, config, facts }: Run): Promise<Change | undefined> {
  if (config === undefined || startsFromScratch(config)) return undefined
  const before = recordedWeights(facts)
  const { init } = config
  if (before === undefined) return notRecorded(id, 'messageWeights', init)
  const now = await presentWeights(init)
  if (now.sha256 === before.sha256) return undefined
  return {
    code: 'weights-changed',
    says: say(errorDetails['weights-changed'].messageSince, { id, before: describe(before), now: describe(now) }),
    where: init,
    expected: describe(before),
  }
}

async function presentWeights(init: string): Promise<RecordedWeights> {
  if (init !== starterName) return { sha256: await hashFile(init) }
  // The manifest is enough: a training compares it with the bytes.
  const { version, sha256 } = findStarter()
  return { starter: version, sha256 }
}

function describe({ starter, sha256 }: RecordedWeights): InBoth<string> {
  if (starter === undefined) return say(errorDetails['weights-changed'].foundFile, { sha256: sha256.slice(0, 12) })
  const name = describeStarter({ version: starter, sha256 })
  return { en: name, zh: name }
}

function notRecorded(id: string, what: 'messageData' | 'messageWeights', where: string): Change {
  return { code: 'hash-not-recorded', says: say(errorDetails['hash-not-recorded'][what], { id }), where }
}
