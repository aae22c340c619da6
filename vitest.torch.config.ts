// How `npm run test:torch` runs: proofs against PyTorch and OpenCV, which need python3.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    include: ['tests/torch/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 600_000,
    hookTimeout: 900_000,
    // Each file computes whole networks: one after the other, so that two cores and little memory are enough.
    fileParallelism: false,
  },
})
