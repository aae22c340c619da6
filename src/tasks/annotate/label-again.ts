// Labels a set again with another model: what nobody has looked at gets the new labels, and the images that differ most come first.
import type { Annotation } from '../../annotate/compose.ts'
import { editingPaths } from '../../annotate/folder.ts'
import { openedSet } from '../../annotate/open.ts'
import { appendPrediction, disagreement } from '../../annotate/predictions.ts'
import { stateOfImage } from '../../annotate/progress.ts'
import { fileOf, readAnnotations, saveAnnotations } from '../../annotate/store.ts'
import { begunAhead } from '../../core/ahead.ts'
import { UserError } from '../../core/errors.ts'
import { unlessStopped } from '../../core/unless-stopped.ts'
import { readDataset, splits, type Dataset, type Sample, type Split } from '../../data/dataset.ts'
import { decodeImage } from '../../data/image.ts'
import { hasErrors } from '../../data/problems.ts'
import type { RgbImage } from '../../data/types.ts'
import { DatasetError } from '../data/load-data.ts'
import { decodedInAdvance, orUserError } from '../models/detect-inputs.ts'
import { matchImage } from '../../geometry/icdar.ts'
import { defaultModel } from '../models/models.ts'
import { annotationsFrom, openLabeller, type Labeller, type LabellerTask } from './labeller.ts'

/** Which set, and what labels it. */
export interface LabelAgainTask extends Omit<LabellerTask, 'model'> {
  readonly data: string
  /** As in `LabelTask`. */
  readonly model?: string
}

/** An image whose labels and new predictions differ. */
export interface Disagreement {
  readonly split: Split
  readonly image: string
  /** Texts that one of them lacks. */
  readonly texts: number
}

export interface LabelAgainReport {
  readonly root: string
  readonly model: string
  readonly recognizer: string | undefined
  readonly unread: string | undefined
  /** Images looked at; those that got new labels; those whose labels a person made or looked at, which stay. */
  readonly images: number
  readonly replaced: number
  readonly kept: number
  /** Texts of the new labels. */
  readonly texts: number
  /** Most first; of the images whose labels stay. */
  readonly differing: readonly Disagreement[]
  readonly skipped: readonly { readonly path: string; readonly why: string }[]
  readonly cancelled: boolean
}

/**
 * Labels that a person made or looked at are never changed.
 * @throws UserError not-open-for-editing, those of the data set and the model, and what the file system said
 */
export async function labelAgain(
  task: LabelAgainTask,
  onProgress?: (done: number, total: number) => void,
): Promise<LabelAgainReport> {
  const dataset = await openedDataset(task.data)
  const { root } = dataset
  const labeller = await openLabeller({ ...task, model: task.model ?? defaultModel(task.workdirs) })
  const places = splits.flatMap((split) => dataset[split].map((sample) => ({ split, sample })))
  const report = {
    replaced: 0,
    kept: 0,
    texts: 0,
    differing: [] as Disagreement[],
    skipped: [] as { path: string; why: string }[],
  }
  let images = 0
  let cancelled = false
  try {
    const decode = ({ sample }: (typeof places)[number]): Promise<RgbImage | UserError> =>
      orUserError(decodeImage(sample.imagePath))
    for await (const [{ split, sample }, image] of begunAhead(places, decode, decodedInAdvance)) {
      if (image instanceof UserError) report.skipped.push({ path: sample.imagePath, why: image.renderInLine() })
      else {
        const texts = await unlessStopped(labelSample(root, sample, { image, labeller }), task.signal)
        cancelled = texts === undefined || task.signal?.aborted === true
        if (texts === undefined) break
        if (typeof texts === 'object') {
          report.replaced += 1
          report.texts += texts.found
        } else {
          report.kept += 1
          if (texts > 0) report.differing.push({ split, image: sample.name, texts })
        }
      }
      images += 1
      onProgress?.(images, places.length)
      if (cancelled) break
    }
  } finally {
    await labeller.release()
  }
  const differing = report.differing.toSorted((a, b) => b.texts - a.texts)
  const { model, recognizer, unread } = labeller
  return { root, model, recognizer, unread, images, ...report, differing, cancelled }
}

/** A set may have problems, which are what editing is for; but it must be one, and open. */
async function openedDataset(data: string): Promise<Dataset> {
  const dataset = await readDataset(data)
  if (dataset.train.length + dataset.test.length === 0 && hasErrors(dataset.problems))
    throw new DatasetError(dataset.root, dataset.problems)
  openedSet(dataset.root)
  return dataset
}

/** How many texts the labels that stay and the new ones do not share; or of how many the labels are that replace them. */
async function labelSample(
  root: string,
  sample: Sample,
  { image, labeller }: { readonly image: RgbImage; readonly labeller: Labeller },
): Promise<number | { readonly found: number }> {
  const place = { root, path: sample.groundTruthPath }
  const labels = await labeller.label(image)
  const prediction = { file: fileOf(place), model: labeller.model, boxes: labels.boxes, scores: labels.scores }
  appendPrediction(editingPaths(root).predictions, prediction)
  const { reviewed, isMachineMade } = stateOfImage(place)
  if (reviewed || !isMachineMade) return disagreement(prediction, sample.texts)
  const { revision, texts: before } = readAnnotations(place)
  const found = annotationsFrom(labels)
  // Where nothing is read, what was read before stays.
  const texts = labeller.recognizer === undefined ? withTranscriptsOf(before, found) : found
  saveAnnotations(place, { texts }, { revision, by: labeller.model, action: 'label', reviewed: false })
  return { found: texts.length }
}

/** Each text with the transcript of the one that it lies on. */
function withTranscriptsOf(before: readonly Annotation[], found: readonly Annotation[]): Annotation[] {
  const { pairs } = matchImage(before, found)
  const earlier = new Map(pairs.map(({ groundTruth, detection }) => [detection, before[groundTruth].transcript]))
  return found.map((text, index) => ({ ...text, transcript: earlier.get(index) ?? text.transcript }))
}
