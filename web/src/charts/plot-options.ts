// How uPlot draws our curves: colours of the style sheet, marks where a value is no number, our own ranges.
import uPlot from 'uplot'
import { cssColor } from '../ui/theme.ts'
import type { Columns, Range } from './columns.ts'
import type { Line } from './line.ts'
import { colorName, dashOf } from './line-look.ts'

interface PlotOptions {
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
  readonly log: boolean
  /** Scores: from 0 to 1 whatever the values are. */
  readonly unit: boolean
  readonly label: string
  /** Steps and epochs: marks stand at whole ones alone. */
  readonly whole: boolean
  /** Read at each drawing. */
  readonly range: () => Range
  readonly columns: () => Columns
  readonly xText: (value: number) => string
  readonly onZoom: (range: Range | undefined) => void
  readonly onHover: (index: number | null) => void
}

export function plotOptions(options: PlotOptions): uPlot.Options {
  const { lines, width, height, log, unit, range, xText, onHover } = options
  const isFew = lines.length <= 12
  const ink = cssColor('ink-soft')
  const grid = { stroke: cssColor('line'), width: 1 }
  const axis = { stroke: ink, grid, ticks: grid, font: '12px system-ui, sans-serif' }
  return {
    width,
    height,
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      // A new focus draws every curve again.
      focus: { prox: isFew ? 24 : -1 },
      points: { show: isFew },
    },
    focus: { alpha: lines.length > 1 ? 0.35 : 1 },
    scales: {
      x: { time: false, range: () => [...range()] },
      y: { distr: log ? 3 : 1, ...(unit && !log && { range: [0, 1] }) },
    },
    axes: [
      { ...axis, values: (_, splits) => splits.map(xText), ...(options.whole && { incrs: wholeSteps }) },
      { ...axis, size: 62, values: (_, splits) => splits.map((value) => (value === null ? '' : shortNumber(value))) },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, lines.length))],
    hooks: {
      setSelect: [(plot) => takeSelection(plot, options)],
      setCursor: [({ cursor }) => onHover(cursor.idx ?? null)],
      draw: [(plot) => markBroken(plot, options)],
      ready: [(plot) => plot.over.addEventListener('dblclick', () => options.onZoom(undefined))],
    },
  }
}

/** Distances of marks: 1, 2, 5, 10, ... */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((first) => first * 10 ** power)).flat()

function seriesOf(line: Line, count: number): uPlot.Series {
  const { label, color, x } = line
  return {
    label,
    stroke: cssColor(colorName(color)),
    // Browsers draw lines of one pixel several times faster than wider ones.
    width: count > 8 ? 1 : 1.5,
    dash: dashOf(line),
    spanGaps: false,
    // One point, or the few of the evaluations, would be invisible as a line.
    points: { show: x.length <= 40, size: 6 },
  }
}

function takeSelection(plot: uPlot, { onZoom }: PlotOptions): void {
  const { left, width } = plot.select
  if (width < 5) return
  onZoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')])
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
}

/** A triangle at the upper edge where a value is no number. */
function markBroken(plot: uPlot, { columns }: PlotOptions): void {
  const { ctx, bbox } = plot
  const size = 5 * devicePixelRatio
  ctx.save()
  ctx.fillStyle = cssColor('bad')
  for (const { x } of columns().broken) {
    const at = plot.valToPos(x, 'x', true)
    if (at < bbox.left || at > bbox.left + bbox.width) continue
    ctx.beginPath()
    ctx.moveTo(at - size, bbox.top)
    ctx.lineTo(at + size, bbox.top)
    ctx.lineTo(at, bbox.top + size * 1.6)
    ctx.fill()
  }
  ctx.restore()
}

/** `1e-7`, `0.25`, `12`. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1).replace('.0e', 'e')
  return String(Number(value.toPrecision(4)))
}
