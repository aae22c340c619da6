// Which pictures are learnt from and which are measured on: as the source divides them, else by seed.
import { splits, type Split } from '../read/list.ts'
import { divide, type DivideOptions, type Division } from '../split/divide.ts'
import { note, type Note } from './notes.ts'
import type { Subset } from './types.ts'

/** A picture to put into a part. */
export interface Divisible {
  /** A path; what grouping goes by. */
  readonly path: string
  /** The part of the source it belongs to. */
  readonly subset: Subset | undefined
  /** Has a text that counts. */
  readonly hasText: boolean
}

/** How the pictures were divided: as the source says, or by seed. */
export type DivisionReport = { readonly by: 'source' } | ({ readonly by: 'seed' } & Omit<Division, 'inTest'>)

/**
 * The split of each picture, in their order. The source's own division counts when every picture belongs to a part and there are at
 * least two parts.
 * @throws UserError what `divide` throws
 */
export function assignSplits(
  pictures: readonly Divisible[],
  options: DivideOptions,
  notes: Note[],
): { splitOf: readonly Split[]; division: DivisionReport } {
  const bySource = splitBySource(
    pictures.map(({ subset }) => subset),
    notes,
  )
  if (bySource !== undefined) return { splitOf: bySource, division: { by: 'source' } }
  const { inTest, ...division } = divide(pictures, options)
  return { splitOf: inTest.map((test) => splits[Number(test)]), division: { by: 'seed', ...division } }
}

function splitBySource(parts: readonly (Subset | undefined)[], notes: Note[]): readonly Split[] | undefined {
  const found = new Set(parts)
  if (found.has(undefined)) {
    const outside = parts.filter((part) => part === undefined).length
    if (found.size > 1) notes.push(note('parts-incomplete', '.', { found: `${outside} pictures without a part` }))
    return undefined
  }
  if (found.size < 2) {
    const [only] = parts
    if (only !== undefined) notes.push(note('one-part-only', '.', { found: `only ${only}` }))
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
