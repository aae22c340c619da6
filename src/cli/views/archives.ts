// What was archived, restored or removed, as text.
import type { ArchivesReport, KeptBecause, RestoreReport } from '../../tasks/runs/archive.ts'
import type { RemoveReport } from '../../tasks/runs/remove.ts'
import { countOf, formatBytes, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'

const reasons: Readonly<Record<KeptBecause, string>> = {
  running: 'it is running',
  best: 'the best of its data set',
}

/** One line a run. */
export function renderArchives({ dryRun, chosen, archived, kept, failed }: ArchivesReport, { paint }: Look): string {
  const lines = [
    ...(dryRun ? chosen.map((id) => `${id}  would be archived`) : []),
    ...archived.map(({ id, path, bytes, contentBytes, files }) => {
      const sizes = `${countOf(files, 'file')}, ${formatBytes(contentBytes)} -> ${formatBytes(bytes)}`
      return `${id}  ${paint.green('archived')}, read back and compared: ${sizes}  ${paint.dim(shownPath(path))}`
    }),
    ...kept.map(({ id, because }) => `${id}  ${paint.dim(`stays: ${reasons[because]}`)}`),
    ...failed.map(({ id, message }) => `${id}  ${paint.red('stays')}: ${message}`),
  ]
  return lines.length === 0 ? 'No run is old enough.' : lines.join('\n')
}

export function renderRestored(report: RestoreReport, { paint }: Look): string {
  const { id, folder, archive, archiveRemoved, files, contentBytes, names, takenNames } = report
  const facts = [
    `${id} is back: ${countOf(files, 'file')}, ${formatBytes(contentBytes)}, compared byte for byte`,
    paint.dim(shownPath(folder)),
    ...(names.length > 0 ? [`Names: ${names.join(', ')}`] : []),
    ...(takenNames.length > 0 ? [paint.yellow(`Names that other runs have by now: ${takenNames.join(', ')}`)] : []),
    ...(archiveRemoved ? [] : [`The archive stays: ${shownPath(archive)}`]),
  ]
  return facts.join('\n')
}

export function renderRemoved({ id, bytes, names }: RemoveReport): string {
  return `${id} is removed: ${formatBytes(bytes)}${names.length === 0 ? '' : `, and its names: ${names.join(', ')}`}`
}
