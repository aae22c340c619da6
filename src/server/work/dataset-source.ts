// What a folder without our lists holds: the format of its annotations, or why it cannot be told.
import { formatNames, formats, recogniseSource } from '../../tasks/data/import.ts'
import type { DatasetSource } from '../contract/datasets.ts'
import { failureOf } from '../http/failure.ts'

export interface SourceWork {
  readonly path: string
  /** Folders that no link may lead out of. */
  readonly within: readonly string[]
}

export async function readDatasetSource({ path, within }: SourceWork): Promise<DatasetSource> {
  const { format, trouble } = await recogniseSource(path, within)
  return {
    formats: formatNames.map((name) => ({ name, title: formats[name].title })),
    ...(format !== undefined && { found: format }),
    ...(trouble !== undefined && { failure: failureOf(trouble) }),
  }
}
