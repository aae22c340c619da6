// Resume is exact: however a training is interrupted, its last checkpoint comes out equal to the byte.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  logOf,
  onlyRun,
  run,
  sha256,
  SMALL,
  start,
  temporaryFolder,
  tinyDataset,
  untilLogged,
} from '../tasks/training.ts'

let data: string
let finished: string
let uninterrupted: string

function lastModel(workdirs: string): string {
  return sha256(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth'))
}

beforeAll(async () => {
  data = await tinyDataset(6)
  finished = temporaryFolder()
  const { code, stderr } = await run('train', data, ...SMALL, '--workdirs', finished)
  expect(stderr).not.toContain('error')
  expect(code).toBe(0)
  uninterrupted = lastModel(finished)
}, 120_000)

describe('resume', () => {
  it('gives the same bytes after 2 + 1 epochs as after 3', { timeout: 120_000 }, async () => {
    const workdirs = temporaryFolder()
    await run('train', data, ...SMALL, '--num-epochs', '2', '--workdirs', workdirs)
    const { code } = await run('resume', 'latest', '--num-epochs', '3', '--workdirs', workdirs)
    expect(code).toBe(0)
    expect(lastModel(workdirs)).toBe(uninterrupted)
  })

  it('gives the same bytes after SIGKILL in the middle of an epoch', { timeout: 120_000 }, async () => {
    const workdirs = temporaryFolder()
    const { child, done } = start(['train', data, ...SMALL, '--workdirs', workdirs])
    await untilLogged(workdirs, /Epoch 3\/3, Iter 0\//)
    child.kill('SIGKILL')
    await done
    const { code } = await run('resume', 'latest', '--workdirs', workdirs)
    expect(code).toBe(0)
    expect(lastModel(workdirs)).toBe(uninterrupted)
  })

  it('gives the same bytes after Ctrl-C in the middle of an epoch', { timeout: 120_000 }, async () => {
    const workdirs = temporaryFolder()
    const { child, done } = start(['train', data, ...SMALL, '--workdirs', workdirs])
    await untilLogged(workdirs, /Epoch 2\/3, Iter 0\//)
    child.kill('SIGINT')
    expect((await done).code).toBe(130)
    expect(logOf(workdirs)).toMatch(/\[INFO\] Training stopped by user\.\n$/)
    const { code } = await run('resume', 'latest', '--workdirs', workdirs)
    expect(code).toBe(0)
    expect(logOf(workdirs)).toMatch(/from checkpoints\/last_model\.pth \(epoch 1, iter [12]\)/)
    expect(lastModel(workdirs)).toBe(uninterrupted)
  })

  it('gives the same bytes when batches are computed in parts', { timeout: 120_000 }, async () => {
    const [whole, broken] = [temporaryFolder(), temporaryFolder()]
    const parts = ['train', data, ...SMALL, '--batch-size', '4', '--micro-batch', '2', '--num-epochs']
    await run(...parts, '2', '--workdirs', whole)
    await run(...parts, '1', '--workdirs', broken)
    const { code } = await run('resume', 'latest', '--num-epochs', '2', '--workdirs', broken)
    expect(code).toBe(0)
    expect(logOf(broken)).toContain('for batches of 4, 2 at a time, at 64x64')
    expect(lastModel(broken)).toBe(lastModel(whole))
  })

  it('refuses a run that has done all its epochs, and says how to extend it', async () => {
    const { code, stderr } = await run('resume', 'latest', '--workdirs', finished)
    expect(code).toBe(1)
    expect(stderr).toContain('--num-epochs 6')
    expect(lastModel(finished)).toBe(uninterrupted)
  })
})
