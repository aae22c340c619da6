// Test helper: problems as one line each, to be compared with what is expected.
import { describeProblem, placeOf, type Problem } from '../../src/data/problems.ts'

/** `code | place | found`, in English. */
export function reported(problems: readonly Problem[]): string[] {
  return problems.map((problem) =>
    [problem.code, placeOf(problem), describeProblem(problem).found].filter(Boolean).join(' | '),
  )
}
