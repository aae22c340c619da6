// Jobs that label: a new data set of photographs, a set once more, what was detected added to a set, and a set divided.
import { addImages, type LabelledImage } from '../../tasks/annotate/add-images.ts'
import { labelsOfBoxes } from '../../tasks/annotate/labeller.ts'
import { labelAgain } from '../../tasks/annotate/label-again.ts'
import { labelImages } from '../../tasks/annotate/label.ts'
import { splitSet, type SplitSetTask } from '../../tasks/annotate/split-set.ts'
import type { DetectTask } from '../../tasks/models/detect.ts'
import type { DetectorOptions } from '../../tasks/models/detector-options.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { JobResult } from '../contract/jobs.ts'
import type { WorkContext } from './protocol.ts'
import { type BatchReference, labelledImages } from './read-outputs.ts'

type Result = DeepReadonly<JobResult>

export interface LabelWork {
  readonly inputs: readonly string[]
  /** What uploads are called, by path. */
  readonly names: ReadonlyMap<string, string>
  readonly dir: string
  readonly model: string
  readonly options: DetectorOptions
  readonly words: boolean
  readonly recognizer: string | undefined
  readonly workdirs: string
  readonly device: DetectTask['device']
}

export async function labelJob(
  { recognizer, ...task }: LabelWork,
  { signal, onProgress }: WorkContext,
): Promise<Result> {
  const named = { ...task, signal, ...(recognizer !== undefined && { recognizer }) }
  const { root, images, texts, skipped, model } = await labelImages(named, (done, total) => onProgress({ done, total }))
  return { kind: 'label', root, images, texts, model, skipped: skipped.length }
}

export interface LabelAgainWork {
  readonly data: string
  readonly model: string
  readonly options: DetectorOptions
  readonly words: boolean
  readonly recognizer: string | undefined
  readonly workdirs: string
  readonly device: DetectTask['device']
}

export async function labelAgainJob(
  { recognizer, ...task }: LabelAgainWork,
  { signal, onProgress }: WorkContext,
): Promise<Result> {
  const named = { ...task, signal, ...(recognizer !== undefined && { recognizer }) }
  const { root, images, replaced, kept, differing, model } = await labelAgain(named, (done, total) =>
    onProgress({ done, total }),
  )
  return { kind: 'label-again', root, images, replaced, kept, differing: differing.length, model }
}

export interface AddWork {
  readonly data: string
  readonly from:
    | ({ readonly is: 'detection'; readonly texts: Parameters<typeof labelsOfBoxes>[0] } & Omit<
        LabelledImage,
        'labels'
      >)
    | ({ readonly is: 'batch'; readonly images: readonly number[] | undefined } & BatchReference)
  readonly by: string
}

/** Duplicates that are named; the others are counted. */
const mostDuplicates = 100

export async function addJob({ from, ...task }: AddWork, { signal, onProgress }: WorkContext): Promise<Result> {
  const { images, gone } =
    from.is === 'batch'
      ? labelledImages(from, from.images)
      : { images: [{ ...from, labels: labelsOfBoxes(from.texts) }], gone: [] }
  const skip = (done: number, what: string, why: string): void =>
    onProgress({ done, total: images.length, skipped: { what, why } })
  for (const what of gone) skip(0, what, 'the image is not where it was')
  const { root, added, duplicates, skipped } = await addImages({ ...task, images, signal }, (done, total) =>
    onProgress({ done, total }),
  )
  for (const { path, why } of skipped) skip(images.length, path, why)
  return {
    kind: 'add-to-data',
    root,
    added: added.length,
    ...(added[0] && { first: added[0] }),
    duplicates: duplicates.slice(0, mostDuplicates),
    duplicateCount: duplicates.length,
    skipped: skipped.length + gone.length,
  }
}

export async function splitJob(task: SplitSetTask, { onProgress }: WorkContext): Promise<Result> {
  const { root, moved, counts, grouping, notes } = await splitSet(task, (done, total) => onProgress({ done, total }))
  return {
    kind: 'split',
    root,
    moved: moved.length,
    counts,
    ...(grouping && { groups: grouping.groups }),
    notes: notes.map(({ chinese, ...note }) => ({ ...note, detailsZh: chinese })),
  }
}
