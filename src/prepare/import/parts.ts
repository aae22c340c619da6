// Which images are learnt from and which are measured on: as the source divides them, else by seed.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import { splits, type Split } from '../../data/read/list.ts'
import { firstAlike } from '../split/alike.ts'
import { divide, type DivideOptions, type Division } from '../split/divide.ts'
import { note, type Note } from './notes.ts'
import type { Subset } from './types.ts'

/** An image to put into a part. */
export interface Divisible {
  /** A path; what grouping goes by. */
  readonly path: string
  /** The part of the source it belongs to. */
  readonly subset: Subset | undefined
  /** Has a text that counts. */
  readonly hasText: boolean
  /** As the process can open it. */
  readonly imagePath: string
  /** Is in the test part and stays there. */
  readonly isTest?: boolean
}

/** How the images were divided: as the source says, or by seed. */
export type DivisionReport =
  | { readonly by: 'source' }
  | ({ readonly by: 'seed' } & Omit<Division, 'inTest' | 'alikeKept'>)

/** How to divide, and whom to tell when the images are compared with each other. */
export interface AssignOptions extends DivideOptions {
  readonly onCompared?: ((done: number, total: number) => void) | undefined
}

/**
 * The split of each image, in their order. The source's own division counts when every image belongs to a part, and there are at
 * least two parts or only one to measure on (unless a share for the test is asked for). Else images are divided by seed, and those
 * that are alike stay together.
 * @throws UserError what `divide` throws
 */
export async function assignSplits(
  images: readonly Divisible[],
  { onCompared, ...options }: AssignOptions,
  notes: Note[],
): Promise<{ splitOf: readonly Split[]; division: DivisionReport }> {
  const parts = images.map(({ subset }) => subset)
  const bySource = splitBySource(parts, options, notes)
  if (bySource !== undefined) return { splitOf: bySource, division: { by: 'source' } }
  const paths = images.map(({ imagePath }) => imagePath)
  const first = options.testShare === 1 || paths.length < 3 ? [] : await firstAlike(paths, onCompared)
  const members = images.map((image, index) => ({ ...image, ...(first.length > 0 && { alike: first[index] }) }))
  const { inTest, alikeKept, ...division } = divide(members, options)
  const repeated = first.flatMap((earlier, index) => (earlier === index ? [] : [index]))
  if (repeated.length > 0) {
    const [one] = repeated
    const such = { one: images[one].path, other: images[first[one]].path }
    const found = say(factWords.alike, { count: repeated.length, ...such })
    notes.push(note(alikeKept ? 'alike-together' : 'alike-divided', '.', { found }))
  }
  return { splitOf: inTest.map((test) => splits[Number(test)]), division: { by: 'seed', ...division } }
}

function splitBySource(
  parts: readonly (Subset | undefined)[],
  { testShare }: DivideOptions,
  notes: Note[],
): readonly Split[] | undefined {
  const found = new Set(parts)
  if (found.has(undefined)) {
    const outside = parts.filter((part) => part === undefined).length
    if (found.size > 1)
      notes.push(note('parts-incomplete', '.', { found: say(factWords.withoutPart, { count: outside }) }))
    return undefined
  }
  if (found.size < 2) {
    const [only] = parts
    if (only !== 'train' && only !== undefined && testShare === undefined) {
      notes.push(note('test-part-only', '.', { found: say(factWords.only, { part: only }) }))
      return parts.map(() => 'test')
    }
    if (only !== undefined) notes.push(note('one-part-only', '.', { found: say(factWords.only, { part: only }) }))
    return undefined
  }
  const validationAs = validationSplit(found)
  if (found.has('val')) notes.push(note(`validation-as-${validationAs}`, '.'))
  return parts.map((part) => (part === 'val' || part === undefined ? validationAs : part))
}

/** Measured on, unless there is a test part beside a training part. */
function validationSplit(found: ReadonlySet<Subset | undefined>): Split {
  return found.has('test') ? 'train' : 'test'
}
