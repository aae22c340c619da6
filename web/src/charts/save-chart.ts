// A chart as a PNG: title, drawing and legend on the ground of the page.
import { saveBlob } from '../ui/save.ts'
import { cssColor } from '../ui/theme.ts'
import type { Line } from './line.ts'
import { colorName, dashOf } from './line-look.ts'

/** Pixels of the page; they are multiplied by the density of the screen. */
const sizes = { padding: 12, title: 28, legend: 22, swatch: 22, gap: 18 } as const

interface ChartToSave {
  readonly canvas: HTMLCanvasElement
  readonly title: string
  readonly lines: readonly Line[]
  readonly name: string
}

/** Offers the chart as a download. */
export function saveChart({ canvas, title, lines, name }: ChartToSave): void {
  const scale = devicePixelRatio
  const { padding, title: head, legend } = sizes
  const width = canvas.width / scale + 2 * padding
  const rows = legendRows(lines, width - 2 * padding)
  const image = document.createElement('canvas')
  image.width = width * scale
  image.height = (canvas.height / scale + head + rows.length * legend + 2 * padding) * scale
  const ink = image.getContext('2d')
  if (ink === null) return
  ink.scale(scale, scale)
  ink.fillStyle = cssColor('card')
  ink.fillRect(0, 0, image.width, image.height)
  ink.fillStyle = cssColor('ink')
  ink.font = '600 15px system-ui, sans-serif'
  ink.textBaseline = 'middle'
  ink.fillText(title, padding, padding + head / 2)
  ink.drawImage(canvas, padding, padding + head, canvas.width / scale, canvas.height / scale)
  const below = padding + head + canvas.height / scale
  for (const [row, places] of rows.entries())
    for (const { line, left } of places) drawEntry(ink, line, [padding + left, below + (row + 0.5) * legend])
  image.toBlob((blob) => blob !== null && saveBlob(name, blob), 'image/png')
}

const textFont = '13px system-ui, sans-serif'

interface Place {
  readonly line: Line
  /** Pixels from the left edge. */
  readonly left: number
}

/** Entries side by side, as many as fit in a row. */
function legendRows(lines: readonly Line[], width: number): Place[][] {
  const ink = document.createElement('canvas').getContext('2d')
  if (ink === null) return []
  ink.font = textFont
  const rows: Place[][] = [[]]
  let left = 0
  for (const line of lines) {
    const wide = sizes.swatch + ink.measureText(line.label).width + sizes.gap
    if (left > 0 && left + wide > width) {
      rows.push([])
      left = 0
    }
    rows.at(-1)?.push({ line, left })
    left += wide
  }
  return rows
}

function drawEntry(ink: CanvasRenderingContext2D, line: Line, [x, y]: readonly [number, number]): void {
  ink.strokeStyle = cssColor(colorName(line.color))
  ink.lineWidth = 2
  ink.setLineDash(dashOf(line))
  ink.beginPath()
  ink.moveTo(x, y)
  ink.lineTo(x + sizes.swatch - 6, y)
  ink.stroke()
  ink.font = textFont
  ink.fillStyle = cssColor('ink')
  ink.fillText(line.label, x + sizes.swatch, y)
}
