// Looks at a whole data set and says everything there is to say about it. Opens it read-only.
import { checkDataset, type SplitTotals } from '../data/check.ts'
import { readDataset, type Problem } from '../data/dataset.ts'

export type { SplitTotals } from '../data/check.ts'
export { placeOf, type Problem, type Severity } from '../data/problems.ts'

export interface CheckTask {
  readonly data: string
}

export interface CheckReport {
  /** Absolute path of the data set. */
  readonly root: string
  readonly totals: { readonly train: SplitTotals; readonly test: SplitTotals }
  readonly problems: readonly Problem[]
  readonly errors: number
  readonly warnings: number
}

export async function check(
  { data }: CheckTask,
  onProgress?: (done: number, total: number) => void,
): Promise<CheckReport> {
  const dataset = await readDataset(data)
  const { totals, problems } = await checkDataset(dataset, onProgress ? { onProgress } : {})
  const count = (severity: Problem['severity']) => problems.filter((problem) => problem.severity === severity).length
  return { root: dataset.root, totals, problems, errors: count('error'), warnings: count('warning') }
}
