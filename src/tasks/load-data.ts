// Reads a data set for a task, and refuses it with every problem listed when it cannot be used.
import { UserError } from '../core/errors.ts'
import { readDataset, type Dataset, type Problem, type Split } from '../data/dataset.ts'
import { describeProblem, hasErrors, renderProblem, type DescribedProblem } from '../data/problems.ts'

/** A data set with errors; `problems` holds all there is to say about it. */
export class DatasetError extends UserError {
  readonly problems: readonly DescribedProblem[]

  constructor(root: string, problems: readonly Problem[]) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`
    super({
      code: 'dataset-broken',
      message: [`The data set has ${count}:`, ...errors.map((problem) => renderProblem(problem))].join('\n'),
      where: root,
      next: `mend them, then look again with: ocrdet check ${root}`,
    })
    this.problems = problems.map((problem) => describeProblem(problem))
  }
}

/** The splits of a data set that a task needs, each with at least one picture. @throws DatasetError */
export async function loadDataset(root: string, needed: readonly Split[]): Promise<Dataset> {
  const dataset = await readDataset(root, { splits: needed })
  if (hasErrors(dataset.problems)) throw new DatasetError(root, dataset.problems)
  return dataset
}
