// Every operation against PyTorch: values and gradients, in each of the three ways in which it is written.
import { beforeAll, describe, expect, it } from 'vitest'
import type { TensorMap } from '../../src/core/tensor.ts'
import type { Target } from '../../src/graph/lowering/emitter.ts'
import { type CaseGraph, caseGraph, deviation, inputName, sessionOf, UPSTREAM } from '../graph/operation-case.ts'
import { allCases } from '../graph/operation-cases.ts'
import { askPython } from './python.ts'
import { reportLargest } from './report.ts'

/** Largest allowed max |ours - PyTorch's| / max |PyTorch's|, tensor by tensor. PyTorch computes in double precision. */
const TOLERANCE = 1e-4

const cases = allCases.map(({ op, use, differentiable }, index) => ({
  key: String(index),
  op,
  use,
  differentiable,
  built: caseGraph(op, use, differentiable),
}))
type Case = (typeof cases)[number]

let expected: TensorMap

beforeAll(async () => {
  const tensors = cases.flatMap(({ key, built }) =>
    Object.entries(built.feeds).map(([name, value]) => [`${key}/${name}`, value] as const),
  )
  const settings = Object.fromEntries(cases.map((each) => [each.key, questionOf(each)]))
  expected = (await askPython('operations.py', { tensors: new Map(tensors), settings })).tensors
}, 120_000)

function questionOf({ op, use, built }: Case) {
  const differentiated = use.inputs.flatMap((_, index) => (`d${inputName(index)}` in built.gradients ? [index] : []))
  return { op, inputs: use.inputs.length, differentiated, attributes: use.attributes }
}

/** Largest deviation of the outputs and gradients of one case. */
async function compare({ key, built }: Case, target: Target): Promise<number> {
  const values: CaseGraph['outputs'] = { ...built.outputs, ...built.gradients }
  const results = await (await sessionOf(values, target)).run(built.feeds)
  const wanted = [...expected.keys()]
    .filter((name) => name.startsWith(`${key}/`))
    .map((name) => name.slice(key.length + 1))
  expect(Object.keys(results).sort()).toEqual(wanted.sort())
  expect(wanted).not.toContain(UPSTREAM)
  const deviations = wanted.map((name) => {
    expect(results[name].shape, name).toEqual(expected.get(`${key}/${name}`)!.shape)
    return deviation(results[name], expected.get(`${key}/${name}`)!)
  })
  return Math.max(...deviations)
}

describe.each(['cpu', 'webgpu', 'portable'] as const)('operations written for %s', (target) => {
  const found: [string, number][] = []

  it.each(cases)('equal PyTorch: $op, $use.title', async (each) => {
    const largest = await compare(each, target)
    found.push([`${each.op}, ${each.use.title}`, largest])
    expect(largest).toBeLessThan(TOLERANCE)
  })

  it('deviate by far less than allowed', () => {
    reportLargest(`operations written for ${target}`, found)
    expect(found).toHaveLength(cases.length)
  })
})
