// The shipped starter: its file is the one that the manifest describes.
import { describe, expect, it } from 'vitest'
import { describeStarter, findStarter, readStarter } from '../../src/checkpoint/starter.ts'
import { parameterSpecs } from '../../src/model/dbnet.ts'

describe('the starter', () => {
  it('is whole: every tensor of both branches, and its detection settings', async () => {
    const { checkpoint, bytes, version } = await readStarter()
    expect([...checkpoint.parameters.keys()]).toEqual(parameterSpecs().map(({ name }) => name))
    expect(checkpoint.settings?.postProcessing).toMatchObject({ binaryThreshold: 0.2, boxThreshold: 0.3 })
    expect(bytes).toBeLessThan(26_000_000)
    expect(version).toBeGreaterThanOrEqual(1)
  })

  it('says its version and the beginning of its hash', () => {
    const { version, sha256 } = findStarter()
    expect(describeStarter(findStarter())).toBe(`starter v${version} (sha256 ${sha256.slice(0, 12)})`)
  })
})
