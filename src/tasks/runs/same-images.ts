// Which evaluated images of several runs are the same image: by their bytes, never by a name that two data sets share.
import { BoundedMap } from '../../core/bounded-map.ts'
import { versionOf } from '../../core/file-version.ts'
import { hashFile } from '../../data/hash.ts'
import { mapBounded } from '../../data/pool.ts'
import { knownDataset } from '../data/known-dataset.ts'

/** The images of one run's evaluation, and where they lie. */
export interface EvaluatedSet {
  readonly id: string
  /** The data set's folder, and its content hash as the run recorded it. */
  readonly dataset?: string | undefined
  readonly dataHash?: string | undefined
  /** As the test list names them. */
  readonly images: readonly string[]
}

/** Files hashed at a time. */
const filesAtATime = 4

/**
 * Of each run a key by image name; equal keys are the same image. The bytes decide where the files are there; where they are gone,
 * the same name in a data set of the same content hash.
 */
export async function sameImages(sets: readonly EvaluatedSet[]): Promise<readonly ReadonlyMap<string, string>[]> {
  const alone = sets.filter(({ images }) => images.length > 0).length < 2
  const digests = alone ? sets.map(() => new Map<string, string>()) : await Promise.all(sets.map(digestsOf))
  const byPlace = new Map<string, string>()
  for (const [at, set] of sets.entries())
    for (const [image, digest] of digests[at] ?? []) byPlace.set(placeOf(set, image), digest)
  return sets.map((set, at) => {
    const keyOf = (image: string): string =>
      digests[at]?.get(image) ?? byPlace.get(placeOf(set, image)) ?? placeOf(set, image)
    return new Map(set.images.map((image) => [image, keyOf(image)]))
  })
}

/** A name within a data set: of one content where that is known, else of one folder, else of the run alone. */
function placeOf({ id, dataset, dataHash }: EvaluatedSet, image: string): string {
  return JSON.stringify([dataHash ?? dataset ?? id, image])
}

async function digestsOf({ dataset, images }: EvaluatedSet): Promise<Map<string, string>> {
  const wanted = new Set(images)
  if (dataset === undefined || wanted.size === 0) return new Map()
  const { test } = await knownDataset(dataset, { splits: ['test'] })
  const samples = test.filter(({ name }) => wanted.has(name))
  const found = await mapBounded(samples, filesAtATime, async ({ name, imagePath }) => {
    const digest = await digestOf(imagePath)
    return digest === undefined ? [] : [[name, digest] as const]
  })
  return new Map(found.flat())
}

/** Test sets of some runs. */
const maxDigests = 20_000
/** By path, with the version of the file. */
const known = new BoundedMap<string, { readonly version: string; readonly digest: string }>(maxDigests)

/** Undefined when the file is gone. */
async function digestOf(path: string): Promise<string | undefined> {
  const version = versionOf([path])
  const found = known.get(path)
  if (found !== undefined && found.version === version) return found.digest
  const digest = await hashFile(path).catch(() => undefined)
  if (digest !== undefined && version !== undefined) known.set(path, { version, digest })
  return digest
}
