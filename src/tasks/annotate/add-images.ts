// Adds images with what a model found on them to a data set that is open for editing, or makes one of them. An image that is there already is told.
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { groundTruthWith, revisionOf } from '../../annotate/compose.ts'
import { editingPaths, isOpenForEditing } from '../../annotate/folder.ts'
import { appendEntry } from '../../annotate/journal.ts'
import { changeLists, finishLists, linesOfList } from '../../annotate/lists.ts'
import { openedSet, openForEditing } from '../../annotate/open.ts'
import { appendPrediction } from '../../annotate/predictions.ts'
import { must } from '../../core/assert.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { makeFolder, writeFileAtomic } from '../../core/files.ts'
import { say } from '../../core/say.ts'
import { readDataset, splits, type Dataset, type Split } from '../../data/dataset.ts'
import { hashFile } from '../../data/hash.ts'
import { plainName } from '../../data/read/disk.ts'
import { buildAside } from '../../data/write/build-aside.ts'
import { pairLine } from '../../data/write/list-line.ts'
import { freeName } from '../../data/write/names.ts'
import { placeImage } from '../../data/write/place-image.ts'
import { listsIn } from '../../prepare/split/split.ts'
import { annotationsFrom, type Labels } from './labeller.ts'

/** An image with what was found on it. */
export interface LabelledImage {
  readonly path: string
  /** What it is called, perhaps with its folder. */
  readonly name: string
  /** What labelled it. */
  readonly model: string
  readonly labels: Labels
}

export interface AddTask {
  /** Folder of the data set; a new or empty one becomes a data set. */
  readonly data: string
  readonly images: readonly LabelledImage[]
  /** Which browser or which program. */
  readonly by: string
  readonly signal?: AbortSignal
}

/** Where an image stands in its list. */
export interface ListedImage {
  readonly split: Split
  readonly index: number
  readonly name: string
}

export interface AddReport {
  /** Absolute path of the data set. */
  readonly root: string
  /** Of the added images. */
  readonly added: readonly ListedImage[]
  /** Images that the set has already, by content, under the name that it has there. */
  readonly duplicates: readonly (ListedImage & { readonly given: string })[]
  readonly skipped: readonly { readonly path: string; readonly why: string }[]
}

type Progress = (done: number, total: number) => void

/**
 * Adds the images to the training list, none that the set has already. A new set is made whole or not at all; in a set that is
 * there the list is written last, so that what a kill cut off is not in it.
 * @throws UserError not-open-for-editing, target-not-empty, and what the file system said
 */
export async function addImages(task: AddTask, onProgress?: Progress): Promise<AddReport> {
  const root = resolve(task.data)
  const isSet = listsIn(root).length > 0
  if (isSet) {
    openedSet(root)
    finishLists(root)
    return await addTo(root, await readDataset(root), { task, onProgress })
  }
  const report = await buildAside(root, [], async (folder) => {
    const made = await addTo(folder, { root: folder, train: [], test: [], problems: [] }, { task, onProgress })
    if (made.added.length === 0) throw nothingAdded(made)
    return made
  })
  return { ...report, root }
}

interface Adding {
  readonly task: AddTask
  readonly onProgress: Progress | undefined
}

/** A new image that lies in its place. */
interface Placed {
  readonly image: string
  readonly groundTruth: string
  readonly text: string
  readonly labelled: LabelledImage
}

async function addTo(root: string, dataset: Dataset, { task, onProgress }: Adding): Promise<AddReport> {
  const { images, by, signal } = task
  const isNew = !isOpenForEditing(root)
  const known = new KnownImages(dataset)
  const taken = takenNames(root)
  const placed: Placed[] = []
  const duplicates: (ListedImage & { given: string })[] = []
  const skipped: { path: string; why: string }[] = []
  try {
    for (const [index, labelled] of images.entries()) {
      if (signal?.aborted === true) break
      try {
        const same = await known.sameAs(labelled.path)
        if (same !== undefined) duplicates.push({ ...same, given: labelled.name })
        else {
          const one = await place(root, labelled, taken)
          known.add(join(root, one.image), dataset.train.length + placed.length)
          placed.push(one)
        }
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        skipped.push({ path: labelled.name, why: error.renderInLine() })
      }
      onProgress?.(index + 1, images.length)
    }
    if (placed.length > 0) await list(root, placed, { by, isNew })
  } catch (error) {
    for (const { image, groundTruth } of placed)
      for (const path of [image, groundTruth]) rmSync(join(root, path), { force: true })
    throw error
  }
  const added = placed.map(({ image }, at) => ({
    split: 'train' as const,
    index: dataset.train.length + at,
    name: image.slice(image.lastIndexOf('/') + 1),
  }))
  return { root, added, duplicates, skipped }
}

