// A sweep of thresholds as text: the best settings beside the current ones, whether they are better, and what each setting does.
import type { DetectorOptions } from '../../tasks/models/detector-options.ts'
import type { EvaluateReport } from '../../tasks/models/evaluate.ts'
import { countOf, formatDuration, formatScore } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { pad, wrap } from '../text/width.ts'

type Sweep = NonNullable<EvaluateReport['sweep']>
type Cell = Sweep['current']
type Setting = 'binaryThreshold' | 'boxThreshold' | 'unclipRatio'

/** The settings by the names that config.yaml and the flags have for them, with their list in the grid. */
const names = {
  binaryThreshold: { name: 'binary_threshold', list: 'binaryThresholds' },
  boxThreshold: { name: 'box_threshold', list: 'boxThresholds' },
  unclipRatio: { name: 'unclip_ratio', list: 'unclipRatios' },
} as const
const settings = Object.keys(names) as Setting[]

/** As many of the best cells are listed. */
const bestShown = 5
/** Sentences are broken here at the latest. */
const widest = 100

/** The report of `ocrdet eval --sweep`, in 80 columns; the whole grid is in the JSON and in sweep.csv. */
export function renderSweep(sweep: Sweep, look: Look): string {
  const { cells, images, seconds } = sweep
  const head = `${cells.length} settings on ${countOf(images, 'image')}, from the same maps in ${formatDuration(seconds)}`
  const verdict = wrap(verdictOn(sweep), Math.min(look.columns, widest)).join('\n')
  const limits = limitOf(sweep)
  return [
    look.paint.bold(head),
    renderBest(sweep, look),
    verdict,
    ...(limits === undefined ? [] : [look.paint.yellow(wrap(limits, Math.min(look.columns, widest)).join('\n'))]),
    renderSlices(sweep, look),
  ].join('\n\n')
}

/** Settings whose counts lack what lies below the limit of areas. */
function limitOf({ cells }: Sweep): string | undefined {
  const thresholds = [...new Set(cells.filter(({ capped }) => capped > 0).map((cell) => shown(cell.binaryThreshold)))]
  const max = cells.reduce((sum, { capped }) => Math.max(sum, capped), 0)
  if (max === 0) return undefined
  return `With binary_threshold ${thresholds.join(', ')} the limit of areas was reached, on up to ${countOf(max, 'image')}: texts below it are missing in these scores (--max-candidates looks at more).`
}

function renderBest({ cells, current, best }: Sweep, look: Look): string {
  const others = cells.filter((cell) => cell !== best && cell !== current).toSorted((a, b) => b.fScore - a.fScore)
  const columns = [
    { title: '' },
    ...[...settings.map((setting) => names[setting].name), 'F', 'P', 'R'].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
  ]
  const row = (title: string, cell: Cell): string[] => [
    title,
    ...settings.map((setting) => shown(cell[setting])),
    ...[cell.fScore, cell.precision, cell.recall].map((score) => formatScore(score)),
  ]
  const listed = others.slice(0, bestShown - 1).map((cell) => row('', cell))
  const rows = best === current ? [row('current, best', best)] : [row('current', current), row('best', best)]
  return renderTable(columns, [...rows, ...listed], look)
}

function verdictOn({ best, current, noise, images }: Sweep): string {
  if (best === current) return 'No other settings are better on these images.'
  const gain = signed(best.fScore - current.fScore)
  if (noise === undefined)
    return `Gain ${gain}: ${countOf(images, 'image')} are too few to tell whether that is more than noise.`
  const { interval, confidence, resamples, gainElsewhere, beyondNoise } = noise
  const measured = `Gain ${gain}, ${100 * confidence} % interval ${signed(interval[0])} to ${signed(interval[1])} (${resamples} drawings of the images); chosen on some images it is ${signed(gainElsewhere)} on the others.`
  return `${measured} ${beyondNoise ? 'More than noise.' : 'Not more than noise: keep the current settings, or sweep on more images.'}`
}

/** `+0.012`, `-0.003`. */
function signed(score: number): string {
  return `${score < 0 ? '-' : '+'}${formatScore(Math.abs(score))}`
}

/** The F-score along each setting, the two others as in the best cell. */
function renderSlices(sweep: Sweep, { paint }: Look): string {
  const width = Math.max(...settings.map((setting) => names[setting].name.length))
  const lines = settings.flatMap((setting) => {
    const slice = sliceOf(sweep, setting)
    const values = slice.map((cell) => pad(shown(cell[setting]) + markOf(sweep, setting, cell), 7, 'right'))
    const scores = slice.map(({ fScore }) => pad(`${formatScore(fScore)} `, 7, 'right'))
    const row = (title: string, cells: readonly string[]): string => `${pad(title, width)}${cells.join('')}`.trimEnd()
    return [paint.dim(row(names[setting].name, values)), row('F', scores)]
  })
  const legend = 'Around the best (*), one setting at a time; < is the current value'
  return [legend, ...lines, ...edges(sweep)].join('\n')
}

function sliceOf({ cells, best }: Sweep, along: Setting): Cell[] {
  const fixed = settings.filter((setting) => setting !== along)
  return cells.filter((cell) => fixed.every((setting) => cell[setting] === best[setting]))
}

function markOf({ best, current }: Sweep, setting: Setting, cell: Cell): string {
  if (cell[setting] === best[setting]) return '*'
  return cell[setting] === current[setting] ? '<' : ' '
}

/** Settings whose best value is the smallest or the largest that was tried. */
function edges({ grid, best, current }: Sweep): string[] {
  if (best === current) return []
  return settings.flatMap((setting) => {
    const values = grid[names[setting].list]
    const edge = best[setting] === values[0] ? 'smallest' : best[setting] === values.at(-1) ? 'largest' : undefined
    return edge === undefined
      ? []
      : [`${names[setting].name}: the best value is the ${edge} that was tried; there may be better ones`]
  })
}

/** Thresholds as they are, with two digits at least. */
function shown(value: number): string {
  const text = String(Number(value.toFixed(4)))
  return /\.\d\d/.test(text) ? text : value.toFixed(2)
}

/** The best settings as choices for `eval` and `export`. */
export function bestOptions({ best }: Sweep): DetectorOptions {
  return { binary_threshold: best.binaryThreshold, box_threshold: best.boxThreshold, unclip_ratio: best.unclipRatio }
}
