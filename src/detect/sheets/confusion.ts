// The confusion matrix of an evaluation: of what is text and what was found, how much is matched, missed and false.
import { newCanvas, notoFont, type Canvas, type Context2D } from '../../data/canvas.ts'
import { colors, gap, lineHeight, type Box } from '../../draw/look.ts'
import { paintText } from '../../draw/paint.ts'
import type { Scores } from '../../geometry/icdar.ts'
import { type Fate, fateLooks, worded, titled } from './words.ts'

const cell = { width: 220, height: 130 } as const
/** Room for the names of rows, and for what stands above and below the cells. */
const rowNames = 130
const above = 3.5 * lineHeight + gap
const below = 3 * lineHeight + 1.5 * gap

/** The matrix as an image. @param subtitle what was evaluated, such as `epoch 5` */
export function paintConfusion({ matched, groundTruths, detections, ...scores }: Scores, subtitle: string): Canvas {
  const { canvas, context } = newCanvas(rowNames + 2 * cell.width + 2 * gap, above + 2 * cell.height + below)
  context.fillStyle = colors.page
  context.fillRect(0, 0, canvas.width, canvas.height)
  const width = canvas.width - 2 * gap
  paintText(context, titled('matrix', subtitle), { x: gap, y: gap + 14, width }, { color: colors.text, bold: true })
  const heads = ['found', 'notFound'] as const
  for (const [column, word] of heads.entries())
    paintText(
      context,
      worded(word),
      { x: at(column, 0).x + gap, y: above - 8, width: cell.width },
      { color: colors.dim },
    )
  const rows = ['text', 'noText'] as const
  for (const [row, word] of rows.entries())
    paintText(
      context,
      worded(word),
      { x: gap, y: at(0, row).y + cell.height / 2, width: rowNames },
      { color: colors.dim },
    )
  const boxes = groundTruths + detections - matched
  paintCell(context, at(0, 0), { fate: 'matched', count: matched, of: boxes })
  paintCell(context, at(1, 0), { fate: 'missed', count: groundTruths - matched, of: boxes })
  paintCell(context, at(0, 1), { fate: 'false', count: detections - matched, of: boxes })
  const empty = at(1, 1)
  const middle = { x: empty.x + gap, y: empty.y + cell.height / 2, width: cell.width }
  paintText(context, worded('uncounted'), middle, { color: colors.dim })
  const figures = [
    `${worded('fScore')}  ${scores.fScore.toFixed(3)}`,
    `${worded('precision')}  ${matched}/${detections} = ${scores.precision.toFixed(3)}`,
    `${worded('recall')}  ${matched}/${groundTruths} = ${scores.recall.toFixed(3)}`,
  ]
  const bottom = above + 2 * cell.height + gap + lineHeight
  for (const [line, text] of figures.entries())
    paintText(context, text, { x: gap, y: bottom + line * lineHeight, width }, { color: colors.text, bold: line === 0 })
  return canvas
}

function at(column: number, row: number): Box {
  return { x: gap + rowNames + column * cell.width, y: above + row * cell.height, ...cell }
}

interface Count {
  readonly fate: Fate
  readonly count: number
  readonly of: number
}

/** A cell whose colour is as strong as its share of all boxes. */
function paintCell(context: Context2D, box: Box, { fate, count, of }: Count): void {
  const share = of === 0 ? 0 : count / of
  const [x, y, width, height] = [box.x + 2, box.y + 2, box.width - 4, box.height - 4]
  context.fillStyle = colors.tile
  context.fillRect(x, y, width, height)
  context.globalAlpha = 0.1 + 0.7 * share
  context.fillStyle = fateLooks[fate].color
  context.fillRect(x, y, width, height)
  context.globalAlpha = 1
  context.font = notoFont(36, 700)
  context.fillStyle = colors.text
  context.fillText(String(count), box.x + gap, box.y + height / 2 + 8)
  const reported = `${worded(fate)}  ${(100 * share).toFixed(0)} %`
  paintText(context, reported, { x: box.x + gap, y: box.y + height - gap, width: width - gap }, { color: colors.text })
}
