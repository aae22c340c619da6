// The training loop: epochs and iterations as a stream of events. It writes no file; who listens decides what is kept.
import type { Batch } from '../data/batches/batch.ts'
import type { Ranks } from '../cluster/ranks.ts'
import { outOfMemoryText } from '../core/out-of-memory.ts'
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
  /** Images of the batch. */
  readonly names: readonly string[]
  /** Milliseconds the loop waited for the batch, and that a worker took to make it. */
  readonly waitMs: number
  readonly loadMs: number
  /** Milliseconds from batch to batch. */
  readonly stepMs: number
}

/** The memory was not enough: the batch is computed again in smaller micro-batches, and so are all that follow. */
export interface MicroBatchEvent {
  readonly type: 'micro-batch'
  /** Images that are computed at once from now on. */
  readonly microBatch: number
  /** What the runtime said. */
  readonly reason: string
}

/** The memory was not enough: the batch is computed again, and so are all that follow, without keeping a card's memory between steps. */
export interface LessMemoryEvent {
  readonly type: 'less-memory'
  /** What the runtime said. */
  readonly reason: string
}

export type TrainEvent =
  | IterationEvent
  /** An epoch is complete; `position` is where the next one starts. */
  | { readonly type: 'epoch'; readonly epoch: number; readonly position: Position; readonly meanLoss: number }
  | MicroBatchEvent
  | LessMemoryEvent
  /** The stop signal was seen, between two iterations. */
  | { readonly type: 'stopped'; readonly position: Position }

export interface LoopOptions {
  readonly trainer: Trainer
  /** Gives the batches in order, from the start position to the end of the last epoch; undefined after that. */
  readonly batches: { readonly next: () => Promise<Batch | undefined> }
  readonly schedule: ScheduleSettings
  readonly epochs: number
  readonly iterationsPerEpoch: number
  /** Whether a batch that does not fit into the memory is computed in micro-batches, instead of ending the training. */
  readonly autoBatch: boolean
  readonly stop: AbortSignal
  /** The processes that share each batch: they stop after the same step. */
  readonly ranks?: Ranks | undefined
}

/** Trains on every batch, or until `stop`, which is looked at after each step. Ends after a step that is not finite. */
export async function* trainOn(options: LoopOptions): AsyncGenerator<TrainEvent> {
  const { batches, schedule, epochs, iterationsPerEpoch, stop, ranks } = options
  let losses: number[] = []
  let started = performance.now()
  for (let batch = await batches.next(); batch !== undefined; batch = await batches.next()) {
    const { epoch, iteration, names, waitMs, loadMs } = batch
    const learningRate = learningRateAt(schedule, { epoch, iteration, epochs, iterationsPerEpoch })
    const result = yield* stepInMemory(options, batch, learningRate)
    const step = epoch * iterationsPerEpoch + iteration + 1
    const stepMs = performance.now() - started
    yield { type: 'iteration', ...result, epoch, iteration, step, learningRate, names, waitMs, loadMs, stepMs }
    if (!result.finite) return

    losses.push(result.loss)
    const epochEnds = iteration + 1 === iterationsPerEpoch
    const position = epochEnds ? { epoch: epoch + 1, iteration: 0 } : { epoch, iteration: iteration + 1 }
    if (epochEnds) {
      yield { type: 'epoch', epoch, position, meanLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length }
      losses = []
    }
    await aTurnOfTheEventLoop()
    if (ranks === undefined ? stop.aborted : await ranks.any(stop.aborted)) {
      yield { type: 'stopped', position }
      return
    }
    started = performance.now()
  }
}

/**
 * One step, tried again with smaller parts as often as the memory is not enough, or, where there are none, with less of it kept. A step
 * that fails leaves nothing behind.
 */
async function* stepInMemory(
  { trainer, autoBatch, ranks }: LoopOptions,
  batch: Batch,
  learningRate: number,
): AsyncGenerator<MicroBatchEvent | LessMemoryEvent, StepResult> {
  for (;;) {
    try {
      return await trainer.step(batch, learningRate)
    } catch (error) {
      const reason = outOfMemoryText(error)
      if (reason === undefined) throw error
      if (autoBatch && (await trainer.useSmallerParts()))
        yield { type: 'micro-batch', microBatch: trainer.microBatch, reason }
      // The other ranks would wait for a step that they have not failed.
      else if (ranks === undefined && (await trainer.keepLessMemory())) yield { type: 'less-memory', reason }
      else throw error
    }
  }
}

/** Lets signals and messages in, which wait while the runtime computes. */
function aTurnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
