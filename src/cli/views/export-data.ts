// The report of a data set that was written for another program.
import type { ExportDataReport } from '../../tasks/data/export-data.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'

/** As many turned images are named. */
const shownTurned = 5

/** The whole report of `ocrdet export-data`. */
export function renderExportData(report: ExportDataReport, look: Look): string {
  const { root, format, placed, splits, files, turned, withoutText } = report
  const columns = [{ title: '' }, { title: 'train', align: 'right' }, { title: 'test', align: 'right' }] as const
  const rows = (['images', 'texts', 'ignored'] as const).map((key) => [
    key === 'ignored' ? 'do not care (###)' : key,
    String(splits.train[key]),
    String(splits.test[key]),
  ])
  const { yellow } = look.paint
  const named = `${turned.slice(0, shownTurned).join(', ')}${turned.length > shownTurned ? ', ...' : ''}`
  return [
    `Wrote ${format} into ${shownPath(root)}: ${files.join(', ')}; images are ${placed}`,
    renderTable(columns, rows, look),
    ...(turned.length === 0
      ? []
      : [
          `${yellow('note')} ${countOf(turned.length, 'image')} with an EXIF orientation (${named}): programs that do not turn them see the texts in wrong places.`,
        ]),
    ...(withoutText === 0
      ? []
      : [`${yellow('note')} ${countOf(withoutText, 'image')} without any text: some programs leave them out.`]),
  ].join('\n\n')
}
