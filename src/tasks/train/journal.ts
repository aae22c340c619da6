// Keeps a training's events: each becomes lines of the log, points of the curves and news for whoever watches.
import { availableParallelism } from 'node:os'
import type { Evaluation } from '../../detect/evaluate.ts'
import type { HparamsStatus, HparamValue } from '../../formats/tfevents.ts'
import { idOfFolder } from '../../run/layout.ts'
import type { LogLine } from '../../run/log-line.ts'
import type { RunWriter } from '../../run/writer.ts'
import type { Config } from '../../run/settings/table.ts'
import type { IterationEvent, Position } from '../../train/loop.ts'
import { imagesOf, resultsOf, summariesOf } from '../models/evaluation-files.ts'
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
  /** The latest evaluation as long as its images are not drawn. */
  #undrawn: { readonly evaluation: Evaluation; readonly epoch: number } | undefined

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
    if (event.isSkipped === true) this.#skipped(event)
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

  #skipped({ epoch, iteration, lossScale = 1 }: IterationEvent): void {
    this.line({
      kind: 'warn',
      message: `Gradients overflowed in float16: step skipped (epoch ${epoch + 1}, iter ${iteration}), loss scale ${lossScale} -> ${lossScale / 2}`,
    })
  }

  #trainLine(event: IterationEvent, imagesPerSecond: number): LogLine {
    const { writer, epochs, iterationsPerEpoch } = this.#options
    const { epoch, iteration, loss, parts, learningRate, waitMs, loadMs, computeMs, optimizerMs, stepMs } = event
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
      ...(event.lossScale !== undefined && { lossScale: event.lossScale }),
      dataShare: (100 * waitMs) / stepMs,
      overheadShare: (100 * (optimizerMs + loadMs / availableParallelism())) / stepMs,
    }
  }

  #eta(epoch: number, iteration: number): number | undefined {
    if (this.#stepMs === undefined) return undefined
    const { epochs, iterationsPerEpoch } = this.#options
    const steps = (epochs - epoch) * iterationsPerEpoch - iteration - 1
    return (steps * this.#stepMs + (epochs - epoch) * this.#evaluationMs) / 1000
  }

  /** Keeps one evaluation: the [VAL] line, the curves, and eval_results/. `epoch` counts finished epochs. */
  evaluation(
    evaluation: Evaluation,
    { epoch, seconds, binaryThreshold }: { epoch: number; seconds: number; binaryThreshold: number },
  ): void {
    const { scores, images, loss } = evaluation
    const { writer, tensorboard } = this.#options
    this.#evaluationMs = seconds * 1000
    const { fScore, precision, recall, matched, groundTruths, detections } = scores
    this.line({
      kind: 'val',
      epoch,
      fScore,
      precision,
      recall,
      ...(loss !== undefined && { valLoss: loss }),
      matched,
      detections,
      groundTruths: groundTruths,
      imagesPerSecond: images.length / seconds,
      binaryThreshold,
      elapsedSeconds: seconds,
    })
    if (tensorboard)
      writer.scalars(this.#stepOfEpochs(epoch), {
        'val/f_score': fScore,
        'val/precision': precision,
        'val/recall': recall,
        ...(loss !== undefined && { 'val/loss': loss }),
      })
    writer.evalResults(resultsOf(evaluation, { epoch }))
    this.#undrawn = { evaluation, epoch }
  }

  /** Draws the latest evaluation, unless it is drawn already: the images of eval_results/, and some for TensorBoard. */
  async drawEvaluation(): Promise<void> {
    if (this.#undrawn === undefined) return
    const { writer, tensorboard } = this.#options
    const { evaluation, epoch } = this.#undrawn
    this.#undrawn = undefined
    writer.evalImages(await imagesOf(evaluation, `epoch ${epoch}`))
    if (tensorboard) writer.summaries(this.#stepOfEpochs(epoch), await summariesOf(evaluation))
  }

  /** The step at which curves of the evaluation stand: the last one that was trained, so that going on from there keeps them. */
  #stepOfEpochs(epochs: number): number {
    return Math.max(0, epochs * this.#options.iterationsPerEpoch - 1)
  }

  /** Keeps the beginning for TensorBoard: the settings, and where a resumed training goes on. */
  begin(config: Config, { epoch, iteration }: Position): void {
    const { writer, tensorboard, iterationsPerEpoch } = this.#options
    if (!tensorboard) return
    const step = epoch * iterationsPerEpoch + iteration
    if (step > 0) writer.restartEvents(step)
    const startTime = Date.now() / 1000
    const group = idOfFolder(writer.paths.folder)
    writer.summaries(step, [{ kind: 'hparams-start', hparams: hparamsOf(config), group, startTime }])
  }

  /** Keeps the end for TensorBoard. */
  end(status: HparamsStatus): void {
    const { writer, tensorboard } = this.#options
    if (tensorboard) writer.summaries(0, [{ kind: 'hparams-end', status, endTime: Date.now() / 1000 }])
  }
}

/** Settings as TensorBoard takes them: lists become texts such as `800x800`. */
function hparamsOf(config: Config): Readonly<Record<string, HparamValue>> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, typeof value === 'object' ? value.join('x') : value]),
  )
}

function blend(mean: number | undefined, value: number): number {
  return mean === undefined ? value : mean + PACE_MOMENTUM * (value - mean)
}
