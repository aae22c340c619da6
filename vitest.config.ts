// How `npm test` runs: every test file under tests/, slow proofs excluded (they have their own scripts).
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    include: ['tests/**/*.test.ts', 'web/tests/**/*.test.ts'],
    exclude: ['tests/torch/**', 'tests/webgpu/**'],
    pool: 'forks',
    // Many tests wait for processes they started, so two workers are faster even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
  },
})
