// Augmentation: texts stay whole, pixels go where their texts go, nothing is left to chance.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { augmentSample } from '../../src/data/augment/augment.ts'
import { colorMap, drawColorMap } from '../../src/data/augment/color.ts'
import { chooseWindow, growOverTexts } from '../../src/data/augment/crop.ts'
import { defaultAugmentation, noAugmentation } from '../../src/data/augment/settings.ts'
import type { Augmentation } from '../../src/data/augment/settings.ts'
import { drawCanvas } from '../../src/data/augment/canvas.ts'
import { halveImage } from '../../src/data/augment/warp.ts'
import { clipPolygon } from '../../src/data/augment/box.ts'
import { defaultPreprocessing, toNetworkInput } from '../../src/data/preprocess.ts'
import type { RgbImage } from '../../src/data/types.ts'
import { area, boundsOf } from '../../src/geometry/points.ts'
import { painted, rectangle, sameBits, scatteredTexts, textOf } from './images.ts'

const preprocessing = { ...defaultPreprocessing, size: [96, 128] as const }
const still: Augmentation = { ...noAugmentation, enabled: true }
const trueColors: Augmentation = { ...defaultAugmentation, brightness: 0, contrast: 0, saturation: 0 }

/** R, G and B of one pixel of an input, back in 0..255. */
function colorAt(input: Float32Array, x: number, y: number): number[] {
  const [height, width] = preprocessing.size
  return [2, 1, 0].map((plane) => {
    const at = plane * height * width + y * width + x
    return Math.abs(Math.round(input[at] * 255 + preprocessing.means[plane]))
  })
}

describe('augmentation off', () => {
  it('is the plain fit of detection, and draws no random number', () => {
    const image = painted(50, 40, [10, 200, 90], [{ polygon: rectangle(5, 5, 20, 10), color: [0, 0, 0] }])
    const texts = [textOf(rectangle(5, 5, 20, 10))]
    const random = new Random(1)
    const seen = augmentSample({ image, texts }, { augmentation: noAugmentation, preprocessing }, random)
    expect(sameBits(seen.input, toNetworkInput(image, preprocessing).data)).toBe(true)
    // 50x40 into 128x96 (wide x high): scale 96 / 40 = 2.4.
    expect(seen.texts[0].polygon).toEqual([
      [12, 12],
      [60, 12],
      [60, 36],
      [12, 36],
    ])
    expect(random.next()).toBe(new Random(1).next())
  })
})

describe('a crop', () => {
  it('never cuts a text that counts', () => {
    for (let round = 0; round < 400; round++) {
      const random = new Random('crop', round)
      const [width, height] = [40 + random.int(400), 40 + random.int(400)]
      const texts = scatteredTexts(1 + random.int(25), width, height, random)
      const canvas = drawCanvas({ width, height }, texts, defaultAugmentation, random)
      const cared = canvas.texts.filter(({ text }) => !text.ignore).map(({ bounds }) => bounds)
      const windowWidth = random.uniform(5, width * 1.5)
      const windowHeight = random.uniform(5, height * 1.5)
      const window = chooseWindow({ ...canvas, windowWidth, windowHeight, texts: cared }, random)
      for (const text of cared) {
        const apart =
          text.maxX <= window.minX || text.minX >= window.maxX || text.maxY <= window.minY || text.minY >= window.maxY
        const inside =
          text.minX >= window.minX && text.maxX <= window.maxX && text.minY >= window.minY && text.maxY <= window.maxY
        expect(apart || inside).toBe(true)
      }
      expect(window.maxX - window.minX).toBeGreaterThanOrEqual(windowWidth - 1e-9)
    }
  })

  it('holds some text where there is one', () => {
    const only = { minX: 90, minY: 90, maxX: 99, maxY: 95 }
    for (let round = 0; round < 50; round++) {
      const request = { width: 100, height: 100, windowWidth: 20, windowHeight: 20, texts: [only] }
      const window = chooseWindow(request, new Random(round))
      expect(window.minX <= 90 && window.maxX >= 99 && window.minY <= 90 && window.maxY >= 95).toBe(true)
      expect(window.minX >= 0 && window.maxX <= 100 && window.minY >= 0 && window.maxY <= 100).toBe(true)
    }
  })

  it('becomes the whole image where texts chain from edge to edge', () => {
    // Bricks: each row's texts overlap the next row's edges, so that every window grows until nothing is left outside.
    const texts = Array.from({ length: 20 }, (_, row) => ({ minX: 0, minY: row * 5, maxX: 100, maxY: row * 5 + 6 }))
    const request = { width: 100, height: 101, windowWidth: 30, windowHeight: 30, texts }
    expect(chooseWindow(request, new Random(3))).toEqual({ minX: 0, minY: 0, maxX: 100, maxY: 101 })
  })

  it('grows step by step over texts that it meets while growing', () => {
    const near = { minX: 8, minY: 0, maxX: 14, maxY: 4 }
    const behind = { minX: 13, minY: 2, maxX: 20, maxY: 6 }
    const apart = { minX: 20, minY: 0, maxX: 30, maxY: 9 }
    const window = { minX: 0, minY: 0, maxX: 10, maxY: 5 }
    expect(growOverTexts(window, [near, behind, apart])).toEqual({ minX: 0, minY: 0, maxX: 20, maxY: 6 })
  })
})

