// Resume is exact after SIGKILL, shortly; `npm run test:proofs` has the other interruptions.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  ONE_THREAD,
  onlyRun,
  run,
  sha256,
  SMALL,
  start,
  temporaryFolder,
  tinyDataset,
  untilLogged,
} from './training.ts'

it('gives the same bytes after SIGKILL in the middle of an epoch', { timeout: 120_000 }, async () => {
  const data = await tinyDataset(4)
  const words = ['train', data, ...SMALL, ...ONE_THREAD, '--num-epochs', '2', '--workdirs']
  const [whole, killed] = [temporaryFolder(), temporaryFolder()]
  const { child, done } = start([...words, killed])
  const unbroken = run(...words, whole)
  await untilLogged(killed, /Epoch 2\/2, Iter 0\//)
  child.kill('SIGKILL')
  await done
  expect((await run('resume', 'latest', '--workdirs', killed)).code).toBe(0)
  expect((await unbroken).code).toBe(0)
  const [expected, found] = [whole, killed].map((workdirs) =>
    sha256(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth')),
  )
  expect(found).toBe(expected)
})
