// Makes a repaired copy of a data set in a new folder. The original is only read.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { commandLine } from '../../core/command-line.ts'
import type { Language } from '../../core/language.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { explainSystemError, makeFolder } from '../../core/files.ts'
import type { DatasetCheck } from '../../data/check.ts'
import { buildAside } from '../../data/write/build-aside.ts'
import { pairLine } from '../../data/write/list-line.ts'
import { mapWhole } from '../../data/write/map-whole.ts'
import { placeImage } from '../../data/write/place-image.ts'
import { must } from '../../core/assert.ts'
import { readRegularAsync } from '../../core/read-file.ts'
import { splits } from '../../data/read/list.ts'
import type { Problem } from '../../data/problems.ts'
import { describeChanges, renderChanges, type DescribedChange } from './changes.ts'
import { chooseImages, type ChosenImage } from './choose.ts'
import { hasUsualFix, usualFixes, type Fix } from './fixes.ts'
import { repairGroundTruth, type Change } from './repair-ground-truth.ts'

/** Images copied at a time. */
const filesAtATime = 4

/** Names of the two reports in the copy. */
export const reportNames = { text: 'repaired.txt', json: 'repaired.json' } as const

export interface RepairOptions {
  readonly language?: Language
  /** Called after each image. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What a repaired copy holds, and how it differs from the original. */
export interface RepairSummary {
  readonly images: number
  /** In the order of the lists; what changes nothing is left out. */
  readonly changes: readonly DescribedChange[]
}

/**
 * Copies every usable image and writes lists and ground truths anew, repaired where that can be done without guessing. Two reports
 * lie beside them.
 * @param root the original, absolute
 * @param target a new or empty folder outside of it
 * @throws UserError nothing-to-repair, target-not-empty, target-inside-source, or what the file system said
 */
export async function repairDataset(
  root: string,
  check: DatasetCheck,
  target: string,
  options: RepairOptions = {},
): Promise<RepairSummary> {
  const { language = 'en', onProgress } = options
  const chosen = await chooseImages(check)
  if (chosen.length === 0) throw nothingToRepair(root)
  return await buildAside(target, [root], async (folder) => {
    const filled = splits.filter((split) => chosen.some((image) => image.split === split))
    for (const split of filled) for (const part of ['images', 'gts']) makeFolder(join(folder, `${split}_${part}`))
    let done = 0
    const ofLines = await mapWhole(chosen, filesAtATime, async (image) => {
      const changes = await copySample(folder, image, check)
      onProgress?.(++done, chosen.length)
      return changes
    })
    for (const split of filled) {
      const own = chosen.filter((image) => image.split === split)
      await write(join(folder, `${split}_list.txt`), own.map(listLine).join(''))
    }
    const changes = [...changesOfSet(check, chosen), ...ofLines.flat()]
    const described = describeChanges(changes, language)
    await write(join(folder, reportNames.text), renderChanges(root, described, language))
    await write(join(folder, reportNames.json), `${JSON.stringify({ original: root, changes: described }, null, 2)}\n`)
    return { images: chosen.length, changes: described }
  })
}

function nothingToRepair(root: string): UserError {
  return new UserError({
    code: 'nothing-to-repair',
    message: say(errorDetails['nothing-to-repair'].message),
    expected: say(errorDetails['nothing-to-repair'].expected),
    found: say(errorDetails['nothing-to-repair'].found),
    where: root,
    next: say(errorDetails['nothing-to-repair'].next, {
      check: commandLine('ocrdet', 'check', root),
      command: commandLine('ocrdet', 'import', root, 'custom_data'),
    }),
  })
}

async function copySample(folder: string, image: ChosenImage, check: DatasetCheck): Promise<readonly Change[]> {
  const { sample, newImage, newGroundTruth } = image
  const bytes = await readRegularAsync(sample.groundTruthPath).catch((error: unknown) => {
    throw explainSystemError(error, sample.groundTruthPath, 'read')
  })
  const { lines, changes } = repairGroundTruth(bytes, image, check.view)
  await placeImage(sample.imagePath, join(folder, newImage), 'copy')
  await write(join(folder, newGroundTruth), lines.map((line) => `${line}\n`).join(''))
  return changes
}

function listLine({ newImage, newGroundTruth }: ChosenImage): string {
  return `${must(pairLine(newImage, newGroundTruth), `a list can name ${newImage}`)}\n`
}

/** What was done about everything but single lines. */
function changesOfSet({ problems }: DatasetCheck, chosen: readonly ChosenImage[]): Change[] {
  const copied = new Set(chosen.map(({ image }) => image))
  return problems.flatMap((problem) => {
    if (!hasUsualFix(problem.code)) return []
    const fix = fixOf(problem, usualFixes[problem.code])
    return fix === 'renamed' && !copied.has(problem.file) ? [] : [{ fix, problem }]
  })
}

/** Where two labellings of one image differ, a person must say which one is right. */
function fixOf(problem: Problem, usual: Fix): Fix {
  const isTwin = problem.code === 'duplicate-image' || problem.code === 'leaked-image'
  return isTwin && !problem.facts.sameTexts ? 'twin-dropped-to-check' : usual
}

async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content).catch((error: unknown) => {
    throw explainSystemError(error, path, 'write')
  })
}
