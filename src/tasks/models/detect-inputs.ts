// The images that a person names: files, and folders with all that is in them.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { type Text, UserError } from '../../core/errors.ts'
import { explaining } from '../../core/files.ts'
import { allImageEndings, isImageName, type PassedOver, passedOver } from '../../core/image-endings.ts'
import { between, joined, say } from '../../core/say.ts'
import { DECODED_FOR_BATCHES } from '../../detect/evaluate.ts'

/** The input that stands for the bytes of an image on standard input, where a task takes one. */
export const standardInput = '-'

/** So many images are decoded ahead while the network looks at one, in threads of their own. */
export const decodedInAdvance = 1

/** The same where the network looks at so many at once. */
export function decodedFor(atOnce: number): number {
  return atOnce === 1 ? decodedInAdvance : DECODED_FOR_BATCHES
}

/** What was decoded, or why it could not be: one bad image is a result like others. */
export function orUserError<T>(decoding: Promise<T>): Promise<T | UserError> {
  return decoding.catch((error: unknown) => {
    if (error instanceof UserError) return error
    throw error
  })
}

interface Expanded {
  readonly images: readonly string[]
  /** What the folders hold besides. */
  readonly others: readonly PassedOver[]
  /** Folders in which there is no image. */
  readonly empty: readonly string[]
}

/** The images that the inputs name, in order; folders sorted by name. */
export function expandInputs(inputs: readonly string[]): Expanded {
  const parts = inputs.map((input) => {
    const isFolder = statSync(input, { throwIfNoEntry: false })?.isDirectory() ?? false
    return { input, ...(isFolder && input !== standardInput ? filesIn(input) : { images: [input], others: [] }) }
  })
  const images = parts.flatMap((part) => part.images)
  const others = passedOver(parts.flatMap((part) => part.others))
  const empty = parts.flatMap((part) => (part.images.length === 0 ? [part.input] : []))
  if (images.length > 0) return { images, others, empty }
  const isUnread = others.some(({ format }) => format !== undefined)
  throw new UserError({
    code: 'no-images',
    message: say(errorDetails['no-images'].message),
    expected: say(errorDetails['no-images'].expected, { endings: allImageEndings.join(' ') }),
    found:
      inputs.length === 0
        ? say(words.foundNoPath)
        : say(words.found, {
            paths: inputs.join(', '),
            ...(others.length > 0 && { others: joined(others.map(shown), between.commas) }),
          }),
    next: isUnread ? say(errorDetails['no-images'].nextUnread) : say(errorDetails['no-images'].next),
  })
}

const words = errorDetails['no-images']

function shown({ count, ending, format }: PassedOver): Text {
  if (ending === '') return say(words.foundWithoutEnding, { count, ...(format !== undefined && { format }) })
  return `${count} ${ending}${format === undefined ? '' : ` (${format})`}`
}

/** Hidden files are neither. */
function filesIn(folder: string): { readonly images: string[]; readonly others: string[] } {
  const entries = explaining(folder, 'read', () => readdirSync(folder, { recursive: true, withFileTypes: true }))
  const paths = entries
    .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return { images: paths.filter(isImageName), others: paths.filter((path) => !isImageName(path)) }
}
