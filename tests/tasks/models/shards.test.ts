// Detection in shards whose processes are killed at random: no image is lost, none is twice, and the counts add up.
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/assert.ts'
import { Random } from '../../../src/core/random.ts'
import type { DetectionResult } from '../../../src/tasks/models/detection-result.ts'
import { linesOf, rangeOfShard, shardPaths, shardsLeft } from '../../../src/tasks/models/shard-files.ts'
import { mergeShards, planShards, workOnShard } from '../../../src/tasks/models/shards.ts'
import { imageBytes } from '../../data/folder.ts'
import { readParquet } from '../../formats/read-parquet.ts'
import { childrenOf } from '../child-processes.ts'
import { smallModel } from '../small-model.ts'
import { PROGRAM, run, start, temporaryFolder } from '../training.ts'

const count = 20
/** Images that cannot be decoded. */
const broken = [3, 17]
let photos = ''
let model = ''

const nameOf = (index: number): string => `${String(index).padStart(3, '0')}.png`
const linesIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as DetectionResult)

beforeAll(async () => {
  photos = temporaryFolder()
  const bytes = await imageBytes(40, 30)
  for (let index = 0; index < count; index++)
    writeFileSync(join(photos, nameOf(index)), broken.includes(index) ? 'no image' : bytes)
  model = await smallModel({ size: [32, 32] })
})

/** Images of work that does not end before it is stopped. */
const many = 900

/** The words that divide many images between two shards. */
function longWork(): { readonly words: readonly string[]; readonly out: string } {
  const [images, out] = [temporaryFolder(), join(temporaryFolder(), 'out')]
  for (let index = 0; index < many; index++) linkSync(join(photos, nameOf(0)), join(images, nameOf(index)))
  const words = ['detect', images, '--model', model, '--shards', '2', '--out', out, '--no-read', '--json']
  return { words, out }
}

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5))
}

function plan(out: string, shards = 4, inputs: readonly string[] = [photos]) {
  return planShards({ inputs, model, out, shards, workdirs: temporaryFolder(), recognizer: 'none' })
}

