// Hint: the whole training has too few iterations for what it starts from.
import { startsFromScratch } from '../../run/initial-weights.ts'
import { type Rule, skipped } from '../rule.ts'

/**
 * Iterations that a training needs at the least. From fresh weights the first text is found after about a hundred (measured on
 * synthetic images, docs/log.md); trained weights get used to new images within a few dozen.
 */
const fewest = { fresh: 100, trained: 20 } as const

/** Iterations that a training needs at the least, from random weights or from trained ones. */
export function fewestSteps(fromScratch: boolean): number {
  return fromScratch ? fewest.fresh : fewest.trained
}

export const fewSteps: Rule<'few-steps'> = {
  code: 'few-steps',
  consequences: [
    'map-below-threshold',
    'no-region-large-enough',
    'scores-below-threshold',
    'boxes-miss-texts',
    'f-score-zero',
    'no-best-model',
    'still-improving',
  ],
  check: ({ config, runFacts, history: { epochs, iters } }) => {
    if (config === undefined) return skipped('no-config')
    if (epochs * iters === 0) return skipped('no-train-lines')
    // The original system starts from published weights without saying so in its configuration.
    const isFresh = startsFromScratch(config) && runFacts['data_hash'] !== undefined
    const needed = fewestSteps(isFresh)
    const steps = epochs * iters
    if (steps >= needed) return []
    return [
      {
        code: 'few-steps',
        evidence: [{ kind: 'setting', name: 'num_epochs', value: String(epochs) }],
        facts: { steps, needed, epochs: Math.ceil(needed / iters) },
        thresholds: { steps: needed },
      },
    ]
  },
}
