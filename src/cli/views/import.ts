// The report of an import: what the new data set holds, how it was divided, and everything that was left out or changed.
import type { ImportReport, PlainNote } from '../../tasks/data/import.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { renderDivision } from './division.ts'
import { renderGroups, shownOfAKind, type ShownProblem } from './problems.ts'

/** The report with its notes in English. */
export type PlainReport = Omit<ImportReport, 'notes'> & { readonly notes: readonly PlainNote[] }

/** The whole report of `ocrdet import`; `all: true` lists every note. */
export function renderImport(report: PlainReport, look: Look, options: { readonly all?: boolean } = {}): string {
  const { root, source, format, detected, placed, division, problems } = report
  const limit = options.all === true ? Infinity : shownOfAKind
  const found = detected ? ' (found by looking into the files)' : ''
  const broken = problems.filter(({ severity }) => severity === 'error')
  return [
    `Imported ${format}${found} from ${shownPath(source)} into ${shownPath(root)}; images are ${placed}`,
    renderImportTotals(report.totals, look),
    renderDivision(division, look),
    ...renderNotes(report.notes, { source, limit, look }),
    ...(broken.length === 0 ? [] : ['In the new data set:', ...renderGroups(broken, { root, limit, look })]),
    renderVerdict(report, look),
  ].join('\n\n')
}

/** Notes of one kind together, errors first. */
export function renderNotes(
  notes: readonly PlainNote[],
  { source, limit, look }: { readonly source: string; readonly limit: number; readonly look: Look },
): string[] {
  const shown = notes.map(({ where, ...rest }): ShownProblem => ({ ...rest, file: where }))
  return renderGroups(shown, { root: source, limit, look })
}

function renderImportTotals({ train, test }: ImportReport['totals'], look: Look): string {
  const columns = [{ title: '' }, { title: 'train', align: 'right' }, { title: 'test', align: 'right' }] as const
  const rows = [
    ['images', String(train.images), String(test.images)],
    ['without text', String(train.imagesWithoutText), String(test.imagesWithoutText)],
    ['texts', String(train.texts), String(test.texts)],
    ['do not care (###)', String(train.ignored), String(test.ignored)],
  ]
  return renderTable(columns, rows, look)
}

function renderVerdict({ notes, errors, warnings, problems }: PlainReport, { paint }: Look): string {
  const counts = [
    countOf(errors, 'error'),
    countOf(warnings, 'warning'),
    countOf(notes.length - errors - warnings, 'note'),
  ].join(', ')
  if (problems.some(({ severity }) => severity === 'error'))
    return `${paint.red(counts)}: a training would refuse the new data set.`
  if (errors > 0) return `${paint.red(counts)}: what is listed as an error is not in the new data set.`
  if (warnings > 0) return `${paint.yellow(counts)}: everything is there; look at what was changed.`
  return `${paint.green(counts)}: everything is there.`
}
