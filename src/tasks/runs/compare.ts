// Compares runs: what was set differently, what came out, curve against curve, image against image.
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { runPaths } from '../../run/layout.ts'
import { summarizeRun } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import { type Curves, type XUnit, curvesOf } from '../../run/plot-data.ts'
import { readRun } from '../../run/reader.ts'
import { listRuns, resolveRun } from '../../run/resolve.ts'
import { type ConfigDiff, compareConfigs } from './config.ts'
import { readEvaluated } from './diagnose/evaluated.ts'
import { sameImages } from './same-images.ts'
import { settingsShown } from './settings-of.ts'

export interface CompareTask {
  /** Two or more: folders, ids, names, `latest`. The others are compared with the first. */
  readonly runs: readonly string[]
  readonly workdirs: string
  readonly x?: XUnit
  readonly now?: Date
}

export interface ComparedRun {
  readonly run: RunSummary
  readonly curves: Curves
}

/** The F-score of one image in two runs. */
export interface ImageChange {
  readonly image: string
  readonly before: number
  readonly after: number
}

/** The images of a run against those of the first one. */
export interface ImageComparison {
  readonly id: string
  /** The largest change first. */
  readonly better: readonly ImageChange[]
  readonly worse: readonly ImageChange[]
  readonly same: number
  /** Images that only one of the two runs evaluated. */
  readonly unpaired: number
}

export interface CompareReport {
  readonly runs: readonly ComparedRun[]
  readonly config: ConfigDiff
  readonly x: XUnit
  /** For runs that have eval_results/, where the first run has them too. */
  readonly images: readonly ImageComparison[]
}

/** @throws UserError `missing-argument` for fewer than two runs, and when one does not exist */
export async function compareRuns({
  runs,
  workdirs,
  x = 'epoch',
  now = new Date(),
}: CompareTask): Promise<CompareReport> {
  if (runs.length < 2) throw oneRunAlone(runs, workdirs)
  const entries = runs.map((reference) => resolveRun(reference, workdirs))
  const read = entries.map((entry) => ({ entry, run: readRun(entry.folder, { now }) }))
  const configs = read.map(({ run }) => ({ label: run.id, settings: settingsShown(run), facts: run.facts }))
  const summaries = entries.map((entry) => summarizeRun(entry, now))
  return {
    runs: read.map(({ run }, at) => ({ run: summaries[at], curves: curvesOf(run.history, x) })),
    config: compareConfigs(configs),
    x,
    images: await compareImages(summaries),
  }
}

async function compareImages(runs: readonly RunSummary[]): Promise<ImageComparison[]> {
  const scores = runs.map((run) => scoresOfImages(run))
  const sets = runs.map(({ id, dataset, dataHash }, at) => ({
    id,
    dataset,
    dataHash,
    images: [...(scores[at]?.keys() ?? [])],
  }))
  const keys = await sameImages(sets)
  const keyed = scores.map((of, at) => of && byKey(of, keys[at]))
  const [before, ...others] = keyed
  if (before === undefined) return []
  return others.flatMap((after, at) =>
    after === undefined ? [] : [{ id: runs[at + 1].id, ...changesOf(before, after) }],
  )
}

interface Scored {
  readonly image: string
  readonly score: number
}

function byKey(scores: ReadonlyMap<string, number>, keys: ReadonlyMap<string, string>): Map<string, Scored> {
  return new Map([...scores].map(([image, score]) => [keys.get(image) ?? image, { image, score }]))
}

/** Smaller differences come from rounding. */
const noChange = 1e-9

function changesOf(before: ReadonlyMap<string, Scored>, after: ReadonlyMap<string, Scored>) {
  const paired = [...before].flatMap(([key, { image, score }]): ImageChange[] => {
    const now = after.get(key)
    return now === undefined ? [] : [{ image, before: score, after: now.score }]
  })
  const change = (one: ImageChange): number => one.after - one.before
  const better = paired.filter((one) => change(one) > noChange).sort((a, b) => change(b) - change(a))
  const worse = paired.filter((one) => change(one) < -noChange).sort((a, b) => change(a) - change(b))
  return {
    better,
    worse,
    same: paired.length - better.length - worse.length,
    unpaired: before.size + after.size - 2 * paired.length,
  }
}

/** F-score by image, from the states of its boxes; an image without text on which nothing was found is perfect. */
function scoresOfImages({ folder }: RunSummary): Map<string, number> | undefined {
  const evaluated = readEvaluated(runPaths(folder))
  if (evaluated === undefined) return undefined
  return new Map(
    evaluated.images.map(({ image, predictions, groundTruths }) => {
      const found = predictions.filter(({ state }) => state !== 'ignored')
      const texts = groundTruths.filter(({ state }) => state !== 'ignored')
      const matched = found.filter(({ state }) => state === 'matched').length
      const sum = found.length + texts.length
      return [image, sum === 0 ? 1 : (2 * matched) / sum]
    }),
  )
}

function oneRunAlone(runs: readonly string[], workdirs: string): UserError {
  const first = runs.length === 0 ? undefined : resolveRun(runs[0], workdirs)
  const others = listRuns(workdirs).filter(({ folder }) => folder !== first?.folder)
  const [one, other] = first === undefined ? others : [first, ...others]
  return new UserError({
    code: 'missing-argument',
    message: say(errorDetails['missing-argument'].messageCompare),
    expected: say(errorDetails['missing-argument'].expectedCompare),
    found: runs.length === 0 ? say(errorDetails['missing-argument'].foundCompare) : runs.join(', '),
    next:
      one === undefined || other === undefined
        ? say(errorDetails['missing-argument'].nextCompare)
        : say(errorDetails['missing-argument'].nextCompareExample, {
            command: commandLine('ocrdet', 'compare', one.folder, other.folder),
          }),
  })
}
