// Network inputs: where images come to lie, what the resize computes, how values are normalised.
import { describe, expect, it } from 'vitest'
import { defaultPreprocessing, padTo32, placeImage, toNetworkInput } from '../../src/data/preprocess.ts'
import { resizeIntoPlanes } from '../../src/data/resize.ts'
import type { RgbImage } from '../../src/data/types.ts'

/** Every byte a different-looking value: the golden values below were made from the same formula. */
function patterned(width: number, height: number): RgbImage {
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 37) % 256) }
}

function plain(width: number, height: number, [r, g, b]: readonly [number, number, number]): RgbImage {
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, i) => [r, g, b][i % 3]) }
}

/** The resized image as B, G, R planes of 0..255. */
function resized(image: RgbImage, width: number, height: number): number[][] {
  const planes = new Float32Array(3 * width * height)
  const size = { planeWidth: width, planeHeight: height, width, height }
  resizeIntoPlanes(image, { planes, ...size, means: [0, 0, 0], divisor: 1 })
  return [0, 1, 2].map((plane) => [...planes.subarray(plane * width * height, (plane + 1) * width * height)])
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length)
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 2)
}

describe('placeImage', () => {
  it('fits a wide image to the width', () => {
    // 960x540 into 640x640: scale 2/3, 540 x 2/3 = 360.
    expect(placeImage({ width: 960, height: 540 }, { ...defaultPreprocessing, size: [640, 640] })).toEqual({
      width: 640,
      height: 640,
      contentWidth: 640,
      contentHeight: 360,
      scaleX: 640 / 960,
      scaleY: 360 / 540,
    })
  })

  it('enlarges a small image', () => {
    const placement = placeImage({ width: 100, height: 200 }, defaultPreprocessing)
    expect([placement.contentWidth, placement.contentHeight]).toEqual([400, 800])
  })

  it('keeps at least one pixel of a very long image', () => {
    const placement = placeImage({ width: 10_000, height: 1 }, defaultPreprocessing)
    expect([placement.contentWidth, placement.contentHeight, placement.scaleY]).toEqual([800, 1, 1])
  })

  it('brings the short side to 736 and rounds the long side up to 32', () => {
    // 1280x720: 736 / 720 x 1280 = 1308.4, the next multiple of 32 is 1312.
    const wide = placeImage({ width: 1280, height: 720 }, { ...defaultPreprocessing, resize: 'short-side' })
    expect([wide.width, wide.height, wide.contentWidth]).toEqual([1312, 736, 1312])
    expect(wide.scaleX).toBe(1312 / 1280)
    const tall = placeImage({ width: 720, height: 1280 }, { ...defaultPreprocessing, resize: 'short-side' })
    expect([tall.width, tall.height]).toEqual([736, 1312])
  })

  it('does not round up a long side that is a multiple of 32 already', () => {
    // Twice the short side: 2 x 736 = 1472 = 46 x 32 exactly.
    const placement = placeImage({ width: 2944, height: 1472 }, { ...defaultPreprocessing, resize: 'short-side' })
    expect([placement.width, placement.height]).toEqual([1472, 736])
  })
})

describe('padTo32', () => {
  it('rounds up to multiples of 32, and never to 0', () => {
    expect([0, 1, 32, 33, 640, 641].map(padTo32)).toEqual([32, 32, 32, 64, 640, 672])
  })
})

