// Whole checkpoints both ways: PyTorch's network takes ours, we take PyTorch's, every tensor and the output map alike.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tensor, TensorMap } from '../../src/core/tensor.ts'
import { readCheckpoint } from '../../src/checkpoint/read.ts'
import { encodeCheckpoint } from '../../src/checkpoint/write.ts'
import { inferenceGraph, parameterSpecs } from '../../src/model/dbnet.ts'
import { deviation, sessionOf } from '../graph/operation-case.ts'
import { randomBatch, randomParameters } from '../model/batch.ts'
import { askPython, type Answer } from './python.ts'
import { reportLargest } from './report.ts'

/** max |ours - PyTorch's| / max |PyTorch's| of the map of probabilities; PyTorch computes in double precision. */
const MAP_TOLERANCE = 1e-4

interface Facts {
  readonly keys: readonly string[]
  readonly epoch: number
  readonly batches: number
  /** Names of the parameters that the optimiser keeps a buffer for. */
  readonly momentum: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'ocrdet-checkpoint-'))
const parameters = randomParameters(5)
const { images } = randomBatch(5, 2, 64)
const trained = parameterSpecs().filter(({ role }) => !role.startsWith('running-'))
let torch: Answer<Facts>

beforeAll(async () => {
  const ours = join(folder, 'ours.pth')
  const momentum = new Map(trained.map(({ name }) => [name, parameters.get(name)!]))
  const optimizer = { step: 12, slots: new Map([['momentum_buffer', momentum]]) }
  const training = { seed: 1, optimizerName: 'SGD', optimizer, best: { fScore: 0.5, epoch: 2 } } as const
  const position = { epoch: 3, iteration: 0 }
  const bytes = encodeCheckpoint({ parameters, settings: undefined, position, fScore: 0.4, training, config: {} })
  writeFileSync(ours, bytes)
  const settings = { ours, folder }
  torch = await askPython<Facts>('checkpoint.py', { tensors: new Map([['images', images]]), settings })
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Deviation from PyTorch's map, which must not be one flat number: that would prove nothing. */
function mapDeviation(found: Tensor, name: string): number {
  const expected = torch.tensors.get(name)!
  expect(Math.max(...expected.data) - Math.min(...expected.data)).toBeGreaterThan(0.05)
  return deviation(found, expected)
}

/** The same numbers to the last bit. */
function expectSame(found: Tensor | undefined, expected: Tensor, name: string): void {
  expect(found?.shape, name).toEqual(expected.shape)
  expect(Buffer.compare(bytesOf(found!), bytesOf(expected)), name).toBe(0)
}

const bytesOf = ({ data }: Tensor): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

async function probabilities(values: TensorMap): Promise<Tensor> {
  const session = await sessionOf({ pred: inferenceGraph(values, images.shape) }, 'cpu')
  return (await session.run({ images }))['pred']
}

describe('a checkpoint of ours', () => {
  it('fits the network in PyTorch, every tensor as it was', () => {
    for (const { name } of parameterSpecs()) expectSame(torch.tensors.get(`ours/${name}`), parameters.get(name)!, name)
  })

  it('gives the same probabilities there', async () => {
    const found = mapDeviation(await probabilities(parameters), 'ours/pred')
    reportLargest('output map of our checkpoint', [['pred', found]])
    expect(found).toBeLessThan(MAP_TOLERANCE)
  })

  it('holds plain values beside the tensors', () => {
    expect(torch.facts).toEqual({
      keys: ['best', 'config', 'epoch', 'f_score', 'iteration', 'optimizer', 'random_state', 'state_dict'],
      epoch: 3,
      batches: 12,
      momentum: trained.map(({ name }) => name).sort(),
    })
  })
})

describe("a checkpoint of PyTorch's", () => {
  it.each(['bare', 'wrapped', 'legacy'])('loads, every tensor as it was: %s', async (form) => {
    const read = await readCheckpoint(join(folder, `${form}.pth`))
    expect([...read.parameters.keys()]).toEqual(parameterSpecs().map(({ name }) => name))
    for (const [name, value] of read.parameters) expectSame(value, torch.tensors.get(`theirs/${name}`)!, name)
  })

  it('gives the same probabilities here', async () => {
    const read = await readCheckpoint(join(folder, 'bare.pth'))
    const found = mapDeviation(await probabilities(read.parameters), 'theirs/pred')
    reportLargest("output map of PyTorch's checkpoint", [['pred', found]])
    expect(found).toBeLessThan(MAP_TOLERANCE)
  })

  it('is enough for detection without the threshold branch', async () => {
    const read = await readCheckpoint(join(folder, 'without-thresh.pth'))
    expect([...read.parameters.keys()].filter((name) => name.startsWith('decoder.thresh.'))).toEqual([])
    const found = mapDeviation(await probabilities(read.parameters), 'theirs/pred')
    expect(found).toBeLessThan(MAP_TOLERANCE)
  })
})
