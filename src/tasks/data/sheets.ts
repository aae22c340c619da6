// Draws contact sheets of a checked data set: boxes as they are read, and what the network sees.
import { resolve } from 'node:path'
import { emptySheetFolder, writeSheets } from '../../prepare/sheets/sheets.ts'
import type { LookedAt } from './check.ts'

export interface SheetsTask {
  /** What a check found out. */
  readonly original: LookedAt
  /** A new or empty folder outside of the data set, or one that holds earlier sheets, which are replaced. */
  readonly folder: string
}

export interface SheetsReport {
  /** Absolute path of the folder. */
  readonly folder: string
  /** Absolute paths of the pages, in their order. */
  readonly pages: readonly string[]
}

/** Refuses a folder before a long check, and empties it of earlier sheets. @throws UserError */
export function refuseSheetFolder(data: string, folder: string): void {
  emptySheetFolder(resolve(folder), resolve(data))
}

/** @throws UserError target-not-empty, target-inside-source, or what the file system said */
export async function drawSheets(
  { original: { report, check }, folder }: SheetsTask,
  onProgress?: (done: number, total: number) => void,
): Promise<SheetsReport> {
  const target = resolve(folder)
  const options = { language: report.language, ...(onProgress && { onProgress }) }
  return { folder: target, pages: await writeSheets(report.root, check, target, options) }
}