describe('the resize', () => {
  it('copies an image of the right size', () => {
    const [blue, green, red] = resized(patterned(7, 5), 7, 5)
    const { data } = patterned(7, 5)
    expect(red).toEqual(Array.from(data.filter((_, index) => index % 3 === 0)))
    expect(green).toEqual(Array.from(data.filter((_, index) => index % 3 === 1)))
    expect(blue).toEqual(Array.from(data.filter((_, index) => index % 3 === 2)))
  })

  it('averages by the triangle filter when it shrinks', () => {
    // 4 to 2: support 2. Output 0 is centred at 1; pixel centres 0.5, 1.5, 2.5 weigh 0.75, 0.75, 0.25: (3a + 3b + c) / 7.
    const image: RgbImage = { width: 4, height: 1, data: Uint8Array.from([70, 0, 0, 0, 0, 0, 7, 0, 0, 140, 0, 0]) }
    expectClose(resized(image, 2, 1)[2], [(3 * 70 + 0 + 7) / 7, (0 + 3 * 7 + 3 * 140) / 7])
  })

  it('agrees with torch when it shrinks', () => {
    // torch 1.13: interpolate((1, 3, 5, 7) to (3, 4), mode='bilinear', antialias=True, align_corners=False)
    const [blue, , red] = resized(patterned(7, 5), 4, 3)
    const torchRed = [62.0, 163.057, 131.777, 111.905, 76.143, 177.2, 145.92, 126.048, 83.32, 115.274, 160.063, 140.19]
    const torchBlue = [
      123.81, 103.937, 72.657, 173.714, 137.952, 118.08, 86.8, 187.857, 152.095, 132.223, 100.943, 125.374,
    ]
    expectClose(red, torchRed)
    expectClose(blue, torchBlue)
  })

  it('agrees with OpenCV when it enlarges', () => {
    // OpenCV 4.6: resize(3x2 to 7x5, INTER_LINEAR) on float32
    const red = [
      [0.0, 15.857, 63.429, 111.0, 158.571, 206.143, 222.0],
      [7.7, 23.557, 71.129, 118.7, 155.3, 191.9, 204.1],
      [38.5, 54.357, 101.929, 149.5, 142.214, 134.929, 132.5],
      [69.3, 85.157, 132.729, 180.3, 129.129, 77.957, 60.9],
      [77.0, 92.857, 140.429, 188.0, 125.857, 63.714, 43.0],
    ]
    expectClose(resized(patterned(3, 2), 7, 5)[2], red.flat())
  })

  it('keeps a plain image plain at any size', () => {
    for (const [width, height] of [
      [1, 1],
      [5, 64],
      [33, 2],
      [200, 150],
    ])
      for (const plane of resized(plain(width, height, [90, 90, 90]), 31, 17))
        expect(plane.every((value) => Math.abs(value - 90) < 1e-3)).toBe(true)
  })
})

describe('toNetworkInput', () => {
  it('orders the planes B, G, R and subtracts the means in the inherited order', () => {
    const preprocessing = { ...defaultPreprocessing, size: [32, 32] as const }
    const { data } = toNetworkInput(plain(32, 32, [10, 20, 30]), preprocessing)
    // Blue 30 minus 122.68, green 20 minus 116.67, red 10 minus 104.01, each divided by 255.
    expect(data[0]).toBeCloseTo((30 - 122.67891434) / 255, 6)
    expect(data[1024]).toBeCloseTo((20 - 116.66876762) / 255, 6)
    expect(data[2048]).toBeCloseTo((10 - 104.00698793) / 255, 6)
  })

  it('pads below and on the right with 0, also in reused memory', () => {
    const preprocessing = { ...defaultPreprocessing, size: [64, 32] as const }
    const into = new Float32Array(3 * 64 * 32).fill(9)
    const { data, contentHeight } = toNetworkInput(plain(20, 20, [255, 255, 255]), preprocessing, into)
    expect(data).toBe(into)
    expect(contentHeight).toBe(32)
    for (let plane = 0; plane < 3; plane++) {
      const values = data.subarray(plane * 2048, (plane + 1) * 2048)
      expect(values.subarray(0, 1024).every((value) => value > 0.4)).toBe(true)
      expect(values.subarray(1024).every((value) => value === 0)).toBe(true)
    }
  })

  it('refuses sizes the network cannot take', () => {
    expect(() => toNetworkInput(plain(8, 8, [0, 0, 0]), { ...defaultPreprocessing, size: [100, 96] })).toThrow(
      'multiples of 32',
    )
  })
})
