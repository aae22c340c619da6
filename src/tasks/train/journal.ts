// Keeps a training's events: each becomes lines of the log, points of the curves and news for whoever watches.
import type { Evaluation } from '../../detect/evaluate.ts'
import { pictureScores } from '../../geometry/icdar.ts'
import type { LogLine } from '../../run/log-line.ts'
import type { RunWriter } from '../../run/writer.ts'
import type { IterationEvent } from '../../train/loop.ts'
import type { TrainingEvent } from './events.ts'

export interface JournalOptions {
  readonly writer: RunWriter
  readonly listen: (event: TrainingEvent) => void
  readonly epochs: number
  readonly iterationsPerEpoch: number
  readonly batchSize: number
  readonly tensorboard: boolean
}

/** At most this many iterations lie between two [TRAIN] lines; small sets get at least ten lines an epoch. */
const LINE_EVERY = 10

/** Share of a new step in the running mean of step times. */
const PACE_MOMENTUM = 0.1

export class Journal {
  readonly #options: JournalOptions
  #stepMs: number | undefined
  #evaluationMs = 0

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** Writes a line to the log and tells it. */
  line(line: LogLine): void {
    this.#options.writer.append(line)
    this.#options.listen({ type: 'line', line })
  }

  /** Keeps one iteration. */
  iteration(event: IterationEvent): void {
    const { writer, listen, epochs, iterationsPerEpoch, batchSize, tensorboard } = this.#options
    const { epoch, iteration, loss, parts, learningRate } = event
    const imagesPerSecond = (1000 * batchSize) / event.stepMs
    this.#stepMs = blend(this.#stepMs, event.stepMs)
    writer.heartbeat()
    const every = Math.max(1, Math.min(LINE_EVERY, Math.floor(iterationsPerEpoch / 10)))
    if (iteration % every === 0 || !event.finite) this.line(this.#trainLine(event, imagesPerSecond))
    if (tensorboard)
      writer.scalars(epoch * iterationsPerEpoch + iteration, {
        'train/loss': loss,
        'train/loss_binary': parts.bce,
        'train/loss_thresh': parts.l1,
        'train/loss_dice': parts.dice,
        lr: learningRate,
        'images/s': imagesPerSecond,
      })
    listen({
      type: 'iteration',
      epoch: epoch + 1,
      epochs,
      iteration,
      iterations: iterationsPerEpoch,
      loss,
      learningRate,
      imagesPerSecond,
      etaSeconds: this.#eta(epoch, iteration),
    })
  }

  #trainLine(event: IterationEvent, imagesPerSecond: number): LogLine {
    const { writer, epochs, iterationsPerEpoch } = this.#options
    const { epoch, iteration, loss, parts, learningRate, waitMs, computeMs, optimizerMs } = event
    return {
      kind: 'train',
      epoch: epoch + 1,
      epochs,
      iter: iteration,
      iters: iterationsPerEpoch,
      loss,
      learningRate,
      lossBinary: parts.bce,
      lossThresh: parts.l1,
      lossDice: parts.dice,
      dataMs: waitMs,
      computeMs: computeMs + optimizerMs,
      imagesPerSecond,
      memoryGb: (process.resourceUsage().maxRSS * 1024) / 1e9,
      elapsedSeconds: writer.elapsedSeconds,
    }
  }

  #eta(epoch: number, iteration: number): number | undefined {
    if (this.#stepMs === undefined) return undefined
    const { epochs, iterationsPerEpoch } = this.#options
    const steps = (epochs - epoch) * iterationsPerEpoch - iteration - 1
    return (steps * this.#stepMs + (epochs - epoch) * this.#evaluationMs) / 1000
  }

  /** Keeps one evaluation: the [VAL] line, the curves, and eval_results/. `epoch` counts finished epochs. */
  evaluation({ scores, pictures, loss }: Evaluation, epoch: number, seconds: number): void {
    const { writer, iterationsPerEpoch, tensorboard } = this.#options
    this.#evaluationMs = seconds * 1000
    const { fScore, precision, recall, matched, truths, detections } = scores
    this.line({
      kind: 'val',
      epoch,
      fScore,
      precision,
      recall,
      ...(loss !== undefined && { valLoss: loss }),
      matched,
      detections,
      groundTruths: truths,
      imagesPerSecond: pictures.length / seconds,
      elapsedSeconds: seconds,
    })
    if (tensorboard)
      writer.scalars(epoch * iterationsPerEpoch, {
        'val/f_score': fScore,
        'val/precision': precision,
        'val/recall': recall,
        ...(loss !== undefined && { 'val/loss': loss }),
      })
    writer.evalResults({
      epoch,
      scores: { f_score: fScore, precision, recall },
      predictions: pictures.map(({ sample, texts, match }) => ({
        image: sample.name,
        texts: texts.map(() => ['']),
        boxes: texts.map(({ polygon }) => flat(polygon)),
        scores: texts.map(({ score }) => Math.round(score * 1e4) / 1e4),
        states: match.detectionStates,
      })),
      groundTruth: pictures.map(({ sample, match }) => ({
        image: sample.name,
        texts: sample.texts.map(({ transcript }) => [transcript]),
        boxes: sample.texts.map(({ polygon }) => flat(polygon)),
        states: match.truthStates,
      })),
      perImage: pictures.map(({ sample, match }) => {
        const scores = pictureScores(match)
        return { image: sample.name, ...scores, groundTruths: scores.truths }
      }),
    })
  }
}

function blend(mean: number | undefined, value: number): number {
  return mean === undefined ? value : mean + PACE_MOMENTUM * (value - mean)
}

function flat(polygon: readonly (readonly [number, number])[]): number[] {
  return polygon.flat().map((value) => Math.round(value * 100) / 100)
}
