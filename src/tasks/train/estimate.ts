// Estimates what a training will take, before it is started: memory from its sizes, time from an earlier run or from a measurement.
import { readDataset } from '../../data/dataset.ts'
import { Detector } from '../../detect/detector.ts'
import { defaultDetectorSettings } from '../../detect/settings.ts'
import { initialParameters } from '../../model/init.ts'
import { summarizeRuns } from '../../run/list/list.ts'
import { readRecord } from '../../run/list/record.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import type { Config } from '../../run/settings/table.ts'
import { Measurement } from './measurement.ts'
import { availableMemory, estimateMemory, fittingBatch, fittingMicroBatch, memoryNeedOf } from './memory.ts'

export interface EstimateTask {
  readonly config: Config
  /** The same training with other settings, of which only the time is wanted. */
  readonly variants?: readonly Config[]
  readonly workdirs: string
  /** Folders that no path of the data set may lead out of. */
  readonly within?: readonly string[]
}

export interface TrainingEstimate {
  readonly memory: MemoryEstimate
  /** Undefined when the data set has no images that can be counted. */
  readonly time: TimeEstimate | undefined
  readonly samples: { readonly train: number; readonly test: number }
  /** Seconds of each variant; none when `time` is undefined. */
  readonly variantSeconds: readonly number[]
}

export interface MemoryEstimate {
  /** Of the whole, as the settings have it. */
  readonly bytes: number
  readonly available: number
  readonly fits: boolean
  /** The largest batch that fits as a whole; 0 when not even one image does. */
  readonly fittingBatch: number
  /** Where the whole does not fit, the largest parts of the batch that do; absent when not even single images do. */
  readonly parts?: {
    readonly microBatch: number
    readonly bytes: number
    /** Whether the training will take them by itself: `auto_batch` is on. */
    readonly automatic: boolean
  }
}

export interface TimeEstimate {
  /** Of the whole training, from the start of its process to its end. */
  readonly seconds: number
  readonly stepSeconds: number
  readonly steps: number
  /** In one epoch. */
  readonly iterations: number
  /** An earlier run on the same device, or the network's forward pass, timed on this machine. */
  readonly basis: 'earlier-run' | 'measured'
  /** The run that was measured. */
  readonly run?: string
}

/** A training step takes about so many times as long as the forward pass of an inference on as many pixels: a rough guess, not measured on its own. */
const stepsPerForward = 4.5
/** Share of a step that is left when the backbone is frozen: 1 / 1.73 was measured. */
const frozenShare = 0.6
/** An evaluation runs the network forwards only, and does more around it. */
const evaluationShare = 0.4
/** Runs that are looked at for a measured pace, newest first, and how many that tell one are compared. */
const runsLookedAt = 20
const runsCompared = 5

/** Seconds that a training spends beside steps and evaluations, where no earlier run tells: measured on small data sets. */
const besidesSeconds = 3
/** Starting the program and loading the runtime, before the first line of the log. */
const programSeconds = 2

export async function estimateTraining({
  config,
  variants = [],
  workdirs,
  within,
}: EstimateTask): Promise<TrainingEstimate> {
  const { train, test } = await readDataset(config.train_data_dir, within && { within })
  const samples = { train: train.length, test: test.length }
  const memory = memoryOf(config, availableMemory())
  if (samples.train === 0) return { memory, time: undefined, samples, variantSeconds: [] }
  const pace = await paceOf(config, workdirs)
  const variantSeconds = variants.map((variant) => timeOf(variant, { samples, pace }).seconds)
  return { memory, time: timeOf(config, { samples, pace }), samples, variantSeconds }
}

/** What is needed of `available` bytes, and what `auto_batch` makes, or would make, of too little. */
export function memoryOf(config: Config, available: number): MemoryEstimate {
  const need = memoryNeedOf(config)
  const bytes = estimateMemory(need)
  const reported = { bytes, available, fits: bytes <= available, fittingBatch: fittingBatch(need, available) }
  const microBatch = reported.fits ? undefined : fittingMicroBatch(need, available)
  if (microBatch === undefined) return reported
  const parts = { microBatch, bytes: estimateMemory({ ...need, microBatch }), automatic: config.auto_batch }
  return { ...reported, parts }
}

