// Target maps against their definition: signed distances to the outlines, computed by OpenCV for every pixel.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { defaultTargets, makeTargets } from '../../src/data/targets.ts'
import type { Targets } from '../../src/data/targets.ts'
import { scatteredTexts } from '../data/images.ts'

const size = { width: 160, height: 120 }
const cases = Array.from({ length: 12 }, (_, index) => scatteredTexts(8, 160, 120, new Random('targets', index)))

/** For every pixel: how far it lies inside (positive) or outside of a region, and the threshold map. */
interface Definition {
  readonly shrunk: Float32Array
  readonly ignored: Float32Array
  readonly grown: Float32Array
  readonly threshold: Float32Array
}

/** The first python3 that has cv2. */
function pythonWithOpenCv(): string {
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((path) => path !== undefined)
  const found = candidates.find((path) => spawnSync(path, ['-c', 'import cv2']).status === 0)
  if (found === undefined) throw new Error('no python3 with OpenCV: apt-get install python3-opencv (or set PYTHON)')
  return found
}

function definitions(): Definition[] {
  const { shrinkRatio, minTextSize, thresholdMin, thresholdMax } = defaultTargets
  const settings = { ratio: shrinkRatio, min_size: minTextSize, low: thresholdMin, high: thresholdMax }
  const input = JSON.stringify({ cases: cases.map((texts) => ({ ...size, ...settings, texts })) })
  const script = fileURLToPath(new URL('targets_opencv.py', import.meta.url))
  const { status, stdout, stderr } = spawnSync(pythonWithOpenCv(), [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  })
  if (status !== 0) throw new Error(`targets_opencv.py failed:\n${stderr}`)
  const floats = (text: string): Float32Array => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)
  return (JSON.parse(stdout) as Record<keyof Definition, string>[]).map((answer) => ({
    shrunk: floats(answer.shrunk),
    ignored: floats(answer.ignored),
    grown: floats(answer.grown),
    threshold: floats(answer.threshold),
  }))
}

/**
 * Filling rounds corners to whole pixels and includes the outline, so it may reach up to about a pixel and a half beyond the
 * outline, and fall short by half of that at most.
 */
function pixelsWrong(map: Float32Array, inside: number, depth: Float32Array): number {
  return map.filter((value, at) => (depth[at] > 0.75 && value !== inside) || (depth[at] < -1.5 && value === inside))
    .length
}

describe('target maps', () => {
  let found: Targets[] = []
  let defined: Definition[] = []

  beforeAll(() => {
    found = cases.map((texts) => makeTargets(texts, size, defaultTargets))
    defined = definitions()
  })

  it('have the probability where pixels lie deeper than the distance', () => {
    for (const [index, { shrinkMap }] of found.entries())
      expect(pixelsWrong(shrinkMap, 1, defined[index].shrunk)).toBe(0)
  })

  it('leave out the texts that do not count', () => {
    for (const [index, { shrinkMask }] of found.entries())
      expect(pixelsWrong(shrinkMask, 0, defined[index].ignored)).toBe(0)
  })

  it('count the threshold up to the distance outside', () => {
    for (const [index, { thresholdMask }] of found.entries())
      expect(pixelsWrong(thresholdMask, 1, defined[index].grown)).toBe(0)
  })

  it('have the threshold that the distance to the nearest outline gives', () => {
    for (const [index, { thresholdMap }] of found.entries()) {
      const { threshold } = defined[index]
      expect(Math.max(...thresholdMap.map((value, at) => Math.abs(value - threshold[at])))).toBeLessThan(1e-4)
    }
  })
})
