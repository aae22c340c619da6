// Scores as text: the three figures with the counts behind them, and the worst images.
import type { EvaluateReport } from '../../tasks/models/evaluate.ts'
import { countOf, formatDuration, formatScore, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderErrors } from './errors.ts'
import { renderReading } from './reading.ts'
import { renderSweep } from './sweep.ts'
import { renderFacts, renderTable } from '../text/table.ts'

type Scores = EvaluateReport['scores']

/** Precision, recall and F-score with their counts. */
export function renderScores(
  { precision, recall, fScore, matched, groundTruths, detections }: Scores,
  look: Look,
): string {
  const facts = [
    ['F-score', look.paint.bold(formatScore(fScore))],
    ['Precision', `${formatScore(precision)}  ${matched} of ${countOf(detections, 'detection')} are texts`],
    ['Recall', `${formatScore(recall)}  ${matched} of ${countOf(groundTruths, 'text')} were found`],
  ] as const
  return renderFacts(facts, look)
}

/** As many images are listed. */
const worstShown = 5

/** The images with the lowest F-score; nothing when every image is perfect. */
export function renderWorst(images: EvaluateReport['images'], look: Look): string {
  const worst = images
    .filter(({ matched, groundTruths, detections }) => matched < groundTruths || matched < detections)
    .slice(0, worstShown)
  if (worst.length === 0) return 'Every image is perfect.'
  const columns = [
    { title: 'worst images' },
    { title: 'F', align: 'right' },
    { title: 'missed', align: 'right' },
    { title: 'false', align: 'right' },
    { title: 'texts', align: 'right' },
    { title: 'P', align: 'right' },
    { title: 'R', align: 'right' },
  ] as const
  const rows = worst.map(({ image, precision, recall, fScore, matched, groundTruths, detections }) => [
    image,
    formatScore(fScore),
    String(groundTruths - matched),
    String(detections - matched),
    String(groundTruths),
    formatScore(precision),
    formatScore(recall),
  ])
  return renderTable(columns, rows, look)
}

/** What the scores hold for: `at 800x800 with padding minimal, binary threshold 0.2, box threshold 0.3, unclip ratio 1.5`. */
function howLooked({ settings: { preprocessing, postProcessing }, tile }: EvaluateReport): string {
  const { resize, size, shortSide, padding } = preprocessing
  const { binaryThreshold, boxThreshold, unclipRatio } = postProcessing
  const thresholds = `binary threshold ${binaryThreshold}, box threshold ${boxThreshold}, unclip ratio ${unclipRatio}`
  const input = resize === 'short-side' ? `a short side of ${shortSide}` : `${size.join('x')} with padding ${padding}`
  return `at ${input}, ${thresholds}${tile === 'off' ? '' : ', in tiles where they help'}`
}

/** The whole report of `ocrdet eval`. */
export function renderEvaluation(report: EvaluateReport, look: Look): string {
  const { model, data, split, scores, images, errors, warnings, seconds, results, sweep, reading } = report
  const counted = countOf(images.length, 'image')
  const lost = renderErrors(errors, look)
  return [
    [
      `${model} on the ${split} list of ${shownPath(data)}: ${counted} in ${formatDuration(seconds)}`,
      look.paint.dim(howLooked(report)),
    ].join('\n'),
    renderScores(scores, look),
    ...(warnings.length === 0 ? [] : [warnings.map(({ message }) => look.paint.yellow(message)).join('\n')]),
    ...(reading === undefined ? [] : [renderReading(reading, look)]),
    ...(lost === undefined ? [] : [lost]),
    renderWorst(images, look),
    ...(sweep === undefined ? [] : [renderSweep(sweep, look)]),
    ...(results === undefined ? [] : [`Results  ${shownPath(results)}`]),
  ].join('\n\n')
}
