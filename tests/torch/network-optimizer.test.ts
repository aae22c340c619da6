// The optimisers against PyTorch's: twenty steps over given gradients, with a rate that changes.
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { elementCount, tensor, type Shape, type Tensor } from '../../src/core/tensor.ts'
import { Optimizer, type OptimizerSettings } from '../../src/train/optimizer.ts'
import { deviation } from '../graph/operation-case.ts'
import { askPython } from './python.ts'
import { reportLargest } from './report.ts'

const TOLERANCE = 1e-5
const STEPS = 20
/** Weight decay is for filters alone. */
const shapes: Readonly<Record<string, Shape>> = { filter: [4, 3, 3, 3], shift: [4] }
const rates = Array.from({ length: STEPS }, (_, step) => (step < 10 ? 0.01 : 0.001))

const cases: readonly OptimizerSettings[] = [
  { name: 'SGD', momentum: 0.9, weightDecay: 1e-4 },
  { name: 'SGD', momentum: 0.9, weightDecay: 0.1 },
  { name: 'SGD', momentum: 0, weightDecay: 0.1 },
  { name: 'Adam', momentum: 0.9, weightDecay: 0.1 },
  { name: 'AdamW', momentum: 0.9, weightDecay: 0.1 },
]

const random = new Random('optimizer')
const normal = (shape: Shape): Tensor =>
  tensor(
    shape,
    Float32Array.from({ length: elementCount(shape) }, () => random.normal()),
  )
const draw = () => new Map(Object.entries(shapes).map(([name, shape]) => [name, normal(shape)]))

it("moves the weights as PyTorch's optimisers do", async () => {
  const start = draw()
  const gradients = Array.from({ length: STEPS }, draw)
  const tensors = [
    ...start,
    ...gradients.flatMap((each, step) => [...each].map(([n, g]) => [`${step}/${n}`, g] as const)),
  ]
  const { tensors: expected } = await askPython('network_optimizer.py', {
    tensors: new Map(tensors),
    settings: { cases, rates },
  })
  const found = cases.flatMap((settings, index) => {
    const weights = new Map([...start].map(([name, { shape, data }]) => [name, tensor(shape, data.slice())]))
    const optimizer = new Optimizer(settings, (name) => name === 'filter')
    gradients.forEach((each, step) => optimizer.update(weights, each, { rate: rates[step] }))
    return [...weights].map(([name, value]): [string, number] => [
      `${settings.name} ${settings.momentum} ${settings.weightDecay} ${name}`,
      deviation(value, expected.get(`${index}/${name}`)!),
    ])
  })
  reportLargest('weights after twenty steps', found)
  expect(found.filter(([, value]) => value >= TOLERANCE)).toEqual([])
})
