// An evaluation on very many images, divided into shards: they find and read the texts, and the scores of all are computed together at the end.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeFileAtomic } from '../../core/files.ts'
import { errorDetails } from '../../core/error-details.ts'
import { readRegularText } from '../../core/read-file.ts'
import { say } from '../../core/say.ts'
import { parseState, type StateForm } from '../../core/state-file.ts'
import { decodeImage } from '../../data/image.ts'
import type { RgbImage, Sample } from '../../data/types.ts'
import {
  bytesWhileLooking,
  judge,
  type EvaluatedImage,
  type Found,
  type SampleImage,
  type TextFinder,
} from '../../detect/evaluate.ts'
import type { DetectionNote } from '../../detect/notes.ts'
import type { DetectorSettings } from '../../detect/settings.ts'
import type { DetectedText } from '../../geometry/boxes.ts'
import { poolScores } from '../../geometry/icdar.ts'
import { openRecognizer } from '../../recognize/open.ts'
import { unlessStopped } from '../../core/unless-stopped.ts'
import { loadDataset } from '../data/load-data.ts'
import { refuseDatasetAsOut } from '../data/out-folder.ts'
import { type EvaluateReport, type EvaluateTask, reportEvaluation } from './evaluate.ts'
import { readingAlong, type ReadImage } from './evaluation-reading.ts'
import { openDetector } from './models.ts'
import {
  type DividedWork,
  rangeOfShard,
  readPlanOf,
  refuseIncomplete,
  samePlan,
  shardPaths,
  shardsLeft,
  wholeLinesOf,
  type WorkOptions,
  workThrough,
} from './shard-files.ts'
import { choicesKept, keepPlan, modelFor } from './shards.ts'

type ShardedTask = Pick<EvaluateTask, 'model' | 'split' | 'options' | 'device' | 'tile' | 'recognizer' | 'workdirs'>

export interface EvaluationPlan extends DividedWork {
  readonly kind: 'evaluation'
  readonly task: ShardedTask
  /** What the weights are called, where their copy would not tell. */
  readonly label?: string
  /** The data set's folder, and the hash of its images' paths and texts: they are kept beside, so that all shards have those of the start. */
  readonly data: string
  readonly hash: string
}

export interface EvaluationPlanTask extends Omit<EvaluateTask, 'sweep' | 'signal'> {
  readonly out: string
  readonly shards: number
}

/**
 * Divides the images of a data set among shards and keeps the plan in the folder; the plan that is there already is gone on with.
 * Without `keep` nothing is written.
 * @throws UserError `shards-other` where the folder holds another plan, those of the data set and the model
 */
export async function planEvaluation(
  { model: reference, data, split, out, shards: asked, ...rest }: EvaluationPlanTask,
  { keep = true }: { readonly keep?: boolean } = {},
): Promise<EvaluationPlan> {
  refuseDatasetAsOut(out)
  const dataset = await loadDataset(data, [split])
  const lines = dataset[split].map((sample) => `${JSON.stringify(absolute(sample))}\n`)
  const { source, model, label } = await modelFor({ reference, workdirs: rest.workdirs, out })
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line)
  const plan: EvaluationPlan = {
    kind: 'evaluation',
    source,
    ...(label !== undefined && { label }),
    task: { model, split, ...choicesKept(rest) },
    shards: Math.min(asked, lines.length),
    count: lines.length,
    data: dataset.root,
    hash: hash.digest('hex'),
  }
  const before = samePlan(out, plan)
  if (before !== undefined || !keep) return before ?? plan
  keepPlan(out, plan, () => {
    for (let shard = 0; shard < plan.shards; shard++)
      writeFileAtomic(shardPaths(out).samples(shard), lines.slice(...rangeOfShard(plan, shard)).join(''))
  })
  return plan
}

/** Tasks of a job array may begin in another folder. */
function absolute(sample: Sample): Sample {
  return { ...sample, imagePath: resolve(sample.imagePath), groundTruthPath: resolve(sample.groundTruthPath) }
}

/** The plan that a folder holds. @throws UserError `shards-other` */
export function readEvaluationPlan(folder: string): EvaluationPlan {
  return readPlanOf('evaluation', folder)
}

const sampleForm: StateForm<Sample> = {
  isWhole: ({ imagePath, texts }) => typeof imagePath === 'string' && Array.isArray(texts),
  next: say(errorDetails['state-damaged'].nextFolder),
}

function samplesOf(folder: string, shard: number): Sample[] {
  const path = shardPaths(folder).samples(shard)
  const lines = readRegularText(path).split('\n')
  return lines.filter((line) => line !== '').map((line) => parseState(line, path, sampleForm))
}

/** What a shard keeps of an image: numbers as they are, so that scores come out equal to the last digit. */
interface FoundLine {
  readonly index: number
  readonly width: number
  readonly height: number
  readonly texts: readonly DetectedText[]
  readonly notes?: readonly DetectionNote[]
  readonly read?: ReadImage
}

