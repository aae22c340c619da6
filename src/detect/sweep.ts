// Scores over a grid of thresholds while a data set is evaluated: each map is used as it is made, and only counts are kept.
import { must } from '../core/assert.ts'
import type { RgbImage, Sample } from '../data/types.ts'
import type { PostProcessing } from '../geometry/boxes.ts'
import { scoresOf, type Scores } from '../geometry/icdar.ts'
import { placesOf, settingsAt, sweepImage, type SweepGrid, type SweepPlace } from '../geometry/sweep.ts'
import { answerOf, mostCandidates, placedOn, type Detector, type LookOptions } from './detector.ts'
import type { ProbabilityMap } from './probability-map.ts'
import type { TextFinder } from './evaluate.ts'
import { noiseOf, type Noise } from './noise.ts'

/** One cell of the grid with its scores, pooled over the images. */
export interface SweepCell extends Scores {
  readonly binaryThreshold: number
  readonly boxThreshold: number
  /** Of rectangles, or of polygons where the detector gives those. */
  readonly unclipRatio: number
  /** Images on which the limit of areas was reached: what lies below is missing in the counts. */
  readonly capped: number
}

export interface SweepReport {
  readonly grid: SweepGrid
  /** By binary threshold, then unclip ratio, then box threshold. */
  readonly cells: readonly SweepCell[]
  /** The settings of the model. */
  readonly current: SweepCell
  /** The highest F-score; of equals the one nearest to the current. */
  readonly best: SweepCell
  /** Undefined where best and current are the same, and with too few images. */
  readonly noise: Noise | undefined
  readonly images: number
  /** For boxes and matches in all cells; the network's time is not in it. */
  readonly seconds: number
}

/** The values that are tried around those of the published detector (0.2, 0.3, 1.5). */
const tried: SweepGrid = {
  binaryThresholds: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6],
  boxThresholds: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  unclipRatios: [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3],
}

/** The values that are tried, those of the settings among them. */
export function gridAround(settings: PostProcessing): SweepGrid {
  const { binaryThreshold, boxThreshold } = settings
  return {
    binaryThresholds: including(tried.binaryThresholds, binaryThreshold),
    boxThresholds: including(tried.boxThresholds, boxThreshold),
    unclipRatios: including(tried.unclipRatios, ratioOf(settings)),
  }
}

function including(values: readonly number[], value: number): number[] {
  return [...new Set([...values, value])].sort((a, b) => a - b)
}

function ratioOf({ output, unclipRatio, polygonUnclipRatio }: PostProcessing): number {
  return output === 'quad' ? unclipRatio : polygonUnclipRatio
}

/** Collects counts image by image: 8 bytes a cell and image, whatever the size of the maps. */
export class Sweep {
  readonly #settings: PostProcessing
  readonly #grid: SweepGrid
  readonly #groundTruths: number[] = []
  readonly #matched: Int32Array[] = []
  readonly #detections: Int32Array[] = []
  readonly #capped: boolean[][] = []
  #milliseconds = 0

  constructor(settings: PostProcessing, grid: SweepGrid = gridAround(settings)) {
    this.#settings = settings
    this.#grid = grid
  }

  /** Counts one image in every cell. */
  add(map: ProbabilityMap, image: Pick<RgbImage, 'width' | 'height'>, { texts }: Pick<Sample, 'texts'>): void {
    const started = performance.now()
    const one = { map, toOriginal: placedOn(map, image), groundTruths: texts }
    const maxCandidates = mostCandidates(map, this.#settings)
    const { matched, detections, capped } = sweepImage(one, this.#grid, { ...this.#settings, maxCandidates })
    this.#groundTruths.push(texts.filter(({ ignore }) => !ignore).length)
    this.#matched.push(matched)
    this.#detections.push(detections)
    this.#capped.push(capped)
    this.#milliseconds += performance.now() - started
  }

  /** What was counted so far. */
  report(): SweepReport {
    const grid = this.#grid
    const places = placesOf(grid)
    const cells = places.map((place, index) => this.#cell(place, index))
    const current = places.findIndex((place) => this.#isCurrent(place))
    const best = bestOf(cells, places, current)
    const counts = { groundTruths: this.#groundTruths, matched: this.#matched, detections: this.#detections }
    return {
      grid,
      cells,
      current: cells[current],
      best: cells[best],
      noise: best === current ? undefined : noiseOf(counts, current, best),
      images: this.#groundTruths.length,
      seconds: this.#milliseconds / 1000,
    }
  }

  #isCurrent(place: SweepPlace): boolean {
    const { binaryThreshold, boxThreshold } = this.#settings
    const at = settingsAt(this.#settings, this.#grid, place)
    return (
      at.binaryThreshold === binaryThreshold &&
      at.boxThreshold === boxThreshold &&
      ratioOf(at) === ratioOf(this.#settings)
    )
  }

  #cell(place: SweepPlace, index: number): SweepCell {
    const { binaryThresholds, boxThresholds, unclipRatios } = this.#grid
    const total = (lists: readonly Int32Array[]): number => lists.reduce((sum, list) => sum + list[index], 0)
    return {
      binaryThreshold: binaryThresholds[place.binary],
      boxThreshold: boxThresholds[place.box],
      unclipRatio: unclipRatios[place.unclip],
      capped: this.#capped.filter((isCapped) => isCapped[place.binary]).length,
      ...scoresOf({
        matched: total(this.#matched),
        groundTruths: this.#groundTruths.reduce((sum, count) => sum + count, 0),
        detections: total(this.#detections),
      }),
    }
  }
}

function bestOf(cells: readonly SweepCell[], places: readonly SweepPlace[], current: number): number {
  const highest = cells.reduce((max, { fScore }) => Math.max(max, fScore), 0)
  const from = places[current]
  const steps = ({ binary, box, unclip }: SweepPlace): number =>
    Math.abs(binary - from.binary) + Math.abs(box - from.box) + Math.abs(unclip - from.unclip)
  const best = [...cells.keys()].filter((index) => cells[index].fScore === highest)
  return best.reduce((nearest, index) => (steps(places[index]) < steps(places[nearest]) ? index : nearest))
}

/** The detector as it is, with every map handed to the sweep when its image's turn is. */
export function sweeping(
  detector: Pick<Detector, 'settings' | 'look'> & { readonly atOnce?: number },
  sweep: Sweep,
  options: LookOptions,
): TextFinder {
  const maps = new Map<Sample, ProbabilityMap>()
  return {
    settings: detector.settings,
    atOnce: detector.atOnce ?? 1,
    async find(image, sample) {
      const { map } = await detector.look(image, options)
      maps.set(sample, map)
      return answerOf(map, image, detector.settings)
    },
    // In the order of the images: how sure a difference is, is drawn from them.
    after(_found, { image, sample }) {
      sweep.add(must(maps.get(sample), 'an image was looked at before its turn'), image, sample)
      maps.delete(sample)
      return Promise.resolve()
    },
  }
}
