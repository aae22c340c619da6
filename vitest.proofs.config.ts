// How `npm run test:proofs` runs: whole trainings that are killed, resumed, repeated and measured, reading, examples, and every command that an error advises.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    include: ['tests/proofs/**/*.test.ts'],
    pool: 'forks',
    // Most of the time one process waits for another one that it started.
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})
