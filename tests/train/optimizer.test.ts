// The optimisers against their formulas in double precision, and what must hold whatever the numbers are.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tensor, type TensorMap } from '../../src/core/tensor.ts'
import { gradientNorm, Optimizer, optimizerNames, type OptimizerSettings } from '../../src/train/optimizer.ts'

const settings: OptimizerSettings = { name: 'SGD', momentum: 0.9, weightDecay: 0 }
const all = (): boolean => true
const map = (values: readonly number[]): TensorMap =>
  new Map([['w', tensor([values.length], Float32Array.from(values))]])
const valuesOf = (tensors: TensorMap): number[] => [...(tensors.get('w')?.data ?? [])]

const numbers = fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 9 })
const steps = fc.array(numbers, { minLength: 1, maxLength: 6 })

/** Updates the weights with every gradient, the optimiser made anew from its state after `pause` steps. */
function trained(changes: Partial<OptimizerSettings>, gradients: readonly number[][], pause = Infinity): number[] {
  const weights = map(gradients[0].map((_, i) => 1 + i / 8))
  let optimizer = new Optimizer({ ...settings, ...changes }, all)
  gradients.forEach((gradient, step) => {
    if (step === pause) {
      const { step: taken, slots } = optimizer.state()
      const copied = new Map([...slots].map(([slot, tensors]) => [slot, copyOf(tensors)]))
      optimizer = new Optimizer({ ...settings, ...changes }, all, { step: taken, slots: copied })
    }
    optimizer.update(weights, map(gradients[0].map((_, i) => gradient[i] ?? 0)), { rate: 0.01 })
  })
  return valuesOf(weights)
}

const copyOf = (tensors: TensorMap): TensorMap =>
  new Map([...tensors].map(([name, { shape, data }]) => [name, tensor(shape, data.slice())]))

describe('an update', () => {
  it.each(optimizerNames)('of %s goes on from its state to the byte', (name) => {
    fc.assert(
      fc.property(steps, fc.nat(5), (gradients, pause) => {
        const changes = { name, weightDecay: 0.01, averageDecay: 0.9 }
        expect(trained(changes, gradients, pause)).toEqual(trained(changes, gradients))
      }),
    )
  })

  it('of SGD without momentum is the rate times the gradient', () => {
    expect(trained({ momentum: 0 }, [[2, -4]])).toEqual([...Float32Array.of(1 - 0.02, 1.125 + 0.04)])
  })

  it('of SGD looks ahead by its momentum (Nesterov)', () => {
    let [w, v] = [1, 0]
    for (const g of [1, 2, -1]) {
      v = 0.9 * v + g
      w -= 0.01 * (g + 0.9 * v)
    }
    expect(trained({}, [[1], [2], [-1]])[0]).toBeCloseTo(w, 6)
  })

  it('of Adam has the size of the rate at first, whatever the size of the gradient', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(1e-3), max: 1e6, noNaN: true }), fc.boolean(), (size, isDown) => {
        const [w] = trained({ name: 'Adam' }, [[isDown ? size : -size]])
        expect(w).toBeCloseTo(isDown ? 0.99 : 1.01, 5)
      }),
    )
  })

  it('of Adam follows its two means', () => {
    let [w, m, v] = [1, 0, 0]
    ;[1, -3, 2].forEach((g, i) => {
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      w -= (0.01 * (m / (1 - 0.9 ** (i + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (i + 1))) + 1e-8)
    })
    expect(trained({ name: 'Adam' }, [[1], [-3], [2]])[0]).toBeCloseTo(w, 6)
  })

  it('lets weight decay shrink by itself with AdamW, and through the gradient with the others', () => {
    expect(trained({ name: 'AdamW', weightDecay: 0.5 }, [[0]])[0]).toBeCloseTo(1 - 0.01 * 0.5, 6)
    expect(trained({ momentum: 0, weightDecay: 0.5 }, [[0]])[0]).toBeCloseTo(1 - 0.01 * 0.5, 6)
    // Through Adam's means the size of the decay is lost: the step has the size of the rate.
    expect(trained({ name: 'Adam', weightDecay: 0.5 }, [[0]])[0]).toBeCloseTo(1 - 0.01, 5)
  })

  it('decays only what it is told to', () => {
    const weights: TensorMap = new Map([
      ['filter', tensor([1], Float32Array.of(1))],
      ['shift', tensor([1], Float32Array.of(1))],
    ])
    const zeros: TensorMap = new Map([...weights.keys()].map((name) => [name, tensor([1])]))
    new Optimizer({ ...settings, weightDecay: 0.5 }, (name) => name === 'filter').update(weights, zeros, { rate: 0.1 })
    expect(weights.get('filter')?.data[0]).toBeLessThan(1)
    expect(weights.get('shift')?.data[0]).toBe(1)
  })

  it('by a gradient and its scale is that by the scaled gradient', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(0.25, 0.5, 2), (gradient, scale) => {
        const [one, other] = [map(gradient.map(() => 1)), map(gradient.map(() => 1))]
        new Optimizer(settings, all).update(one, map(gradient), { rate: 0.01, gradientScale: scale })
        new Optimizer(settings, all).update(other, map(gradient.map((g) => g * scale)), { rate: 0.01 })
        expect(valuesOf(one)).toEqual(valuesOf(other))
      }),
    )
  })
})

describe('the mean of the weights', () => {
  it('lies between the lowest and the highest value that they had', () => {
    fc.assert(
      fc.property(steps, (gradients) => {
        const weights = map([1])
        const optimizer = new Optimizer({ ...settings, averageDecay: 0.9, averageWarmup: false }, all)
        const seen = [1]
        for (const [g] of gradients) {
          optimizer.update(weights, map([g]), { rate: 0.01 })
          seen.push(valuesOf(weights)[0])
        }
        const [mean] = valuesOf(optimizer.averageOf(weights) ?? new Map())
        expect(mean).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-6)
        expect(mean).toBeLessThanOrEqual(Math.max(...seen) + 1e-6)
      }),
    )
  })

  it('is not kept unless it is asked for', () => {
    expect(new Optimizer(settings, all).averageOf(map([1]))).toBeUndefined()
  })
})

describe('the norm of all gradients', () => {
  it('is the Euclidean one over all of them together', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const gradients: TensorMap = new Map([...map(one), ['v', tensor([other.length], Float32Array.from(other))]])
        expect(gradientNorm(gradients)).toBeCloseTo(Math.hypot(...one, ...other), 6)
      }),
    )
  })

  it('is finite for the largest numbers, and not for one that is none', () => {
    expect(gradientNorm(map([3e38, 3e38]))).toBeCloseTo(3e38 * Math.SQRT2, -34)
    for (const bad of [Number.NaN, Infinity, -Infinity])
      for (let at = 0; at < 9; at++)
        expect(Number.isFinite(gradientNorm(map(Array.from({ length: 9 }, (_, i) => (i === at ? bad : 1)))))).toBe(
          false,
        )
  })
})
