// Scores a model on a data set, by the ICDAR2015 protocol.
import { evaluate as evaluateDetector, type Evaluation } from '../detect/evaluate.ts'
import { pictureScores, type Scores } from '../geometry/icdar.ts'
import { loadDataset } from './load-data.ts'
import { openDetector } from './models.ts'

export interface EvaluateTask {
  /** A run, a .pth or an .onnx file. */
  readonly model: string
  readonly data: string
  readonly split: 'train' | 'test'
  readonly workdirs: string
  readonly signal?: AbortSignal
}

export interface EvaluateReport {
  readonly model: string
  readonly data: string
  readonly split: 'train' | 'test'
  readonly scores: Scores
  /** Worst first. */
  readonly pictures: readonly ({ readonly image: string } & Scores)[]
  readonly seconds: number
}

export async function evaluateModel(
  task: EvaluateTask,
  onProgress?: (done: number, total: number) => void,
): Promise<EvaluateReport> {
  const { model, data, split, workdirs, signal } = task
  const dataset = await loadDataset(data, [split])
  const { detector, label } = await openDetector(model, { workdirs })
  const started = performance.now()
  const evaluation = await evaluateDetector(detector, dataset[split], {
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  })
  const seconds = (performance.now() - started) / 1000
  await detector.release()
  return { model: label, data: dataset.root, split, scores: evaluation.scores, pictures: byScore(evaluation), seconds }
}

function byScore({ pictures }: Evaluation): EvaluateReport['pictures'] {
  return pictures
    .map(({ sample, match }) => ({ image: sample.name, ...pictureScores(match) }))
    .sort((a, b) => a.fScore - b.fScore)
}