describe('detection in shards', () => {
  it('has every image once and in order, although its processes are killed at random', async () => {
    const [out, random] = [join(temporaryFolder(), 'out'), new Random(7, 'kills')]
    const words = [
      'detect',
      photos,
      '--model',
      model,
      '--shards',
      '4',
      '--out',
      out,
      '--no-read',
      '--parquet',
      '--json',
    ]
    const { child, done } = start(words)
    let kills = 0
    while (child.exitCode === null && kills < 4) {
      await new Promise((resolve) => setTimeout(resolve, 300 + 600 * random.next()))
      const victims = childrenOf(child.pid ?? 0)
      if (victims.length === 0) continue
      process.kill(victims[Math.floor(random.next() * victims.length)], 'SIGKILL')
      kills++
    }
    let ended = await done
    // What was given up after some attempts goes on with the same command.
    while (!existsSync(join(out, 'results.jsonl'))) ended = await run(...words)
    expect(ended.code, ended.stderr).toBe(1) // some images failed
    expect(kills).toBeGreaterThan(0)
    const paths = Array.from({ length: count }, (_, index) => join(photos, nameOf(index)))
    expect(linesIn(join(out, 'results.jsonl')).map(({ image_path }) => image_path)).toEqual(paths)
    const parquet = join(out, 'detections.parquet')
    expect(JSON.parse(ended.stdout)).toMatchObject({
      model,
      images: count,
      shards: 4,
      good: count - broken.length,
      parquet,
    })
    expect(await readParquet(parquet)).toEqual([]) // the small model finds no texts
    expect(linesIn(join(out, 'failed.jsonl')).map(({ image_path }) => image_path)).toEqual(
      broken.map((index) => paths[index]),
    )
  }, 180_000)

  it.skipIf(process.platform !== 'linux')(
    'stops in its processes when the command is killed, and goes on where they stopped',
    async () => {
      const { words, out } = longWork()
      const { child, done } = start(words)
      await untilTrue(() => linesOf(out, 0).length > 0)
      const children = childrenOf(child.pid ?? 0)
      // Held where they are: they see the end of the command as soon as they go on.
      for (const pid of children) process.kill(pid, 'SIGSTOP')
      child.kill('SIGKILL')
      await new Promise((resolve) => child.on('exit', resolve))
      const before = [0, 1].map((shard) => linesOf(out, shard))
      for (const pid of children) process.kill(pid, 'SIGCONT')
      await done // Their output ends with them.
      expect(shardsLeft({ shards: 2 }, out)).toContain(0)
      expect([0, 1].map((shard) => linesOf(out, shard).slice(0, before[shard].length))).toEqual(before)
      const again = await run(...words)
      expect(again.code, again.stderr).toBe(0)
      expect(linesIn(join(out, 'results.jsonl')).map(({ image_path }) => basename(image_path))).toEqual(
        Array.from({ length: many }, (_, index) => nameOf(index)),
      )
    },
    60_000,
  )

  it.skipIf(process.platform === 'win32')(
    'tells once that it stops at Ctrl-C, which all of a terminal hear',
    async () => {
      const { words, out } = longWork()
      const child = spawn(process.execPath, [PROGRAM, ...words], {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      })
      let told = ''
      child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
      const ended = new Promise((resolve) => child.on('close', resolve))
      await untilTrue(() => linesOf(out, 0).length > 0)
      process.kill(-must(child.pid, 'it was started'), 'SIGINT')
      expect(await ended).toBe(130)
      expect(told).toBe('Stopping after this step; press Ctrl-C again to quit at once.\n')
      expect(shardsLeft({ shards: 2 }, out)).toContain(0)
    },
  )

  it('of a dry run shows the batch script and leaves nothing behind', async () => {
    const out = join(temporaryFolder(), 'out')
    const words = ['--shards', '3', '--out', out, '--no-read', '--dry-run', '--slurm', '--time', '5']
    const { code, stdout, stderr } = await run('detect', photos, '--model', model, ...words)
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('--array=0-2')
    expect(existsSync(out)).toBe(false)
  })

  it('divides the images among all shards without a gap', async () => {
    const divided = await plan(join(temporaryFolder(), 'out'), 5)
    const ranges = Array.from({ length: 5 }, (_, shard) => rangeOfShard(divided, shard))
    expect(ranges.map(([first]) => first)).toEqual([0, ...ranges.slice(0, -1).map(([, end]) => end)])
    expect(ranges.at(-1)?.[1]).toBe(count)
  })

  it('does again what a kill cut off in the middle of a line, and takes no image twice', async () => {
    const out = join(temporaryFolder(), 'out')
    await plan(out, 2)
    expect(() => mergeShards(out)).toThrow(`${count} of ${count} images have no result, in 2 shards: 0, 1`)
    expect(await workOnShard(out, 0)).toBe(true)
    const path = shardPaths(out).shard(0)
    const text = readFileSync(path, 'utf8')
    const lines = text.trimEnd().split('\n')
    writeFileSync(path, `${lines.slice(0, 4).join('\n')}\n${lines[4].slice(0, 20)}`)
    rmSync(shardPaths(out).completed(0))
    expect(await workOnShard(out, 0)).toBe(true)
    appendFileSync(path, `${lines[2]}\n`) // as of two processes on one shard
    expect(linesOf(out, 0).map(({ index }) => index)).toEqual(Array.from({ length: count / 2 }, (_, index) => index))
    expect(() => mergeShards(out)).toThrow('in 1 shard: 1')
    expect(await workOnShard(out, 1)).toBe(true)
    expect(mergeShards(out)).toMatchObject({ images: count, good: count - broken.length, failed: { length: 2 } })
  })

  it('as a table has a row for each text, and none for images without texts or without a result', async () => {
    const out = join(temporaryFolder(), 'out')
    await plan(out, 2)
    const text = (index: number) => ({
      texts: [['one'], ['二 two']],
      boxes: [
        [0, 0, 9.5, 0, 9.5, 8, 0, 8],
        [1, 2, 3, 4, 5, 6.1],
      ],
      scores: [0.75, 0.5 + index / 1000],
      text_scores: [0.25, 1],
    })
    for (const index of Array.from({ length: count }, (_, index) => index)) {
      const found = index % 3 === 0 ? text(index) : { texts: [], boxes: [], scores: [] }
      const success = !broken.includes(index)
      const line = { index, image_path: nameOf(index), success, ...(success ? found : { ...text(0), boxes: [] }) }
      appendFileSync(shardPaths(out).shard(index < count / 2 ? 0 : 1), `${JSON.stringify(line)}\n`)
    }
    for (const shard of [0, 1]) writeFileSync(shardPaths(out).completed(shard), '')
    const report = mergeShards(out, { parquet: true })
    const rows = await readParquet(report.parquet ?? '')
    expect(report.texts).toBe(rows.length)
    expect(rows).toEqual(
      linesIn(report.results).flatMap(({ image_path: image, texts, boxes, scores, text_scores }) =>
        boxes.map((corners, at) => ({
          image,
          number: at + 1,
          text: texts[at][0],
          text_score: text_scores?.[at],
          score: scores[at],
          corners,
        })),
      ),
    )
  })

  it('asks for lines that were lost after a shard was complete, and writes no results', async () => {
    const out = join(temporaryFolder(), 'out')
    const made = await plan(out, 1)
    await workOnShard(out, 0)
    writeFileSync(shardPaths(out).shard(0), '')
    expect(() => mergeShards(out)).toThrow('images have no result')
    expect(existsSync(shardPaths(out).results)).toBe(false)
    expect(shardsLeft(made, out)).toEqual([0])
  })

  it.each([
    ['zero bytes', Buffer.from('a\0b\n')],
    ['zeros in UTF-16', Buffer.from('\uFEFFa\0b\n', 'utf16le')],
  ])('refuses a list that is no text: %s', async (_what, bytes) => {
    const list = join(temporaryFolder(), 'list.txt')
    writeFileSync(list, bytes)
    const task = { inputs: [list], model, out: join(temporaryFolder(), 'out'), shards: 2, workdirs: temporaryFolder() }
    await expect(planShards(task)).rejects.toMatchObject({ code: 'no-images', where: list })
    expect(existsSync(task.out)).toBe(false)
  })

  it('says which file is missing where none of the images is there, and not that the folder holds another plan', async () => {
    const [out, nope] = [join(temporaryFolder(), 'out'), join(temporaryFolder(), 'nope')]
    await expect(plan(out, 2, [nope])).rejects.toMatchObject({ code: 'file-missing', where: nope })
    expect(existsSync(out)).toBe(false)
    await plan(out, 2)
    await expect(plan(out, 2, [nope])).rejects.toMatchObject({ code: 'file-missing', where: nope })
    await expect(plan(out, 2, [join(photos, nameOf(0))])).rejects.toMatchObject({ code: 'shards-other' })
  })

  it('keeps to its plan: another model or number of shards is refused, and a list of paths is one more input', async () => {
    const out = join(temporaryFolder(), 'out')
    const list = join(temporaryFolder(), 'list.txt')
    writeFileSync(list, `${join(photos, nameOf(0))}\n\n${join(photos, nameOf(1))}\n`)
    const workdirs = temporaryFolder()
    const task = { inputs: [list], model, out, shards: 2, workdirs }
    const first = await planShards(task)
    expect(first.images).toEqual([join(photos, nameOf(0)), join(photos, nameOf(1))])
    expect(await planShards(task)).toEqual(first)
    await expect(planShards({ ...task, shards: 1 })).rejects.toMatchObject({ code: 'shards-other' })
    await expect(workOnShard(out, 2)).rejects.toMatchObject({ code: 'shards-other' })
    await expect(workOnShard(photos, 0)).rejects.toMatchObject({ code: 'shards-other' })
  })
})

it('a folder without a plan gives none of its old shards to a plan that comes', async () => {
  const out = join(temporaryFolder(), 'out')
  const first = await plan(out, 1)
  await workOnShard(out, 0)
  expect(shardsLeft(first, out)).toEqual([])
  rmSync(shardPaths(out).plan)
  const second = await plan(out, 1, [join(photos, nameOf(0)), join(photos, nameOf(1))])
  expect(shardsLeft(second, out)).toEqual([0])
  expect(linesOf(out, 0)).toEqual([])
  await workOnShard(out, 0)
  expect(mergeShards(out)).toMatchObject({ model, images: 2, good: 2 })
})
