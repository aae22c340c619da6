// How `npm test` runs: every test file under tests/, slow proofs excluded (they have their own scripts).
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Test files that take longest, the longest first: started first, so that none runs on alone at the end. */
const longest = [
  'tests/server/story.test.ts',
  'tests/tasks/story.test.ts',
  'tests/server/security.test.ts',
  'tests/api/training.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(name))
      return at === -1 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

const others = [...configDefaults.exclude, 'tests/{proofs,torch,webgpu,with-mpi,with-slurm}/**']

/** Tests that hold networks in memory, replace modules, or listen to signals: a process for each file. The others share theirs, and with it what they import. */
const isolated = ['tests/{api,server,tasks,train}/**/*.test.ts', 'tests/cli/{interrupt,stop-requests}.test.ts']

export default defineConfig({
  test: {
    globalSetup: 'tests/temporary-root.ts',
    pool: 'forks',
    // Many tests wait for processes they started, so two workers are faster even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'sharing',
          isolate: false,
          include: ['tests/**/*.test.ts', 'web/tests/**/*.test.ts'],
          exclude: [...others, ...isolated],
        },
      },
      { extends: true, test: { name: 'isolated', include: isolated, exclude: others } },
    ],
  },
})
