// The last evaluation of a run for the web interface: the list, one image's boxes, and the image itself.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { errorsByKind, readEvaluation, type RunEvaluation } from '../../tasks/models/evaluation.ts'
import { evaluatedPlace } from '../../tasks/annotate/evaluated-place.ts'
import { evaluationMap, type EvaluationMapTask } from '../../tasks/models/evaluation-map.ts'
import { findTestImage } from '../../tasks/data/find-image.ts'
import { showImage } from '../../tasks/data/show-image.ts'
import type { z } from '../../core/schema.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { evaluatedImage, evaluationList } from '../contract/evaluation.ts'
import { insideFolders } from '../files/served-folders.ts'
import { currentRun } from './run-cache.ts'
import { sentErrors, sentKind } from './sent-errors.ts'

interface RunTask {
  readonly folder: string
}
interface ImageTask extends RunTask {
  /** Among all images, worst first. */
  readonly index: number
}

export function readEvaluationList({ folder }: RunTask): DeepReadonly<z.infer<typeof evaluationList>> {
  const evaluation = evaluationOf(folder)
  const { last, history } = currentRun(folder)
  const epoch = evaluation.epoch ?? last?.epoch ?? 0
  const logged = history.val.find((point) => point.epoch === epoch) ?? last
  return {
    epoch,
    fScore: logged?.fScore ?? 0,
    precision: logged?.precision ?? 0,
    recall: logged?.recall ?? 0,
    errors: sentErrors(
      errorsByKind(evaluation),
      new Map(evaluation.images.map(({ image }, index) => [image.image, index])),
    ),
    images: evaluation.images.map(({ image, ...scores }, index) => ({ index, image: image.image, ...scores })),
  }
}

export async function readEvaluatedImage(task: ImageTask): Promise<DeepReadonly<z.infer<typeof evaluatedImage>>> {
  const { image } = scoredImage(task)
  const path = await findTestImage(currentRun(task.folder).config, image.image)
  const shown = path === undefined ? undefined : await showImage(path, 32).catch(() => undefined)
  return {
    image: image.image,
    available: shown !== undefined,
    ...(shown && { width: shown.width, height: shown.height }),
    found: image.predictions.map(({ error, ...rest }) => ({ ...rest, error: sentKind(error) })),
    groundTruth: image.groundTruths.map(({ text = '', error, ...rest }) => ({ ...rest, text, error: sentKind(error) })),
  }
}

/** @throws UserError not-found, path-outside */
export async function readEvaluatedPlace(task: ImageTask & { readonly within: readonly string[] }) {
  const { folder, within } = task
  const { image } = scoredImage(task)
  const run = currentRun(folder)
  if (run.config === undefined) throw gone(image.image)
  const data = insideFolders(run.config.train_data_dir, within)
  return evaluatedPlace({ run, image: image.image, data, within })
}

export async function readEvaluatedImageFile(task: ImageTask & { readonly side: number }): Promise<Uint8Array> {
  return (await showImage(await pathOf(task), task.side)).jpeg
}

export type EvaluationMapWork = ImageTask & Pick<EvaluationMapTask, 'workdirs' | 'device'>

/** The probability map of one evaluated image. @throws UserError not-found, run-without-weights */
export async function readEvaluationMap(task: EvaluationMapWork) {
  const { folder, workdirs, device } = task
  const run = currentRun(folder)
  const epoch = evaluationOf(folder).epoch ?? run.last?.epoch ?? 0
  const { png, ...told } = await evaluationMap({ run, epoch, image: await pathOf(task), workdirs, device })
  return { png, told: { ...told, evaluated: epoch } }
}

/** @throws UserError not-found */
async function pathOf(task: ImageTask): Promise<string> {
  const { image } = scoredImage(task)
  const path = await findTestImage(currentRun(task.folder).config, image.image)
  if (path === undefined) throw gone(image.image)
  return path
}

function gone(image: string): UserError {
  return new UserError({ code: 'not-found', message: say(errorDetails['not-found'].messageGone), found: image })
}

function evaluationOf(folder: string): RunEvaluation {
  const evaluation = readEvaluation(currentRun(folder).paths)
  if (evaluation !== undefined) return evaluation
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageNoEvaluation),
    expected: say(errorDetails['not-found'].expectedEvaluationFiles),
    where: folder,
    next: say(errorDetails['not-found'].nextEvaluation),
  })
}

function scoredImage({ folder, index }: ImageTask): RunEvaluation['images'][number] {
  const { images } = evaluationOf(folder)
  const found = images[index]
  if (found !== undefined) return found
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageEvaluation),
    expected: say(errorDetails['not-found'].expectedRange, { last: images.length - 1 }),
    found: String(index),
  })
}
