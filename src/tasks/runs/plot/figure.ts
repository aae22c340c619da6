// A figure of three panels under each other, loss, scores and learning rate, with a legend of the runs.
import { type Context2D, newCanvas, notoFont } from '../../../data/canvas.ts'
import type { CurveName, Curves, XUnit } from '../../../run/plot-data.ts'
import { colors, inks } from './colors.ts'
import { drawPanel, type Line } from './panel.ts'

export interface FigureRun {
  readonly label: string
  readonly curves: Curves
}

export interface Figure {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}

const width = 1200
const panelHeight = 330
const legendRow = 26
const margin = { top: 20, bottom: 16, left: 24 } as const

/** How a curve is drawn: whole, or dashed beside another one of the same run. */
interface PanelCurve {
  readonly name: CurveName
  readonly says: string
  /** Lengths of dashes and gaps, in pixels; empty for a whole line. */
  readonly dash: readonly number[]
}

interface PanelPlan {
  readonly title: string
  readonly curves: readonly PanelCurve[]
  readonly yRange?: readonly [number, number]
}

const panels: readonly PanelPlan[] = [
  {
    title: 'Loss',
    curves: [
      { name: 'loss', says: 'training', dash: [] },
      { name: 'val_loss', says: 'validation', dash: [8, 5] },
    ],
  },
  {
    title: 'Scores',
    yRange: [0, 1],
    curves: [
      { name: 'f_score', says: 'F-score', dash: [] },
      { name: 'precision', says: 'precision', dash: [8, 5] },
      { name: 'recall', says: 'recall', dash: [2, 4] },
    ],
  },
  { title: 'Learning rate', curves: [{ name: 'learning_rate', says: 'learning rate', dash: [] }] },
]

/** Draws the runs in their order, each in a colour of its own. */
export function drawFigure(runs: readonly FigureRun[], unit: XUnit): Figure {
  const legendHeight = legendRow * runs.length + 12
  const height = margin.top + legendHeight + panels.length * panelHeight + margin.bottom
  const { canvas, context } = newCanvas(width, height)
  context.fillStyle = inks.paper
  context.fillRect(0, 0, width, height)
  for (const [index, { label }] of runs.entries()) drawLegend(context, label, index)
  for (const [index, plan] of panels.entries()) {
    const top = margin.top + legendHeight + index * panelHeight
    const box = { left: margin.left, top, width: width - 2 * margin.left, height: panelHeight }
    const lines = runs.flatMap(({ curves }, run) => linesOf(plan, curves, colors[run % colors.length]))
    const key = plan.curves.filter(({ name }) => runs.some(({ curves }) => curves[name].x.length > 0))
    drawPanel(context, box, { title: plan.title, unit, lines, key, ...(plan.yRange && { yRange: plan.yRange }) })
  }
  return { png: canvas.toBuffer('image/png'), width, height }
}

function linesOf({ curves: wanted }: PanelPlan, curves: Curves, color: string): Line[] {
  return wanted.map(({ name, dash }) => ({ curve: curves[name], color, dash }))
}

function drawLegend(context: Context2D, label: string, index: number): void {
  const y = margin.top + legendRow * index + 8
  context.fillStyle = colors[index % colors.length]
  context.fillRect(margin.left, y, 28, 6)
  context.fillStyle = inks.text
  context.font = notoFont(17, 700)
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillText(label, margin.left + 40, y + 3)
}
