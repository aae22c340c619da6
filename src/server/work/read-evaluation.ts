// The last evaluation of a run for the web interface: the list, one picture's boxes, and the picture itself.
import { UserError } from '../../core/errors.ts'
import { errorsByKind, readEvaluation, type RunEvaluation } from '../../tasks/evaluation.ts'
import { findTestPicture } from '../../tasks/find-picture.ts'
import { showPicture } from '../../tasks/show-picture.ts'
import type { z } from '../../core/schema.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { evaluatedPicture, evaluationList } from '../contract/evaluation.ts'
import { currentRun } from './run-cache.ts'
import { sentErrors, sentKind } from './sent-errors.ts'

interface RunTask {
  readonly folder: string
}
interface PictureTask extends RunTask {
  /** Among all pictures, worst first. */
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
      new Map(evaluation.pictures.map(({ picture }, index) => [picture.image, index])),
    ),
    pictures: evaluation.pictures.map(({ picture, ...scores }, index) => ({ index, image: picture.image, ...scores })),
  }
}

export async function readEvaluatedPicture(task: PictureTask): Promise<DeepReadonly<z.infer<typeof evaluatedPicture>>> {
  const { picture } = scoredPicture(task)
  const path = await findTestPicture(currentRun(task.folder).config, picture.image)
  const shown = path === undefined ? undefined : await showPicture(path, 32).catch(() => undefined)
  return {
    image: picture.image,
    available: shown !== undefined,
    ...(shown && { width: shown.width, height: shown.height }),
    found: picture.predictions.map(({ error, ...rest }) => ({ ...rest, error: sentKind(error) })),
    truth: picture.truths.map(({ text = '', error, ...rest }) => ({ ...rest, text, error: sentKind(error) })),
  }
}

export async function readEvaluatedPictureFile(task: PictureTask & { readonly side: number }): Promise<Uint8Array> {
  const { picture } = scoredPicture(task)
  const path = await findTestPicture(currentRun(task.folder).config, picture.image)
  if (path === undefined)
    throw new UserError({
      code: 'not-found',
      message: 'This picture is not in the data set of the run any more',
      found: picture.image,
    })
  return (await showPicture(path, task.side)).jpeg
}

function evaluationOf(folder: string): RunEvaluation {
  const evaluation = readEvaluation(currentRun(folder).paths)
  if (evaluation !== undefined) return evaluation
  throw new UserError({
    code: 'not-found',
    message: 'This run has no evaluation yet',
    expected: 'predictions.json and ground_truth.json in eval_results/',
    where: folder,
    next: 'wait for its first evaluation',
  })
}

function scoredPicture({ folder, index }: PictureTask): RunEvaluation['pictures'][number] {
  const { pictures } = evaluationOf(folder)
  const found = pictures[index]
  if (found !== undefined) return found
  throw new UserError({
    code: 'not-found',
    message: 'There is no such picture in the evaluation',
    expected: `0 to ${pictures.length - 1}`,
    found: String(index),
  })
}
