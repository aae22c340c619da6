// Rule: what is unusual about how text files are stored but read all the same is told once for all of them.
import { problem, type Problem } from '../../problems.ts'
import type { LineEndings, TextFile } from '../../read/text-file.ts'

/** A text file's name and what was unusual about it. */
export interface StoredText extends Pick<TextFile, 'hasMark' | 'endings'> {
  readonly file: string
}

const unusualEndings = ['crlf', 'cr', 'mixed'] as const satisfies readonly LineEndings[]

/** The first file of each peculiarity stands for all that share it. */
export function textForm(files: readonly StoredText[]): Problem[] {
  const marked = files.filter(({ hasMark }) => hasMark)
  const problems: Problem[] = []
  if (marked.length > 0) problems.push(problem({ code: 'byte-order-mark', files: marked.length }, marked[0].file))
  for (const endings of unusualEndings) {
    const some = files.filter((file) => file.endings === endings)
    if (some.length > 0) problems.push(problem({ code: 'line-endings', files: some.length, endings }, some[0].file))
  }
  return problems
}
