// The one catalogue of words: every part joined, typed by its keys.
import { annotateWords } from './annotate.ts'
import { chartWords } from './charts.ts'
import { commonWords } from './common.ts'
import { correctWords } from './correct.ts'
import { dataWords } from './data.ts'
import { detectWords } from './detect.ts'
import { formWords } from './form.ts'
import type { InBoth } from './language.ts'
import { runWords } from './run.ts'
import { runsWords } from './runs.ts'
import { shellWords } from './shell.ts'
import { trainWords } from './train.ts'

const parts = {
  ...shellWords,
  ...commonWords,
  ...chartWords,
  ...formWords,
  ...runWords,
  ...detectWords,
  ...dataWords,
  ...annotateWords,
  ...correctWords,
  ...trainWords,
  ...runsWords,
}

/** Every word of the page. */
export type WordKey = keyof typeof parts
export const catalogue: Readonly<Record<WordKey, InBoth>> = parts
