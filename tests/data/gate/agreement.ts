// Holds the gate (`ocrdet check`) against training, file by file: what one accepts the other accepts, and neither crashes.
import { readFileSync } from 'node:fs'
import { UserError } from '../../../src/core/errors.ts'
import type { Tensor } from '../../../src/core/tensor.ts'
import type { Batch } from '../../../src/data/batches/batch.ts'
import { BatchLoader } from '../../../src/data/batches/loader.ts'
import { splits, type Sample } from '../../../src/data/dataset.ts'
import { decodeImage, readImageHeader } from '../../../src/data/image.ts'
import { matchImage } from '../../../src/geometry/icdar.ts'
import { parseConfig } from '../../../src/run/config.ts'
import type { Config } from '../../../src/run/settings/table.ts'
import { lookAt, type DescribedProblem, type LookedAt } from '../../../src/tasks/data/check.ts'
import { DatasetError } from '../../../src/tasks/data/load-data.ts'
import { prepareData } from '../../../src/tasks/train/prepare.ts'
import { augmentation, detectorSettings, targetSettings } from '../../../src/tasks/train/settings.ts'

const inputSize = [64, 64] as const

/** What became of the samples. */
export interface Verdicts {
  accepted: number
  refused: number
}

/** @throws Error that names each file on which the two disagree, or at which one crashes */
export async function compareSides(root: string): Promise<Verdicts> {
  const config = parseConfig({ train_data_dir: root, input_size: inputSize })
  const gate = await lookAt({ data: root, inputSize: [...inputSize] })
  const errors = gate.report.problems.filter(({ severity }) => severity === 'error')
  const disagreements = compareRefusals(errors, await refusalOfTraining(config))
  const verdicts: Verdicts = { accepted: 0, refused: 0 }
  for (const split of splits) {
    const samples = gate.dataset[split]
    if (samples.length === 0) continue
    const made = await makeSamples(samples, config)
    for (const [index, sample] of samples.entries()) {
      const own = errorsOf(gate, sample, errors)
      verdicts[own.length === 0 ? 'accepted' : 'refused'] += 1
      const reported = compareSample(own, made[index]) ?? (own.length === 0 ? await compareReading(sample) : undefined)
      if (reported !== undefined) disagreements.push(`${reported}\n${shown(sample)}`)
    }
  }
  if (disagreements.length > 0) throw new Error(disagreements.join('\n\n'))
  return verdicts
}

/** The errors for which a training refuses the data set at its start; none when it accepts it. */
async function refusalOfTraining(config: Config): Promise<readonly DescribedProblem[]> {
  try {
    await prepareData(config, { line: () => {}, listen: () => {} })
    return []
  } catch (error) {
    if (error instanceof DatasetError) return error.problems.filter(({ severity }) => severity === 'error')
    throw error
  }
}

/** The gate's errors and training's are the same ones in the same order. */
function compareRefusals(gate: readonly DescribedProblem[], training: readonly DescribedProblem[]): string[] {
  const [ofGate, ofTraining] = [gate, training].map((problems) => problems.map((problem) => JSON.stringify(problem)))
  const differing = Math.max(ofGate.length, ofTraining.length)
  for (let index = 0; index < differing; index++)
    if (ofGate[index] !== ofTraining[index])
      return [`the gate says ${ofGate[index]}\nand training ${ofTraining[index]}`]
  return []
}

/** What came of a sample: nothing wrong, what a person can repair, or anything else. */
type Made = 'fine' | UserError | { readonly crash: unknown }

/** Every sample through the loader of a training, as it is and augmented. */
async function makeSamples(samples: readonly Sample[], config: Config): Promise<Made[]> {
  const plain = await loadAll(samples, config, false)
  const augmented = await loadAll(samples, config, true)
  return plain.map((made, index) => (made === 'fine' ? augmented[index] : made))
}

