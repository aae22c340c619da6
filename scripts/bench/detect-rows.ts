// Photographs as they are, detected in different ways in turn: padded to the full size as before, without, in 8 bits, and by PP-OCRv4's small detector.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { evenly } from '../../src/core/evenly.ts'
import { exportModel } from '../../src/tasks/models/export.ts'
import { median } from './figures.ts'

/** What one process took for all images but the first. */
export interface Taken {
  readonly images: number
  readonly seconds: number
  /** Of all threads, which other work on the machine changes less. */
  readonly cpuSeconds: number
  /** On all images. */
  readonly texts: number
}

export interface RowsTask {
  /** `starter`, a run or a .pth file. */
  readonly model: string
  readonly workdirs: string
  /** Photographs. */
  readonly source: string
  readonly images: number
  readonly rounds: number
  /** Data set for the calibration of 8 bits. */
  readonly calibration: string | undefined
  /** For copies and the exported file. */
  readonly folder: string
}

/** Prints a row a way, with how many times the first one's images a second. */
export async function printRows(task: RowsTask): Promise<void> {
  const { model, workdirs, calibration, rounds } = task
  const [photographs, out] = [copyImages(task), join(task.folder, 'exported')]
  const exported = { source: model, dynamic: true, int8: true, calibration, out, workdirs }
  const int8 = calibration === undefined ? [] : [['ocrdet, 8 bits', 'int8', (await exportModel(exported)).path] as const]
  const sides = [
    ['ocrdet, padded to its size', 'full', model],
    ['ocrdet', 'minimal', model],
    ...int8,
    ['PP-OCRv4, small', 'ppocr', model],
  ] as const
  const taken = sides.map((): Taken[] => [])
  for (let round = 0; round < rounds; round++)
    for (const [at, [, side, of]] of sides.entries()) taken[at].push(run([side, of, photographs]))
  const rate = (at: number, of: (one: Taken) => number): number => median(taken[at].map((one) => one.images / of(one)))
  console.log(`${task.images} photographs as they are, medians of ${rounds} rounds in turn, load ${loadavg()[0].toFixed(1)}`)
  for (const [at, [name]] of sides.entries()) {
    const [wall, cpu] = [rate(at, (one) => one.seconds), rate(at, (one) => one.cpuSeconds)]
    const [times, cpuTimes] = [wall / rate(0, (one) => one.seconds), cpu / rate(0, (one) => one.cpuSeconds)]
    console.log(
      `${name.padEnd(28)} ${wall.toFixed(2)} images/s, ${times.toFixed(2)} times; ${(1 / cpu).toFixed(3)} s of a core an image, ${cpuTimes.toFixed(2)} times; ${taken[at][0].texts} texts`,
    )
  }
}

/** The first one warms up. */
function copyImages({ source, images, folder }: RowsTask): string {
  const target = join(folder, 'photographs')
  mkdirSync(target)
  const names = readdirSync(source).filter((name) => /\.(?:jpe?g|png)$/i.test(name))
  for (const name of evenly(names.toSorted(), images + 1)) cpSync(join(source, name), join(target, name))
  return target
}

function run(words: readonly string[]): Taken {
  const script = resolve('scripts/bench/detect-side.ts')
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...words], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Taken
}
