// Where the weights of a training come from, and that no more is read and drawn than they need.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeCheckpoint } from '../../../src/checkpoint/write.ts'
import type { Tensor, TensorMap } from '../../../src/core/tensor.ts'
import { defaultDetectorSettings } from '../../../src/detect/settings.ts'
import { initialParameters } from '../../../src/model/init.ts'
import { recordedWeights } from '../../../src/run/initial-weights.ts'
import { createRunFolder } from '../../../src/run/layout.ts'
import { initialWeights } from '../../../src/tasks/train/initial-weights.ts'
import { sha256, temporaryFolder } from '../training.ts'

const counts = vi.hoisted(() => ({ read: [] as string[], drawn: 0 }))

vi.mock('../../../src/core/read-file.ts', async (original) => {
  const actual = await original<typeof import('../../../src/core/read-file.ts')>()
  const readRegularAsync: typeof actual.readRegularAsync = (path, limit) => {
    counts.read.push(String(path))
    return actual.readRegularAsync(path, limit)
  }
  return { ...actual, readRegularAsync }
})

vi.mock('../../../src/model/init.ts', async (original) => {
  const actual = await original<typeof import('../../../src/model/init.ts')>()
  const counted: typeof actual.initialParameters = (seed) => {
    counts.drawn++
    return actual.initialParameters(seed)
  }
  return { ...actual, initialParameters: counted }
})

const THRESHOLD_BRANCH = 'decoder.thresh.'

describe('initialWeights', () => {
  const workdirs = join(temporaryFolder(), 'workdirs')
  let trained: TensorMap
  let path: string

  /** A run without the threshold branch, as files of other tools can be. */
  beforeAll(() => {
    trained = new Map([...initialParameters(7)].filter(([name]) => !name.startsWith(THRESHOLD_BRANCH)))
    const [settings, position] = [defaultDetectorSettings, { epoch: 1, iteration: 0 }]
    path = join(createRunFolder(workdirs, new Date(2026, 0, 5)), 'checkpoints', 'best_model.pth')
    const checkpoint = { parameters: trained, settings, position, fScore: 0.5, training: undefined, config: {} }
    writeFileSync(path, encodeCheckpoint(checkpoint))
  })

  beforeEach(() => Object.assign(counts, { read: [], drawn: 0 }))

  it('reads the checkpoint of a run once, and draws only what it lacks', async () => {
    const { parameters, init, origin, facts } = await initialWeights({ init: 'latest', seed: 3 }, workdirs)
    expect(counts).toEqual({ read: [path], drawn: 0 })
    const fresh = initialParameters(3)
    for (const [name, tensor] of parameters)
      expect(sameBytes(tensor, must(trained.get(name) ?? fresh.get(name))), name).toBe(true)
    expect([...parameters.keys()]).toEqual([...fresh.keys()])
    expect(init).toBe(path)
    expect(origin).toMatch(/^.*best_model\.pth; \d+ tensors of the threshold branch are random/)
    expect(recordedWeights(facts)).toEqual({ sha256: sha256(path) })
  })

  it('draws nothing for the starter, and records its version and hash', async () => {
    const { facts, init } = await initialWeights({ init: 'starter', seed: 3 }, workdirs)
    expect(counts.read).toHaveLength(1)
    expect(counts.drawn).toBe(0)
    expect(init).toBe('starter')
    expect(recordedWeights(facts)).toEqual({ starter: expect.any(Number), sha256: sha256(counts.read[0]) })
  })

  it('reads nothing from scratch, and records nothing', async () => {
    const { facts, parameters } = await initialWeights({ init: 'none', seed: 7 }, workdirs)
    expect(counts.read).toEqual([])
    expect(facts).toEqual({})
    expect(sameBytes(must(parameters.get('decoder.in5.weight')), must(trained.get('decoder.in5.weight')))).toBe(true)
  })

  it('refuses a run without weights', async () => {
    createRunFolder(workdirs, new Date(2026, 0, 6))
    const weights = initialWeights({ init: 'exp_20260106_000000', seed: 1 }, workdirs)
    await expect(weights).rejects.toMatchObject({ code: 'run-without-weights' })
  })
})

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing')
  return value
}

function sameBytes(one: Tensor, other: Tensor): boolean {
  return Buffer.from(one.data.buffer).equals(Buffer.from(other.data.buffer))
}
