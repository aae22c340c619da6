// A check whose words come in both languages, each problem with the listed image that it concerns.
import type { Split } from '../../data/dataset.ts'
import type { CheckedImage } from '../../data/check.ts'
import { type Problem, type ProblemInBoth as Worded, problemInBoth } from '../../data/problems.ts'
import { type CheckReport, type CheckTask, lookAt, type Severity } from './check.ts'

export interface ProblemInBoth extends Worded {
  readonly code: string
  readonly severity: Severity
  /** Relative to the data set. */
  readonly file: string
  readonly line?: number
  /** Its place in the list of its split. */
  readonly image?: { readonly split: Split; readonly index: number }
}

export interface CheckInBoth extends Omit<CheckReport, 'problems' | 'language'> {
  readonly problems: readonly ProblemInBoth[]
}

export async function checkInBoth(
  task: Omit<CheckTask, 'language'>,
  onProgress?: (done: number, total: number) => void,
): Promise<CheckInBoth> {
  const { check, report } = await lookAt(task, onProgress)
  const { language: _language, problems: _problems, ...rest } = report
  const places = placesOf(check.images)
  return { ...rest, problems: check.problems.map((problem) => inBoth(problem, places)) }
}

type Place = NonNullable<ProblemInBoth['image']>

/** Where an image, by its own name or that of its ground truth, stands in its list. */
function placesOf(images: readonly CheckedImage[]): Map<string, Place> {
  const places = new Map<string, Place>()
  const counts = { train: 0, test: 0 }
  for (const { split, image, groundTruth } of images) {
    const place = { split, index: counts[split]++ }
    for (const file of [image, groundTruth]) if (!places.has(file)) places.set(file, place)
  }
  return places
}

function inBoth(problem: Problem, places: ReadonlyMap<string, Place>): ProblemInBoth {
  const { code, severity, file, line } = problem
  const image = places.get(file)
  return {
    code,
    severity,
    file,
    ...(line !== undefined && { line }),
    ...problemInBoth(problem),
    ...(image && { image }),
  }
}
