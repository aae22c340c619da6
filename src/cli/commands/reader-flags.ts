// The flags of what reads the texts; detect and read share them.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { defaultRecognizer, noRecognizer, normalization, recognizerWords } from '../../tasks/models/reader-words.ts'
import { switchFlag, valueFlag } from '../flags.ts'

export const recognizerFlag = valueFlag(
  text(errorDetails['recognizer-missing'].expectedWords),
  `What reads the texts: ${recognizerWords} (default: ppocr).`,
)

/** For an evaluation, which reads only where it is asked to. */
export const evaluatedReaderFlags = {
  read: switchFlag(
    `Also reads the texts, in the boxes of the ground truth and in those found, and compares them with the transcripts: line and word accuracy and character error rate, ${normalization}.`,
  ),
  recognizer: valueFlag(
    text(errorDetails['recognizer-missing'].expectedWords),
    `What reads the texts with --read: ${recognizerWords} (default: ppocr).`,
  ),
} as const

export const readerFlags = {
  noRead: switchFlag('Finds texts without reading them.'),
  recognizer: recognizerFlag,
} as const

/** What an evaluation reads with, as its task takes it: naming a recogniser is asking to read. */
export function evaluatedRecognizer({
  read,
  recognizer,
}: {
  readonly read: boolean
  readonly recognizer: string | undefined
}): string | undefined {
  return recognizer ?? (read ? defaultRecognizer : undefined)
}

/** The flags that ask for it again. */
export function evaluatedReaderWords(recognizer: string | undefined): string[] {
  if (recognizer === undefined) return []
  return recognizer === defaultRecognizer ? ['--read'] : ['--read', '--recognizer', recognizer]
}

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
