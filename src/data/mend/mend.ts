// Makes a mended copy of a data set in a new folder. The original is only read.
import { commandLine } from '../../core/command-line.ts'
import type { Language } from '../../core/language.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { explainSystemError, makeFolder } from '../../core/files.ts'
import type { DatasetCheck } from '../check.ts'
import { buildAside } from '../import/layout/build-aside.ts'
import { pairLine } from '../import/layout/list-line.ts'
import { mapWhole } from '../import/layout/map-whole.ts'
import { placePicture } from '../import/layout/place-picture.ts'
import { must } from '../../core/assert.ts'
import { readRegularAsync } from '../../core/read-file.ts'
import { splits } from '../read/list.ts'
import type { Problem } from '../problems.ts'
import { describeChanges, renderChanges, type DescribedChange } from './changes.ts'
import { choosePictures, type ChosenPicture } from './choose.ts'
import { hasUsualDeed, usualDeeds, type Deed } from './deeds.ts'
import { mendTruth, type Change } from './mend-truth.ts'

/** Pictures copied at a time. */
const filesAtATime = 4

/** Names of the two reports in the copy. */
export const reportNames = { text: 'mended.txt', json: 'mended.json' } as const

export interface MendOptions {
  readonly language?: Language
  /** Called after each picture. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What a mended copy holds, and how it differs from the original. */
export interface MendSummary {
  readonly pictures: number
  /** In the order of the lists; what changes nothing is left out. */
  readonly changes: readonly DescribedChange[]
}

/**
 * Copies every usable picture and writes lists and ground truths anew, mended where that can be done without guessing. Two reports
 * lie beside them.
 * @param root the original, absolute
 * @param target a new or empty folder outside of it
 * @throws UserError nothing-to-mend, target-not-empty, target-inside-source, or what the file system said
 */
export async function mendDataset(
  root: string,
  check: DatasetCheck,
  target: string,
  options: MendOptions = {},
): Promise<MendSummary> {
  const { language = 'en', onProgress } = options
  const chosen = await choosePictures(check)
  if (chosen.length === 0) throw nothingToMend(root)
  return await buildAside(target, [root], async (folder) => {
    const filled = splits.filter((split) => chosen.some((picture) => picture.split === split))
    for (const split of filled) for (const part of ['images', 'gts']) makeFolder(join(folder, `${split}_${part}`))
    let done = 0
    const ofLines = await mapWhole(chosen, filesAtATime, async (picture) => {
      const changes = await copySample(folder, picture, check)
      onProgress?.(++done, chosen.length)
      return changes
    })
    for (const split of filled) {
      const own = chosen.filter((picture) => picture.split === split)
      await write(join(folder, `${split}_list.txt`), own.map(listLine).join(''))
    }
    const changes = [...changesOfSet(check, chosen), ...ofLines.flat()]
    const described = describeChanges(changes, language)
    await write(join(folder, reportNames.text), renderChanges(root, described, language))
    await write(join(folder, reportNames.json), `${JSON.stringify({ original: root, changes: described }, null, 2)}\n`)
    return { pictures: chosen.length, changes: described }
  })
}

function nothingToMend(root: string): UserError {
  return new UserError({
    code: 'nothing-to-mend',
    message: 'The data set has no picture that could be used; nothing was written',
    expected: 'lists that name pictures with ground truths',
    found: 'none',
    where: root,
    next: `look at what is wrong with: ${commandLine('ocrdet', 'check', root)}; labels of another tool come in with: ${commandLine('ocrdet', 'import', root, 'custom_data')}`,
  })
}

async function copySample(folder: string, picture: ChosenPicture, check: DatasetCheck): Promise<readonly Change[]> {
  const { sample, newPicture, newTruth } = picture
  const bytes = await readRegularAsync(sample.truthPath).catch((error: unknown) => {
    throw explainSystemError(error, sample.truthPath, 'read')
  })
  const { lines, changes } = mendTruth(bytes, picture, check.view)
  await placePicture(sample.imagePath, join(folder, newPicture), 'copy')
  await write(join(folder, newTruth), lines.map((line) => `${line}\n`).join(''))
  return changes
}

function listLine({ newPicture, newTruth }: ChosenPicture): string {
  return `${must(pairLine(newPicture, newTruth), `a list can name ${newPicture}`)}\n`
}

/** What was done about everything but single lines. */
function changesOfSet({ problems }: DatasetCheck, chosen: readonly ChosenPicture[]): Change[] {
  const copied = new Set(chosen.map(({ picture }) => picture))
  return problems.flatMap((problem) => {
    if (!hasUsualDeed(problem.code)) return []
    const deed = deedOf(problem, usualDeeds[problem.code])
    return deed === 'renamed' && !copied.has(problem.file) ? [] : [{ deed, problem }]
  })
}

/** Where two labellings of one picture differ, a person must say which one is right. */
function deedOf(problem: Problem, usual: Deed): Deed {
  const isTwin = problem.code === 'duplicate-picture' || problem.code === 'leaked-picture'
  return isTwin && !problem.facts.sameTexts ? 'twin-dropped-to-check' : usual
}

async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content).catch((error: unknown) => {
    throw explainSystemError(error, path, 'write')
  })
}
