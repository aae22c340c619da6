// What a diagnosis looks at: everything that is known about a run, from a whole run folder down to a log sent by mail.
import type { UserError } from '../core/errors.ts'
import type { Facts as RunFacts } from '../run/config.ts'
import type { History } from '../run/curves.ts'
import type { CheckpointFile } from '../run/reader.ts'
import type { Config } from '../run/settings/table.ts'
import type { RunState } from '../run/state.ts'
import type { EvaluatedImage } from './evaluated.ts'
import type { PipelineFacts } from './pipeline.ts'

/** How the log was read. */
export interface LogCondition {
  readonly lines: number
  /** An unfinished last line. */
  readonly tail: string
  /** Lines that were not UTF-8, and lines with NUL bytes. */
  readonly legacyLines: number
  readonly nulLines: number
  /** When it last grew; undefined for a log from standard input. */
  readonly modified: Date | undefined
}

/** What the rules look at. Parts that are not there make the rules that need them say so. */
export interface DiagnosisContext {
  readonly history: History
  readonly log: LogCondition
  readonly state: RunState
  /** Undefined for a bare log, and when config.yaml is missing or wrong. */
  readonly config: Config | undefined
  readonly configError: UserError | undefined
  readonly runFacts: RunFacts
  /** Undefined for a bare log. */
  readonly checkpoints: readonly CheckpointFile[] | undefined
  /** From eval_results/; undefined without it. */
  readonly evaluated: readonly EvaluatedImage[] | undefined
  /** Undefined while the pipeline check was not climbed. */
  readonly pipeline: PipelineFacts | undefined
  readonly now: Date
}

/** The evaluations after training began; the one of the initial weights is left out. */
export function evaluationsOf({ history }: Pick<DiagnosisContext, 'history'>): History['val'] {
  return history.val.filter(({ epoch }) => epoch > 0)
}

/** Whether an evaluation matched no text: by the count in its line, by its F-score (0.000 for very few of many, too) without one. */
export function hasMatchedNothing({ matched, fScore }: History['val'][number]): boolean {
  return matched === undefined ? fScore === 0 : matched === 0
}

/** Share of the planned iterations that the log reaches, 0 to 1; 0 before the first. */
export function progressOf({ history: { train, epochs, iters } }: Pick<DiagnosisContext, 'history'>): number {
  const planned = epochs * iters
  return planned === 0 || train.step.length === 0 ? 0 : Math.min(1, (train.step[train.step.length - 1] + 1) / planned)
}

/** From this F-score on the initial weights find texts already: they were trained before. */
const trainedFScore = 0.1

/** A model that reaches this F-score has learnt: its loss and its F-score need not move any more. */
export const learntFScore = 0.5

/**
 * Whether the training started from weights that find texts already, and found no fewer at its best: then it fine-tunes, and its loss, which
 * began near its end, need not fall.
 */
export function keepsWhatItFound(subject: Pick<DiagnosisContext, 'history'>): boolean {
  const initial = subject.history.val.find(({ epoch }) => epoch === 0)
  if (initial === undefined || !(initial.fScore >= trainedFScore)) return false
  return evaluationsOf(subject).some(({ fScore }) => fScore >= initial.fScore)
}
