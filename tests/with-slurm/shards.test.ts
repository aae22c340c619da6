// Detection in shards as a Slurm job array: the task that completes the last shard joins the results.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder, tinyDataset } from '../tasks/training.ts'
import { canHaveSlurm, onCluster, startCluster, until, type Cluster } from './cluster.ts'

describe.skipIf(!canHaveSlurm)('work in shards as a job array', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.stop())

  it('has a task for every shard, and the same command tells the counts when it is done', async () => {
    const images = join(await tinyDataset(5), 'train_images')
    const out = join(temporaryFolder(), 'out')
    const flags = ['--model', 'starter', '--input-size', '64x64', '--no-read', '--shards', '3', '--out', out, '--json']
    const submitted = await onCluster(cluster, ['detect', images, ...flags, '--slurm', '--time', '10'])
    expect(submitted.code, submitted.err).toBe(0)
    expect(submitted.out).toContain('#SBATCH --array=0-2')
    const results = join(out, 'results.jsonl')
    await until(() => existsSync(results), 'the results')
    expect(readFileSync(results, 'utf8').trimEnd().split('\n')).toHaveLength(5)
    const told = await onCluster(cluster, ['detect', images, ...flags])
    expect(JSON.parse(told.out)).toMatchObject({ images: 5, shards: 3, good: 5, failed: [] })
  })

  it('evaluates too: the same command tells the scores of all when the array is done', async () => {
    const data = await tinyDataset(4)
    const [out, whole] = [join(temporaryFolder(), 'out'), join(temporaryFolder(), 'out')]
    const flags = ['--data', data, '--split', 'train', '--input-size', '64x64', '--json', '--out']
    const words = ['eval', 'starter', ...flags, out, '--shards', '2']
    const submitted = await onCluster(cluster, [...words, '--slurm', '--time', '10'])
    expect(submitted.code, submitted.err).toBe(0)
    await until(() => existsSync(join(out, 'predictions.json')), 'the results')
    const told = JSON.parse((await onCluster(cluster, words)).out) as { scores: object; errors: object }
    const alone = JSON.parse((await onCluster(cluster, ['eval', 'starter', ...flags, whole])).out) as typeof told
    expect([told.scores, told.errors]).toEqual([alone.scores, alone.errors])
    expect(readFileSync(join(out, 'predictions.json'), 'utf8')).toBe(
      readFileSync(join(whole, 'predictions.json'), 'utf8'),
    )
  })
})
