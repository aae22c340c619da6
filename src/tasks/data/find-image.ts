// Finds the file of an image that an evaluation names, in the data set of its run.
import type { Config } from '../../run/settings/table.ts'
import { knownDataset } from './known-dataset.ts'

/** The image's path; undefined when the data set does not have it any more. */
export async function findTestImage(
  config: Config | undefined,
  image: string,
  within?: readonly string[],
): Promise<string | undefined> {
  if (config === undefined) return undefined
  const { test } = await knownDataset(config.train_data_dir, { splits: ['test'], ...(within && { within }) })
  return test.find(({ name }) => name === image)?.imagePath
}