const folders = ['train_images', 'train_gts'] as const

/** Every name in the folders of a set as it began, and those that came since. */
function takenNames(root: string): Set<string> {
  for (const folder of folders) makeFolder(join(root, folder))
  return new Set(
    folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => plainName(`${folder}/${name}`))),
  )
}

async function place(root: string, labelled: LabelledImage, taken: Set<string>): Promise<Placed> {
  const pathsOf = (name: string) => [`train_images/${name}`, `train_gts/${name.replace(/\.[^.]+$/, '')}.txt`] as const
  const name = freeName(labelled.name.replaceAll('\\', '/'), (one) =>
    pathsOf(one).some((path) => taken.has(plainName(path))),
  )
  const [image, groundTruth] = pathsOf(name)
  for (const path of [image, groundTruth]) taken.add(plainName(path))
  const text = groundTruthWith({ texts: annotationsFrom(labelled.labels) }, new Uint8Array(), groundTruth)
  await placeImage(labelled.path, join(root, image), 'copy')
  writeFileAtomic(join(root, groundTruth), text)
  return { image, groundTruth, text, labelled }
}

/** Who labelled them goes into the journal, what was found beside it, and then they stand in the list. */
async function list(
  root: string,
  placed: readonly Placed[],
  { by, isNew }: { readonly by: string; readonly isNew: boolean },
): Promise<void> {
  const paths = editingPaths(root)
  const lines = placed.map(({ image, groundTruth }) => must(pairLine(image, groundTruth), `a list can hold ${image}`))
  const textOf = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')
  makeFolder(paths.folder)
  for (const { groundTruth: file, labelled } of placed) {
    const { boxes, scores } = labelled.labels
    appendPrediction(paths.predictions, { file, model: labelled.model, boxes, scores })
  }
  if (isNew) {
    writeFileAtomic(join(root, 'train_list.txt'), textOf(lines))
    await openForEditing(await readDataset(root), by, placed[0].labelled.model)
    return
  }
  const at = new Date().toISOString()
  for (const { groundTruth: file, text, labelled } of placed) {
    const to = revisionOf(Buffer.from(text))
    appendEntry(paths.journal, {
      at,
      by: labelled.model,
      action: 'label',
      file,
      from: to,
      to,
      text,
      reviewed: false,
    })
  }
  changeLists(root, { by, action: 'add' }, () => ({
    train: textOf([...linesOfList(root, 'train').map(({ text }) => text), ...lines]),
  }))
}

/** The images of a set by their content; read only where the sizes are the same. */
class KnownImages {
  readonly #bySize = new Map<number, { readonly path: string; readonly listed: ListedImage }[]>()

  constructor(dataset: Dataset) {
    for (const split of splits)
      for (const [index, { imagePath, name }] of dataset[split].entries()) this.#take(imagePath, { split, index, name })
  }

  add(path: string, index: number): void {
    this.#take(path, { split: 'train', index, name: path.slice(path.lastIndexOf('/') + 1) })
  }

  async sameAs(path: string): Promise<ListedImage | undefined> {
    const candidates = this.#bySize.get(statSync(path, { throwIfNoEntry: false })?.size ?? -1) ?? []
    if (candidates.length === 0) return undefined
    const hash = await hashFile(path)
    for (const { path: other, listed } of candidates)
      if ((await hashFile(other).catch(() => undefined)) === hash) return listed
    return undefined
  }

  #take(path: string, listed: ListedImage): void {
    const size = statSync(path, { throwIfNoEntry: false })?.size
    if (size === undefined) return
    const same = this.#bySize.get(size)
    if (same === undefined) this.#bySize.set(size, [{ path, listed }])
    else same.push({ path, listed })
  }
}

function nothingAdded({ skipped }: AddReport): UserError {
  return new UserError({
    code: 'no-images',
    message: say(errorDetails['no-images'].messageAdded),
    expected: say(errorDetails['no-images'].expectedAdded),
    found: skipped.map(({ path, why }) => `${path}: ${why}`)[0] ?? '0',
    next: say(errorDetails['no-images'].nextAdded),
  })
}
