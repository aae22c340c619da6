// The flags of what reads the texts; detect and read share them.
import { text } from '../../run/settings/kinds.ts'
import { noRecognizer, recognizerWords } from '../../tasks/reader-words.ts'
import { switchFlag, valueFlag } from '../flags.ts'

export const recognizerFlag = valueFlag(
  text(recognizerWords),
  `What reads the texts: ${recognizerWords} (default: ppocr).`,
)

export const readerFlags = {
  noRead: switchFlag('Finds texts without reading them.'),
  recognizer: recognizerFlag,
} as const

/** As tasks take it. */
export function recognizerOf({
  noRead = false,
  recognizer,
}: {
  readonly noRead?: boolean
  readonly recognizer: string | undefined
}): { readonly recognizer?: string } {
  if (noRead) return { recognizer: noRecognizer }
  return recognizer === undefined ? {} : { recognizer }
}
