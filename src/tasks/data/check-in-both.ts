// A check whose words come in both languages: problems of one kind together, each with the listed image that it concerns.
import type { InBoth } from '../../core/language.ts'
import type { Split } from '../../data/dataset.ts'
import type { CheckedImage } from '../../data/check.ts'
import { type Problem, problemInBoth } from '../../data/problems.ts'
import { type CheckReport, type CheckTask, lookAt, type Severity } from './check.ts'
import { type Distribution, distributionsOf } from './distributions.ts'
import { smallTextsOf, smallTextsWords } from './small-texts.ts'

/** One problem of a group. */
export interface GroupedProblem {
  /** Relative to the data set. */
  readonly file: string
  readonly line?: number
  /** Where it says more than the group's title. */
  readonly message?: InBoth<string>
  readonly found?: InBoth<string>
  /** The place of the image in the list of its split, and the line of its ground truth where the problem is one of a text. */
  readonly image?: { readonly split: Split; readonly index: number; readonly line?: number }
}

/** All problems of one kind, told once. */
export interface ProblemGroup {
  readonly code: string
  readonly severity: Severity
  /** One sentence for all of them. */
  readonly title: InBoth<string>
  readonly expected?: InBoth<string>
  readonly next: InBoth<string>
  readonly count: number
  /** The first of them, in the order of the lists. */
  readonly problems: readonly GroupedProblem[]
}

export interface CheckInBoth extends Omit<CheckReport, 'problems' | 'language'> {
  /** Errors first, then warnings, then notes. */
  readonly groups: readonly ProblemGroup[]
  readonly distributions: readonly Distribution[]
}

/** More of one kind are counted; a person looks at a few and repairs the cause. */
const mostOfOneKind = 2000

export async function checkInBoth(
  task: Omit<CheckTask, 'language'>,
  onProgress?: (done: number, total: number) => void,
): Promise<CheckInBoth> {
  const { check, report } = await lookAt(task, onProgress)
  const { language: _language, problems: _problems, ...rest } = report
  const small = smallTextsOf(check.images, check.view)
  const figures = small && smallTextsWords(small)
  const groups = groupProblems(check.problems, placesOf(check.images)).map((group) =>
    group.code === 'text-too-small' && figures ? { ...group, title: figures } : group,
  )
  return { ...rest, groups, distributions: distributionsOf(check.images, check.view) }
}

type Place = NonNullable<GroupedProblem['image']>
type Places = ReadonlyMap<string, Place>

/** Where an image stands in its list: by its own name, by that of its ground truth, and by its list and name. */
function placesOf(images: readonly CheckedImage[]): Places {
  const places = new Map<string, Place>()
  const counts = { train: 0, test: 0 }
  for (const { split, image, groundTruth } of images) {
    const place = { split, index: counts[split]++ }
    for (const name of [image, groundTruth, inList(`${split}_list.txt`, image)])
      if (!places.has(name)) places.set(name, place)
  }
  return places
}

/** No file is called like this. */
const inList = (list: string, image: string): string => `${list}\n${image}`

/** The image that a problem concerns: of a line of a list the one that the line names. */
function placeOf({ file, line, facts }: Problem, places: Places): Place | undefined {
  const own = places.get(file)
  if (own !== undefined) return { ...own, ...(line !== undefined && { line }) }
  return 'image' in facts ? places.get(inList(file, facts.image)) : undefined
}

const severityOrder: readonly Severity[] = ['error', 'warning', 'info']

/** Problems by their kind; the worst first, and of one severity in the order in which they were found. */
export function groupProblems(problems: readonly Problem[], places: Places): ProblemGroup[] {
  const byKind = new Map<string, Problem[]>()
  for (const one of problems) {
    const known = byKind.get(one.code)
    if (known === undefined) byKind.set(one.code, [one])
    else known.push(one)
  }
  const groups = [...byKind.values()].map((of) => groupOf(of, places))
  return severityOrder.flatMap((wanted) => groups.filter(({ severity }) => severity === wanted))
}

/** Stands for the file of each problem in the sentence for all. */
const anyFile = '…'

function groupOf(problems: readonly Problem[], places: Places): ProblemGroup {
  const [first] = problems
  const spoken = problemInBoth(problems.length === 1 ? first : { ...first, file: anyFile })
  const { message: title, expected, next } = spoken
  return {
    code: first.code,
    severity: first.severity,
    title,
    ...(expected && { expected }),
    next,
    count: problems.length,
    problems: problems.slice(0, mostOfOneKind).map((one) => itemOf(one, title, placeOf(one, places))),
  }
}

function itemOf(problem: Problem, title: InBoth<string>, image: Place | undefined): GroupedProblem {
  const { message, found } = problemInBoth(problem)
  const { file, line } = problem
  return {
    file,
    ...(line !== undefined && { line }),
    ...(message.en !== title.en && { message }),
    ...(found && { found }),
    ...(image && { image }),
  }
}
