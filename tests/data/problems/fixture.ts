// A fixture: what makes a clean data set provoke one kind of problem, and exactly what the check then says.
import sharp, { type Sharp } from 'sharp'
import { assert } from '../../../src/core/assert.ts'
import { Random } from '../../../src/core/random.ts'
import { severities, type InputSize, type ProblemCode, type ProblemFacts } from '../../../src/data/problem-kinds.ts'
import type { Problem } from '../../../src/data/problems.ts'

/** Files by path: bytes or text, or a folder of that name. */
export type Files = Record<string, string | Uint8Array | typeof folder>

/** Stands for an empty folder in the place of a file. */
export const folder = Symbol('folder')

export interface Fixture {
  /** Changes the clean data set. */
  readonly change: (files: Files) => void | Promise<void>
  /** Everything that the check says then, in its order. @param root the path that is checked */
  readonly found: readonly Told[] | ((root: string) => readonly Told[])
  /** Below the folder of the data set; itself by default. */
  readonly checked?: string
  readonly input?: InputSize
}

/** A fixture for each of these kinds; one that is missing is a compile error. */
export type FixtureTable<Code extends ProblemCode> = { readonly [C in Code]: Fixture }

type Told = Pick<Problem, 'code' | 'severity' | 'file'> & { readonly line?: number; readonly facts: object }

/** A problem as the check shall tell it. @param place `train_gts/01.txt` or `train_gts/01.txt:3` */
export function reported<Code extends ProblemCode>(code: Code, place: string, facts: ProblemFacts[Code]): Told {
  const [file, line] = place.split(':')
  return { code, severity: severities[code], file, ...(line !== undefined && { line: Number(line) }), facts }
}

export const imageWidth = 64
export const imageHeight = 48

/** One more in each list than the fewest that are no problem. */
export const trainNames = namesFrom(1, 31)
export const testNames = namesFrom(32, 42)

function namesFrom(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(2, '0'))
}

/** A data set that nothing can be said about: 31 + 11 images of their own, a legible text on each. */
export async function cleanSet(): Promise<Files> {
  const files: Files = {
    'train_list.txt': trainNames.map((name) => `${name}.png\n`).join(''),
    'test_list.txt': testNames.map((name) => `${name}.png\n`).join(''),
  }
  for (const [split, names] of [
    ['train', trainNames],
    ['test', testNames],
  ] as const)
    for (const name of names) {
      files[`${split}_images/${name}.png`] = await cleanImage(name)
      files[`${split}_gts/${name}.txt`] = `${box(4, 4)}\n`
    }
  return files
}

/** An upright box of 36x16 pixels with its corner at (x, y). */
export function box(x: number, y: number, { width = 36, height = 16, text = 'word' } = {}): string {
  return [x, y, x + width, y, x + width, y + height, x, y + height, text].join(',')
}

const images = new Map<string, Promise<Uint8Array>>()

function cleanImage(name: string): Promise<Uint8Array> {
  const known = images.get(name) ?? patches(name).png().toBuffer()
  images.set(name, known)
  return known
}

/** Soft random patches, other ones for each name: no two images look alike. */
export function patches(name: string, [width, height] = [imageWidth, imageHeight]): Sharp {
  const random = new Random('patches', name)
  const small = Uint8Array.from({ length: 8 * 6 * 3 }, () => random.int(256))
  return sharp(small, { raw: { width: 8, height: 6, channels: 3 } }).resize(width, height, { fit: 'fill' })
}

/** Replaces the ground truth of the first training image. */
export function groundTruth(...lines: readonly string[]): Pick<Fixture, 'change'> {
  return { change: (files) => void (files['train_gts/01.txt'] = lines.map((line) => `${line}\n`).join('')) }
}

/** Replaces the first training image. */
export function image(
  make: (clean: Uint8Array) => Uint8Array | typeof folder | Promise<Uint8Array>,
): Pick<Fixture, 'change'> {
  return {
    change: async (files) => {
      files['train_images/01.png'] = await make(await cleanImage('01'))
    },
  }
}

/** Adds a line to a list. */
export function listed(split: 'train' | 'test', line: string): Pick<Fixture, 'change'> {
  return {
    change: (files) => {
      const list = files[`${split}_list.txt`]
      assert(typeof list === 'string', 'a clean list is text')
      files[`${split}_list.txt`] = `${list}${line}\n`
    },
  }
}

/** Takes files away. */
export function without(...names: readonly string[]): Pick<Fixture, 'change'> {
  return {
    change: (files) => {
      for (const name of names) delete files[name]
    },
  }
}
