// A data set as it was read a moment ago: a page of sixty images must not read all ground truths sixty times.
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BoundedMap } from '../../core/bounded-map.ts'
import { readDataset, splits, type Dataset, type ReadOptions } from '../../data/dataset.ts'

/** An edited ground truth shows after this long, in milliseconds; an edited list at once. */
const freshMs = 5000
/** Each holds every box of a data set. */
const maxKept = 3

interface Known {
  readonly dataset: Promise<Dataset>
  readonly readAt: number
}

const known = new BoundedMap<string, Known>(maxKept)

/** Like `readDataset`. */
export function knownDataset(root: string, options: ReadOptions = {}): Promise<Dataset> {
  const lists = splits.map(
    (split) => statSync(join(root, `${split}_list.txt`), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  )
  const key = JSON.stringify([resolve(root), options, lists])
  const found = known.get(key)
  if (found !== undefined && Date.now() - found.readAt < freshMs) return found.dataset
  const dataset = readDataset(root, options)
  known.set(key, { dataset, readAt: Date.now() })
  return dataset
}
