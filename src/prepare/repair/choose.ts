// Which images of a data set a repaired copy holds, and under which names.
import { extname } from 'node:path'
import type { DatasetCheck } from '../../data/check.ts'
import { groundTruthNames, uniqueNames } from '../../data/write/names.ts'
import { splits, type Split } from '../../data/read/list.ts'
import { imageEndings } from '../../core/image-endings.ts'
import type { OpenedImage } from '../../data/rules/image/rule.ts'
import { findSameBytes } from '../../data/rules/set/same-bytes.ts'
import { seenImage, type Repetition, type SeenImage } from '../../data/rules/set/seen-image.ts'

/** An image of the copy. */
export interface ChosenImage extends SeenImage {
  /** Names in the copy, relative to it. */
  readonly newImage: string
  readonly newGroundTruth: string
}

/**
 * The images that can be used, without those whose ground truth is no text file and without repetitions: of images with the same
 * bytes the first one of the test list stays, else the first.
 */
export async function chooseImages(check: DatasetCheck): Promise<ChosenImage[]> {
  const noText = new Set(check.problems.filter(({ code }) => code === 'not-text').map(({ file }) => file))
  const usable = check.images.flatMap(({ opened }) =>
    opened === undefined || noText.has(opened.groundTruth) ? [] : [seenImage(opened)],
  )
  const dropped = repetitionsIn(await findSameBytes(usable))
  const kept = usable.filter((image) => !dropped.has(image))
  return splits.flatMap((split) => named(split, kept))
}

function repetitionsIn(repetitions: readonly Repetition[]): ReadonlySet<SeenImage> {
  const groups = new Map<SeenImage, SeenImage[]>()
  for (const { first, image } of repetitions) groups.set(first, [...(groups.get(first) ?? [first]), image])
  return new Set(
    [...groups.values()].flatMap((group) => {
      const stays = group.find(({ split }) => split === 'test') ?? group[0]
      return group.filter((image) => image !== stays)
    }),
  )
}

function named(split: Split, images: readonly SeenImage[]): ChosenImage[] {
  const own = images.filter((image) => image.split === split)
  const names = uniqueNames(own.map(nameWithExtension))
  const groundTruths = groundTruthNames(names)
  return own.map((image, index) => ({
    ...image,
    newImage: `${split}_images/${names[index]}`,
    newGroundTruth: `${split}_gts/${groundTruths[index]}`,
  }))
}

/** The image's path with the extension of its content; without the folder that the split's images usually lie in. */
function nameWithExtension({ sample, header, image }: OpenedImage): string {
  const path = image.replace(/^(?:train|test)_images\//, '')
  const known = imageEndings[header.format]
  const extension = extname(sample.imagePath)
  if (known === undefined || known.includes(extension.toLowerCase())) return path
  return path.slice(0, path.length - extension.length) + known[0]
}