/**
 * Finds the texts on every image of a shard that has no line yet. An image that cannot be decoded ends it, as it ends a whole evaluation.
 * @returns whether the shard is complete; not where the signal ended it
 * @throws UserError `shards-other` for a shard that is none, those of an evaluation
 */
export async function evaluateShard(
  folder: string,
  shard: number,
  { plan = readEvaluationPlan(folder), signal, ...told }: WorkOptions & { readonly plan?: EvaluationPlan } = {},
): Promise<boolean> {
  return workThrough({ folder, plan, shard, ...(signal && { signal }), ...told }, async () => {
    const samples = samplesOf(folder, shard)
    const [first] = rangeOfShard(plan, shard)
    const { finder, along, release } = await openFinder(plan.task, signal)
    const looking: TextFinder = along?.finder ?? finder
    const { preprocessing } = looking.settings
    return {
      prepare: (index) => decodeImage(samples[index - first].imagePath),
      looking: { atOnce: looking.atOnce ?? 1, bytes: (image) => bytesWhileLooking(image, preprocessing) },
      look: (image, index) => unlessStopped(looking.find(image, samples[index - first]), signal),
      lineOf: async (found: Found, image: RgbImage, index) => {
        const sample = samples[index - first]
        const isDone = await unlessStopped(andThen(looking, found, { image, sample }), signal)
        if (isDone === undefined) return undefined
        const { width, height } = image
        const read = along?.images.at(-1)
        const { texts, notes } = found
        return { width, height, texts, ...(notes && { notes }), ...(read && { read }) } satisfies Omit<
          FoundLine,
          'index'
        >
      },
      release,
    }
  })
}

/** What else is done with an image; true where it came to an end. */
async function andThen(finder: TextFinder, found: Found, seen: SampleImage): Promise<true> {
  await finder.after?.(found, seen)
  return true
}

/** Detector and reader as an evaluation has them. */
async function openFinder(
  { model, workdirs, options = {}, device, tile = 'off', recognizer: name }: ShardedTask,
  signal: AbortSignal | undefined,
) {
  const recognizer = name === undefined ? undefined : await openRecognizer(name)
  const { detector, minTextSize } = await openDetector(model, { workdirs, options, device, asTrained: true })
  const { settings } = detector
  const { atOnce } = detector
  const finder = { settings, minTextSize, atOnce, find: (image: RgbImage) => detector.detect(image, { tile, signal }) }
  const along = recognizer && readingAlong(finder, recognizer, signal)
  return { finder, along, release: () => Promise.all([detector.release(), recognizer?.release()]) }
}

/**
 * The report of all shards together: that of an evaluation that was not divided. Results are kept in the folder, as `eval --out` does.
 * @throws UserError `shards-incomplete` while an image has not been looked at
 */
export async function mergeEvaluation(
  folder: string,
  plan: EvaluationPlan = readEvaluationPlan(folder),
): Promise<EvaluateReport> {
  const started = performance.now()
  refuseIncomplete(plan, folder, shardsLeft(plan, folder))
  const { model, workdirs, options = {}, device, split, tile = 'off', recognizer } = plan.task
  const opened = await openDetector(model, { workdirs, options, device, asTrained: true })
  const { settings } = opened.detector
  await opened.detector.release()
  const lines = linesOfAll(folder, plan)
  const judging = { settings, minTextSize: opened.minTextSize }
  const images = lines.map(({ sample, line }) => judged(sample, line, judging))
  const along = recognizer === undefined ? undefined : await readLines(recognizer, lines)
  const evaluation = { scores: poolScores(images.map(({ match }) => match)), images, loss: undefined }
  const place = { data: plan.data, split, tile, settings, label: plan.label ?? opened.label, out: folder }
  return reportEvaluation(evaluation, { ...place, along, sweep: undefined, started })
}

interface KeptLine {
  readonly sample: Sample
  readonly line: FoundLine
}

function linesOfAll(folder: string, plan: EvaluationPlan): KeptLine[] {
  return Array.from({ length: plan.shards }, (_, shard) => shard).flatMap((shard) => {
    const lines = wholeLinesOf(folder, plan, shard) as readonly FoundLine[] | undefined
    // A file that lost lines since it was complete is worked on once more.
    if (lines === undefined) {
      rmSync(shardPaths(folder).completed(shard))
      refuseIncomplete(plan, folder, [shard])
    }
    return samplesOf(folder, shard).flatMap((sample, at) => (lines === undefined ? [] : { sample, line: lines[at] }))
  })
}

interface Judging {
  readonly settings: DetectorSettings
  readonly minTextSize: number | undefined
}

function judged(sample: Sample, { width, height, texts, notes }: FoundLine, judging: Judging): EvaluatedImage {
  const image = judge({ sample, image: { width, height }, texts }, judging)
  return { ...image, ...(notes !== undefined && { notes }) }
}

/** What the shards read; the name is the recogniser's own. */
async function readLines(reference: string, lines: readonly KeptLine[]) {
  const recognizer = await openRecognizer(reference)
  const { name } = recognizer
  await recognizer.release()
  return { recognizer: name, images: lines.flatMap(({ line }) => line.read ?? []) }
}
