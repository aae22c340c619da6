// A folder with everything that the pages can show: data, two trained runs, an export with proof, a batch. Made by the commands.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ocrdet } from '../../tests/cli/run-built.ts'

export interface Workshop {
  readonly data: string
  /** Two ids. */
  readonly runs: readonly string[]
  /** Name of a batch's folder. */
  readonly output: string
}

/** Small enough for seconds, large enough that there is something to see. */
const training = ['--input-size', '96', '--batch-size', '4', '--num-epochs', '2', '--optimizer', 'Adam', '--seed', '1']

async function must(folder: string, words: readonly string[]): Promise<void> {
  const { code, err } = await ocrdet(words, { cwd: folder })
  if (code !== 0) throw new Error(`ocrdet ${words.join(' ')} ended with ${code}: ${err}`)
}

/** Fills an empty folder. */
export async function makeWorkshop(folder: string): Promise<Workshop> {
  const data = join(folder, 'receipts')
  await must(folder, ['synth', 'receipts', '--train', '12', '--test', '4', '--size', '160x160'])
  await must(folder, ['train', 'receipts', ...training, '--learning-rate', '0.002'])
  await must(folder, ['train', 'receipts', ...training, '--learning-rate', '0.0005'])
  const runs = runIds(folder)
  const [first = 'latest'] = runs
  await must(folder, ['export', first, '--size', '320x320'])
  await must(folder, ['detect', join(data, 'test_images'), '--model', first])
  return knownWorkshop(folder)
}

/** What a folder holds that was filled before. */
export function knownWorkshop(folder: string): Workshop {
  const output = readdirSync(join(folder, 'outputs')).find((name) => name.startsWith('outputs_')) ?? ''
  return { data: join(folder, 'receipts'), runs: runIds(folder), output }
}

/** The runs of a folder, oldest first. */
export function runIds(folder: string): string[] {
  return readdirSync(join(folder, 'workdirs'))
    .filter((name) => name.startsWith('exp_'))
    .sort()
}

/** Images to upload, one of them broken. */
export function imageFiles(data: string, folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true })
  const sources = readdirSync(join(data, 'train_images')).sort()
  const paths = Array.from({ length: count - 1 }, (_, index) => {
    const path = join(folder, `image_${String(index + 1).padStart(2, '0')}.jpg`)
    cpSync(join(data, 'train_images', sources[index % sources.length] ?? ''), path)
    return path
  })
  const broken = join(folder, 'broken.jpg')
  writeFileSync(broken, 'this is no image')
  return [...paths, broken]
}
