// Trains a network of one's own with `ocrdet/graph`, a perceptron that tells two moons apart: node graph.mjs [moons.onnx]
import { writeFileSync } from 'node:fs'
import { add, backward, compile, encodeOnnx, Graph, matMul, mul, Optimizer } from 'ocrdet/graph'
import { Random, reduceSum, relu, sigmoid, sub, tensor } from 'ocrdet/graph'

const [count, hidden, steps] = [200, 16, 300]
const random = new Random(7)
const moonOf = (/** @type {number} */ index) => index % 2
const points = Array.from({ length: count }, (_, index) => {
  const [angle, dx, dy] = [Math.PI * random.next(), 0.1 * random.normal(), 0.1 * random.normal()]
  const [x, y] = [Math.cos(angle) + dx, Math.sin(angle) + dy]
  return moonOf(index) === 0 ? [x, y] : [1 - x, 0.5 - y]
})
const x = tensor([count, 2], points.flat())
const y = tensor([count, 1], [...points.keys()].map(moonOf))

const normal = (/** @type {number} */ length) => Array.from({ length }, () => random.normal() / 2)
const w1 = tensor([2, hidden], normal(2 * hidden))
const w2 = tensor([hidden, 1], normal(hidden))
const weights = new Map(Object.entries({ w1, b1: tensor([1, hidden]), w2, b2: tensor([1, 1]) }))

/** @type {(x: import('ocrdet/graph').Value, w: import('ocrdet/graph').Value[]) => import('ocrdet/graph').Value} */
const network = (x, [w1, b1, w2, b2]) => sigmoid(add(matMul(relu(add(matMul(x, w1), b1)), w2), b2)) // (N, 2) -> (N, 1)

const graph = new Graph()
const variables = [...weights].map(([name, { shape }]) => graph.input(name, shape))
const difference = sub(network(graph.input('x', x.shape), variables), graph.input('y', y.shape))
const loss = mul(reduceSum(mul(difference, difference)), 1 / count)
const gradients = Object.fromEntries(backward(loss, variables).map((gradient, index) => [`d${index}`, gradient]))
const session = await compile({ loss, ...gradients })
const optimizer = new Optimizer({ name: 'Adam', momentum: 0.9, weightDecay: 0 }, () => false)
for (let step = 0; step < steps; step++) {
  const outputs = await session.run({ x, y, ...Object.fromEntries(weights) })
  if (step % 100 === 0) console.log(`step ${step} loss ${outputs['loss'].data[0].toFixed(4)}`)
  optimizer.update(weights, new Map([...weights.keys()].map((name, index) => [name, outputs[`d${index}`]])), {
    rate: 0.02,
  })
}

const constants = new Graph()
const moon = network(
  constants.input('x', x.shape),
  [...weights.values()].map((value) => constants.constant(value)),
)
const found = (await (await compile({ moon })).run({ x }))['moon'].data
console.log(
  `right: ${found.filter((probability, index) => Math.round(probability) === moonOf(index)).length} of ${count}`,
)
writeFileSync(
  process.argv[2] ?? 'moons.onnx',
  encodeOnnx({ moon }, { shapes: { x: ['points', 2], moon: ['points', 1] } }),
)
