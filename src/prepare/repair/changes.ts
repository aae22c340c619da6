// What was changed on the way to a repaired copy, for a person and for a program.
import type { Language } from '../../core/language.ts'
import { describeProblem, placeOf, type DescribedProblem } from '../../data/problems.ts'
import { fixes, type Action, type Fix } from './fixes.ts'
import type { Change } from './repair-ground-truth.ts'

/** A change in words. */
export interface DescribedChange {
  readonly action: Action
  readonly fix: Fix
  /** What was done, a sentence without a final full stop. */
  readonly done: string
  /** Where in the original, and why. */
  readonly problem: DescribedProblem
}

/** The changes in words, without those that change nothing. */
export function describeChanges(changes: readonly Change[], language: Language): DescribedChange[] {
  return changes
    .filter(({ fix }) => fixes[fix].action !== 'kept')
    .map(({ fix, problem }) => ({
      action: fixes[fix].action,
      fix,
      done: fixes[fix][language],
      problem: describeProblem(problem, language),
    }))
}

const headings: Readonly<Record<Exclude<Action, 'kept'>, Readonly<Record<Language, string>>>> = {
  'by-hand': { en: 'To be done by hand', zh: '需要人工处理' },
  dropped: { en: 'Left out', zh: '已删去' },
  fixed: { en: 'Repaired', zh: '已修复' },
}

const labels: Readonly<Record<'title' | 'nothing' | 'found', Readonly<Record<Language, string>>>> = {
  title: { en: 'A repaired copy of', zh: '修复后的副本，原数据集：' },
  nothing: { en: 'Nothing had to be changed.', zh: '无需任何修改。' },
  found: { en: 'found', zh: '实际' },
}

/** The report that lies in the copy: what a person must do first, every change with its place in the original. */
export function renderChanges(root: string, changes: readonly DescribedChange[], language: Language): string {
  const parts = (['by-hand', 'dropped', 'fixed'] as const).flatMap((action) => {
    const some = changes.filter((change) => change.action === action)
    return some.length === 0 ? [] : [[`${headings[action][language]} (${some.length})`, ...some.map(line)].join('\n')]
  })
  const body = parts.length === 0 ? [labels.nothing[language]] : parts
  return `${[`${labels.title[language]} ${root}`, ...body].join('\n\n')}\n`

  function line({ done, problem }: DescribedChange): string {
    const found = problem.found === undefined ? '' : ` (${labels.found[language]}: ${problem.found})`
    return `  ${placeOf(problem)}\n    ${problem.message}${found}\n    -> ${done}`
  }
}
