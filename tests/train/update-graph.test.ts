// The optimisers as graphs take the steps that the optimisers on arrays take.
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { tensor, type Tensor } from '../../src/core/tensor.ts'
import { compile } from '../../src/graph/compile.ts'
import { Optimizer, optimizerNames } from '../../src/train/optimizer.ts'
import { newName, squaresGraph, updateGraph, updateScalars, valueName } from '../../src/train/update-graph.ts'

const shapes = { filter: [4, 3, 2], shift: [5] }
const names = ['filter', 'shift'] as const
const by = { rate: 0.01, gradientScale: 0.5 }

function drawn(random: Random): Map<string, Tensor> {
  return new Map(
    names.map((name) => [
      name,
      { ...tensor(shapes[name]), data: tensor(shapes[name]).data.map(() => random.normal()) },
    ]),
  )
}

it.each(optimizerNames)('%s: three steps', async (name) => {
  const random = new Random(1, name)
  const settings = { name, momentum: 0.9, weightDecay: 0.1 }
  const optimizer = new Optimizer(settings, (parameter) => parameter === 'filter')
  const parameters = drawn(random)
  const trained = names.map((parameter) => ({
    name: parameter,
    shape: shapes[parameter],
    decay: optimizer.decayOf(parameter),
    slots: [...optimizer.slotsOf(parameter, tensor(shapes[parameter])).keys()],
  }))
  const session = await compile(updateGraph(settings, trained))
  let values: Record<string, Tensor> = {}
  for (const { name: parameter, shape, slots } of trained)
    for (const kind of ['weight', ...slots])
      values[valueName(kind, parameter)] =
        kind === 'weight' ? tensor(shape, parameters.get(parameter)?.data.slice()) : tensor(shape)

  for (let step = 1; step <= 3; step++) {
    const gradients = drawn(random)
    const fed = Object.fromEntries([...gradients].map(([key, value]) => [valueName('gradient', key), value]))
    const outputs = await session.run({ ...values, ...fed, ...updateScalars(settings, { ...by, step }) })
    values = Object.fromEntries(Object.keys(values).map((key) => [key, outputs[newName(key)]]))
    optimizer.update(parameters, gradients, by)
  }
  for (const { name: parameter, slots } of trained) {
    const expected = new Map([['weight', parameters], ...optimizer.state().slots])
    for (const kind of ['weight', ...slots]) {
      const { data } = expected.get(kind)?.get(parameter) ?? tensor([0])
      const found = values[valueName(kind, parameter)].data
      data.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6))
    }
  }
  await session.release()
})

it('sums the squares of all gradients', async () => {
  const gradients = { filter: tensor([2], [3, 4]), shift: tensor([1], [12]) }
  const trained = names.map((name) => ({ name, shape: gradients[name].shape, decay: 0, slots: [] }))
  const session = await compile(squaresGraph(trained))
  const { squares } = await session.run(
    Object.fromEntries(names.map((name) => [valueName('gradient', name), gradients[name]])),
  )
  expect(squares.data[0]).toBe(169)
  await session.release()
})
