// The training loop: epochs and iterations as a stream of events. It writes no file; who listens decides what is kept.
import type { Batch } from '../data/batches/batch.ts'
import { learningRateAt, type ScheduleSettings } from './schedule.ts'
import type { StepResult, Trainer } from './trainer.ts'

/** Where a training stands: `epoch` epochs are done, and `iteration` iterations of the next one. */
export interface Position {
  readonly epoch: number
  readonly iteration: number
}

/** One iteration that was computed. */
export interface IterationEvent extends StepResult {
  readonly type: 'iteration'
  /** From 0. */
  readonly epoch: number
  /** Within the epoch, from 0. */
  readonly iteration: number
  /** Iterations computed since the start of the training, this one included. */
  readonly step: number
  readonly learningRate: number
  /** Pictures of the batch. */
  readonly names: readonly string[]
  /** Milliseconds the loop waited for the batch, and that a worker took to make it. */
  readonly waitMs: number
  readonly loadMs: number
  /** Milliseconds from batch to batch. */
  readonly stepMs: number
}

export type TrainEvent =
  | IterationEvent
  /** An epoch is complete; `position` is where the next one starts. */
  | { readonly type: 'epoch'; readonly epoch: number; readonly position: Position; readonly meanLoss: number }
  /** The stop signal was seen, between two iterations. */
  | { readonly type: 'stopped'; readonly position: Position }

export interface LoopOptions {
  readonly trainer: Trainer
  /** The batches of an epoch from an iteration on: a pure function of both. */
  readonly batches: (epoch: number, fromIteration: number) => AsyncIterable<Batch>
  readonly schedule: ScheduleSettings
  readonly epochs: number
  readonly iterationsPerEpoch: number
  readonly start: Position
  readonly stop: AbortSignal
}

/** Trains from `start` to the end of the last epoch, or until `stop`. Ends after an iteration that is not finite. */
export async function* trainEpochs(options: LoopOptions): AsyncGenerator<TrainEvent> {
  const { epochs, iterationsPerEpoch, start, stop } = options
  for (let epoch = start.epoch; epoch < epochs; epoch++) {
    const first = epoch === start.epoch ? start.iteration : 0
    let lossSum = 0
    for await (const event of iterations(options, epoch, first)) {
      lossSum += event.loss
      yield event
      if (!event.finite) return
      if (stop.aborted && event.iteration + 1 < iterationsPerEpoch) {
        yield { type: 'stopped', position: { epoch, iteration: event.iteration + 1 } }
        return
      }
    }
    const position = { epoch: epoch + 1, iteration: 0 }
    yield { type: 'epoch', epoch, position, meanLoss: lossSum / Math.max(1, iterationsPerEpoch - first) }
    if (stop.aborted) {
      yield { type: 'stopped', position }
      return
    }
  }
}

async function* iterations(options: LoopOptions, epoch: number, first: number): AsyncGenerator<IterationEvent> {
  const { trainer, batches, schedule, epochs, iterationsPerEpoch } = options
  let iteration = first
  let started = performance.now()
  for await (const batch of batches(epoch, first)) {
    const learningRate = learningRateAt(schedule, { epoch, iteration, epochs, iterationsPerEpoch })
    const result = await trainer.step(batch, learningRate)
    const now = performance.now()
    yield {
      type: 'iteration',
      ...result,
      epoch,
      iteration,
      step: epoch * iterationsPerEpoch + iteration + 1,
      learningRate,
      names: batch.names,
      waitMs: batch.waitMs,
      loadMs: batch.loadMs,
      stepMs: now - started,
    }
    started = performance.now()
    iteration++
  }
}
