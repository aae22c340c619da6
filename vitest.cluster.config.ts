// How `npm run test:cluster` runs: trainings on several processes under Open MPI and MPICH, and a Slurm of two nodes on this machine.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    include: ['tests/{with-mpi,with-slurm}/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // Each test starts several processes of its own.
    fileParallelism: false,
  },
})
