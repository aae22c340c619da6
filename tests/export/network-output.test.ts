// A network in a file may declare free shapes and give anything: what it gives is checked, and no output is read as another one.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failedRun } from '../../src/detect/network-output.ts'
import { openOnnx } from '../../src/export/open.ts'
import {
  floatTensor,
  int64Tensor,
  intAttribute,
  intsAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { temporaryFolder } from '../tasks/training.ts'

type Step = readonly [op: string, attributes?: OnnxNode['attributes']]

/** A file whose input is that of a detector of 32x32, with these operations one after the other. */
function network(...steps: readonly Step[]): string {
  return networkWith([], steps)
}

/** The same, every operation with these constants as its further inputs. */
function networkWith(constants: readonly OnnxTensor[], steps: readonly Step[]): string {
  const names = ['images', ...steps.slice(1).map((_, index) => `step${index}`), 'pred']
  const nodes = steps.map(([op, attributes = {}], index) => ({
    op,
    name: op,
    inputs: [names[index], ...constants.map(({ name }) => name)],
    outputs: [names[index + 1]],
    attributes,
  }))
  return file({ nodes, initializers: constants })
}

function file({ nodes, initializers }: Pick<OnnxModel, 'nodes' | 'initializers'>): string {
  const path = join(temporaryFolder(), 'model.onnx')
  const model = {
    irVersion: 8,
    opsets: { '': 13 },
    producerName: '',
    producerVersion: '',
    graphName: 'g',
    nodes,
    inputs: [{ name: 'images', type: 'float32', shape: [1, 3, 32, 32] }],
    outputs: [{ name: 'pred', type: 'float32', shape: ['a', 'b', 'c', 'd'] }],
    initializers,
    metadata: {},
  } as const
  writeFileSync(path, encodeModel(model))
  return path
}

const max = (...axes: number[]): Step => ['ReduceMax', { axes: intsAttribute(axes), keepdims: intAttribute(1) }]
const image = { width: 32, height: 32, data: new Uint8Array(3 * 32 * 32).fill(240) }

async function detect(path: string) {
  const { detector } = await openOnnx(path)
  try {
    return await detector.detect(image)
  } finally {
    await detector.release()
  }
}

describe('the network of a file', () => {
  it('is run when it gives probabilities of the size of its input', async () => {
    expect((await detect(network(max(1), ['Sigmoid']))).texts).toBeInstanceOf(Array)
  })

  it.each(['ConstantOfShape', 'Expand', 'Tile', 'Range'])(
    'is refused with %s, which makes much out of little',
    async (op) => {
      await expect(detect(network(max(1), [op], ['Sigmoid']))).rejects.toMatchObject({
        code: 'model-not-a-detector',
        found: `the operation ${op}`,
      })
    },
  )

  it('is refused with paddings beyond the largest input', async () => {
    const pool: Step = ['MaxPool', { kernel_shape: intsAttribute([1, 1]), pads: intsAttribute([0, 1e6, 0, 1e6]) }]
    await expect(detect(network(max(1), pool, ['Sigmoid']))).rejects.toMatchObject({ found: '1000000' })
  })

  it.each<[string, string, number, string]>([
    ['ConvTranspose', 'group', 0, 'ConvTranspose group: at least 1'],
    ['DepthToSpace', 'blocksize', 0, 'DepthToSpace blocksize: at least 1'],
    ['DepthToSpace', 'blocksize', 2 ** 40, 'DepthToSpace blocksize: at most '],
  ])('is refused where %s has the %s %d, by which the runtime would divide', async (op, name, value, expected) => {
    const weights = floatTensor('weights', [3, 1, 1, 1], new Float32Array(3))
    const damaged = networkWith([weights], [[op, { [name]: intAttribute(value) }]])
    await expect(detect(damaged)).rejects.toMatchObject({
      code: 'model-not-a-detector',
      expected: expect.stringContaining(expected),
    })
  })

  it('is refused where resizing after resizing makes it grow', async () => {
    const scales = [
      floatTensor('roi', [0], new Float32Array()),
      floatTensor('scales', [4], Float32Array.of(1, 1, 8, 8)),
    ]
    await expect(detect(networkWith(scales, [['Resize'], ['Resize']]))).rejects.toMatchObject({
      code: 'model-not-a-detector',
      found: 'Resize "Resize" makes 4.10e+3 times as many numbers',
    })
    const sizes = scales.map((tensor) => ({ ...tensor, shape: [0], data: new Uint8Array() }))
    const toSize = [...sizes, int64Tensor('sizes', [4], [1, 3, 32_000, 32_000])]
    await expect(detect(networkWith(toSize, [['Resize']]))).rejects.toMatchObject({ code: 'model-not-a-detector' })
  })

  it('is refused where transposed convolutions make it grow', async () => {
    const weights = floatTensor('weights', [3, 3, 1, 1], new Float32Array(9))
    const step: Step = ['ConvTranspose', { strides: intsAttribute([16, 16]) }]
    await expect(detect(networkWith([weights], [step]))).rejects.toMatchObject({ code: 'model-not-a-detector' })
  })

  it('is refused where joining makes it grow', async () => {
    const twice = (name: string, to: string): OnnxNode => ({
      op: 'Concat',
      name: 'join',
      inputs: [name, name],
      outputs: [to],
      attributes: { axis: intAttribute(1) },
    })
    const nodes = Array.from({ length: 8 }, (_, index) =>
      twice(index === 0 ? 'images' : `step${index}`, `step${index + 1}`),
    )
    await expect(detect(file({ nodes, initializers: [] }))).rejects.toMatchObject({
      found: 'Concat "join" makes 256 times as many numbers',
    })
  })

  it('says that memory does not suffice', () => {
    const error = new Error('std::bad_alloc')
    expect(failedRun(error, 'a.onnx')).toMatchObject({ code: 'out-of-memory', where: 'a.onnx', cause: error })
  })

  it.each([
    ['a smaller output', network(max(1, 2, 3), ['Sigmoid']), 'an output (1, 1, 1, 1)'],
    ['three channels', network(['Sigmoid']), 'an output (1, 3, 32, 32)'],
    [
      'an output without a batch',
      network(['ReduceMax', { axes: intsAttribute([1]), keepdims: intAttribute(0) }]),
      '(1, 32, 32)',
    ],
    ['values over 1', network(max(1), ['Exp']), 'at element 0'],
    ['values that are no numbers', network(max(1), ['Neg'], ['Sqrt']), 'NaN at element 0'],
  ])('that gives %s is refused', async (_what, path, found) => {
    const refusal = { code: 'model-not-a-detector', found: expect.stringContaining(found), where: path }
    await expect(detect(path)).rejects.toMatchObject(refusal)
  })
})
