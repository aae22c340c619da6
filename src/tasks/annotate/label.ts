// Labels photographs with a model, so that a person only corrects: a new data set in our layout, open for editing. Goes on where it was stopped.
import { existsSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { groundTruthWith } from '../../annotate/compose.ts'
import { editingPaths } from '../../annotate/folder.ts'
import { openForEditing } from '../../annotate/open.ts'
import { appendPrediction, latestPredictions } from '../../annotate/predictions.ts'
import { must } from '../../core/assert.ts'
import { begunAhead } from '../../core/ahead.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { unlessStopped } from '../../core/unless-stopped.ts'
import { makeFolder, removeMadeFolders, writeFileAtomic } from '../../core/files.ts'
import type { PassedOver } from '../../core/image-endings.ts'
import { readRegularText } from '../../core/read-file.ts'
import { say } from '../../core/say.ts'
import { parseState, type StateForm } from '../../core/state-file.ts'
import { readDataset } from '../../data/dataset.ts'
import { decodeImage } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import { checkTarget } from '../../data/write/build-aside.ts'
import { pairLine } from '../../data/write/list-line.ts'
import { groundTruthNames, uniqueNames } from '../../data/write/names.ts'
import { placeImage, type ImageMode } from '../../data/write/place-image.ts'
import { decodedInAdvance, expandInputs, orUserError } from '../models/detect-inputs.ts'
import { defaultModel } from '../models/models.ts'
import { annotationsFrom, openLabeller, type Labeller, type LabellerTask, type Labels } from './labeller.ts'

/** Which photographs, and what labels them. */
export interface LabelTask extends Omit<LabellerTask, 'model'> {
  /** Images and folders of images. */
  readonly inputs: readonly string[]
  /** Folder of the new data set: new, empty, or that of a labelling that was stopped. */
  readonly dir: string
  /** `starter`, a run, a .pth or an .onnx file; the latest run with weights, else the starter, when not given. */
  readonly model?: string
  /** `copy` by default. */
  readonly mode?: ImageMode
  /** What images are called, by their path. */
  readonly names?: ReadonlyMap<string, string>
}

/** What was labelled. */
export interface LabelReport {
  /** Absolute path of the data set. */
  readonly root: string
  readonly model: string
  /** What read the texts; undefined where nothing did. */
  readonly recognizer: string | undefined
  /** Why nothing was read although it should be. */
  readonly unread: string | undefined
  /** How many images have labels, and how many of them had them before this call. */
  readonly images: number
  readonly resumed: number
  readonly texts: number
  readonly imagesWithoutText: number
  /** Images that could not be read, and why; they are not in the set. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[]
  /** Files of the named folders that are no images that are read. */
  readonly passedOver: readonly PassedOver[]
  /** True when it was told to stop before the last image: the same call goes on. */
  readonly cancelled: boolean
}

/** One image of the plan. */
interface Planned {
  /** Absolute. */
  readonly from: string
  /** Its name in the set, and that of its ground truth. */
  readonly image: string
  readonly groundTruth: string
}

type Progress = (done: number, total: number) => void

/** What a new set begins with. */
const foldersOfSet = ['train_images', 'train_gts', '.ocrdet']

/**
 * Labels every image. Killed at any instant, the same call goes on with the image at which it was.
 * @throws UserError no-images, target-not-empty, labelling-other, those of the model, and what the file system said
 */
export async function labelImages(task: LabelTask, onProgress?: Progress): Promise<LabelReport> {
  const { images, others } = expandInputs(task.inputs)
  const model = task.model ?? defaultModel(task.workdirs)
  const labeller = await openLabeller({ ...task, model })
  try {
    const plan = planOf(images, task.names)
    const made = begin(task, plan, labeller)
    const { skipped, resumed, cancelled } = await labelAll(task, { plan, labeller, onProgress })
    const found = latestPredictions(editingPaths(task.dir).predictions)
    const done = plan.filter(({ groundTruth }) => found.has(groundTruth))
    if (done.length === 0 && !cancelled) {
      for (const folder of foldersOfSet) rmSync(join(task.dir, folder), { recursive: true, force: true })
      removeMadeFolders(resolve(task.dir), made)
      await decodeImage(images[0]) // says what is wrong with it
    }
    if (!cancelled) await finish(task.dir, done, labeller.model)
    const boxes = done.map(({ groundTruth }) => found.get(groundTruth)?.boxes.length ?? 0)
    return {
      root: resolve(task.dir),
      model: labeller.model,
      recognizer: labeller.recognizer,
      unread: labeller.unread,
      images: done.length,
      resumed,
      texts: boxes.reduce((sum, count) => sum + count, 0),
      imagesWithoutText: boxes.filter((count) => count === 0).length,
      skipped,
      passedOver: others,
      cancelled,
    }
  } finally {
    await labeller.release()
  }
}

function planOf(images: readonly string[], names?: ReadonlyMap<string, string>): Planned[] {
  const unique = uniqueNames(images.map((path) => names?.get(path) ?? path.replaceAll('\\', '/').replace(/^[./]+/, '')))
  const groundTruths = groundTruthNames(unique)
  return images.map((path, index) => ({
    from: resolve(path),
    image: `train_images/${unique[index]}`,
    groundTruth: `train_gts/${groundTruths[index]}`,
  }))
}

/** Makes the folders and writes the plan down; of a labelling that was stopped images, model and settings must be the same. Returns the first folder that was made. */
function begin(task: LabelTask, plan: readonly Planned[], { model }: Labeller): string | undefined {
  const { labelling } = editingPaths(task.dir)
  const planned = `${JSON.stringify({ model, ...task.options, ...(task.words === true && { words: true }), images: plan.map(({ from, image }) => [from, image]) })}\n`
  if (existsSync(labelling)) {
    const before = readRegularText(labelling)
    if (before !== planned) throw otherLabelling(task.dir, before)
    return undefined
  }
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  checkTarget(task.dir, task.inputs.filter(isFolder))
  const made = makeFolder(task.dir)
  for (const folder of foldersOfSet) makeFolder(join(task.dir, folder))
  writeFileAtomic(labelling, planned)
  return made
}

async function labelAll(
  { dir, mode = 'copy', signal }: LabelTask,
  { plan, labeller, onProgress }: { plan: readonly Planned[]; labeller: Labeller; onProgress: Progress | undefined },
) {
  const { predictions } = editingPaths(dir)
  const known = latestPredictions(predictions)
  const open = plan.filter(({ groundTruth }) => !known.has(groundTruth))
  const resumed = plan.length - open.length
  const skipped: { path: string; why: string }[] = []
  let done = resumed
  onProgress?.(done, plan.length)
  const decode = (one: Planned): Promise<RgbImage | UserError> => orUserError(decodeImage(one.from))
  for await (const [one, image] of begunAhead(open, decode, decodedInAdvance)) {
    if (signal?.aborted === true) return { skipped, resumed, cancelled: true }
    if (image instanceof UserError) skipped.push({ path: one.from, why: image.renderInLine() })
    else {
      const labels = await unlessStopped(labeller.label(image), signal)
      if (labels === undefined) return { skipped, resumed, cancelled: true }
      await labelOne(dir, one, { labels, mode, model: labeller.model })
    }
    onProgress?.(++done, plan.length)
  }
  return { skipped, resumed, cancelled: false }
}

/** The prediction comes last: an image without one is labelled anew. */
async function labelOne(
  dir: string,
  { from, image, groundTruth }: Planned,
  { labels, mode, model }: { readonly labels: Labels; readonly mode: ImageMode; readonly model: string },
): Promise<void> {
  rmSync(join(dir, image), { force: true })
  await placeImage(from, join(dir, image), mode)
  const text = groundTruthWith({ texts: annotationsFrom(labels) }, new Uint8Array(), groundTruth)
  writeFileAtomic(join(dir, groundTruth), text, { flush: false })
  const { boxes, scores } = labels
  appendPrediction(editingPaths(dir).predictions, { file: groundTruth, model, boxes, scores })
}

/** The list, which makes the folder a data set; then it is open for editing, and the plan goes. */
async function finish(dir: string, done: readonly Planned[], model: string): Promise<void> {
  const lines = done.map(
    ({ image, groundTruth }) => `${must(pairLine(image, groundTruth), `a list can hold ${image}`)}\n`,
  )
  writeFileAtomic(join(dir, 'train_list.txt'), lines.join(''))
  await openForEditing(await readDataset(dir), 'ocrdet label', model)
  rmSync(editingPaths(dir).labelling, { force: true })
}

const planForm: StateForm<{ readonly model: string; readonly images: readonly (readonly string[])[] }> = {
  isWhole: ({ model, images }) =>
    typeof model === 'string' && Array.isArray(images) && images.every((pair) => Array.isArray(pair)),
  next: say(errorDetails['state-damaged'].nextFolder),
}

function otherLabelling(dir: string, plan: string): UserError {
  const { model, images, ...options } = parseState(plan, editingPaths(dir).labelling, planForm)
  const first = images.map(([path]) => basename(path)).slice(0, 2)
  return new UserError({
    code: 'labelling-other',
    message: say(errorDetails['labelling-other'].message),
    expected: say(errorDetails['labelling-other'].expected, {
      plan: `${images.length}: ${first.join(', ')}${images.length > 2 ? ', ...' : ''}; ${[model, ...Object.entries(options).map(([name, value]) => `${name} ${String(value)}`)].join(', ')}`,
    }),
    where: dir,
    next: say(errorDetails['labelling-other'].next),
  })
}
