// Editing under kill -9 of the server, shortly; `npm run test:edit-kill` does it 1,000 times.
import { expect, it } from 'vitest'
import { temporaryFolder } from '../tasks/training.ts'
import { killWhileEditing } from './edit-kill.ts'

it.skipIf(process.platform !== 'linux')(
  'loses no answered edit, and writes none by half, when the server is killed at any instant',
  async () => {
    const counts = await killWhileEditing(temporaryFolder(), 4, 1)
    expect(counts.kills).toBe(4)
    // Otherwise this test would prove nothing.
    expect(counts.answered).toBeGreaterThan(0)
  },
  120_000,
)
