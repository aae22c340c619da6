// Which device is chosen, and what is said about it.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chooseDevice } from '../../../src/tasks/train/device.ts'

afterEach(() => vi.unstubAllEnvs())

describe('chooseDevice', () => {
  it('takes the processor that was asked for, with the threads that were asked for', async () => {
    expect(await chooseDevice('cpu', 1)).toEqual({
      session: { provider: 'cpu', threads: 1 },
      name: 'cpu',
      reason: 'asked for, 1 thread',
    })
  })

  it('takes the processor on its own when no adapter answers', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/nonexistent/driver.json')
    const { session, reason } = await chooseDevice('auto', 2)
    expect(session.provider).toBe('cpu')
    expect(reason).toMatch(/^chosen by auto: no WebGPU adapter that can be used, 2 threads$/)
  })

  it('says what to install when a card cannot be used', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/nonexistent/driver.json')
    await expect(chooseDevice('cuda', 1)).rejects.toMatchObject({
      code: 'device-missing',
      next: expect.stringContaining('node node_modules/onnxruntime-node/script/install.js'),
    })
  })
})
