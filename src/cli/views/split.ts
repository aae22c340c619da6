// The report of a split: the two parts, what was kept together, and where the lists are.
import type { PlainNote, SplitReport } from '../../tasks/data/split.ts'
import type { SplitSetReport } from '../../tasks/annotate/split-set.ts'
import { shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { renderDivision } from './division.ts'
import { renderNotes } from './import.ts'
import { renderGroups, shownOfAKind } from './problems.ts'

/** The report with its notes in English. */
export type PlainSplit = Omit<SplitReport, 'notes'> & { readonly notes: readonly PlainNote[] }

/** Of a set that is open for editing, with its notes in English. */
export type PlainSplitSet = Omit<SplitSetReport, 'notes'> & {
  readonly written: boolean
  readonly notes: readonly PlainNote[]
}

/** What went from the training to the test list; `all: true` lists every note. */
export function renderSplitSet(
  { root, written, moved, counts, notes }: PlainSplitSet,
  look: Look,
  { all = false }: { readonly all?: boolean } = {},
): string {
  const shown = moved.slice(0, all ? Infinity : shownOfAKind)
  const images = moved.length === 1 ? '1 image' : `${moved.length} images`
  const more = moved.length > shown.length ? [`  and ${moved.length - shown.length} more (--all lists them)`] : []
  return [
    written
      ? `${images} went from the training to the test list of ${shownPath(root)}: ${counts.train} and ${counts.test} now`
      : `${images} of ${shownPath(root)} would go from the training to the test list: ${counts.train} and ${counts.test} then; nothing was written`,
    ...(shown.length > 0 ? [[...shown.map((name) => `  ${name}`), ...more].join('\n')] : []),
    ...renderNotes(notes, { source: root, limit: all ? Infinity : shownOfAKind, look }),
  ].join('\n\n')
}

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
