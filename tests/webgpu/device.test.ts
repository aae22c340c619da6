// The choice of a device where an adapter answers: by measured speed.
import { expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { chooseDevice } from '../../src/tasks/train/device.ts'

it('compares the adapter with the processor and says by how much one is faster', async () => {
  const { session, reason } = await chooseDevice('auto', 2)
  const [, times] = /has ([\d.]+) times the speed of the processor/.exec(reason) ?? []
  expect(reason).toMatch(/^chosen by auto: /)
  expect(Number(times) >= 1.5 ? 'webgpu' : 'cpu').toBe(session.provider)
})

it('uses an adapter that was asked for, however slow', async () => {
  expect((await chooseDevice('webgpu', 1)).session.provider).toBe('webgpu')
})

it('computes in float16, or says that the adapter cannot', async () => {
  const outcome = await chooseDevice('webgpu', 1, 'float16').then(
    ({ reason }) => reason,
    (error: unknown) => (error instanceof UserError ? `${error.code} ${String(error.where)}` : String(error)),
  )
  expect(outcome).toMatch(/, float16$|^device-missing --precision$/)
})
