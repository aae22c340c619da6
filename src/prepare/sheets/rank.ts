// Which images are shown first: those with the worst findings, then the others in random order.
import { Random } from '../../core/random.ts'
import type { CheckedImage, DatasetCheck } from '../../data/check.ts'
import type { Problem, Severity } from '../../data/problems.ts'

/** An image with everything there is to say about it and its ground truth. */
export interface RankedImage extends CheckedImage {
  readonly problems: readonly Problem[]
}

const severities: readonly Severity[] = ['error', 'warning', 'info']

/** All images of the check; equal ones are shuffled by the seed, so that the first of many show all of them alike. */
export function rankImages({ images, problems }: DatasetCheck, seed: number): RankedImage[] {
  const byFile = new Map<string, Problem[]>()
  for (const problem of problems) {
    const known = byFile.get(problem.file)
    if (known === undefined) byFile.set(problem.file, [problem])
    else known.push(problem)
  }
  const ranked = images.map((image) => {
    const own = [...(byFile.get(image.image) ?? []), ...(byFile.get(image.groundTruth) ?? [])]
    const counts = severities.map((severity) => own.filter((problem) => problem.severity === severity).length)
    return { image: { ...image, problems: own }, counts }
  })
  return new Random(seed, 'sheets')
    .shuffled(ranked)
    .toSorted((a, b) => b.counts[0] - a.counts[0] || b.counts[1] - a.counts[1] || b.counts[2] - a.counts[2])
    .map(({ image }) => image)
}
