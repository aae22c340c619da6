// From an evaluation to what is kept of it: the files of eval_results/, and images for TensorBoard.
import type { Canvas } from '../../data/canvas.ts'
import type { EvaluatedImage, Evaluation } from '../../detect/evaluate.ts'
import { errorShares } from '../../detect/errors.ts'
import { paintBoxes } from '../../detect/sheets/boxes.ts'
import { paintConfusion } from '../../detect/sheets/confusion.ts'
import { paintWorst } from '../../detect/sheets/worst.ts'
import type { TfSummary } from '../../formats/tfevents.ts'
import { imageScores } from '../../geometry/icdar.ts'
import type { ReadingScores } from '../../recognize/reading-scores.ts'
import type { EvalImages, EvalResults, ReadingResult } from '../../run/eval-results.ts'
import type { EvaluationReading } from './evaluation-reading.ts'

interface Besides {
  /** Finished epochs, in a training. */
  readonly epoch?: number
  /** Where texts were read. */
  readonly reading?: EvaluationReading | undefined
}

/** Every box with what became of it and what was read there, each image's scores, and the errors by kind. */
export function resultsOf(evaluation: Evaluation, { epoch, reading }: Besides = {}): EvalResults {
  const { scores, images } = evaluation
  const { fScore, precision, recall } = scores
  return {
    ...(epoch !== undefined && { epoch }),
    scores: { f_score: fScore, precision, recall },
    ...(reading !== undefined && { reading: readingOf(reading) }),
    predictions: images.map(({ sample, texts, match, errors }, at) => ({
      image: sample.name,
      texts: texts.map((_, index) => [reading?.images[at].detections[index].text ?? '']),
      boxes: texts.map(({ polygon }) => flat(polygon)),
      scores: texts.map(({ score }) => Math.round(score * 1e4) / 1e4),
      states: match.detectionStates,
      errors: errors.detections,
    })),
    groundTruth: images.map(({ sample, width, height, match, errors }, at) => ({
      image: sample.name,
      size: [width, height],
      texts: sample.texts.map(({ transcript }) => [transcript]),
      ...(reading !== undefined && { read: reading.images[at].groundTruths.map(({ text }) => [text]) }),
      boxes: sample.texts.map(({ polygon }) => flat(polygon)),
      states: match.groundTruthStates,
      errors: errors.groundTruths,
    })),
    perImage: images.map(({ sample, match }) => {
      const scores = imageScores(match)
      return { image: sample.name, ...scores, groundTruths: scores.groundTruths }
    }),
    errors: errorShares(evaluation).map(({ groundTruths, detections, fScore: without, gain, worst, ...words }) => ({
      ...words,
      missed: groundTruths,
      false: detections,
      f_score_without: rounded(without),
      gain: rounded(gain),
      worst,
    })),
  }
}

function readingOf({ report }: EvaluationReading): NonNullable<EvalResults['reading']> {
  const { recognizer, normalization, groundTruthBoxes, detectedBoxes } = report
  const result = (of: ReadingScores): ReadingResult => ({
    lines: of.lines,
    line_accuracy: rounded(of.lineAccuracy),
    word_accuracy: rounded(of.wordAccuracy),
    character_error_rate: rounded(of.characterErrorRate),
  })
  return {
    recognizer,
    normalization,
    ground_truth_boxes: result(groundTruthBoxes),
    detected_boxes: result(detectedBoxes),
  }
}

function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4
}

function flat(polygon: readonly (readonly [number, number])[]): number[] {
  return polygon.flat().map((value) => Math.round(value * 100) / 100)
}

/** The confusion matrix and the contact sheet of the worst images. @param subtitle what was evaluated, such as `epoch 5` */
export async function imagesOf(evaluation: Evaluation, subtitle: string): Promise<EvalImages> {
  const worst = await paintWorst(evaluation, subtitle)
  return {
    confusionMatrix: await png(paintConfusion(evaluation.scores, subtitle)),
    worstImages: worst && (await png(worst)),
  }
}

function png(canvas: Canvas): Promise<Uint8Array> {
  return canvas.encode('png')
}

/** Images that TensorBoard gets, the same ones at every step, and their size at most, in pixels: some 50 kB each. */
const shownImages = 4
const shownSide = 640
const jpegQuality = 80

/** The first few test images with their boxes, under `val/<name>`. */
export async function summariesOf({ images }: Evaluation): Promise<TfSummary[]> {
  const summaries = await Promise.all(images.slice(0, shownImages).map((image) => summaryOf(image)))
  return summaries.flat()
}

async function summaryOf(image: EvaluatedImage): Promise<TfSummary[]> {
  const canvas = await paintBoxes(image, { width: shownSide, height: shownSide })
  if (canvas === undefined) return []
  const { width, height } = canvas
  const encoded = await canvas.encode('jpeg', jpegQuality)
  return [{ kind: 'image', tag: `val/${image.sample.name}`, encoded, width, height }]
}
