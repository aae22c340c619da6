// Where an image of an evaluation stands in the data set now, so that its labels can be corrected there.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { splits, type Dataset, type Sample, type Split } from '../../data/dataset.ts'
import { hashFile } from '../../data/hash.ts'
import { readDataFiles } from '../../run/data-files.ts'
import type { Run } from '../../run/reader.ts'
import { knownDataset } from '../data/known-dataset.ts'

/** What is not as the run recorded it. */
export type ChangeOfImage = 'image' | 'labels' | 'moved'

export interface EvaluatedPlace {
  /** Absolute path of the data set. */
  readonly data: string
  readonly split: Split
  /** In the list of the split. */
  readonly index: number
  readonly changes: readonly ChangeOfImage[]
}

/** An image of the last evaluation of a run, and where the data set of the run may lie. */
export interface EvaluatedPlaceTask {
  readonly run: Pick<Run, 'config' | 'paths'>
  /** As the evaluation names it. */
  readonly image: string
  /** The folder of the data set, and those that none of its paths may lead out of. */
  readonly data: string
  readonly within: readonly string[]
}

/**
 * By its name in the test list; where another image has that name now, or none, by the content that the run recorded.
 * @throws UserError not-found when the data set has it no more, and those of the data set
 */
export async function evaluatedPlace({ run, image, data, within }: EvaluatedPlaceTask): Promise<EvaluatedPlace> {
  const dataset = await knownDataset(data, { splits: ['test'], within })
  const recorded = readDataFiles(run.paths.dataFiles)?.find(({ split, name }) => split === 'test' && name === image)
  const index = dataset.test.findIndex(({ name }) => name === image)
  const named = index === -1 ? undefined : { split: 'test' as const, index, sample: dataset.test[index] }
  if (recorded === undefined) {
    if (named === undefined) throw gone(dataset, image)
    return { data: dataset.root, split: named.split, index, changes: [] }
  }
  const isSame = named !== undefined && (await isImage(named.sample, recorded.image))
  const found = isSame ? named : ((await byContent(await knownDataset(data, { within }), recorded.image)) ?? named)
  if (found === undefined) throw gone(dataset, image)
  const labels = await hashFile(found.sample.groundTruthPath)
  const changes: ChangeOfImage[] = [
    ...(found !== named ? (['moved'] as const) : isSame ? [] : (['image'] as const)),
    ...(labels === recorded.groundTruth ? [] : (['labels'] as const)),
  ]
  return { data: dataset.root, split: found.split, index: found.index, changes }
}

async function byContent(dataset: Dataset, hash: string) {
  for (const split of [...splits].reverse())
    for (const [index, sample] of dataset[split].entries())
      if (await isImage(sample, hash)) return { split, index, sample }
  return undefined
}

/** A file that cannot be read is none. */
const isImage = async ({ imagePath }: Sample, hash: string): Promise<boolean> =>
  (await hashFile(imagePath).catch(() => undefined)) === hash

function gone({ root, problems }: Dataset, image: string): UserError {
  const isThere = !problems.some(({ code }) => code === 'root-missing' || code === 'root-unreadable')
  const words = errorDetails['not-found']
  return new UserError({
    code: 'not-found',
    message: say(isThere ? words.messageGone : errorDetails['file-missing'].messageData),
    found: image,
    where: root,
    next: say(errorDetails['file-missing'].nextPath),
  })
}
