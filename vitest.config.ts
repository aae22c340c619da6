// How `npm test` runs: every test file under tests/, slow proofs excluded (they have their own scripts).
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'web/tests/**/*.test.ts'],
    exclude: ['tests/torch/**', 'tests/webgpu/**'],
    pool: 'forks',
    testTimeout: 30_000,
  },
})
