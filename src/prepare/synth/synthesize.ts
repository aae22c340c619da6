// Makes a synthetic data set in the layout that the reader reads: the demo's data, and material for tests.
import { doNotCare } from '../../data/read/columns.ts'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError, systemCode } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { explainSystemError, makeFolder } from '../../core/files.ts'
import { Random } from '../../core/random.ts'
import { readRegularAsync } from '../../core/read-file.ts'
import { mapBounded } from '../../data/pool.ts'
import { splits, type Split } from '../../data/read/list.ts'
import { makeImage, type SynthText } from './make-image.ts'

/** What to make. The same options give the same bytes. */
export interface SynthOptions {
  /** Images to learn from; 96 by default. */
  readonly train?: number
  /** Images to measure on; 24 by default. */
  readonly test?: number
  readonly seed?: number
  /** Height and width of every image in pixels, 64 to 4096; 256 x 256 by default. */
  readonly size?: readonly [height: number, width: number]
}

/** What was made. */
export interface SynthSummary {
  /** Absolute path of the data set. */
  readonly root: string
  readonly images: number
  /** All boxes. */
  readonly texts: number
  /** Boxes with the transcript `###`. */
  readonly ignored: number
}

/** The file that marks a folder as ours to overwrite, and says how it was made. */
const markName = 'synth.json'
const madeBy = 'ocrdet synth'

/**
 * Writes a data set (pair lists, JPEG and PNG images, ground truths) into `dir`, which is made when it is not there. A data set
 * that this function made there before is replaced; of any other content nothing is touched.
 * @throws UserError synth-options, synth-folder-not-empty, or what the file system said
 */
export async function synthesize(
  dir: string,
  options: SynthOptions = {},
  onProgress?: (done: number, total: number) => void,
): Promise<SynthSummary> {
  const { train = 96, test = 24, seed = 1, size = [256, 256] } = options
  const plan: Plan = { train, test, seed, size }
  checkPlan(plan)
  const root = resolve(dir)
  await clearFolder(root)
  // The mark goes first, so that a folder left half made is still known as ours.
  await write(join(root, markName), `${JSON.stringify({ madeBy, ...plan })}\n`)
  for (const split of splits) {
    makeFolder(join(root, `${split}_images`))
    makeFolder(join(root, `${split}_gts`))
  }
  let done = 0
  const jobs = splits.flatMap((split) => Array.from({ length: plan[split] }, (_, index) => ({ split, index })))
  const made = await mapBounded(jobs, availableParallelism() + 1, async ({ split, index }) => {
    const texts = await makeSample(root, plan, { split, index })
    onProgress?.(++done, jobs.length)
    return texts
  })
  for (const split of splits) {
    const names = Array.from({ length: plan[split] }, (_, index) => sampleFiles(split, index))
    await write(
      join(root, `${split}_list.txt`),
      names.map(({ image, groundTruth }) => `${image} ${groundTruth}\n`).join(''),
    )
  }
  const texts = made.flat()
  const ignored = texts.filter(({ transcript }) => transcript === doNotCare).length
  return { root, images: jobs.length, texts: texts.length, ignored }
}

type Plan = Required<SynthOptions>

interface Place {
  readonly split: Split
  /** From 0, within the split. */
  readonly index: number
}

/** Paths of one sample, relative to the data set. Every fourth image is a PNG. */
function sampleFiles(split: Split, index: number): { image: string; groundTruth: string; isPng: boolean } {
  const isPng = index % 4 === 3
  const image = `${split}_images/${index + 1}.${isPng ? 'png' : 'jpg'}`
  return { image, groundTruth: `${split}_gts/${index + 1}.txt`, isPng }
}

async function makeSample(root: string, plan: Plan, { split, index }: Place): Promise<SynthText[]> {
  const random = new Random(plan.seed, 'synth', split, index)
  const [height, width] = plan.size
  const { canvas, texts } = makeImage(random, { width, height })
  const { image, groundTruth, isPng } = sampleFiles(split, index)
  const quality = 70 + random.int(26)
  const bytes = isPng ? await canvas.encode('png') : await canvas.encode('jpeg', quality)
  await write(join(root, image), bytes)
  await write(join(root, groundTruth), texts.map(groundTruthLine).join(''))
  return texts
}

function groundTruthLine({ quad, transcript }: SynthText): string {
  const coordinates = quad.flat().map((value) => Number(value.toFixed(1)))
  return `${coordinates.join(',')},${transcript}\n`
}

function checkPlan({ train, test, seed, size }: Plan): void {
  const counts = [train, test].every((count) => Number.isInteger(count) && count >= 1 && count <= 1e6)
  const sides = size.every((side) => Number.isInteger(side) && side >= 64 && side <= 4096)
  if (counts && sides && Number.isInteger(seed)) return
  throw new UserError({
    code: 'synth-options',
    message: say(errorDetails['synth-options'].message),
    expected: say(errorDetails['synth-options'].expected),
    found: `--train ${train} --test ${test} --seed ${seed} --size ${size.join('x')}`,
    next: say(errorDetails['synth-options'].next),
  })
}

/** Makes the folder, or removes from it the data set that was made there before. */
async function clearFolder(root: string): Promise<void> {
  const names = await readdir(root).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw explainSystemError(error, root, 'write into')
  })
  const earlier = await readMark(root)
  if (names.length > 0 && earlier === undefined)
    throw new UserError({
      code: 'synth-folder-not-empty',
      message: say(errorDetails['synth-folder-not-empty'].message),
      expected: say(errorDetails['synth-folder-not-empty'].expected),
      found: say(errorDetails['synth-folder-not-empty'].found, { count: names.length, name: names[0] }),
      where: root,
      next: say(errorDetails['synth-folder-not-empty'].next),
    })
  makeFolder(root)
  if (earlier === undefined) return
  for (const split of splits) {
    await rm(join(root, `${split}_list.txt`), { force: true })
    for (let index = 0; index < earlier[split]; index++) {
      const { image, groundTruth } = sampleFiles(split, index)
      await rm(join(root, image), { force: true })
      await rm(join(root, groundTruth), { force: true })
    }
  }
}

/** How many images an earlier call made in this folder; undefined when none did. */
async function readMark(root: string): Promise<Readonly<Record<Split, number>> | undefined> {
  try {
    const mark: unknown = JSON.parse((await readRegularAsync(join(root, markName))).toString('utf8'))
    if (typeof mark !== 'object' || mark === null || !('madeBy' in mark) || mark.madeBy !== madeBy) return undefined
    const count = (split: Split): number => {
      const value: unknown = Reflect.get(mark, split)
      return typeof value === 'number' && value <= 1e6 ? value : 0
    }
    return { train: count('train'), test: count('test') }
  } catch {
    return undefined
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch((error: unknown) => {
    throw explainSystemError(error, path, 'write')
  })
}
