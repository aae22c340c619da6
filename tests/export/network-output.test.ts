// A network in a file may declare free shapes and give anything: what it gives is checked, and no output is read as another one.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failedRun } from '../../src/detect/network-output.ts'
import { openOnnx } from '../../src/export/open.ts'
import { intAttribute, intsAttribute, type OnnxNode } from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { temporaryFolder } from '../tasks/training.ts'

type Step = readonly [op: string, attributes?: OnnxNode['attributes']]

/** A file whose input is that of a detector of 32x32, with these operations one after the other. */
function network(...steps: readonly Step[]): string {
  const names = ['images', ...steps.slice(1).map((_, index) => `step${index}`), 'pred']
  const nodes = steps.map(([op, attributes = {}], index) => ({
    op,
    name: op,
    inputs: [names[index]],
    outputs: [names[index + 1]],
    attributes,
  }))
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
    initializers: [],
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
