// How `npm run test:web` runs: the stories in a real browser, one after the other.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    include: ['web/e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    // A machine under load is ten times slower; the waits inside end as soon as what they wait for is there.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
