// The contact sheet of an evaluation: the images with the lowest F-score, with what was missed and what is false.
import type { Canvas } from '../../data/canvas.ts'
import { gridFor } from '../../draw/grids.ts'
import { colors, fontSize, lineHeight, type Box } from '../../draw/look.ts'
import { paintPage, type PaintTile } from '../../draw/page.ts'
import { paintText } from '../../draw/paint.ts'
import { paintUnseen } from '../../draw/unseen.ts'
import { imageScores } from '../../geometry/icdar.ts'
import type { EvaluatedImage, Evaluation } from '../evaluate.ts'
import { countFates, paintBoxes } from './boxes.ts'
import { type Fate, fateLooks, fates, worded, titled } from './words.ts'

/** Lines of text below an image. */
const captionLines = 2

/** Images with a missed or a false box: the lowest F-score first, of equals the one with most wrong boxes. */
export function worstFirst(images: Evaluation['images']): EvaluatedImage[] {
  return images
    .map((image) => ({ image, fates: countFates(image), fScore: imageScores(image.match).fScore }))
    .filter((one) => wrong(one.fates) > 0)
    .sort((a, b) => a.fScore - b.fScore || wrong(b.fates) - wrong(a.fates))
    .map(({ image }) => image)
}

function wrong(counts: Readonly<Record<Fate, number>>): number {
  return counts.missed + counts.false
}

/**
 * One page of the worst images; undefined when every image is perfect. One image is in memory at a time.
 * @param subtitle what was evaluated, such as `epoch 5`
 */
export async function paintWorst({ images }: Evaluation, subtitle: string): Promise<Canvas | undefined> {
  const all = worstFirst(images)
  if (all.length === 0) return undefined
  const grid = gridFor(all.map(({ width, height }) => width / height))
  const shown = all.slice(0, grid.columns * grid.rows)
  const tiles: PaintTile[] = []
  for (const image of shown) tiles.push(await worstTile(image, { width: grid.tileWidth, height: grid.tileHeight }))
  const legend = fates.map((fate) => ({ color: fateLooks[fate].color, meaning: worded(fate) }))
  return paintPage({ title: titled('worst', `${shown.length}/${images.length}  ${subtitle}`), legend }, grid, tiles)
}

async function worstTile(image: EvaluatedImage, tile: Pick<Box, 'width' | 'height'>): Promise<PaintTile> {
  const captionHeight = captionLines * lineHeight + 6
  const painted = await paintBoxes(image, { width: tile.width, height: tile.height - captionHeight })
  const counts = countFates(image)
  const { name } = image.sample
  return (context, box) => {
    const room = { ...box, height: box.height - captionHeight }
    if (painted === undefined) paintUnseen(context, room, { name, language: 'en' })
    else
      context.drawImage(
        painted,
        Math.round(room.x + (room.width - painted.width) / 2),
        Math.round(room.y + (room.height - painted.height) / 2),
      )
    const at = { x: box.x + 8, y: room.y + room.height + fontSize + 4, width: box.width - 16 }
    const score = `F ${imageScores(image.match).fScore.toFixed(3)}`
    paintText(context, `${name}  ${image.width}x${image.height}  ${score}`, at, { color: colors.text, bold: true })
    const reported = (['matched', 'missed', 'false'] as const)
      .map((fate) => `${worded(fate)} ${counts[fate]}`)
      .join('   ')
    paintText(context, reported, { ...at, y: at.y + lineHeight }, { color: colors.dim })
  }
}
