// Float16: what is written comes back as the nearest half.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toFloat16, toFloat32 } from '../../src/formats/pth.ts'

const back = (...values: number[]): number[] => {
  const data = toFloat16(Float32Array.from(values))
  return [...toFloat32({ dtype: 'float16', shape: [values.length], data })]
}

describe('toFloat16', () => {
  it('gives every half its own bits back', () => {
    const bits = Uint16Array.from({ length: 0x7c00 }, (_, index) => index)
    const values = toFloat32({ dtype: 'float16', shape: [bits.length], data: bits })
    expect(toFloat16(values)).toEqual(bits)
    expect(toFloat16(values.map((value) => -value))).toEqual(bits.map((value) => value | 0x8000))
  })

  it('rounds to the nearest, ties to even', () => {
    expect(back(1 + 2 ** -11, 1 + 3 * 2 ** -11, 1 + 2 ** -11 + 2 ** -20)).toEqual([1, 1 + 2 ** -9, 1 + 2 ** -10])
    expect(back(2 ** -25, 1.5 * 2 ** -25, 2 ** -26)).toEqual([0, 2 ** -24, 0])
    expect(back(65_504, 65_519, 65_520, 1e30)).toEqual([65_504, 65_504, Infinity, Infinity])
  })

  it('is never off by more than half a unit in the last place', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(-60_000), max: 60_000, noNaN: true }), (value) => {
        const unit = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(value) || 2 ** -14))) - 10)
        expect(Math.abs(back(value)[0] - value)).toBeLessThanOrEqual(unit / 2)
      }),
    )
  })
})
