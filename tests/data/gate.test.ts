// What the gate accepts, training accepts, on a hundred mutated files; `npm run test:gate` mutates 10,000.
import { expect, it } from 'vitest'
import { proveGate } from './gate/prove.ts'

it('agrees with training on every mutated file, whatever is wrong with it', async () => {
  const { files, accepted, refused } = await proveGate(120, 1)
  expect(files).toBeGreaterThanOrEqual(120)
  // Both verdicts are frequent; otherwise this test would prove little.
  expect(Math.min(accepted, refused)).toBeGreaterThan(0.2 * (accepted + refused))
}, 120_000)
