// How `npm run test:webgpu` runs: proofs that need a WebGPU adapter, real or in software.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    include: ['tests/webgpu/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 1_200_000,
    // A software adapter computes with all cores.
    fileParallelism: false,
  },
})
