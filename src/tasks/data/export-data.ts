// Writes a data set in the format of another program.
import { listsIn } from '../../prepare/split/split.ts'
import { splits } from '../../data/dataset.ts'
import { exportDataset, type ExportDataOptions, type ExportDataSummary } from '../../prepare/export-data/export-data.ts'
import { loadDataset } from './load-data.ts'

export { exportFormatNames, exportFormats, type ExportFormatName } from '../../prepare/export-data/export-data.ts'
export type { ExportDataSummary as ExportDataReport } from '../../prepare/export-data/export-data.ts'

export interface ExportDataTask extends ExportDataOptions {
  readonly data: string
  /** New or empty folder. */
  readonly out: string
}

/**
 * A data set with only one list is written as it is; one with errors is refused.
 * @throws DatasetError; UserError as `exportDataset` does
 */
export async function exportData({ data, out, ...options }: ExportDataTask): Promise<ExportDataSummary> {
  const lists = listsIn(data)
  const dataset = await loadDataset(data, lists.length === 0 ? splits : lists)
  return await exportDataset(dataset, out, options)
}
