// Reads a data set for a task, and refuses it with every problem listed when it cannot be used.
import { join } from 'node:path'
import { commandLine } from '../../core/command-line.ts'
import { partsOf, UserError, type UserErrorParts } from '../../core/errors.ts'
import { readDataset, type Dataset, type Problem, type Split } from '../../data/dataset.ts'
import { describeProblem, hasErrors, placeOf, renderProblem, type DescribedProblem } from '../../data/problems.ts'

/** A data set with errors; `problems` holds all there is to say about it. */
export class DatasetError extends UserError {
  readonly problems: readonly DescribedProblem[]

  /** @param told whether each problem was shown before, so that the message only counts them */
  constructor(root: string, problems: readonly Problem[], reported = false) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    super(reported || errors.length > 1 ? severalErrors(root, errors, reported) : oneError(root, errors[0]))
    this.problems = problems.map((problem) => describeProblem(problem))
  }
}

function severalErrors(root: string, errors: readonly Problem[], reported: boolean): UserErrorParts {
  const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`
  return {
    code: 'dataset-broken',
    message: reported
      ? {
          en: `The data set has ${count}; each has its [ERROR] line in the log`,
          zh: `数据集有 ${errors.length} 个错误，日志中各有一行 [ERROR]`,
        }
      : {
          en: [`The data set has ${count}:`, ...errors.map((problem) => renderProblem(problem))].join('\n'),
          zh: [`数据集有 ${errors.length} 个错误：`, ...errors.map((problem) => renderProblem(problem, 'zh'))].join(
            '\n',
          ),
        },
    where: root,
    next: {
      en: `repair them, then look again with: ${commandLine('ocrdet', 'check', root)}`,
      zh: `请修正后重新检查：${commandLine('ocrdet', 'check', root)}`,
    },
  }
}

function oneError(root: string, error: Problem): UserErrorParts {
  const { message, expected, found, next } = describeProblem(error, 'zh')
  return partsOf({
    ...describeProblem(error),
    code: 'dataset-broken',
    where: error.file === '.' ? root : join(root, placeOf(error)),
    chinese: { message, next, ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) },
  })
}

/** The splits of a data set that a task needs, each with at least one image. @throws DatasetError */
export async function loadDataset(root: string, needed: readonly Split[]): Promise<Dataset> {
  const dataset = await readDataset(root, { splits: needed })
  if (hasErrors(dataset.problems)) throw new DatasetError(root, dataset.problems)
  return dataset
}
