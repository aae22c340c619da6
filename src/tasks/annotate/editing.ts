// Editing a data set from the page: opening it, its images in the order in which correcting helps, one image's annotations, and their history.
import { resolve } from 'node:path'
import { annotationsOf, type Annotation, type AnnotatedFile } from '../../annotate/compose.ts'
import { isOpenForEditing } from '../../annotate/folder.ts'
import { finishLists, lastSplit, takeSplitBack } from '../../annotate/lists.ts'
import { openedSet, openForEditing } from '../../annotate/open.ts'
import { polygonOf } from '../../annotate/predictions.ts'
import { orderOf, progressOf, reviewStatesOf, type EditingOrder } from '../../annotate/progress.ts'
import { fileOf, historyOf, markReviewed, restoreAnnotations, saveAnnotations } from '../../annotate/store.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { explaining } from '../../core/files.ts'
import { Random } from '../../core/random.ts'
import { say } from '../../core/say.ts'
import { splits, type Sample } from '../../data/dataset.ts'
import { problemInBoth } from '../../data/problems.ts'
import { parseGroundTruth } from '../../data/read/ground-truth.ts'
import { readRegular } from '../../core/read-file.ts'
import { headOf, sampleOf, type DataReference, type ImageReference } from '../data/browse.ts'
import { knownDataset } from '../data/known-dataset.ts'

/** The state of a data set: whether it is open for editing, and how far it is. */
export async function editingState({ data, within }: DataReference) {
  finishLists(resolve(data))
  const dataset = await knownDataset(data, { within })
  const opened = isOpenForEditing(dataset.root) ? openedSet(dataset.root) : undefined
  const split = opened && lastSplit(dataset.root)
  const count = (samples: readonly Sample[]) => {
    const states = reviewStatesOf(dataset.root, samples)
    return { images: samples.length, reviewed: states.filter(({ reviewed }) => reviewed).length }
  }
  return {
    root: dataset.root,
    ...(opened && {
      opened: {
        at: opened.openedAt,
        backup: opened.backup,
        ...(opened.labelledBy !== undefined && { labelledBy: opened.labelledBy }),
      },
    }),
    train: count(dataset.train),
    test: count(dataset.test),
    ...(split && { split: { at: split.at } }),
  }
}

/** Takes the last division back. @throws UserError as `takeSplitBack` */
export async function undoSplit({ data, within, by }: DataReference & { readonly by: string }) {
  const { root } = await knownDataset(data, { within })
  takeSplitBack(root, by)
  return editingState({ data, within })
}

/** Opens a set for editing, with a backup of its ground truth. @throws UserError what the file system said */
export async function openSet({ data, within, by }: DataReference & { readonly by: string }) {
  await openForEditing(await knownDataset(data, { within }), by)
  return editingState({ data, within })
}

export interface EditedImagesTask extends DataReference {
  readonly split: 'train' | 'test'
  readonly order: EditingOrder
  /** Of the random order. */
  readonly seed: number
}

/** Every image of a split in the order in which to walk. */
export async function editedImages({ data, within, split, order, seed }: EditedImagesTask) {
  const dataset = await knownDataset(data, { within })
  const samples = dataset[split]
  const progress = progressOf(dataset.root, samples)
  const images = samples.map(({ name, texts }, index) => ({ index, name, texts: texts.length, ...progress[index] }))
  const walk = orderOf(images, order, (index) => new Random(seed, 'editing order', index).next())
  return { images: walk.map((index) => images[index]) }
}

/** One image's annotations, with what a check says of each. */
export async function editedImage(reference: ImageReference) {
  const { dataset, sample } = await sampleOf(reference)
  const [state] = reviewStatesOf(dataset.root, [sample])
  const bytes = explaining(sample.groundTruthPath, 'read', () => readRegular(sample.groundTruthPath))
  return {
    ...(await headOf(reference, dataset, sample)),
    isOpen: isOpenForEditing(dataset.root),
    ...state,
    ...shown(annotationsOf(bytes)),
    problems: problemsIn(bytes, sample.name),
  }
}

/** Texts as the page draws them. */
function shown({ revision, texts, unread }: AnnotatedFile) {
  return {
    revision,
    texts: texts.map(({ polygon, transcript, ignore, line }) => ({ box: polygon.flat(), transcript, ignore, line })),
    unread: [...unread],
  }
}

/** What is wrong with the lines of a ground truth, in both languages. */
function problemsIn(bytes: Uint8Array, name: string) {
  return parseGroundTruth(bytes, name).problems.map((problem) => {
    const { code, severity, line } = problem
    return { code, severity, ...(line !== undefined && { line }), message: problemInBoth(problem).message }
  })
}

/** An image that is written: its place in a list may have become another one's since it was shown. */
export interface ShownImage extends ImageReference {
  /** Path of its ground truth in the set, as it was shown. */
  readonly file?: string | undefined
}

/** The image that was shown, wherever it stands now. */
async function shownImage({ file, ...reference }: ShownImage): Promise<ImageReference> {
  if (file === undefined) return reference
  const dataset = await knownDataset(reference.data, { within: reference.within })
  const isShown = (sample: Sample | undefined): boolean =>
    sample !== undefined && fileOf({ root: dataset.root, path: sample.groundTruthPath }) === file
  if (isShown(dataset[reference.split][reference.index])) return reference
  for (const split of splits) {
    const index = dataset[split].findIndex(isShown)
    if (index !== -1) return { ...reference, split, index }
  }
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageImage),
    found: file,
    where: dataset.root,
  })
}

export interface SaveTask extends ShownImage {
  /** The one that the edit was made on. */
  readonly revision: string
  /** Undefined says that a person has looked at what is there. */
  readonly texts?: readonly { readonly box: readonly number[]; readonly transcript: string; readonly ignore: boolean }[]
  readonly dropUnread: boolean
  readonly reviewed: boolean
  readonly by: string
}

/** Saves an image's annotations, or only that they were looked at. @throws UserError as `saveAnnotations` */
export async function saveImage({ revision, texts, dropUnread, reviewed, by, ...given }: SaveTask) {
  const reference = await shownImage(given)
  const { dataset, sample } = await sampleOf(reference)
  const place = { root: dataset.root, path: sample.groundTruthPath }
  if (texts === undefined) markReviewed(place, { revision, by, reviewed })
  else {
    const wanted = texts.map(({ box, transcript, ignore }): Annotation => ({
      polygon: polygonOf(box),
      transcript,
      ignore,
    }))
    saveAnnotations(place, { texts: wanted, dropUnread }, { revision, by, action: 'edit', reviewed })
  }
  return editedImage(reference)
}

/** Every state that an image's annotations had, newest first. */
export async function imageHistory(reference: ImageReference) {
  const { dataset, sample } = await sampleOf(reference)
  const states = historyOf({ root: dataset.root, path: sample.groundTruthPath })
  return {
    states: states.toReversed().map(({ at, by, action, to, text, reviewed }) => {
      const { texts } = shown(annotationsOf(Buffer.from(text)))
      return { at, by, action, revision: to, texts, reviewed }
    }),
  }
}

/** Takes an image back to a state of its history. @throws UserError as `restoreAnnotations` */
export async function restoreImage({
  revision,
  to,
  by,
  ...given
}: ShownImage & { readonly revision: string; readonly to: string; readonly by: string }) {
  const reference = await shownImage(given)
  const { dataset, sample } = await sampleOf(reference)
  restoreAnnotations({ root: dataset.root, path: sample.groundTruthPath }, to, { revision, by, reviewed: false })
  return editedImage(reference)
}
