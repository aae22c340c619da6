// The report of a sweep as text.
import { describe, expect, it } from 'vitest'
import { optionWords } from '../../src/cli/commands/detector-flags.ts'
import { bestOptions, renderSweep } from '../../src/cli/views/sweep.ts'
import { textWidth } from '../../src/cli/text/width.ts'
import type { EvaluateReport } from '../../src/tasks/models/evaluate.ts'
import { plain } from './look.ts'

type Sweep = NonNullable<EvaluateReport['sweep']>

const grid = { binaryThresholds: [0.1, 0.2, 0.3], boxThresholds: [0.3, 0.625], unclipRatios: [1.5, 2] }
/** F falls with the distance from (0.3, 0.625, 1.5). */
const cells = grid.binaryThresholds.flatMap((binaryThreshold) =>
  grid.unclipRatios.flatMap((unclipRatio) =>
    grid.boxThresholds.map((boxThreshold) => {
      const away = 0.3 - binaryThreshold + (0.625 - boxThreshold) / 5 + (unclipRatio - 1.5) / 10
      const fScore = 0.9 - away / 2
      const counts = { matched: 90, groundTruths: 100, detections: 100, capped: 0 }
      return { binaryThreshold, unclipRatio, boxThreshold, fScore, precision: fScore, recall: fScore, ...counts }
    }),
  ),
)
const find = (binary: number, box: number): Sweep['current'] =>
  cells.find((cell) => cell.binaryThreshold === binary && cell.boxThreshold === box && cell.unclipRatio === 1.5)!
const noise = {
  gain: 0.0825,
  interval: [0.05, 0.11],
  confidence: 0.95,
  resamples: 1000,
  seed: 0,
  gainElsewhere: 0.07,
  beyondNoise: true,
} as const
const sweep: Sweep = {
  grid,
  cells,
  current: find(0.2, 0.3),
  best: find(0.3, 0.625),
  noise,
  images: 20,
  seconds: 3,
}

describe('renderSweep', () => {
  it('shows current and best settings, the gain with its interval, and the F-score along each setting', () => {
    expect(renderSweep(sweep, plain(80))).toBe(`12 settings on 20 images, from the same maps in 3s

         binary_threshold  box_threshold  unclip_ratio      F      P      R
current              0.20           0.30          1.50  0.818  0.818  0.818
best                 0.30          0.625          1.50  0.900  0.900  0.900
                     0.30          0.625          2.00  0.875  0.875  0.875
                     0.30           0.30          1.50  0.868  0.868  0.868
                     0.20          0.625          1.50  0.850  0.850  0.850
                     0.30           0.30          2.00  0.843  0.843  0.843

Gain +0.083, 95 % interval +0.050 to +0.110 (1000 drawings of the images);
chosen on some images it is +0.070 on the others. More than noise.

Around the best (*), one setting at a time; < is the current value
binary_threshold  0.10   0.20<  0.30*
F                0.800  0.850  0.900
box_threshold     0.30< 0.625*
F                0.868  0.900
unclip_ratio      1.50*  2.00
F                0.900  0.875
binary_threshold: the best value is the largest that was tried; there may be better ones
box_threshold: the best value is the largest that was tried; there may be better ones
unclip_ratio: the best value is the smallest that was tried; there may be better ones`)
  })

  it('fits 80 columns with the nine values that a setting can have', () => {
    const values = [0.1, 0.15, 0.2, 0.225, 0.25, 0.3, 0.4, 0.5, 0.6]
    const wide = values.map((binaryThreshold) => ({ ...cells[0], binaryThreshold }))
    const reported = {
      ...sweep,
      grid: { ...grid, binaryThresholds: values },
      cells: wide,
      current: wide[0],
      best: wide[3],
    }
    for (const line of renderSweep(reported, plain(80)).split('\n').slice(0, -3))
      expect(textWidth(line)).toBeLessThanOrEqual(80)
  })

  it('names the thresholds with which the limit of areas was reached', () => {
    const capped = cells.map((cell) => ({ ...cell, capped: cell.binaryThreshold < 0.3 ? 2 : 0 }))
    expect(renderSweep({ ...sweep, cells: capped }, plain(80)).replaceAll('\n', ' ')).toContain(
      'With binary_threshold 0.10, 0.20 the limit of areas was reached, on up to 2 images: texts below it are missing',
    )
    expect(renderSweep(sweep, plain(80))).not.toContain('limit of areas')
  })

  it('advises to keep the settings where the gain is noise, cannot be told, or is none', () => {
    const { current } = sweep
    const reported = (part: Partial<Sweep>): string => renderSweep({ ...sweep, ...part }, plain()).replaceAll('\n', ' ')
    expect(reported({ noise: { ...noise, interval: [-0.01, 0.1], beyondNoise: false } })).toContain(
      'interval -0.010 to +0.100 (1000 drawings of the images); chosen on some images it is +0.070 on the others. Not more than noise: keep the current settings',
    )
    expect(reported({ noise: undefined, images: 4 })).toContain('4 images are too few to tell')
    expect(reported({ noise: undefined, best: current })).toContain('No other settings are better on these images.')
  })
})

it('names the best settings as flags beside the other choices, and the input only where it can be chosen', () => {
  const options = { input_size: [640, 960] as const, max_candidates: 50, ...bestOptions(sweep) }
  const boxes = '--binary-threshold 0.3 --box-threshold 0.625 --unclip-ratio 1.5 --max-candidates 50'
  expect(optionWords(options, { withInput: true }).join(' ')).toBe(`--input-size 640x960 ${boxes}`)
  expect(optionWords(options, { withInput: false }).join(' ')).toBe(boxes)
})
