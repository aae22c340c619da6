// The processes of shards: what counts as done when they end.
import { mkdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { shardPaths } from '../../../src/tasks/models/shard-files.ts'
import { runShards } from '../../../src/tasks/models/shard-processes.ts'
import { temporaryFolder } from '../training.ts'

const plan = { kind: 'detection', source: 'starter', shards: 2, count: 2 } as const

it('counts shards that are complete, not those that were stopped', async () => {
  const folder = temporaryFolder()
  mkdirSync(shardPaths(folder).shards)
  const stop = new AbortController()
  const told: number[] = []
  const command = (): string[] => [process.execPath, '-e', 'setInterval(() => {}, 1000)']
  const running = runShards(folder, { plan, command, signal: stop.signal, onProgress: (done) => told.push(done) })
  stop.abort()
  await running
  expect(new Set(told)).toEqual(new Set([0]))
})

it('counts a shard whose process has written that it is complete', async () => {
  const folder = temporaryFolder()
  mkdirSync(shardPaths(folder).shards)
  const told: number[] = []
  const command = (shard: string): string[] => {
    const mark = JSON.stringify(shardPaths(folder).completed(Number(shard)))
    return [process.execPath, '-e', `fs.writeFileSync(${mark}, '')`]
  }
  const { signal } = new AbortController()
  await runShards(folder, { plan, command, signal, onProgress: (done) => told.push(done) })
  expect([told[0], told.at(-1)]).toEqual([0, 2])
})
