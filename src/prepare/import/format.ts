// What a source format is: how it is recognised, and how it is read.
import type { Line } from '../../data/read/text-file.ts'
import type { Json } from './json.ts'
import type { Source } from './source.ts'
import type { SourceReading } from './types.ts'
import type { XmlElement } from './xml.ts'

/** An annotation file looked at to find the format. */
export type SampleFile = SampleName &
  (
    | { readonly kind: 'text'; /** The first lines. */ readonly lines: readonly Line[] }
    | { readonly kind: 'json'; readonly json: Json }
    | { readonly kind: 'xml'; readonly root: XmlElement }
  )

interface SampleName {
  /** Relative to the source, with forward slashes. */
  readonly file: string
  /** Whether an image of the source has the stem of this file. */
  readonly hasImage: boolean
}

export interface Format {
  /** The name of the data set or tool, and the form of its files. */
  readonly title: string
  /** Whether a file is one of this format. At most one format of a table recognises a file. */
  readonly recognises: (sample: SampleFile) => boolean
  /** Reads everything; what cannot be read becomes a note, and never stops the rest. */
  readonly read: (source: Source) => Promise<SourceReading>
}

/** Whether a text file has lines and more than half of them pass: one broken line does not hide what a file is. */
export function maxLines(sample: SampleFile, passes: (line: string) => boolean): boolean {
  if (sample.kind !== 'text') return false
  return sample.lines.filter(({ text }) => passes(text)).length > sample.lines.length / 2
}
