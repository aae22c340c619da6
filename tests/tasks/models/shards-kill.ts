// Detection in shards whose processes, and the command itself, are killed at random instants; what it leaves is held against what must be there.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { assert } from '../../../src/core/assert.ts'
import { Random } from '../../../src/core/random.ts'
import { synthesize } from '../../../src/prepare/synth/synthesize.ts'
import type { DetectionResult } from '../../../src/tasks/models/detection-result.ts'
import { childrenOf } from '../child-processes.ts'
import { start } from '../training.ts'

export interface ShardKills {
  /** An empty folder for all of it. */
  readonly root: string
  readonly images: number
  readonly shards: number
  /** How often something is killed, as long as the work goes on. */
  readonly kills: number
  readonly seed: number
  /** Images that are looked at once more without shards. */
  readonly sample: number
  readonly say?: (text: string) => void
}

export interface ShardKillReport {
  readonly shardsKilled: number
  readonly commandsKilled: number
  /** How often the same command was typed until the work was done. */
  readonly commands: number
  readonly good: number
  readonly failed: number
  readonly texts: number
  /** Lines in the shards' files that stood there once more, written by two processes on one shard. */
  readonly repeatedLines: number
}

/** Every so many images cannot be decoded. */
const brokenEvery = 97
/** Side of the images, and of the network's input, in pixels. */
const side = 96
/** Between two kills, in milliseconds: a process needs about a second and a half until its first image. */
const pause = { least: 500, most: 4000 }
/** Of so many kills one is of the command itself; its processes stop after an image. */
const commandEvery = 5

/** @throws at the first image that is lost, there twice, or other than without shards */
export async function killShards(task: ShardKills): Promise<ShardKillReport> {
  const { root, say = () => {} } = task
  const photos = await makePhotos(task)
  say('Images are made')
  const out = join(root, 'out')
  const flags = ['--model', 'starter', '--input-size', `${side}x${side}`, '--no-read', '--only-json', '--json', '--out']
  const counts = await workWhileKilling(['detect', photos, ...flags, out, '--shards', String(task.shards)], out, task)
  say(`Killed ${counts.shardsKilled} shards and ${counts.commandsKilled} commands`)
  const paths = readdirSync(photos)
    .sort()
    .map((name) => join(photos, name))
  const results = linesOf(join(out, 'results.jsonl'))
  const found = results.map(({ image_path }) => image_path)
  assert(isDeepStrictEqual(found, paths), `results.jsonl has each of ${paths.length} images once and in order`)
  const failed = linesOf(join(out, 'failed.jsonl')).map(({ image_path }) => image_path)
  const broken = paths.filter((_, index) => isBroken(index))
  assert(isDeepStrictEqual(failed, broken), `failed.jsonl has the ${broken.length} images that cannot be decoded`)
  await compareSample(results, { ...task, flags })
  const { good, texts } = counts.report
  assert(good + failed.length === paths.length, 'good and failed images add up')
  assert(texts === results.reduce((sum, { boxes }) => sum + boxes.length, 0), 'the texts add up')
  const { shardsKilled, commandsKilled, commands } = counts
  const repeatedLines = linesWritten(join(out, 'shards')) - paths.length
  return { shardsKilled, commandsKilled, commands, good, failed: failed.length, texts, repeatedLines }
}

function isBroken(index: number): boolean {
  return index % brokenEvery === brokenEvery - 1
}

/** A folder of synthetic images with texts, some of which cannot be decoded. */
async function makePhotos({ root, images, seed }: ShardKills): Promise<string> {
  await synthesize(join(root, 'data'), { train: images, test: 1, seed, size: [side, side] })
  const photos = join(root, 'photos')
  renameSync(join(root, 'data/train_images'), photos)
  for (const [index, name] of readdirSync(photos).sort().entries())
    if (isBroken(index)) writeFileSync(join(photos, name), 'no image')
  return photos
}

interface Reported {
  readonly good: number
  readonly texts: number
}

async function workWhileKilling(words: readonly string[], out: string, { kills, seed }: ShardKills) {
  const random = new Random(seed, 'kills')
  let [shardsKilled, commandsKilled, commands] = [0, 0, 0]
  for (;;) {
    const { child, done } = start(words)
    commands++
    while (child.exitCode === null && child.signalCode === null && shardsKilled + commandsKilled < kills) {
      await new Promise((resolve) => setTimeout(resolve, random.uniform(pause.least, pause.most)))
      const children = childrenOf(child.pid ?? 0)
      if (children.length === 0) continue
      if (random.int(commandEvery) === 0) {
        child.kill('SIGKILL')
        commandsKilled++
        break
      }
      shardsKilled += kill(random.pick(children)) ? 1 : 0
    }
    const { code, stdout, stderr } = await done
    if (!existsSync(join(out, 'results.jsonl')) || code === null) continue
    // Another process than the command may have joined the results: the command tells the counts.
    assert(code === 0 || code === 1, `the command ends well: ${stderr}`)
    return { shardsKilled, commandsKilled, commands, report: JSON.parse(stdout) as Reported }
  }
}

/** False where it has ended by itself. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

function linesOf(path: string): DetectionResult[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as DetectionResult)
}

function linesWritten(folder: string): number {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return files.reduce((sum, name) => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n')
    return sum + lines.filter((line) => line.endsWith('}')).length
  }, 0)
}

/** Some images once more, by a detection that is not divided. */
async function compareSample(
  results: readonly DetectionResult[],
  { root, sample, seed, flags }: ShardKills & { readonly flags: readonly string[] },
): Promise<void> {
  const chosen = new Random(seed, 'sample').shuffled(results).slice(0, sample)
  const whole = join(root, 'whole')
  const { done } = start(['detect', ...chosen.map(({ image_path }) => image_path), ...flags, whole])
  const { stdout, stderr } = await done
  assert(stdout !== '', stderr)
  const { results: again } = JSON.parse(stdout) as { readonly results: readonly DetectionResult[] }
  assert(again.length === chosen.length, `${chosen.length} images were looked at again`)
  for (const [index, expected] of again.entries()) {
    const { inference_time: _, ...given } = chosen[index]
    const { inference_time: __, ...wanted } = expected
    assert(isDeepStrictEqual(given, wanted), `${given.image_path} has the result of a detection without shards`)
  }
}