async function loadAll(samples: readonly Sample[], config: Config, augmented: boolean): Promise<Made[]> {
  const loader = new BatchLoader({
    samples,
    batchSize: 1,
    seed: 1,
    preprocessing: detectorSettings(config).preprocessing,
    augmentation: augmentation({ ...config, augment: augmented }),
    targets: targetSettings({ ...config, min_text_size: 2 }),
    firstEpoch: 0,
    lastEpoch: 0,
    shuffle: false,
    fullBatches: false,
    workers: 0,
  })
  const made: Made[] = []
  while (made.length < samples.length)
    made.push(
      await loader.next().then(
        (batch) => checkBatch(batch),
        (error: unknown) => (error instanceof UserError ? error : { crash: error }),
      ),
    )
  await loader.close()
  return made
}

/** What each value of a batch may be. The colours: 0 to 255 less the mean, through 255, jitter included. */
const ranges: Readonly<
  Record<'images' | 'shrinkMap' | 'shrinkMask' | 'thresholdMap' | 'thresholdMask', (value: number) => boolean>
> = {
  images: (value) => Math.abs(value) <= 1,
  shrinkMap: (value) => value === 0 || value === 1,
  shrinkMask: (value) => value === 0 || value === 1,
  // The maps hold 32-bit numbers.
  thresholdMap: (value) => value >= Math.fround(0.3) && value <= Math.fround(0.7),
  thresholdMask: (value) => value === 0 || value === 1,
}

function checkBatch(batch: Batch | undefined): Made {
  if (batch === undefined) return { crash: 'the loader ended early' }
  for (const [name, isRight] of Object.entries(ranges)) {
    const { data }: Tensor = batch[name as keyof typeof ranges]
    const wrong = data.find((value) => !isRight(value))
    if (wrong !== undefined) return { crash: `${name} holds ${wrong}` }
  }
  return 'fine'
}

/** The gate's errors about a sample's two files. */
function errorsOf({ check }: LookedAt, sample: Sample, errors: readonly DescribedProblem[]): DescribedProblem[] {
  const names = check.images.find((image) => image.sample === sample)
  return errors.filter(({ file }) => file === names?.image || file === names?.groundTruth)
}

/** Errors of images are what training stumbles over; those of ground truths are told before it starts. */
function compareSample(errors: readonly DescribedProblem[], made: Made): string | undefined {
  const [ofImage] = errors.filter(({ code }) => code.startsWith('image-'))
  if (made === 'fine')
    return ofImage === undefined ? undefined : `refused as ${ofImage.code}, and yet training takes it`
  if (!(made instanceof UserError)) return `training crashes: ${inspect(made.crash)}`
  if (ofImage === undefined) return `accepted, and yet training stops: ${made.code}, ${made.found}`
  return ofImage.code === made.code ? undefined : `the gate says ${ofImage.code}, training ${made.code}`
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** The size that the gate measured for is that of the decoded image, and its texts can be scored. */
async function compareReading({ imagePath, texts }: Sample): Promise<string | undefined> {
  const [header, image] = [await readImageHeader(imagePath), await decodeImage(imagePath)]
  if (header.width !== image.width || header.height !== image.height)
    return `the header says ${header.width}x${header.height}, the pixels ${image.width}x${image.height}`
  const legible = texts.filter(({ ignore }) => !ignore)
  const { pairs, matched } = matchImage(texts, legible)
  if (!pairs.every(({ iou }) => iou >= 0 && iou <= 1 + 1e-9)) return `overlaps are not in 0 to 1`
  return matched <= legible.length ? undefined : `${matched} of ${legible.length} texts match`
}

function shown({ imagePath, groundTruthPath }: Sample): string {
  const [image, groundTruth] = [readFileSync(imagePath), readFileSync(groundTruthPath)]
  return `${imagePath} (${image.length} bytes)\n${image.toString('base64').slice(0, 2000)}\n${groundTruthPath}\n${JSON.stringify(groundTruth.toString('utf8').slice(0, 2000))}`
}
