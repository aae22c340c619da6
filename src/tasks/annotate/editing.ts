// Editing a data set from the page: opening it, its images in the order in which correcting helps, one image's annotations, and their history.
import { annotationsOf, type Annotation, type AnnotatedFile } from '../../annotate/compose.ts'
import { isOpenForEditing } from '../../annotate/folder.ts'
import { openedSet, openForEditing } from '../../annotate/open.ts'
import { polygonOf } from '../../annotate/predictions.ts'
import { orderOf, progressOf, stateOfImage, type EditingOrder } from '../../annotate/progress.ts'
import { historyOf, markReviewed, readAnnotations, restoreAnnotations, saveAnnotations } from '../../annotate/store.ts'
import type { InBoth } from '../../core/language.ts'
import { Random } from '../../core/random.ts'
import type { Sample } from '../../data/dataset.ts'
import { readImageHeader } from '../../data/image.ts'
import { describeProblem } from '../../data/problems.ts'
import { parseGroundTruth } from '../../data/read/ground-truth.ts'
import { readRegular } from '../../core/read-file.ts'
import { fileOf, sampleOf, type DataReference, type ImageReference } from '../data/browse.ts'
import { knownDataset } from '../data/known-dataset.ts'

/** The state of a data set: whether it is open for editing, and how far it is. */
export async function editingState({ data, within }: DataReference) {
  const dataset = await knownDataset(data, { within })
  const opened = isOpenForEditing(dataset.root) ? openedSet(dataset.root) : undefined
  const count = (samples: readonly Sample[]) => {
    const progress = progressOf(dataset.root, samples)
    return { images: samples.length, reviewed: progress.filter(({ reviewed }) => reviewed).length }
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
  }
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
  const { width, height } = await readImageHeader(sample.imagePath)
  const place = { root: dataset.root, path: sample.groundTruthPath }
  const isOpen = isOpenForEditing(dataset.root)
  const shared = {
    index: reference.index,
    name: sample.name,
    file: fileOf(dataset, sample.imagePath),
    groundTruthFile: fileOf(dataset, sample.groundTruthPath),
    width,
    height,
    isOpen,
    ...(isOpen ? stateOfImage(place) : { reviewed: false, isMachineMade: false }),
  }
  return { ...shared, ...shown(readAnnotations(place)), problems: problemsOf(sample) }
}

/** Texts as the page draws them. */
function shown({ revision, texts, unread }: AnnotatedFile) {
  return {
    revision,
    texts: texts.map(({ polygon, transcript, ignore }) => ({ box: polygon.flat(), transcript, ignore })),
    unread: [...unread],
  }
}

/** What is wrong with the lines of a ground truth, in both languages. */
function problemsOf({ groundTruthPath, name }: Sample) {
  const { problems } = parseGroundTruth(readRegular(groundTruthPath), name)
  return problems.map((problem) => {
    const [en, zh] = (['en', 'zh'] as const).map((language) => describeProblem(problem, language))
    const message: InBoth<string> = { en: en.message, zh: zh.message }
    return {
      code: problem.code,
      severity: problem.severity,
      ...(problem.line !== undefined && { line: problem.line }),
      message,
    }
  })
}

export interface SaveTask extends ImageReference {
  /** The one that the edit was made on. */
  readonly revision: string
  /** Undefined says that a person has looked at what is there. */
  readonly texts?: readonly { readonly box: readonly number[]; readonly transcript: string; readonly ignore: boolean }[]
  readonly dropUnread: boolean
  readonly reviewed: boolean
  readonly by: string
}

/** Saves an image's annotations, or only that they were looked at. @throws UserError as `saveAnnotations` */
export async function saveImage({ revision, texts, dropUnread, reviewed, by, ...reference }: SaveTask) {
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
  ...reference
}: ImageReference & { readonly revision: string; readonly to: string; readonly by: string }) {
  const { dataset, sample } = await sampleOf(reference)
  restoreAnnotations({ root: dataset.root, path: sample.groundTruthPath }, to, { revision, by, reviewed: false })
  return editedImage(reference)
}
