// Detection in shards as a Slurm job array: the task that completes the last shard joins the results.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readParquet } from '../formats/read-parquet.ts'
import { temporaryFolder, tinyDataset } from '../tasks/training.ts'
import { describeOnCluster, until } from './cluster.ts'

describeOnCluster('work in shards as a job array', (cluster) => {
  it('has a task for every shard, and the same command tells the counts when it is done', async () => {
    const images = join(await tinyDataset(5), 'train_images')
    const out = join(temporaryFolder(), 'out')
    const flags = ['--model', 'starter', '--input-size', '64x64', '--no-read', '--shards', '3', '--out', out, '--json']
    const submitted = await cluster().ocrdet('detect', images, ...flags, '--parquet', '--slurm', '--time', '10')
    expect(submitted.code, submitted.err).toBe(0)
    expect(submitted.out).toContain('#SBATCH --array=0-2')
    const results = join(out, 'results.jsonl')
    await until(() => existsSync(results), 'the results')
    expect(readFileSync(results, 'utf8').trimEnd().split('\n')).toHaveLength(5)
    await until(() => existsSync(join(out, 'detections.parquet')), 'the table')
    const told = await cluster().ocrdet('detect', images, ...flags)
    const { texts } = JSON.parse(told.out) as { texts: number }
    expect(await readParquet(join(out, 'detections.parquet'))).toHaveLength(texts)
    expect(JSON.parse(told.out)).toMatchObject({ images: 5, shards: 3, good: 5, failed: [] })
  })

  it('evaluates too: the same command tells the scores of all when the array is done', async () => {
    const { data } = cluster()
    const [out, whole] = [join(temporaryFolder(), 'out'), join(temporaryFolder(), 'out')]
    const flags = ['--data', data, '--split', 'train', '--input-size', '64x64', '--json', '--out']
    const words = ['eval', 'starter', ...flags, out, '--shards', '2']
    const submitted = await cluster().ocrdet(...words, '--slurm', '--time', '10')
    expect(submitted.code, submitted.err).toBe(0)
    await until(() => existsSync(join(out, 'predictions.json')), 'the results')
    const told = JSON.parse((await cluster().ocrdet(...words)).out) as { scores: object; errors: object }
    const alone = JSON.parse((await cluster().ocrdet('eval', 'starter', ...flags, whole)).out) as typeof told
    expect([told.scores, told.errors]).toEqual([alone.scores, alone.errors])
    expect(readFileSync(join(out, 'predictions.json'), 'utf8')).toBe(
      readFileSync(join(whole, 'predictions.json'), 'utf8'),
    )
  })
})
