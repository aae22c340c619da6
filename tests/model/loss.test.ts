// The loss worked out by hand, and its edges: nothing that counts, samples with different masks, saturated predictions.
import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../../src/core/tensor.ts'
import { backward } from '../../src/graph/backward.ts'
import { Graph } from '../../src/graph/graph.ts'
import { dbLoss, defaultLoss, type LossSettings } from '../../src/model/loss.ts'
import { sessionOf } from '../graph/operation-case.ts'

const names = ['binary', 'thresh', 'threshBinary', 'shrinkMap', 'shrinkMask', 'thresholdMap', 'thresholdMask'] as const
type Maps = Readonly<Record<(typeof names)[number], Tensor>>

/** Maps of (2, 1, 1, 2): one row of two pixels for each sample. */
const row = (...values: [number, number, number, number]): Tensor => tensor([2, 1, 1, 2], values)

async function lossOf(maps: Maps, settings: LossSettings = defaultLoss) {
  const graph = new Graph()
  const [binary, thresh, threshBinary, shrinkMap, shrinkMask, thresholdMap, thresholdMask] = names.map((name) =>
    graph.input(name, maps[name].shape),
  )
  const target = { shrinkMap, shrinkMask, thresholdMap, thresholdMask }
  const { total, bce, l1, dice } = dbLoss({ binary, thresh, threshBinary }, target, settings)
  const [dBinary, dThresh, dThreshBinary] = backward(total, [binary, thresh, threshBinary])
  const session = await sessionOf({ total, bce, l1, dice, dBinary, dThresh, dThreshBinary }, 'cpu')
  const results = await session.run(maps)
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data]]))
}

const maps: Maps = {
  binary: row(0.8, 0.3, 0.6, 0.1),
  thresh: row(0.5, 0.5, 0.5, 0.5),
  threshBinary: row(1, 0.5, 0, 0),
  shrinkMap: row(1, 0, 0, 0),
  shrinkMask: row(1, 1, 1, 1),
  thresholdMap: row(0.3, 0.7, 0.3, 0.3),
  thresholdMask: row(1, 1, 0, 0),
}

describe('the loss', () => {
  it('equals the sums worked out by hand', async () => {
    const { total, bce, l1, dice } = await lossOf({ ...maps, shrinkMask: row(1, 1, 1, 0) })
    // One positive, -ln 0.8; both negatives that count, -ln 0.7 and -ln 0.4; divided by 3.
    const byHand = -(Math.log(0.8) + Math.log(0.7) + Math.log(0.4)) / 3
    expect(bce[0]).toBeCloseTo(byHand, 5)
    // |0.5 - 0.3| and |0.5 - 0.7| inside the mask of two pixels.
    expect(l1[0]).toBeCloseTo(0.2, 6)
    // Overlap 1; 1 + 0.5 predicted and 1 true: 1 - 2 / 2.5.
    expect(dice[0]).toBeCloseTo(0.2, 5)
    expect(total[0]).toBeCloseTo(5 * byHand + 10 * 0.2 + 0.2, 5)
  })

  it('counts only the hardest negatives: ratio times the positives', async () => {
    // One positive, so one negative: the worst is 0.6.
    const { bce, dBinary } = await lossOf(maps, { ...defaultLoss, ohemRatio: 1 })
    expect(bce[0]).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4)) / 2, 5)
    // 5 (d bce): -1 / 0.8 / 2 for the positive, 1 / 0.4 / 2 for the hardest negative, nothing for the others.
    expect(dBinary[0]).toBeCloseTo((5 * -1) / 0.8 / 2, 4)
    expect(dBinary[1]).toBe(0)
    expect(dBinary[2]).toBeCloseTo(5 / 0.4 / 2, 4)
    expect(dBinary[3]).toBe(0)
  })

  it("uses each sample's own mask", async () => {
    // The second sample does not count, however wrong it is: only -ln 0.8 and -ln 0.7 remain.
    const { bce } = await lossOf({ ...maps, binary: row(0.8, 0.3, 0.99, 0.99), shrinkMask: row(1, 1, 0, 0) })
    expect(bce[0]).toBeCloseTo(-(Math.log(0.8) + Math.log(0.7)) / 2, 5)
  })

  it('is 0, and so is its gradient, where nothing counts', async () => {
    const nothing = row(0, 0, 0, 0)
    const results = await lossOf({ ...maps, shrinkMask: nothing, thresholdMask: nothing })
    for (const values of Object.values(results)) expect(values.every((value) => value === 0)).toBe(true)
  })

  it('has no cross entropy without a positive pixel, and the dice loss of a miss', async () => {
    const { bce, dice, total } = await lossOf({ ...maps, shrinkMap: row(0, 0, 0, 0) })
    expect(bce[0]).toBe(0)
    expect(dice[0]).toBe(1)
    expect(total[0]).toBeCloseTo(10 * 0.2 + 1, 5)
  })

  it('stays finite for predictions that are exactly 0 and 1, right or wrong', async () => {
    const results = await lossOf({ ...maps, binary: row(0, 1, 1, 0), threshBinary: row(0, 1, 1, 0) })
    for (const values of Object.values(results)) expect(values.every(Number.isFinite)).toBe(true)
    expect(results['bce'][0]).toBeGreaterThan(10)
  })
})
