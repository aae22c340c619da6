// Looks at a whole data set and says everything there is to say about it. Opens it read-only.
import type { Language } from '../../core/language.ts'
import { checkDataset, type DatasetCheck, type NetworkView, type SplitTotals } from '../../data/check.ts'
import { readDataset, type Dataset } from '../../data/dataset.ts'
import { describeProblem, type DescribedProblem, type Severity } from '../../data/problems.ts'

export type { SplitTotals, TextHeights } from '../../data/check.ts'
export { placeOf, type DescribedProblem, type Severity } from '../../data/problems.ts'

/** What to check, and how thoroughly. */
export interface CheckTask {
  readonly data: string
  /** Size of the network's input that texts are measured for, [height, width]; that of a training without settings by default. */
  readonly inputSize?: NetworkView['input']
  /** Texts under this many network pixels are too small; as a training without settings has it by default. */
  readonly minTextSize?: number
  /** Reads only the headers of the images: damaged pixels and images that look alike are missed. */
  readonly fast?: boolean
  /** Language of the words; English by default. */
  readonly language?: Language
  /** Folders that no path of the data set may lead out of; anywhere by default. */
  readonly within?: readonly string[]
  /** Ends the check before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** What a check found out. */
export interface CheckReport {
  /** Absolute path of the data set. */
  readonly root: string
  readonly totals: { readonly train: SplitTotals; readonly test: SplitTotals }
  /** What text heights were measured for. */
  readonly view: NetworkView
  /** Whether every image was decoded. */
  readonly decoded: boolean
  /** Language of the words. */
  readonly language: Language
  readonly problems: readonly DescribedProblem[]
  readonly errors: number
  readonly warnings: number
  /** How long it took. */
  readonly seconds: number
}

/** What a check found out, with what it looked at. */
export interface LookedAt {
  readonly dataset: Dataset
  readonly check: DatasetCheck
  readonly report: CheckReport
}

export async function check(task: CheckTask, onProgress?: (done: number, total: number) => void): Promise<CheckReport> {
  return (await lookAt(task, onProgress)).report
}

/** The same check, for tasks that go on with what was looked at. */
export async function lookAt(
  { data, inputSize, minTextSize, fast = false, language = 'en', within, signal }: CheckTask,
  onProgress?: (done: number, total: number) => void,
): Promise<LookedAt> {
  const started = performance.now()
  const dataset = await readDataset(data, within && { within })
  const checked = await checkDataset(dataset, {
    decode: !fast,
    ...(inputSize && { view: { input: inputSize, ...(minTextSize !== undefined && { minTextSize }) } }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  })
  const { totals, view, problems } = checked
  const count = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length
  const report = {
    root: dataset.root,
    totals,
    view,
    decoded: !fast,
    language,
    problems: problems.map((problem) => describeProblem(problem, language)),
    errors: count('error'),
    warnings: count('warning'),
    seconds: (performance.now() - started) / 1000,
  }
  return { dataset, check: checked, report }
}
