// The shipped starter in PyTorch: the same file gives the same map of a photograph.
import { describe, expect, it } from 'vitest'
import { readStarter } from '../../src/checkpoint/starter.ts'
import { decodeImage } from '../../src/data/image.ts'
import { defaultPreprocessing, toNetworkInput } from '../../src/data/preprocess.ts'
import { inferenceGraph, parameterSpecs } from '../../src/model/dbnet.ts'
import { deviation, sessionOf } from '../graph/operation-case.ts'
import { askPython } from './python.ts'
import { reportLargest } from './report.ts'

describe('the starter', () => {
  it('gives the same probabilities in PyTorch, which computes in double precision', async () => {
    const { path, checkpoint } = await readStarter()
    const image = await decodeImage('examples/photo.png')
    const input = toNetworkInput(image, { ...defaultPreprocessing, resize: 'fit', size: [320, 320] })
    const images = { shape: [1, 3, 320, 320], data: input.data }
    const torch = await askPython<{ halves: number }>('starter.py', {
      tensors: new Map([['images', images]]),
      settings: { path },
    })
    expect(torch.facts.halves).toBe(parameterSpecs().filter(({ role }) => role === 'filter').length)

    const expected = torch.tensors.get('pred')!
    expect(Math.max(...expected.data)).toBeGreaterThan(0.5)
    const session = await sessionOf({ pred: inferenceGraph(checkpoint.parameters, images.shape) }, 'cpu')
    const { pred } = await session.run({ images })
    const found = deviation(pred, expected)
    reportLargest('output map of the starter', [['pred', found]])
    expect(found).toBeLessThan(1e-4)
  }, 60_000)
})
