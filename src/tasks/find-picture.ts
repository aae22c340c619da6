// Finds the file of a picture that an evaluation names, in the data set of its run.
import type { Config } from '../run/settings/table.ts'
import { knownDataset } from './known-dataset.ts'

/** The picture's path; undefined when the data set does not have it any more. */
export async function findTestPicture(
  config: Config | undefined,
  image: string,
  within?: readonly string[],
): Promise<string | undefined> {
  if (config === undefined) return undefined
  const { test } = await knownDataset(config.train_data_dir, { splits: ['test'], ...(within && { within }) })
  return test.find(({ name }) => name === image)?.imagePath
}
