// Every operation on a WebGPU adapter, value and gradients, against the CPU provider, which is compared with PyTorch elsewhere.
import { expect, it } from 'vitest'
import { compile } from '../../src/graph/compile.ts'
import { caseGraph, deviation } from '../graph/operation-case.ts'
import { allCases } from '../graph/operation-cases.ts'

/** Largest allowed max |WebGPU's - CPU's| / max |CPU's|, tensor by tensor; both compute in single precision. */
const tolerance = 1e-4

it.each(allCases)('gives what the CPU gives: $op, $use.title', async ({ op, use, differentiable }) => {
  const { feeds, outputs, gradients } = caseGraph(op, use, differentiable)
  const values = { ...outputs, ...gradients }
  const [onCpu, onGpu] = [await compile(values, { provider: 'cpu' }), await compile(values, { provider: 'webgpu' })]
  const [expected, found] = [await onCpu.run(feeds), await onGpu.run(feeds)]
  await Promise.all([onCpu.release(), onGpu.release()])
  for (const [name, tensor] of Object.entries(found)) {
    if (isPlaceOfMaximum(op, name, tensor)) continue
    expect(tensor.shape, name).toEqual(expected[name].shape)
    expect(deviation(tensor, expected[name]), name).toBeLessThan(tolerance)
  }
})

/** Where the maxima of MaxPool were has a form of its own on each provider. */
function isPlaceOfMaximum(op: string, name: string, { data }: { readonly data: ArrayLike<unknown> }): boolean {
  return op === 'MaxPool' && !name.startsWith('d') && data.length > 0 && typeof data[0] === 'bigint'
}