describe('an augmented sample', () => {
  it('shows every text that counts wholly inside the input', () => {
    const image = painted(200, 150, [128, 128, 128])
    for (let round = 0; round < 100; round++) {
      // Wholly inside the image: what lies outside of it is not on any crop.
      const texts = scatteredTexts(12, 200, 150, new Random('whole', round)).filter(({ polygon }) =>
        polygon.every(([x, y]) => x >= 0 && x <= 200 && y >= 0 && y <= 150),
      )
      const seen = augmentSample(
        { image, texts },
        { augmentation: defaultAugmentation, preprocessing },
        new Random(round),
      )
      for (const { polygon } of seen.texts) {
        const { minX, minY, maxX, maxY } = boundsOf(polygon)
        expect(minX >= -1e-6 && minY >= -1e-6 && maxX <= 128 + 1e-6 && maxY <= 96 + 1e-6).toBe(true)
      }
      if (texts.some((text) => !text.ignore)) expect(seen.texts.some((text) => !text.ignore)).toBe(true)
    }
  })

  it('paints each text where its polygon says, and its corners in reading order', () => {
    const polygon = rectangle(40, 30, 60, 24)
    // Left half red, right half blue: after a flip the first corner must still be at the left.
    const marks = [
      { polygon: rectangle(40, 30, 30, 24), color: [250, 0, 0] as const },
      { polygon: rectangle(70, 30, 30, 24), color: [0, 0, 250] as const },
    ]
    const image = painted(160, 120, [200, 200, 200], marks)
    let flips = 0
    for (let round = 0; round < 60; round++) {
      const settings = { augmentation: trueColors, preprocessing }
      const { input, texts } = augmentSample({ image, texts: [textOf(polygon)] }, settings, new Random(round))
      const [topLeft, topRight, bottomRight, bottomLeft] = texts[0].polygon
      expect(topLeft[0] < topRight[0] && bottomLeft[0] < bottomRight[0]).toBe(true)
      expect(topLeft[1] < bottomLeft[1] && topRight[1] < bottomRight[1]).toBe(true)
      const between = (share: number): [number, number] => [
        Math.floor(topLeft[0] + (bottomRight[0] - topLeft[0]) * share),
        Math.floor(topLeft[1] + (bottomRight[1] - topLeft[1]) * share),
      ]
      const halves = [colorAt(input, ...between(0.3)), colorAt(input, ...between(0.7))]
      const flipped = halves[0][2] > halves[0][0]
      if (flipped) flips++
      const expected = [
        [250, 0, 0],
        [0, 0, 250],
      ]
      expect(halves).toEqual(flipped ? expected.toReversed() : expected)
    }
    expect(flips).toBeGreaterThan(15)
    expect(flips).toBeLessThan(45)
  })

  it('does not change an image of the right size when every range is empty', () => {
    const image = painted(128, 96, [200, 100, 50], [{ polygon: rectangle(3, 4, 31, 17), color: [1, 2, 3] }])
    const { input } = augmentSample({ image, texts: [] }, { augmentation: still, preprocessing }, new Random(1))
    const plain = toNetworkInput(image, preprocessing).data
    expect(Math.max(...input.map((value, at) => Math.abs(value - plain[at])))).toBeLessThan(1e-5)
  })

  it('gives equal bytes for equal keys, and others for others, whatever was in its memory', () => {
    const random = new Random('bytes')
    const data = Uint8Array.from({ length: 90 * 70 * 3 }, () => random.int(256))
    const image: RgbImage = { width: 90, height: 70, data }
    const texts = scatteredTexts(5, 90, 70, random)
    const settings = { augmentation: defaultAugmentation, preprocessing }
    const view = (epoch: number, into?: Float32Array): ReturnType<typeof augmentSample> =>
      augmentSample({ image, texts }, settings, new Random(7, 'augment', epoch, 3), into)
    const dirty = new Float32Array(3 * 96 * 128).fill(5)
    const [first, again, second] = [view(1), view(1, dirty), view(2)]
    expect(sameBits(again.input, first.input)).toBe(true)
    expect(again.texts).toEqual(first.texts)
    expect(sameBits(second.input, first.input)).toBe(false)
  })

  it('clips do-not-care texts to what is seen and drops texts outside the image', () => {
    const image = painted(100, 100, [0, 0, 0])
    const band = textOf(rectangle(-50, 40, 200, 20), true)
    const outside = textOf(rectangle(300, 300, 20, 10))
    for (let round = 0; round < 40; round++) {
      const settings = { augmentation: { ...still, scale: [1.5, 3] as const }, preprocessing }
      const seen = augmentSample({ image, texts: [band, outside] }, settings, new Random(round))
      expect(seen.texts.every((text) => text.ignore)).toBe(true)
      for (const { polygon } of seen.texts) {
        const { minX, minY, maxX, maxY } = boundsOf(polygon)
        expect(minX >= -1e-6 && minY >= -1e-6 && maxX <= 128 + 1e-6 && maxY <= 96 + 1e-6).toBe(true)
        expect(area(polygon)).toBeGreaterThan(0)
      }
    }
  })

  it('averages fine patterns away when it shrinks them', () => {
    // A checkerboard of single pixels, shrunk sixfold: sampling without averaging would show stripes of 0 and 255.
    const data = new Uint8Array(768 * 576 * 3)
    for (let at = 0; at < 768 * 576; at++) if ((at + Math.floor(at / 768)) % 2 === 0) data.fill(255, at * 3, at * 3 + 3)
    const image: RgbImage = { width: 768, height: 576, data }
    const { input } = augmentSample({ image, texts: [] }, { augmentation: still, preprocessing }, new Random(1))
    for (const [x, y] of [
      [0, 0],
      [64, 40],
      [100, 95],
      [17, 3],
    ])
      for (const value of colorAt(input, x, y)) expect(Math.abs(value - 128)).toBeLessThanOrEqual(1)
  })

  it('takes images of one pixel', () => {
    const image = painted(1, 1, [9, 9, 9])
    const settings = { augmentation: defaultAugmentation, preprocessing }
    for (let round = 0; round < 20; round++)
      expect(augmentSample({ image, texts: [] }, settings, new Random(round)).input.every(Number.isFinite)).toBe(true)
  })

  it('leaves the margin at the mean colour, that is 0', () => {
    const image = painted(128, 96, [255, 255, 255])
    const settings = { augmentation: { ...still, scale: [0.5, 0.5] as const }, preprocessing }
    const { input } = augmentSample({ image, texts: [] }, settings, new Random(4))
    // Half the size each way: a quarter of the pixels.
    const zeros = input.subarray(0, 96 * 128).filter((value) => value === 0).length
    expect(zeros / (96 * 128)).toBeCloseTo(0.75, 1)
  })
})

