// Where the runtime computes a training step on a WebGPU adapter, by its own profile: all on the card, in few dispatches.
import { mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { readProfile, type Profile } from '../../src/graph/profile.ts'
import { trainSteps } from './steps.ts'

/** Pixels of a side: the smallest that there can be, for a software adapter's sake. */
const size = 32
const steps = 1
/** A software adapter takes minutes. */
const patience = 1_200_000

/** The profiles of all sessions of a training, the largest first. */
let profiles: readonly Profile[]

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'))
  await trainSteps({ size, steps, session: { provider: 'webgpu', profile: join(folder, 'p') } })
  const all = readdirSync(folder).map((name) => readProfile(join(folder, name)))
  profiles = all.toSorted((a, b) => b.nodes.length - a.nodes.length)
}, patience)

const of = (provider: string) => (profile: Profile) => profile.nodes.filter((node) => node.provider === provider)
const isCopy = (op: string) => op.startsWith('Memcpy')

describe('a training step on WebGPU', () => {
  it('leaves no node to the processor', () => {
    expect(profiles.flatMap(of('cpu')).map(({ op }) => op)).toEqual([])
  })

  it('copies nothing between its nodes', () => {
    expect(profiles.flatMap(of('webgpu')).filter(({ op }) => isCopy(op))).toEqual([])
  })

  // About 80 more at two images of 640x640, where sums take two stages: tests/graph/webgpu-lowering.test.ts counts the nodes there.
  it('needs few dispatches', () => {
    const counts = profiles.map(({ kernels }) => kernels.length / steps)
    console.log(`dispatches of a step: ${counts.join(' + ')}`)
    expect(counts.reduce((sum, count) => sum + count)).toBeLessThan(830)
  })
})
