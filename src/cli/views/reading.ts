// How well an evaluation's texts were read, as text: in the boxes of the ground truth and in those that were found.
import type { EvaluateReport } from '../../tasks/models/evaluate.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'

type Reading = NonNullable<EvaluateReport['reading']>
type Scores = Reading['groundTruthBoxes']

/** Sentences are broken here at the latest. */
const widest = 100

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** The report of `ocrdet eval --read`. */
export function renderReading(reading: Reading, look: Look): string {
  const { recognizer, normalization, groundTruthBoxes, detectedBoxes } = reading
  if (groundTruthBoxes.lines === 0)
    return look.paint.yellow('The ground truth has no transcript: there is nothing to compare what was read with.')
  const columns = [
    { title: `read by ${recognizer}` },
    ...['lines', 'line accuracy', 'word accuracy', 'character error rate'].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
  ]
  const row = (title: string, { lines, lineAccuracy, wordAccuracy, characterErrorRate }: Scores): string[] => [
    title,
    String(lines),
    percent(lineAccuracy),
    percent(wordAccuracy),
    percent(characterErrorRate),
  ]
  const rows = [row('ground-truth boxes', groundTruthBoxes), row('detected boxes', detectedBoxes)]
  const words = `${lossesIn(detectedBoxes)} Compared with ${normalization}; a missed line is wrong, and what is read in a false box counts as inserted.`
  return `${renderTable(columns, rows, look)}\n\n${wrap(words, Math.min(look.columns, widest)).join('\n')}`
}

/** Whether detection or reading loses the text. */
function lossesIn({ characters, misread, missed, inserted }: Scores): string {
  const share = (count: number): string => percent(count / characters)
  return `Of the characters, in detected boxes: misread ${share(misread)}, missed by detection ${share(missed)}, inserted by false boxes ${share(inserted)}.`
}
