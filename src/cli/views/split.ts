// The report of a split: the two parts, what was kept together, and where the lists are.
import type { PlainNote, SplitReport } from '../../tasks/data/split.ts'
import { shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { renderDivision } from './division.ts'
import { renderNotes } from './import.ts'
import { renderGroups, shownOfAKind } from './problems.ts'

/** The report with its notes in English. */
export type PlainSplit = Omit<SplitReport, 'notes'> & { readonly notes: readonly PlainNote[] }

/** The whole report of `ocrdet split`; `all: true` lists every note. */
export function renderSplit(report: PlainSplit, look: Look, options: { readonly all?: boolean } = {}): string {
  const { root, written, division, images, withoutText, notes, problems } = report
  const limit = options.all === true ? Infinity : shownOfAKind
  const columns = [{ title: '' }, { title: 'train', align: 'right' }, { title: 'test', align: 'right' }] as const
  const rows = [
    ['images', String(images.train.length), String(images.test.length)],
    ['without text', String(withoutText.train), String(withoutText.test)],
  ]
  return [
    written === undefined
      ? `${shownPath(root)} would be divided like this; nothing was written`
      : `Divided ${shownPath(root)}; the lists are in ${shownPath(written)}`,
    renderTable(columns, rows, look),
    renderDivision(division, look),
    ...renderNotes(notes, { source: root, limit, look }),
    ...renderGroups(
      problems.filter(({ severity }) => severity === 'error'),
      { root: written ?? root, limit, look },
    ),
  ].join('\n\n')
}
