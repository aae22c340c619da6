// What learning rates are usual, and which ones a run had.
import type { DiagnosisContext } from '../context.ts'
import { type Evidence, quote } from '../finding.ts'
import { trainLine } from '../quotes.ts'
import { highestOf } from '../windows.ts'

/**
 * Rates at which trainings of DB detectors usually go well. SGD with momentum 0.9: 0.007 in the DB paper (Liao et al. 2020) and in the
 * original system; Adam and AdamW: 0.001 in PaddleOCR's DB configurations. One order of magnitude either way, and a little more below,
 * as fine-tuning wants less.
 */
export const usualRates = {
  SGD: [0.0001, 0.07],
  Adam: [0.00001, 0.01],
  AdamW: [0.00001, 0.01],
} as const satisfies Record<string, readonly [low: number, high: number]>

/** When the optimizer is not known: what is unusual for all of them. */
const unknownOptimizer = [0.00001, 0.07] as const

/** The usual range for the run's optimizer. */
export function usualRange({ config }: Pick<DiagnosisContext, 'config'>): readonly [low: number, high: number] {
  return config === undefined ? unknownOptimizer : usualRates[config.optimizer]
}

/** The highest learning rate that the log shows, the configured one before the first line; undefined when neither is known. */
export function highestRate({ history, config }: Pick<DiagnosisContext, 'history' | 'config'>): number | undefined {
  const rates = history.train.learningRate
  return rates.length === 0 ? config?.learning_rate : highestOf(rates)
}

/** What says so: the setting where it is that rate, else the line of the log; a warm-up or a schedule may never have come to the setting. */
export function rateEvidence(
  { history, config }: Pick<DiagnosisContext, 'history' | 'config'>,
  rate: number,
): Evidence {
  const index = history.train.learningRate.indexOf(rate)
  if (index < 0 || config?.learning_rate === rate)
    return { kind: 'setting', name: 'learning_rate', value: String(rate) }
  return quote(trainLine(history, index))
}
