// One panel of a figure: axes with round numbers, a grid, lines that keep every spike, marks where a value is no number.
import { type Context2D, notoFont } from '../../../data/canvas.ts'
import { type Curve, bucketsOf, rangeOf } from '../../../run/plot-data.ts'
import { inks } from './colors.ts'
import { tickLabel, ticksOf } from './ticks.ts'

/** In pixels of the image. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Line {
  readonly curve: Curve
  readonly color: string
  readonly dash: readonly number[]
}

export interface Panel {
  readonly title: string
  /** What the x axis counts. */
  readonly unit: string
  readonly lines: readonly Line[]
  /** What each way of drawing means. */
  readonly key: readonly { readonly says: string; readonly dash: readonly number[] }[]
  /** Those of the values by default. */
  readonly yRange?: readonly [number, number]
}

const margin = { left: 72, right: 16, top: 34, bottom: 44 } as const
/** Curves with fewer points than this get a dot at each. */
const fewPoints = 60

/** Where values lie in the image. */
interface Scale {
  readonly inner: Box
  readonly xRange: readonly [number, number]
  readonly yRange: readonly [number, number]
}

export function drawPanel(context: Context2D, box: Box, panel: Panel): void {
  const inner = {
    left: box.left + margin.left,
    top: box.top + margin.top,
    width: box.width - margin.left - margin.right,
    height: box.height - margin.top - margin.bottom,
  }
  const { lines } = panel
  const xRange = rangeOf(lines.flatMap(({ curve }) => curve.x)) ?? [0, 1]
  const yRange = padded(panel.yRange ?? rangeOf(lines.flatMap(({ curve }) => curve.y)) ?? [0, 1])
  const scale = { inner, xRange: xRange[1] > xRange[0] ? xRange : ([xRange[0], xRange[0] + 1] as const), yRange }
  drawAxes(context, scale, panel)
  drawTitle(context, box, panel)
  for (const line of lines) drawLine(context, scale, line)
}

/** A little air above and below; a level curve lies in the middle. */
function padded([low, high]: readonly [number, number]): readonly [number, number] {
  const room = high > low ? (high - low) * 0.04 : Math.abs(low) * 0.5 || 1
  return [low - room, high + room]
}

function xOf({ inner, xRange: [from, to] }: Scale, value: number): number {
  return inner.left + ((value - from) / (to - from)) * inner.width
}

function yOf({ inner, yRange: [low, high] }: Scale, value: number): number {
  return inner.top + (1 - (value - low) / (high - low)) * inner.height
}

function drawAxes(context: Context2D, scale: Scale, { unit }: Panel): void {
  const { inner, xRange, yRange } = scale
  context.strokeStyle = inks.grid
  context.fillStyle = inks.dim
  context.lineWidth = 1
  context.setLineDash([])
  context.font = notoFont(14, 400)
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const value of ticksOf(yRange, 6)) {
    const y = Math.round(yOf(scale, value)) + 0.5
    strokePath(context, [
      [inner.left, y],
      [inner.left + inner.width, y],
    ])
    context.fillText(tickLabel(value), inner.left - 8, y)
  }
  context.textAlign = 'center'
  const below = inner.top + inner.height
  for (const value of ticksOf(xRange, 10)) {
    const x = Math.round(xOf(scale, value)) + 0.5
    strokePath(context, [
      [x, inner.top],
      [x, below],
    ])
    context.fillText(tickLabel(value), x, below + 14)
  }
  context.strokeStyle = inks.dim
  context.strokeRect(inner.left + 0.5, inner.top + 0.5, inner.width, inner.height)
  context.textAlign = 'right'
  context.fillText(unit, inner.left + inner.width, below + 32)
}

/** The title, and the ways of drawing where there are several. */
function drawTitle(context: Context2D, { left, top }: Box, { title, key }: Panel): void {
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillStyle = inks.text
  context.font = notoFont(17, 700)
  context.fillText(title, left + margin.left, top + 17)
  if (key.length < 2) return
  let x = left + margin.left + context.measureText(title).width + 30
  context.font = notoFont(14, 400)
  context.strokeStyle = inks.text
  context.lineWidth = 2
  for (const { says, dash } of key) {
    context.setLineDash([...dash])
    strokePath(context, [
      [x, top + 18],
      [x + 34, top + 18],
    ])
    context.fillText(says, x + 42, top + 17)
    x += 62 + context.measureText(says).width
  }
  context.setLineDash([])
}

/** A bucket a pixel: the line goes through its first, lowest, highest and last value. A value that is no number breaks it. */
function drawLine(context: Context2D, scale: Scale, { curve, color, dash }: Line): void {
  const { inner, xRange } = scale
  const path: (readonly [number, number])[] = []
  const finish = (): void => {
    context.strokeStyle = color
    context.lineWidth = 2
    context.lineJoin = 'round'
    context.setLineDash([...dash])
    if (path.length > 1) strokePath(context, path)
    path.length = 0
  }
  for (const { column, range, first, last, broken } of bucketsOf(curve, xRange, Math.round(inner.width) + 1)) {
    const x = inner.left + column
    if (range !== undefined) for (const value of [first, ...range, last]) path.push([x, yOf(scale, value)])
    if (!broken) continue
    finish()
    drawBroken(context, x, inner)
  }
  finish()
  if (curve.x.length >= fewPoints) return
  context.fillStyle = color
  for (const [index, value] of curve.y.entries())
    if (Number.isFinite(value)) fillDot(context, xOf(scale, curve.x[index]), yOf(scale, value))
}

/** A cross at the lower edge and a thin line: here a value is no number. */
function drawBroken(context: Context2D, x: number, inner: Box): void {
  const y = inner.top + inner.height - 9
  context.setLineDash([])
  context.strokeStyle = inks.broken
  context.lineWidth = 1
  strokePath(context, [
    [x, inner.top],
    [x, inner.top + inner.height],
  ])
  context.lineWidth = 2.5
  for (const slope of [-5, 5])
    strokePath(context, [
      [x - 5, y - slope],
      [x + 5, y + slope],
    ])
  context.fillStyle = inks.broken
  context.font = notoFont(13, 700)
  context.textAlign = x > inner.left + inner.width - 50 ? 'right' : 'left'
  context.textBaseline = 'middle'
  context.fillText('NaN', x + (context.textAlign === 'left' ? 9 : -9), y)
}

function strokePath(context: Context2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath()
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.stroke()
}

function fillDot(context: Context2D, x: number, y: number): void {
  context.beginPath()
  context.arc(x, y, 3.5, 0, 2 * Math.PI)
  context.fill()
}
