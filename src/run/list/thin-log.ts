// A run's history from a part of its log: everything but the inner lines of long runs of [TRAIN] lines.
import { type History, initHistory, updateHistory } from '../curves.ts'
import { parseLogText, visitLogText } from '../log-reader.ts'
import { parseLogLine } from '../log-line.ts'

/** A history whose `train` columns have gaps; all else is what the whole log says. */
export interface ThinLog {
  readonly history: History
  /** The closing line counts without its line break too. */
  readonly ended: History['ended']
  /** When it last grew. */
  readonly modified: Date
}

const trainTag = '[TRAIN]'
/** Of consecutive [TRAIN] lines every so many and the last are read. */
const trainStride = 32

/** Reads a log for a summary: several times faster than all of it. Throws a UserError when it cannot be read. */
export function readThinLog(path: string): ThinLog {
  const history = initHistory()
  let inRow = 0
  let skipped: { readonly number: number; readonly text: string } | undefined
  const take = (number: number, text: string): void => {
    for (const line of parseLogText(text)) updateHistory(history, { number, line })
  }
  const takeSkipped = (): void => {
    if (skipped !== undefined) take(skipped.number, skipped.text)
    skipped = undefined
  }
  const { tail, modified } = visitLogText(path, (number, text, isCut) => {
    if (text.startsWith(trainTag) && isCut !== true) {
      if (++inRow % trainStride === 0) {
        take(number, text)
        skipped = undefined
      } else skipped = { number, text }
      return
    }
    takeSkipped()
    inRow = 0
    if (isCut === true) updateHistory(history, { number, line: { kind: 'other', text } })
    else take(number, text)
  })
  takeSkipped()
  const last = tail === '' ? 'other' : parseLogLine(tail).kind
  return { history, ended: last === 'completed' || last === 'stopped' ? last : history.ended, modified }
}
