// From an evaluation to what is kept of it: the files of eval_results/, and pictures for TensorBoard.
import type { Canvas } from '../data/canvas.ts'
import type { EvaluatedPicture, Evaluation } from '../detect/evaluate.ts'
import { errorShares } from '../detect/errors.ts'
import { paintBoxes } from '../detect/sheets/boxes.ts'
import { paintConfusion } from '../detect/sheets/confusion.ts'
import { paintWorst } from '../detect/sheets/worst.ts'
import type { TfSummary } from '../formats/tfevents.ts'
import { pictureScores } from '../geometry/icdar.ts'
import type { EvalPictures, EvalResults } from '../run/eval-results.ts'

/** Every box with what became of it, each picture's scores, and the errors by kind. @param epoch finished epochs, in a training */
export function resultsOf(evaluation: Evaluation, epoch?: number): EvalResults {
  const { scores, pictures } = evaluation
  const { fScore, precision, recall } = scores
  return {
    ...(epoch !== undefined && { epoch }),
    scores: { f_score: fScore, precision, recall },
    predictions: pictures.map(({ sample, texts, match, errors }) => ({
      image: sample.name,
      texts: texts.map(() => ['']),
      boxes: texts.map(({ polygon }) => flat(polygon)),
      scores: texts.map(({ score }) => Math.round(score * 1e4) / 1e4),
      states: match.detectionStates,
      errors: errors.detections,
    })),
    groundTruth: pictures.map(({ sample, width, height, match, errors }) => ({
      image: sample.name,
      size: [width, height],
      texts: sample.texts.map(({ transcript }) => [transcript]),
      boxes: sample.texts.map(({ polygon }) => flat(polygon)),
      states: match.truthStates,
      errors: errors.truths,
    })),
    perImage: pictures.map(({ sample, match }) => {
      const scores = pictureScores(match)
      return { image: sample.name, ...scores, groundTruths: scores.truths }
    }),
    errors: errorShares(evaluation).map(({ truths, detections, fScore: without, gain, worst, ...words }) => ({
      ...words,
      missed: truths,
      false: detections,
      f_score_without: rounded(without),
      gain: rounded(gain),
      worst,
    })),
  }
}

function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4
}

function flat(polygon: readonly (readonly [number, number])[]): number[] {
  return polygon.flat().map((value) => Math.round(value * 100) / 100)
}

/** The confusion matrix and the contact sheet of the worst pictures. @param subtitle what was evaluated, such as `epoch 5` */
export async function picturesOf(evaluation: Evaluation, subtitle: string): Promise<EvalPictures> {
  const worst = await paintWorst(evaluation, subtitle)
  return {
    confusionMatrix: await png(paintConfusion(evaluation.scores, subtitle)),
    worstPictures: worst && (await png(worst)),
  }
}

function png(canvas: Canvas): Promise<Uint8Array> {
  return canvas.encode('png')
}

/** Pictures that TensorBoard gets, the same ones at every step, and their size at most, in pixels: some 50 kB each. */
const shownPictures = 4
const shownSide = 640
const jpegQuality = 80

/** The first few test pictures with their boxes, under `val/<name>`. */
export async function summariesOf({ pictures }: Evaluation): Promise<TfSummary[]> {
  const summaries = await Promise.all(pictures.slice(0, shownPictures).map((picture) => summaryOf(picture)))
  return summaries.flat()
}

async function summaryOf(picture: EvaluatedPicture): Promise<TfSummary[]> {
  const canvas = await paintBoxes(picture, { width: shownSide, height: shownSide })
  if (canvas === undefined) return []
  const { width, height } = canvas
  const encoded = await canvas.encode('jpeg', jpegQuality)
  return [{ kind: 'image', tag: `val/${picture.sample.name}`, encoded, width, height }]
}
