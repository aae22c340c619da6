// The optimisers as graphs take the steps that the optimisers on arrays take.
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { tensor, type Tensor } from '../../src/core/tensor.ts'
import { compile } from '../../src/graph/compile.ts'
import { Optimizer, optimizerNames } from '../../src/train/optimizer.ts'
import { groupsOf, newName, squaresGraph, updateGraph, updateScalars, valueName } from '../../src/train/update-graph.ts'

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
  const groups = groupsOf(trained)
  const session = await compile(updateGraph(settings, groups))
  let values: Record<string, Tensor> = {}
  for (const { name: group, members, size, slots } of groups) {
    const weights = members.flatMap((member) => [...(parameters.get(member.name)?.data ?? [])])
    for (const kind of ['weight', ...slots])
      values[valueName(kind, group)] = tensor([size], kind === 'weight' ? Float32Array.from(weights) : undefined)
  }

  for (let step = 1; step <= 3; step++) {
    const gradients = drawn(random)
    const joined = Object.fromEntries(
      groups.map(({ name: group, members, size }) => {
        const elements = members.flatMap((member) => [...(gradients.get(member.name)?.data ?? [])])
        return [valueName('gradient', group), tensor([size], Float32Array.from(elements))]
      }),
    )
    const outputs = await session.run({ ...values, ...joined, ...updateScalars(settings, { ...by, step }) })
    values = Object.fromEntries(Object.keys(values).map((key) => [key, outputs[newName(key)]]))
    optimizer.update(parameters, gradients, by)
  }
  const expected = new Map([['weight', parameters], ...optimizer.state().slots])
  const close = (found: Tensor | undefined, right: readonly number[]) => {
    expect(found?.data.length).toBe(right.length)
    right.forEach((value, i) => expect(found?.data[i]).toBeCloseTo(value, 6))
  }
  const elements = (kind: string, parameter: string) => [...(expected.get(kind)?.get(parameter)?.data ?? [])]
  for (const { name: group, members, slots } of groups)
    for (const kind of ['weight', ...slots])
      close(
        values[valueName(kind, group)],
        members.flatMap((member) => elements(kind, member.name)),
      )
  await session.release()
})

it('joins parameters of the same decay and averages', () => {
  const trained = [1, 0, 1].map((decay, index) => ({ name: String(index), shape: [index + 1], decay, slots: [] }))
  expect(groupsOf(trained).map(({ size, members }) => [size, ...members.map(({ name }) => name)])).toEqual([
    [4, '0', '2'],
    [2, '1'],
  ])
})

it('sums the squares of all gradients', async () => {
  const gradients = { filter: tensor([2], [3, 4]), shift: tensor([1], [12]) }
  const groups = groupsOf(names.map((name, decay) => ({ name, shape: gradients[name].shape, decay, slots: [] })))
  const session = await compile(squaresGraph(groups))
  const feeds = names.map((name, index) => [valueName('gradient', groups[index].name), gradients[name]])
  const { squares } = await session.run(Object.fromEntries(feeds))
  expect(squares.data[0]).toBe(169)
  await session.release()
})
