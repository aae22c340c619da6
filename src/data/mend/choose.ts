// Which pictures of a data set a mended copy holds, and under which names.
import { extname } from 'node:path'
import type { DatasetCheck } from '../check.ts'
import { truthNames, uniqueNames } from '../import/layout/names.ts'
import { splits, type Split } from '../read/list.ts'
import { pictureEndings } from '../../core/picture-endings.ts'
import type { OpenedPicture } from '../rules/picture/rule.ts'
import { findSameBytes } from '../rules/set/same-bytes.ts'
import { seenPicture, type Repetition, type SeenPicture } from '../rules/set/seen-picture.ts'

/** A picture of the copy. */
export interface ChosenPicture extends SeenPicture {
  /** Names in the copy, relative to it. */
  readonly newPicture: string
  readonly newTruth: string
}

/**
 * The pictures that can be used, without those whose ground truth is no text file and without repetitions: of pictures with the same
 * bytes the first one of the test list stays, else the first.
 */
export async function choosePictures(check: DatasetCheck): Promise<ChosenPicture[]> {
  const noText = new Set(check.problems.filter(({ code }) => code === 'not-text').map(({ file }) => file))
  const usable = check.pictures.flatMap(({ opened }) =>
    opened === undefined || noText.has(opened.truth) ? [] : [seenPicture(opened)],
  )
  const dropped = repetitionsIn(await findSameBytes(usable))
  const kept = usable.filter((picture) => !dropped.has(picture))
  return splits.flatMap((split) => named(split, kept))
}

function repetitionsIn(repetitions: readonly Repetition[]): ReadonlySet<SeenPicture> {
  const groups = new Map<SeenPicture, SeenPicture[]>()
  for (const { first, picture } of repetitions) groups.set(first, [...(groups.get(first) ?? [first]), picture])
  return new Set(
    [...groups.values()].flatMap((group) => {
      const stays = group.find(({ split }) => split === 'test') ?? group[0]
      return group.filter((picture) => picture !== stays)
    }),
  )
}

function named(split: Split, pictures: readonly SeenPicture[]): ChosenPicture[] {
  const own = pictures.filter((picture) => picture.split === split)
  const names = uniqueNames(own.map(nameWithExtension))
  const truths = truthNames(names)
  return own.map((picture, index) => ({
    ...picture,
    newPicture: `${split}_images/${names[index]}`,
    newTruth: `${split}_gts/${truths[index]}`,
  }))
}

/** The picture's path with the extension of its content; without the folder that the split's pictures usually lie in. */
function nameWithExtension({ sample, header, picture }: OpenedPicture): string {
  const path = picture.replace(/^(?:train|test)_images\//, '')
  const known = pictureEndings[header.format]
  const extension = extname(sample.imagePath)
  if (known === undefined || known.includes(extension.toLowerCase())) return path
  return path.slice(0, path.length - extension.length) + known[0]
}
