// The loss against PyTorch where it is easily wrong: samples that must not mix, and masks that are empty.
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { tensor, type Tensor } from '../../src/core/tensor.ts'
import { backward } from '../../src/graph/backward.ts'
import { Graph } from '../../src/graph/graph.ts'
import { dbLoss, defaultLoss } from '../../src/model/loss.ts'
import { deviation, sessionOf } from '../graph/operation-case.ts'
import { randomBatch } from '../model/batch.ts'
import { askPython, type Answer } from './python.ts'
import { reportLargest } from './report.ts'

const TOLERANCE = 1e-4
const [N, SIZE] = [2, 32]
const SHAPE = [N, 1, SIZE, SIZE] as const

const predictionNames = ['binary', 'thresh', 'threshBinary'] as const
const targetNames = ['shrinkMap', 'shrinkMask', 'thresholdMap', 'thresholdMask'] as const
type LossInputs = Readonly<Record<(typeof predictionNames)[number] | (typeof targetNames)[number], Tensor>>

const filled = (value: number): Tensor => tensor(SHAPE, new Float32Array(N * SIZE * SIZE).fill(value))

/** The given probabilities, each with a little noise: equal ones could be the hardest in any order. */
function noisy(map: Tensor): Tensor {
  const random = new Random('noise')
  return tensor(
    map.shape,
    map.data.map((value) => value + random.uniform(-0.05, 0.05)),
  )
}

/** Probabilities from 0.02 to 0.98, and the maps of a random batch, whose masks differ between the two samples. */
function inputs(changes: Partial<LossInputs> = {}): LossInputs {
  const random = new Random('loss')
  const map = () =>
    tensor(
      SHAPE,
      Float32Array.from({ length: N * SIZE * SIZE }, () => random.uniform(0.02, 0.98)),
    )
  const { shrinkMap, shrinkMask, thresholdMap, thresholdMask } = randomBatch(3, N, SIZE)
  const maps = { shrinkMap, shrinkMask, thresholdMap, thresholdMask }
  return { binary: map(), thresh: map(), threshBinary: map(), ...maps, ...changes }
}

/** One value in the first sample, another in the second. */
function bySample(first: number, second: number): Tensor {
  const map = filled(first)
  map.data.fill(second, SIZE * SIZE)
  return map
}

const cases: Readonly<Record<string, LossInputs>> = {
  'different masks for each sample': inputs(),
  'a bad sample that does not count': inputs({ shrinkMask: bySample(1, 0), binary: noisy(bySample(0.1, 0.9)) }),
  'more positives than a third of the pixels': inputs({ shrinkMap: bySample(1, 0) }),
  'no positive pixel': inputs({ shrinkMap: filled(0) }),
  'no threshold mask': inputs({ thresholdMask: filled(0) }),
  'no negative pixel': inputs({ shrinkMap: filled(1) }),
  'nothing that counts': inputs({ shrinkMask: filled(0), thresholdMask: filled(0) }),
}

interface Facts {
  /** Cross entropy of each case when the mask loses its channel axis. */
  readonly mixed: Readonly<Record<string, number>>
}

let torch: Answer<Facts>

beforeAll(async () => {
  const tensors = Object.entries(cases).flatMap(([title, maps]) =>
    Object.entries(maps).map(([name, value]) => [`${title}/${name}`, value] as const),
  )
  const settings = { loss: defaultLoss, titles: Object.keys(cases) }
  torch = await askPython<Facts>('network_loss.py', { tensors: new Map(tensors), settings })
})

/** Losses by name, and the gradients of the total by prediction. */
async function ours(maps: LossInputs) {
  const graph = new Graph()
  const value = (name: string) => graph.input(name, SHAPE)
  const [binary, thresh, threshBinary] = predictionNames.map(value)
  const [shrinkMap, shrinkMask, thresholdMap, thresholdMask] = targetNames.map(value)
  const target = { shrinkMap, shrinkMask, thresholdMap, thresholdMask }
  const loss = dbLoss({ binary, thresh, threshBinary }, target, defaultLoss)
  const gradients = backward(loss.total, [binary, thresh, threshBinary])
  const named = predictionNames.map((name, index) => [`gradient/${name}`, gradients[index]] as const)
  const results = await (await sessionOf({ ...loss, ...Object.fromEntries(named) }, 'cpu')).run({ ...maps })
  return {
    losses: tensor(
      [4],
      ['total', 'bce', 'l1', 'dice'].map((name) => results[name].data[0]),
    ),
    results,
  }
}

describe('the loss', () => {
  const found: [string, number][] = []

  it.each(Object.entries(cases))('equals PyTorch, and so does its gradient: %s', async (title, maps) => {
    const { losses, results } = await ours(maps)
    const pairs = [
      deviation(losses, torch.tensors.get(`${title}/losses`)!),
      ...predictionNames.map((name) => deviation(results[`gradient/${name}`], torch.tensors.get(`${title}/${name}`)!)),
    ]
    found.push([title, Math.max(...pairs)])
    expect(pairs.filter((value) => value >= TOLERANCE)).toEqual([])
  })

  it('deviates by far less than allowed', () => {
    reportLargest('loss and its gradients', found)
    expect(found).toHaveLength(Object.keys(cases).length)
  })

  it('does not mix the samples of a batch, as a mask without its channel axis once did', async () => {
    const title = 'a bad sample that does not count'
    const bce = (await ours(cases[title])).losses.data[1]
    expect(torch.facts.mixed[title]).toBeGreaterThan(1.5 * bce)
  })

  it('is 0 without any pixel that counts, and so is its gradient', async () => {
    const { losses, results } = await ours(cases['nothing that counts'])
    expect([...losses.data]).toEqual([0, 0, 0, 0])
    for (const name of predictionNames)
      expect(results[`gradient/${name}`].data.every((value) => value === 0)).toBe(true)
  })

  it('has no cross entropy without a positive pixel, and no L1 without a threshold mask', async () => {
    expect((await ours(cases['no positive pixel'])).losses.data[1]).toBe(0)
    expect((await ours(cases['no threshold mask'])).losses.data[2]).toBe(0)
  })
})
