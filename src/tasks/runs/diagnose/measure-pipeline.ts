// Measures what the pipeline check asks for: labels, names and overlaps from eval_results/, the probability map by running the last weights.
import { existsSync } from 'node:fs'
import { readCheckpoint } from '../../../checkpoint/read.ts'
import { UserError } from '../../../core/errors.ts'
import { readDataset } from '../../../data/dataset.ts'
import { decodeImage } from '../../../data/image.ts'
import { Detector } from '../../../detect/detector.ts'
import type { EvaluatedImage } from '../../../diagnose/evaluated.ts'
import type { PipelineFacts, MapFacts, OverlapFacts } from '../../../diagnose/pipeline.ts'
import { findTexts } from '../../../geometry/boxes.ts'
import { iou } from '../../../geometry/overlap.ts'
import type { Point, Polygon } from '../../../geometry/points.ts'
import type { Run } from '../../../run/reader.ts'
import { detectorSettings } from '../../train/settings.ts'
import { polygonOfBox } from './evaluated.ts'

/** Test images that the network looks at: enough to see whether it answers at all. */
const imagesLookedAt = 4

/** What can be measured on a run folder. */
export interface PipelineSource {
  readonly run: Run
  readonly evaluated: readonly EvaluatedImage[] | undefined
  readonly differing: readonly string[]
}

/** Everything for the pipeline check. What is not there (images, checkpoint, evaluation) stays undefined. */
export async function measurePipeline({ run, evaluated, differing }: PipelineSource): Promise<PipelineFacts> {
  const kept = run.last?.detections ?? evaluated?.reduce((sum, { predictions }) => sum + predictions.length, 0)
  const groundTruths = evaluated?.flatMap((image) => image.groundTruths)
  return {
    labels: groundTruths && {
      boxes: groundTruths.length,
      ignored: groundTruths.filter(({ state }) => state === 'ignored').length,
    },
    map: kept !== undefined && kept > 0 ? undefined : await measureMap(run),
    kept,
    names: evaluated && { compared: evaluated.length + differing.length, differing },
    overlap: evaluated && measureOverlap(evaluated),
  }
}

/** Runs the last weights on a few test images; undefined when weights or images are not there any more. */
async function measureMap({ config, paths }: Run): Promise<MapFacts | undefined> {
  const weights = [paths.lastModel, paths.bestModel].find((path) => existsSync(path))
  if (config === undefined || weights === undefined) return undefined
  try {
    const { test } = await readDataset(config.train_data_dir, { splits: ['test'] })
    const { parameters } = await readCheckpoint(weights)
    const detector = await Detector.fromParameters(parameters, detectorSettings(config))
    try {
      const images = test.slice(0, imagesLookedAt)
      const { binary_threshold: binaryThreshold, box_threshold: boxThreshold } = config
      const totals = { highest: 0, pixelsAbove: 0, regions: 0, bestScore: 0 }
      for (const { imagePath } of images) add(totals, await lookAt(detector, imagePath))
      return images.length === 0 ? undefined : { images: images.length, binaryThreshold, boxThreshold, ...totals }
    } finally {
      await detector.release()
    }
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

type ImageFacts = Pick<MapFacts, 'highest' | 'pixelsAbove' | 'regions' | 'bestScore'>

async function lookAt(detector: Detector, imagePath: string): Promise<ImageFacts> {
  const map = await detector.probability(await decodeImage(imagePath))
  const { postProcessing } = detector.settings
  let highest = 0
  let pixelsAbove = 0
  for (const probability of map.data) {
    highest = Math.max(highest, probability)
    if (probability > postProcessing.binaryThreshold) pixelsAbove++
  }
  const regions = findTexts(map, { ...postProcessing, boxThreshold: 0 })
  return { highest, pixelsAbove, regions: regions.length, bestScore: Math.max(0, ...regions.map(({ score }) => score)) }
}

function add(totals: { -readonly [Key in keyof ImageFacts]: number }, one: ImageFacts): void {
  totals.highest = Math.max(totals.highest, one.highest)
  totals.bestScore = Math.max(totals.bestScore, one.bestScore)
  totals.pixelsAbove += one.pixelsAbove
  totals.regions += one.regions
}

/** Found boxes against texts, as they are and when all are scaled by how much further the texts reach. */
export function measureOverlap(images: readonly EvaluatedImage[]): OverlapFacts {
  const pairs = images.map(({ predictions, groundTruths }) => ({
    found: predictions.map(({ box }) => polygonOfBox(box)),
    texts: groundTruths.filter(({ state }) => state !== 'ignored').map(({ box }) => polygonOfBox(box)),
  }))
  const withBoth = pairs.filter(({ found, texts }) => found.length > 0 && texts.length > 0)
  const reach = (of: 'found' | 'texts'): number =>
    withBoth.reduce((sum, pair) => sum + Math.max(...pair[of].flat(2)), 0) / Math.max(1, withBoth.length)
  const scale = withBoth.length === 0 ? 1 : reach('texts') / Math.max(1, reach('found'))
  const best = Math.max(0, ...withBoth.flatMap(({ found, texts }) => texts.map((text) => bestOf(text, found, 1))))
  const matched = withBoth.flatMap(({ found, texts }) => texts.filter((text) => bestOf(text, found, scale) > 0.5))
  return {
    boxes: pairs.reduce((sum, { found }) => sum + found.length, 0),
    best,
    scale,
    matchedWhenScaled: best > 0.5 ? 0 : matched.length,
    texts: pairs.reduce((sum, { texts }) => sum + texts.length, 0),
  }
}

function bestOf(text: Polygon, found: readonly Polygon[], scale: number): number {
  return Math.max(
    0,
    ...found.map((box) =>
      iou(
        text,
        box.map(([x, y]): Point => [x * scale, y * scale]),
      ),
    ),
  )
}
