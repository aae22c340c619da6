// Data sets with mutated files, drawn by fast-check and written to the disk.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { baseGroundTruths } from './base-files.ts'
import { mutated, imageMutations, textMutations, type Mutation } from './mutations.ts'

/** An image and its ground truth, one of the two mutated, as they shall be written. */
export interface WishedSample {
  readonly split: 'train' | 'test'
  /** Which of the base images and ground truths. */
  readonly image: number
  readonly groundTruth: number
  readonly name: string
  readonly extension: string
  readonly listed: 'bare' | 'pair' | 'quoted'
  readonly wrong: Wrong
}

/** What is wrong with a sample: some mutations of a file, or something else in its place. */
type Wrong =
  | { readonly file: 'image' | 'groundTruth'; readonly mutations: readonly Mutation[] }
  | { readonly file: 'image' | 'groundTruth'; readonly stranger: keyof typeof strangers }

type Files = { readonly image: Uint8Array; readonly groundTruth: Uint8Array }
type Stranger = (path: string, own: Files) => void

/** What can stand in the place of a file. */
const strangers = {
  nothing: () => {},
  'zero bytes': (path) => writeFileSync(path, ''),
  'a folder': (path) => mkdirSync(path),
  'a link to nothing': (path) => symlinkSync('gone', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'the image': (path, { image }) => writeFileSync(path, image),
  'the ground truth': (path, { groundTruth }) => writeFileSync(path, groundTruth),
  'a web page': (path) => writeFileSync(path, '<!doctype html>\n<p>404, not found, 1,2,3,4,5,6,7,8,x</p>\n'),
  'a drawing': (path) => writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'),
  'an image that claims to be huge': (path) => writeFileSync(path, hugePng()),
  'blank lines': (path) => writeFileSync(path, '\r\n\n \t\n\ufeff\n'),
} satisfies Record<string, Stranger>

/** A PNG header of 60000 x 60000 pixels, without the pixels. */
function hugePng(): Uint8Array {
  return Buffer.from(
    '89504e470d0a1a0a0000000d494844520000ea600000ea600802000000a6d9f0a40000000c4944415408d763f8ffff3f0005fe02fe',
    'hex',
  )
}

const wrong: fc.Arbitrary<Wrong> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ file: fc.constant('groundTruth' as const), mutations: textMutations }) },
  { weight: 5, arbitrary: fc.record({ file: fc.constant('image' as const), mutations: imageMutations }) },
  {
    weight: 1,
    arbitrary: fc.record({
      file: fc.constantFrom('groundTruth', 'image'),
      stranger: fc.constantFrom(...(Object.keys(strangers) as (keyof typeof strangers)[])),
    }),
  },
)

const sample: fc.Arbitrary<WishedSample> = fc.record({
  split: fc.constantFrom('train', 'test'),
  image: fc.nat(1000),
  groundTruth: fc.nat(1000),
  name: fc.constantFrom('', '', ' with spaces', '收据', "'s", '.x', '%41', 'é', 'e\u0301'),
  extension: fc.constantFrom('jpg', 'png', 'JPEG', 'webp', 'tif'),
  listed: fc.constantFrom('bare', 'pair', 'quoted'),
  wrong,
})

/** A data set of this many samples with a mutated file each. */
export function setOfSamples(count: number): fc.Arbitrary<WishedSet> {
  return fc.record({ samples: fc.array(sample, { minLength: count, maxLength: count }), list: fc.constant([]) })
}

/** A data set of one sample whose training list is mutated. */
export const setOfLists: fc.Arbitrary<WishedSet> = fc.record({
  samples: fc.array(sample, { minLength: 1, maxLength: 1 }),
  list: textMutations,
})

export interface WishedSet {
  readonly samples: readonly WishedSample[]
  /** Mutations of the training list. */
  readonly list: readonly Mutation[]
}

/** How many files of it are mutated. */
export function filesIn({ samples, list }: WishedSet): number {
  return samples.length + (list.length === 0 ? 0 : 1)
}

/** Writes the set, with one whole sample in each split. @param root an empty folder */
export function writeSet(root: string, { samples, list }: WishedSet, images: readonly Uint8Array[]): void {
  const lines = { train: ['whole.jpg'], test: ['whole.jpg'] }
  for (const split of ['train', 'test'] as const) {
    for (const part of ['images', 'gts']) mkdirSync(join(root, `${split}_${part}`), { recursive: true })
    writeFileSync(join(root, `${split}_images/whole.jpg`), images[0])
    writeFileSync(join(root, `${split}_gts/whole.txt`), baseGroundTruths[0])
  }
  for (const [index, wished] of samples.entries()) {
    writeSample(root, index, wished, {
      image: images[wished.image % images.length],
      groundTruth: Buffer.from(baseGroundTruths[wished.groundTruth % baseGroundTruths.length]),
    })
    lines[wished.split].push(lineOf(index, wished))
  }
  writeFileSync(join(root, 'train_list.txt'), mutated(Buffer.from(`${lines.train.join('\n')}\n`), list))
  writeFileSync(join(root, 'test_list.txt'), `${lines.test.join('\n')}\n`)
}

function stemOf(index: number, { name }: WishedSample): string {
  return `${index}${name}`
}

function lineOf(index: number, wished: WishedSample): string {
  const { split, extension, listed } = wished
  const stem = stemOf(index, wished)
  const [image, groundTruth] = [`${split}_images/${stem}.${extension}`, `${split}_gts/${stem}.txt`]
  if (listed === 'bare') return `${stem}.${extension}`
  return listed === 'pair' ? `${image} ${groundTruth}` : `"${image}" "${groundTruth}"`
}

function writeSample(root: string, index: number, wished: WishedSample, own: Files): void {
  const { split, extension, wrong } = wished
  const stem = stemOf(index, wished)
  const paths = {
    image: join(root, `${split}_images/${stem}.${extension}`),
    groundTruth: join(root, `${split}_gts/${stem}.txt`),
  }
  for (const part of ['image', 'groundTruth'] as const) {
    if (part !== wrong.file) writeFileSync(paths[part], own[part])
    else if ('stranger' in wrong) strangers[wrong.stranger](paths[part], own)
    else writeFileSync(paths[part], mutated(own[part], wrong.mutations))
  }
}
