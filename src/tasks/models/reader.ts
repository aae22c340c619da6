// Reading for tasks that can do without: what cannot be opened is told, and detection goes on.
import { UserError } from '../../core/errors.ts'
import { notice } from '../../core/notices.ts'
import type { RgbImage } from '../../data/types.ts'
import type { Polygon } from '../../geometry/points.ts'
import { readFound } from '../../recognize/found.ts'
import { openRecognizer } from '../../recognize/open.ts'
import type { ReadText } from '../../recognize/recognizer.ts'
import { noRecognizer } from './reader-words.ts'

/** A recogniser, or the reason for having none. */
export interface Reader {
  /** Undefined where nothing is read. */
  readonly name: string | undefined
  /** Why nothing is read although it should be. */
  readonly problem: string | undefined
  /** As of a `Recognizer`. */
  readonly tellsGaps: boolean
  /** What stands in each text's place, in the same order; undefined where nothing is read. */
  readonly read: (
    image: RgbImage,
    texts: readonly { readonly polygon: Polygon }[],
    signal?: AbortSignal,
  ) => Promise<readonly ReadText[] | undefined>
  readonly release: () => Promise<void>
}

/** Opens the recogniser of that name; `none` gives one that reads nothing. Says in a notice why it cannot be opened. */
export async function openReader(choice?: string): Promise<Reader> {
  if (choice === noRecognizer) return silent(undefined)
  try {
    const recognizer = await openRecognizer(choice)
    return {
      name: recognizer.name,
      problem: undefined,
      tellsGaps: recognizer.tellsGaps ?? false,
      read: (image, texts, signal) => readFound(recognizer, image, { texts, signal }),
      release: () => recognizer.release(),
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    notice(`warning: Texts are found but not read. ${error.render()}`)
    return silent(error.renderInLine())
  }
}

function silent(problem: string | undefined): Reader {
  return {
    name: undefined,
    problem,
    tellsGaps: false,
    read: () => Promise.resolve(undefined),
    release: () => Promise.resolve(),
  }
}
