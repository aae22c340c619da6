// Makes a data set from annotations in another format, and says what the gate thinks of it.
import { readDataset } from '../../data/dataset.ts'
import { UserError } from '../../core/errors.ts'
import { detectFormat } from '../../prepare/import/detect.ts'
import { importDataset, type ImportOptions, type ImportSummary } from '../../prepare/import/import.ts'
import type { FormatName } from '../../prepare/import/formats.ts'
import { openSource } from '../../prepare/import/source.ts'
import { describeProblem, type DescribedProblem } from '../../data/problems.ts'

export { formatNames, formats, isFormatName, type FormatName } from '../../prepare/import/formats.ts'
export type { ImportStep } from '../../prepare/import/import.ts'
export type { NoteSeverity } from '../../prepare/import/note-words.ts'
export { plainNote, type Note, type PlainNote } from '../../prepare/import/notes.ts'
export type { DivisionReport } from '../../prepare/import/parts.ts'
export { groupings } from '../../prepare/split/groups.ts'

export interface ImportTask extends ImportOptions {
  /** Folder of the new data set; new or empty. */
  readonly dir: string
}

export interface ImportReport extends ImportSummary {
  /** Notes about something of the source that is not in the data set. */
  readonly errors: number
  /** Notes about something that was changed. */
  readonly warnings: number
  /** What a check says of the new data set before it opens the images. */
  readonly problems: readonly DescribedProblem[]
}

/** What a source looks like, before it is imported. */
export interface RecognisedSource {
  /** Undefined where the format cannot be told. */
  readonly format: FormatName | undefined
  /** Why it cannot be told: several formats, none, or a data set that needs no import. */
  readonly trouble: UserError | undefined
}

/** Looks into some files of a source, none outside of the folders `within`. @throws UserError source-* when it cannot be opened */
export async function recogniseSource(path: string, within?: readonly string[]): Promise<RecognisedSource> {
  const source = await openSource(path, { within })
  try {
    return { format: await detectFormat(source), trouble: undefined }
  } catch (error) {
    if (error instanceof UserError) return { format: undefined, trouble: error }
    throw error
  }
}

/** @throws UserError as `importDataset` does; nothing is written then */
export async function importData({ dir, ...options }: ImportTask): Promise<ImportReport> {
  const summary = await importDataset(dir, options)
  const { problems } = await readDataset(summary.root)
  const count = (severity: string): number => summary.notes.filter((note) => note.severity === severity).length
  return {
    ...summary,
    errors: count('error'),
    warnings: count('warning'),
    problems: problems.map((problem) => describeProblem(problem)),
  }
}
