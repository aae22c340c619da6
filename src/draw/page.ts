// One page: a heading with its legend above a grid of tiles.
import { newCanvas, type Canvas, type Context2D } from '../data/canvas.ts'
import { colors, fontSize, gap, headingHeight, lineHeight, type Box } from './look.ts'
import { paintText } from './paint.ts'

/** A grid of equal tiles. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
}

/** What stands above the tiles. */
export interface Heading {
  readonly title: string
  /** Colours and what they mean. */
  readonly legend: readonly { readonly color: string; readonly meaning: string }[]
}

/** Paints one tile into its box. */
export type PaintTile = (context: Context2D, box: Box) => void

/** A page with these tiles, row by row; with fewer tiles than the grid has, it is lower. */
export function paintPage({ title, legend }: Heading, grid: Grid, tiles: readonly PaintTile[]): Canvas {
  const rows = Math.ceil(tiles.length / grid.columns)
  const width = grid.columns * (grid.tileWidth + gap) + gap
  const { canvas, context } = newCanvas(width, headingHeight + rows * (grid.tileHeight + gap) + gap)
  context.fillStyle = colors.page
  context.fillRect(0, 0, canvas.width, canvas.height)
  paintText(context, title, { x: gap, y: gap + fontSize, width: width - 2 * gap }, { color: colors.text, bold: true })
  paintLegend(context, legend)
  for (const [index, paint] of tiles.entries()) {
    const [column, row] = [index % grid.columns, Math.floor(index / grid.columns)]
    const x = gap + column * (grid.tileWidth + gap)
    const y = headingHeight + row * (grid.tileHeight + gap)
    context.save()
    context.beginPath()
    context.rect(x, y, grid.tileWidth, grid.tileHeight)
    context.clip()
    context.fillStyle = colors.tile
    context.fillRect(x, y, grid.tileWidth, grid.tileHeight)
    paint(context, { x, y, width: grid.tileWidth, height: grid.tileHeight })
    context.restore()
  }
  return canvas
}

function paintLegend(context: Context2D, legend: Heading['legend']): void {
  let x = gap
  const y = gap + lineHeight + fontSize
  for (const { color, meaning } of legend) {
    context.fillStyle = color
    context.fillRect(x, y - 10, 18, 10)
    paintText(context, meaning, { x: x + 24, y, width: Infinity }, { color: colors.dim })
    x += 24 + context.measureText(meaning).width + 24
  }
}
