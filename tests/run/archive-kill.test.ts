// Archiving and restoring under kill -9, shortly; `npm run test:archive-kill` does it 200 times.
import { expect, it } from 'vitest'
import { killWhileArchiving } from './archive-kill.ts'
import { temporaryFolder } from './temporary.ts'

it('leaves the run or its archive whole when it is killed at any instant', async () => {
  const counts = await killWhileArchiving(temporaryFolder(), 6, 1)
  expect(counts.kills).toBe(6)
  // Most kills come in time; otherwise this test would prove nothing.
  expect(counts.tooLate).toBeLessThan(5)
}, 120_000)
