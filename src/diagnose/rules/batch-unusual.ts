// Hint: the batch is so small that its statistics are noise, or so large that an epoch is hardly a step.
import { type Rule, skipped } from '../rule.ts'

/** Batch normalisation of one image works, as each image has many pixels, but noisily. */
const fewest = 2
/** Fewer iterations an epoch than this hardly move anything. */
const fewestIterations = 2

export const batchUnusual: Rule<'batch-unusual'> = {
  code: 'batch-unusual',
  check: ({ config, history: { iters, samples } }) => {
    if (config === undefined) return skipped('no-config')
    const batch = config.batch_size
    const isSmall = batch < fewest
    const isLarge = iters > 0 && iters < fewestIterations && (samples?.train ?? batch) > 1
    if (!isSmall && !isLarge) return []
    return [
      {
        code: 'batch-unusual',
        evidence: [{ kind: 'setting', name: 'batch_size', value: String(batch) }],
        facts: { batch, iterations: iters },
        thresholds: { batch: fewest, iterations: fewestIterations },
      },
    ]
  },
}
