// Makes a repaired copy of a data set, and checks the copy.
import { resolve } from 'node:path'
import { checkTarget } from '../../data/write/build-aside.ts'
import type { DescribedChange } from '../../prepare/repair/changes.ts'
import { repairDataset, reportNames } from '../../prepare/repair/repair.ts'
import { check, type CheckReport, type LookedAt } from './check.ts'

export type { DescribedChange } from '../../prepare/repair/changes.ts'
export type { Action } from '../../prepare/repair/fixes.ts'

export interface RepairTask {
  /** What a check found out about the original. */
  readonly original: LookedAt
  /** A new or empty folder outside of the data set. */
  readonly target: string
}

export interface RepairReport {
  /** Absolute path of the copy. */
  readonly folder: string
  /** The report for people, in the copy. */
  readonly reportPath: string
  readonly images: number
  readonly changes: readonly DescribedChange[]
  /** What there is to say about the copy; its images were decoded in the original. */
  readonly check: CheckReport
}

/** Refuses a target before a long check: one that holds anything, or lies inside the data set. @throws UserError */
export function refuseTarget(data: string, target: string): void {
  checkTarget(target, [resolve(data)])
}

/** @throws UserError nothing-to-repair, target-not-empty, target-inside-source, or what the file system said */
export async function repair(
  { original, target }: RepairTask,
  onProgress?: (done: number, total: number) => void,
): Promise<RepairReport> {
  const { report, check: found } = original
  const folder = resolve(target)
  const { language } = report
  const { images, changes } = await repairDataset(report.root, found, folder, {
    language,
    ...(onProgress && { onProgress }),
  })
  const again = await check({ data: folder, inputSize: found.view.input, fast: true, language })
  return { folder, reportPath: resolve(folder, reportNames.text), images, changes, check: again }
}
