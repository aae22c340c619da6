// The data sets of the labelled runs: small synthetic ones, and the ways in which each wrong one is spoilt.
import { copyFile, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { synth } from '../../src/tasks/data/synth.ts'

interface Recipe {
  readonly train: number
  readonly test: number
  readonly seed: number
  /** Height and width of the square images. */
  readonly size: number
  readonly spoil?: (root: string) => Promise<void>
}

const plain = { train: 24, test: 8, seed: 11, size: 96 }

/** The last pixel of a row. */
const last = plain.size - 1

/** Every data set by its name. */
export const recipes = {
  base: { train: 96, test: 16, seed: 1, size: 128 },
  plain,
  'plain-b': { ...plain, seed: 12 },
  'plain-c': { ...plain, seed: 13 },
  'plain-d': { ...plain, seed: 14 },
  large: { ...plain, train: 48, seed: 15 },
  few: { ...plain, train: 8, seed: 16 },
  'few-b': { ...plain, train: 8, seed: 17 },
  two: { ...plain, train: 2, test: 12, seed: 18 },
  'two-b': { ...plain, train: 2, test: 12, seed: 19 },
  'small-images': { ...plain, seed: 20 },
  'tiny-images': { ...plain, train: 8, size: 64, seed: 21 },
  'big-images': { ...plain, train: 16, size: 384, seed: 22 },

  'shuffled-train': { ...plain, spoil: (root) => shuffleGroundTruths(root, 'train') },
  'shuffled-both': {
    ...plain,
    spoil: async (root) => {
      await shuffleGroundTruths(root, 'train')
      await shuffleGroundTruths(root, 'test')
    },
  },
  moved: {
    ...plain,
    spoil: (root) => changeGroundTruths(root, ({ x, y }) => ({ x: (x + 40) % last, y: (y + 30) % last })),
  },
  'axes-swapped': { ...plain, spoil: (root) => changeGroundTruths(root, ({ x, y }) => ({ x: y, y: x }), 'train') },
  'all-ignored': { ...plain, spoil: (root) => changeTranscripts(root, () => '###') },
  'most-ignored': {
    ...plain,
    spoil: (root) => changeTranscripts(root, (text, index) => (index % 12 === 0 ? text : '###')),
  },

  'list-missing': { ...plain, spoil: (root) => rm(join(root, 'train_list.txt')) },
  'list-empty': { ...plain, spoil: (root) => writeFile(join(root, 'test_list.txt'), '\n') },
  'image-missing': { ...plain, spoil: (root) => rm(join(root, 'train_images/1.jpg')) },
  'ground-truth-missing': { ...plain, spoil: (root) => rm(join(root, 'train_gts/5.txt')) },
  'ground-truths-empty': { ...plain, spoil: (root) => emptyGroundTruths(root) },
  'box-invalid': { ...plain, spoil: (root) => writeFile(join(root, 'train_gts/1.txt'), '10,10,60,10,60,30,text\n') },
  'box-words': {
    ...plain,
    spoil: (root) => writeFile(join(root, 'train_gts/2.txt'), 'left,top,right,bottom,1,2,3,4,a\n'),
  },
  'box-outside': {
    ...plain,
    spoil: (root) => writeFile(join(root, 'test_gts/2.txt'), '500,10,600,10,600,30,500,30,a\n'),
  },
  'image-truncated': { ...plain, spoil: (root) => truncate(join(root, 'train_images/3.jpg'), 900) },
  'image-not-one': { ...plain, spoil: (root) => writeFile(join(root, 'test_images/1.jpg'), 'no image at all') },
  'spoilt-meanwhile': { ...plain, seed: 23 },
  'removed-meanwhile': { ...plain, seed: 24 },
} as const satisfies Record<string, Recipe>

export type DataName = keyof typeof recipes

/** Makes a data set in `data/<name>` below the working folder, unless it is there. Returns that relative path. */
export async function makeDataSet(name: DataName): Promise<string> {
  const root = `data/${name}`
  if (existsSync(join(root, 'ready'))) return root
  const { train, test, seed, size, spoil }: Recipe = recipes[name]
  await rm(root, { recursive: true, force: true })
  await synth(root, { train, test, seed, size: [size, size] })
  await spoil?.(root)
  await writeFile(join(root, 'ready'), '')
  return root
}

async function groundTruthsOf(root: string, split: 'train' | 'test'): Promise<string[]> {
  const names = await readdir(join(root, `${split}_gts`))
  return names.sort((a, b) => Number.parseInt(a) - Number.parseInt(b)).map((name) => join(root, `${split}_gts`, name))
}

/** Each image gets the ground truth of the next one. */
async function shuffleGroundTruths(root: string, split: 'train' | 'test'): Promise<void> {
  const groundTruths = await groundTruthsOf(root, split)
  const spare = join(root, 'spare')
  await copyFile(groundTruths[0], spare)
  for (const [index, path] of groundTruths.entries()) {
    const next = groundTruths[index + 1]
    await copyFile(next ?? spare, path)
  }
  await rm(spare)
}

interface Corner {
  readonly x: number
  readonly y: number
}

async function changeGroundTruths(root: string, change: (corner: Corner) => Corner, only?: 'train'): Promise<void> {
  for (const path of [
    ...(await groundTruthsOf(root, 'train')),
    ...(only === undefined ? await groundTruthsOf(root, 'test') : []),
  ]) {
    const lines = (await readFile(path, 'utf8')).trim().split('\n')
    await writeFile(path, lines.map((line) => `${movedLine(line, change)}\n`).join(''))
  }
}

/** The smallest upright box around the changed corners, so that every box stays valid. */
function movedLine(line: string, change: (corner: Corner) => Corner): string {
  const parts = line.split(',')
  const corners = [0, 2, 4, 6].map((at) => ({ x: Number(parts[at]), y: Number(parts[at + 1]) }))
  const [width, height] = (['x', 'y'] as const).map(
    (axis) => Math.max(...corners.map((corner) => corner[axis])) - Math.min(...corners.map((corner) => corner[axis])),
  )
  const first = change(corners[0])
  const isSwapped = change({ x: 0, y: 1 }).x === 1
  const [w, h] = isSwapped ? [height, width] : [width, height]
  const x = Math.min(Math.max(0, first.x), Math.max(0, last - w))
  const y = Math.min(Math.max(0, first.y), Math.max(0, last - h))
  return (
    [x, y, x + w, y, x + w, y + h, x, y + h].map((value) => value.toFixed(1)).join(',') + `,${parts.slice(8).join(',')}`
  )
}

async function changeTranscripts(root: string, change: (text: string, index: number) => string): Promise<void> {
  let index = 0
  for (const path of [...(await groundTruthsOf(root, 'train')), ...(await groundTruthsOf(root, 'test'))]) {
    const lines = (await readFile(path, 'utf8')).trim().split('\n')
    const changed = lines.map((line) => {
      const parts = line.split(',')
      return [...parts.slice(0, 8), change(parts.slice(8).join(','), index++)].join(',')
    })
    await writeFile(path, changed.map((line) => `${line}\n`).join(''))
  }
}

async function emptyGroundTruths(root: string): Promise<void> {
  for (const path of await groundTruthsOf(root, 'train')) await writeFile(path, '')
}
