// What a training tells while it runs, for whoever shows it. The same facts stand in the run folder.
import type { LogLine } from '../../run/log-line.ts'

/** Work before, between and after the epochs that takes long enough to be shown. */
export type Phase = 'checking' | 'hashing' | 'building' | 'evaluating' | 'saving'

/** What is reported of a training while it runs. */
export type TrainingEvent =
  /** The run folder exists. */
  | { readonly type: 'run'; readonly id: string; readonly folder: string }
  /** A phase goes on; `done` of `total` images where they are counted. */
  | { readonly type: 'phase'; readonly phase: Phase; readonly done?: number; readonly total?: number }
  /** A line was written to log.txt. */
  | { readonly type: 'line'; readonly line: LogLine }
  | IterationProgress

/** Every iteration, also those without a log line. */
export interface IterationProgress {
  readonly type: 'iteration'
  /** From 1. */
  readonly epoch: number
  readonly epochs: number
  /** Within the epoch, from 0. */
  readonly iteration: number
  readonly iterations: number
  readonly loss: number
  readonly learningRate: number
  readonly imagesPerSecond: number
  /** Until the end of the training, evaluations included as far as they are known; undefined in the first iterations. */
  readonly etaSeconds: number | undefined
}

/** What came of a training. */
export interface TrainingSummary {
  readonly id: string
  readonly folder: string
  readonly ended: 'completed' | 'stopped'
  readonly best: { readonly fScore: number; readonly epoch: number } | undefined
  /** F-score of the initial weights; undefined where it was not measured, as after a resume. */
  readonly initial: number | undefined
  /** Whether weights that were trained have been scored, before a resume too. */
  readonly isScored: boolean
  readonly seconds: number
}