export interface Pace {
  /** Seconds for one pixel of a batch, with all weights trained. */
  readonly perPixel: number
  /** Seconds that a whole training took beside steps and evaluations. */
  readonly besides?: number
  readonly run?: string
}

function timeOf(config: Config, { samples, pace }: Pick<TrainingEstimate, 'samples'> & { pace: Pace }): TimeEstimate {
  const { batch_size, num_epochs, eval_interval, input_size } = config
  const pixels = input_size[0] * input_size[1]
  const iterations = Math.ceil(samples.train / batch_size)
  const steps = iterations * num_epochs
  const stepSeconds = pace.perPixel * shareOf(config) * pixels * batch_size
  const evaluations = 1 + Math.ceil(num_epochs / eval_interval)
  const evaluationSeconds = evaluations * samples.test * pixels * pace.perPixel * evaluationShare
  const seconds = programSeconds + (pace.besides ?? besidesSeconds) + steps * stepSeconds + evaluationSeconds
  const basis = pace.run === undefined ? 'measured' : 'earlier-run'
  return { seconds, stepSeconds, steps, iterations, basis, ...(pace.run !== undefined && { run: pace.run }) }
}

/** The pace of an earlier run on the same device, else what the network's forward pass tells. */
async function paceOf({ device }: Config, workdirs: string): Promise<Pace> {
  const paces: Pace[] = []
  for (const run of summarizeRuns(workdirs).slice(0, runsLookedAt)) {
    if (paces.length === runsCompared) break
    const isSameDevice = run.config['device'] === undefined || run.config['device'] === device
    if (isSameDevice) paces.push(...paceOfRun(run))
  }
  return fastest(paces) ?? { perPixel: (await forward.seconds()) * stepsPerForward }
}

/** Of several paces: other work only ever makes a training slower, so the fastest was disturbed least. */
export function fastest(paces: readonly Pace[]): Pace | undefined {
  return paces.toSorted((a, b) => a.perPixel - b.perPixel).at(0)
}

function paceOfRun({ id, folder, config }: RunSummary): Pace[] {
  const { batch_size: batch, input_size: size } = config
  const { stepMs, besidesSeconds: besides } = readRecord(folder)
  if (stepMs === undefined || typeof batch !== 'number' || !Array.isArray(size)) return []
  const pixels = Number(size[0]) * Number(size[1]) * batch
  if (pixels <= 0) return []
  return [{ perPixel: stepMs / 1000 / pixels / shareOf(config), ...(besides !== undefined && { besides }), run: id }]
}

function shareOf({ freeze }: { readonly freeze?: unknown }): number {
  return freeze === 'backbone' ? frozenShare : 1
}

/** Of the image that is timed, and how often; the fastest run counts, since others disturb it less. */
const timedSide = 320
const timedRuns = 3

/** Seconds for one pixel of an inference on this machine. */
const forward = new Measurement(measureForward)

/** Seconds for one pixel of an inference on this machine. What the weights are does not matter. */
async function measureForward(): Promise<number> {
  const detector = await Detector.fromParameters(initialParameters(0), {
    ...defaultDetectorSettings,
    preprocessing: { ...defaultDetectorSettings.preprocessing, resize: 'fit', size: [timedSide, timedSide] },
  })
  const input = {
    data: new Float32Array(3 * timedSide ** 2),
    width: timedSide,
    height: timedSide,
    contentWidth: timedSide,
    contentHeight: timedSide,
    scaleX: 1,
    scaleY: 1,
  }
  const seconds: number[] = []
  for (let run = 0; run <= timedRuns; run++) {
    const started = performance.now()
    await detector.run(input)
    // The first run also lays out memory.
    if (run > 0) seconds.push((performance.now() - started) / 1000)
  }
  await detector.release()
  return Math.min(...seconds) / timedSide ** 2
}
