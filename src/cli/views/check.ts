// The report of a checked data set: totals, findings, and the verdict.
import type { Language } from '../../core/language.ts'
import type { CheckReport, Severity, SplitTotals } from '../../tasks/data/check.ts'
import { formatDuration, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'
import { checkWords, heightNote, speedNote } from './check-words.ts'
import { renderGroups, severityCount, shownOfAKind, widest, type ShownProblem } from './problems.ts'

/** What a check found out, in words. */
export interface ShownCheck extends Omit<CheckReport, 'problems'> {
  readonly problems: readonly ShownProblem[]
}

/** The whole report of `ocrdet check`; `all: true` lists every problem. */
export function renderCheck(report: ShownCheck, look: Look, options: { readonly all?: boolean } = {}): string {
  const { root, language, totals } = report
  const limit = options.all === true ? Infinity : shownOfAKind
  const seen = totals.train.images + totals.test.images
  return [
    `${checkWords.dataSet[language]} ${shownPath(root)}`,
    ...(seen > 0 ? [renderTotals(report, look)] : []),
    ...renderGroups(report.problems, { root, limit, look, language }),
    ...(seen > 0 ? [renderSpeed(report, seen, look)] : []),
    renderVerdict(report, look),
  ].join('\n\n')
}

/** What both splits hold, side by side. */
function renderTotals({ totals: { train, test }, view, language }: ShownCheck, look: Look): string {
  type Word = keyof typeof checkWords
  const row = (name: Word, of: (totals: SplitTotals) => string): string[] => [
    checkWords[name][language],
    of(train),
    of(test),
  ]
  const size = (pixels: readonly [number, number] | undefined): string => pixels?.join('x') ?? '-'
  const columns = [
    { title: '' },
    { title: checkWords.train[language], align: 'right' },
    { title: checkWords.test[language], align: 'right' },
  ] as const
  const rows = [
    row('images', ({ images }) => String(images)),
    row('withoutText', ({ imagesWithoutText }) => String(imagesWithoutText)),
    row('smallest', ({ smallest }) => size(smallest)),
    row('largest', ({ largest }) => size(largest)),
    row('texts', ({ texts }) => String(texts)),
    row('ignored', ({ ignored }) => String(ignored)),
    row('heights', ({ textHeights }) => heights(textHeights)),
    row('tooSmall', ({ textHeights }) => String(textHeights?.tooSmall ?? '-')),
  ]
  const note = wrap(heightNote[language](view.input.join('x')), Math.min(look.columns, widest))
  return [renderTable(columns, rows, look), ...note.map((line) => look.paint.dim(line))].join('\n')
}

function heights(measured: SplitTotals['textHeights']): string {
  if (measured === undefined) return '-'
  return [measured.low, measured.median, measured.high].map((height) => height.toFixed(0)).join(' / ')
}

function renderSpeed({ seconds, decoded, language }: ShownCheck, seen: number, look: Look): string {
  const rate = (seen / Math.max(seconds, 0.001)).toFixed(0)
  const text = speedNote[language](formatDuration(seconds), rate, decoded)
  return wrap(text, Math.min(look.columns, widest))
    .map((line) => look.paint.dim(line))
    .join('\n')
}

function renderVerdict({ problems, errors, warnings, language }: ShownCheck, { paint }: Look): string {
  const counts = countsOf({ error: errors, warning: warnings, info: problems.length - errors - warnings }, language)
  const colon = language === 'en' ? ': ' : '：'
  if (errors > 0) return `${paint.red(counts)}${colon}${checkWords.refused[language]}`
  if (problems.some(({ code }) => code === 'test-part-only'))
    return `${(warnings > 0 ? paint.yellow : paint.green)(counts)}${colon}${checkWords.readyToMeasure[language]}`
  if (warnings > 0) return `${paint.yellow(counts)}${colon}${checkWords.lookFirst[language]}`
  return `${paint.green(counts)}${colon}${checkWords.ready[language]}`
}

/** `2 errors, 1 warning, 0 notes`. */
export function countsOf(counts: Readonly<Record<Severity, number>>, language: Language): string {
  const parts = (['error', 'warning', 'info'] as const).map((one) => severityCount[language](one, counts[one]))
  return parts.join(language === 'en' ? ', ' : '，')
}