describe('the colour map', () => {
  it('changes nothing at 1, and nothing is drawn from empty ranges but 1', () => {
    const [red, green, blue] = drawColorMap(still, new Random(1))
    expect(red).toEqual([1, 0, 0, 0])
    expect(green).toEqual([0, 1, 0, 0])
    expect(blue).toEqual([0, 0, 1, 0])
  })

  it('takes all colour away at saturation 0', () => {
    for (const row of colorMap(1, 1, 0)) expect(row).toEqual([0.299, 0.587, 0.114, 0])
  })

  it('turns contrast about the middle of the range', () => {
    const [[red, , , constant]] = colorMap(1, 1.2, 1)
    expect(red * 127.5 + constant).toBeCloseTo(127.5)
    expect(red * 227.5 + constant).toBeCloseTo(247.5)
  })
})

describe('halveImage', () => {
  it('averages 2x2 pixels and keeps an odd last column and row', () => {
    const data = Uint8Array.from([0, 4, 8, 20, 24, 28, 100, 104, 108].flatMap((value) => [value, value, value]))
    const half = halveImage({ width: 3, height: 3, data })
    // (0 + 4 + 20 + 24) / 4 = 12, (8 + 28) / 2 = 18, (100 + 104) / 2 = 102, 108.
    expect([half.width, half.height]).toEqual([2, 2])
    expect([...half.data].filter((_, index) => index % 3 === 0)).toEqual([12, 18, 102, 108])
  })
})

describe('clipPolygon', () => {
  it('cuts corners off and keeps what is inside', () => {
    const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
    expect(area(clipPolygon(rectangle(-5, -5, 10, 10), box))).toBeCloseTo(25)
    expect(clipPolygon(rectangle(2, 2, 3, 3), box)).toEqual(rectangle(2, 2, 3, 3))
    expect(clipPolygon(rectangle(20, 20, 5, 5), box).length).toBeLessThan(3)
    // A diamond around the box's corner (0, 0) with half-diagonal 4: a quarter of its area 32.
    expect(
      area(
        clipPolygon(
          [
            [0, -4],
            [4, 0],
            [0, 4],
            [-4, 0],
          ],
          box,
        ),
      ),
    ).toBeCloseTo(8)
  })
})
