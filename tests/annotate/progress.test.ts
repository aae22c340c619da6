// The order in which to walk through a set, and what is known of its images.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disagreement, expectedErrors, polygonOf } from '../../src/annotate/predictions.ts'
import { editingOrders, orderOf, stateOf, type ImageProgress } from '../../src/annotate/progress.ts'

const image = (name: string, changes: Partial<ImageProgress> = {}): ImageProgress & { name: string } => ({
  name,
  reviewed: false,
  isMachineMade: true,
  doubt: 0,
  disagreement: 0,
  ...changes,
})
const images = [
  image('10', { doubt: 1 }),
  image('9', { doubt: 3 }),
  image('2', { reviewed: true, disagreement: 9 }),
  image('1', { disagreement: 2 }),
]
const half = (index: number): number => (index * 0.37) % 1

describe('the order', () => {
  it('that helps most has what nobody looked at first, then what is likely to be wrong', () => {
    expect(orderOf(images, 'helps-most', half)).toEqual([1, 3, 0, 2])
  })

  it('by disagreement has wrong labels first, whoever looked at them', () => {
    expect(orderOf(images, 'disagrees', half)).toEqual([2, 3, 0, 1])
  })

  it('by name counts as people do', () => {
    expect(orderOf(images, 'name', half).map((index) => images[index].name)).toEqual(['1', '2', '9', '10'])
  })

  it('of every kind has each image once, and is the same every time', () => {
    const progress = fc.record({
      name: fc.string(),
      reviewed: fc.boolean(),
      isMachineMade: fc.boolean(),
      doubt: fc.double({ min: 0, max: 50, noNaN: true }),
      disagreement: fc.nat(40),
    })
    fc.assert(
      fc.property(fc.array(progress, { maxLength: 20 }), fc.constantFrom(...editingOrders), (all, order) => {
        const walk = orderOf(all, order, half)
        expect(walk.toSorted((a, b) => a - b)).toEqual(all.map((_, index) => index))
        expect(orderOf(all, order, half)).toEqual(walk)
      }),
    )
  })
})

describe('an image', () => {
  it('of a set that a model labelled is its work until a person edits it', () => {
    expect(stateOf(undefined, 'starter')).toEqual({ reviewed: false, isMachineMade: true })
    expect(stateOf(undefined, undefined)).toEqual({ reviewed: false, isMachineMade: false })
    const edit = { at: '', by: '', action: 'edit', file: '', from: '', to: '', text: '', reviewed: true } as const
    expect(stateOf(edit, 'starter')).toEqual({ reviewed: true, isMachineMade: false })
  })
})

describe('a prediction', () => {
  const square = (x: number) => [x, 0, x + 20, 0, x + 20, 20, x, 20]
  const found = { file: '', model: '', boxes: [square(0), square(100)], scores: [0.9, 0.6] }

  it('is expected to be wrong by what its scores lack', () => {
    expect(expectedErrors(found)).toBeCloseTo(0.5, 10)
  })

  it('differs from the labels by the texts that one of them lacks', () => {
    const label = (x: number, ignore = false) => ({ polygon: polygonOf(square(x)), transcript: '', ignore })
    expect(disagreement(found, [label(0), label(100)])).toBe(0)
    expect(disagreement(found, [label(1)])).toBe(1)
    expect(disagreement(found, [label(50)])).toBe(3)
    expect(disagreement(found, [label(0), label(100, true)])).toBe(0)
  })
})
