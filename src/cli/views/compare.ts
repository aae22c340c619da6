// Runs side by side: results, settings that differ, curves in one chart, images that got better or worse.
import type { CompareReport, ImageChange, ImageComparison } from '../../tasks/runs/compare.ts'
import { renderChart } from '../text/chart.ts'
import { countOf, formatDuration, formatEpoch, formatScore } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { cut } from '../text/width.ts'
import { renderConfigDiff } from './config.ts'

/** A run's letter: its column in the table of settings, its sign in the charts. */
function letterOf(index: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'[index % 26]
}

/** The whole comparison. */
export function renderComparison(report: CompareReport, look: Look, all = false): string {
  const { paint } = look
  const titles = report.runs.map((_, index) => letterOf(index))
  return [
    renderResults(report, look),
    `${paint.bold('Configuration')}\n${renderConfigDiff(report.config, look, { all, titles })}`,
    ...renderCharts(report, look),
    ...report.images.map((one) => renderImages(one, report, look)),
  ].join('\n\n')
}

function renderResults({ runs }: CompareReport, look: Look): string {
  const columns = [
    { title: 'run', least: 22 },
    { title: 'state' },
    { title: 'best F', align: 'right' },
    { title: 'P', align: 'right' },
    { title: 'R', align: 'right' },
    { title: 'best epoch', align: 'right' },
    { title: 'last F', align: 'right' },
    { title: 'loss', align: 'right' },
    { title: 'val loss', align: 'right' },
    { title: 'time', align: 'right' },
    { title: 'name' },
  ] as const
  const rows = runs.map(({ run }, index) => [
    `${letterOf(index)}  ${run.id}`,
    run.state.name,
    formatScore(run.best?.fScore),
    formatScore(run.best?.precision),
    formatScore(run.best?.recall),
    run.best === undefined ? '-' : formatEpoch(run.best.epoch, run.epochs),
    formatScore(run.last?.fScore),
    formatScore(run.loss),
    formatScore(run.last?.valLoss),
    run.durationSeconds === undefined ? '-' : formatDuration(run.durationSeconds),
    cut(run.names.join(', '), 24),
  ])
  return renderTable(columns, rows, look)
}

function renderCharts({ runs, x: unit }: CompareReport, look: Look): string[] {
  const signs = runs.map((_, index) => letterOf(index))
  const charts = [
    { title: 'F-score', name: 'f_score', yRange: [0, 1] as const },
    { title: 'Training loss', name: 'loss' },
    { title: 'Validation loss', name: 'val_loss' },
  ] as const
  return charts.flatMap(({ name, ...chart }) => {
    const curves = runs.map(({ curves }, index) => ({ sign: signs[index], curve: curves[name] }))
    if (curves.every(({ curve }) => curve.x.length === 0)) return []
    return [renderChart({ unit, ...chart, title: `${chart.title} (${signs.join(', ')})`, curves }, look)]
  })
}

/** As many images of each kind are listed. */
const imagesShown = 5

function renderImages(
  { id, better, worse, same, unpaired }: ImageComparison,
  report: CompareReport,
  look: Look,
): string {
  const letter = letterOf(report.runs.findIndex(({ run }, index) => index > 0 && run.id === id))
  const counts = [
    `${better.length} better`,
    `${worse.length} worse`,
    `${same} the same`,
    ...(unpaired > 0 ? [`${countOf(unpaired, 'image')} in one of the two only`] : []),
  ]
  const title = `${look.paint.bold(`Images of ${letter} against a`)}  ${counts.join(', ')}`
  const changes = [...better.slice(0, imagesShown), ...worse.slice(0, imagesShown)]
  if (changes.length === 0) return title
  const columns = [
    { title: 'image' },
    { title: 'F in a', align: 'right' },
    { title: `in ${letter}`, align: 'right' },
    { title: 'change', align: 'right' },
  ] as const
  const rows = changes.map(({ image, before, after }: ImageChange) => {
    const change = after - before
    return [image, formatScore(before), formatScore(after), `${change > 0 ? '+' : ''}${formatScore(change)}`]
  })
  return `${title}\n${renderTable(columns, rows, look)}`
}
