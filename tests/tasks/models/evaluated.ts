// Evaluated images for tests: real files, with texts and boxes as told.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newCanvas } from '../../../src/data/canvas.ts'
import type { EvaluatedImage, Evaluation } from '../../../src/detect/evaluate.ts'
import { errorsOf } from '../../../src/geometry/error-kinds.ts'
import { matchOverlaps, poolScores } from '../../../src/geometry/icdar.ts'
import { overlapsOf } from '../../../src/geometry/overlap.ts'
import type { Polygon } from '../../../src/geometry/points.ts'
import { temporaryFolder } from '../training.ts'

/** `[x, y, width, height]` of an upright box. */
export type Upright = readonly [x: number, y: number, width: number, height: number]

export interface ToldImage {
  readonly name: string
  readonly groundTruths: readonly Upright[]
  readonly ignored?: readonly Upright[]
  readonly found: readonly Upright[]
}

const polygonOf = ([x, y, width, height]: Upright): Polygon => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]

/** An evaluation of grey images of 200x200. */
export function evaluationOf(reported: readonly ToldImage[]): Evaluation {
  const folder = temporaryFolder()
  const images = reported.map((one) => imageOf(folder, one))
  return { scores: poolScores(images.map(({ match }) => match)), images, loss: 1.5 }
}

function imageOf(folder: string, { name, groundTruths, ignored = [], found }: ToldImage): EvaluatedImage {
  const imagePath = join(folder, name)
  const { canvas, context } = newCanvas(200, 200)
  context.fillStyle = '#808080'
  context.fillRect(0, 0, 200, 200)
  writeFileSync(imagePath, canvas.toBuffer('image/png'))
  const marked = [
    ...groundTruths.map((box) => ({ box, ignore: false })),
    ...ignored.map((box) => ({ box, ignore: true })),
  ]
  const texts = marked.map(({ box, ignore }, index) => ({
    polygon: polygonOf(box),
    transcript: ignore ? '###' : 'text',
    ignore,
    line: index + 1,
  }))
  const detected = found.map((box) => ({ polygon: polygonOf(box), score: 0.9 }))
  const sample = { name, imagePath, groundTruthPath: `${imagePath}.txt`, texts }
  const overlaps = overlapsOf(texts, detected)
  const match = matchOverlaps(texts, detected.length, overlaps)
  return { sample, width: 200, height: 200, texts: detected, match, errors: errorsOf({ match, overlaps }) }
}
