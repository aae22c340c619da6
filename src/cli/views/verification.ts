// The proof of an exported file as text.
import type { VerifyReport } from '../../tasks/models/verify.ts'
import { countOf, formatScore, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderFacts } from '../text/table.ts'

const scoreDigits = 4

/** The whole report of `ocrdet verify`, the verdict at its end. */
export function renderVerification(report: VerifyReport, look: Look): string {
  const { model, testDir, exportedScores, originalScores, loggedFScore, notes, reportPath } = report
  const facts = [
    ['F-score of the file', formatScore(exportedScores.fScore, scoreDigits)],
    ['F-score of the checkpoint', formatScore(originalScores?.fScore, scoreDigits)],
    ['F-score in the log', formatScore(loggedFScore, scoreDigits)],
    ['Largest difference of p', formatDifference(report.largestProbabilityDifference)],
    ['Changed boxes', `${report.changedBoxes ?? '-'} of ${report.boxes}`],
    ['Report', shownPath(reportPath)],
  ] as const
  return [
    `${shownPath(model)} on ${countOf(report.images, 'image')} of ${shownPath(testDir)}`,
    renderFacts(facts, look),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
    renderVerdict(report, look),
  ].join('\n\n')
}

function formatDifference(difference: number | undefined): string {
  if (difference === undefined) return '-'
  return difference === 0 ? '0' : difference.toPrecision(2)
}

function renderVerdict(
  { passed, failures, loggedFScore, originalScores, int8 }: VerifyReport,
  { paint }: Look,
): string {
  if (passed && int8 !== undefined && originalScores !== undefined)
    return paint.green('Verified: in 8 bits the file scores what its checkpoint scores, within 0.01.')
  if (passed && loggedFScore !== undefined) return paint.green('Verified: the file scores what the training logged.')
  if (passed && originalScores !== undefined) return paint.green('Verified: the file gives what its checkpoint gives.')
  if (passed) return paint.yellow('Intact: the file holds the exported weights; nothing else could be compared.')
  return [paint.bold(paint.red('VERIFICATION FAILED')), ...failures.map((failure) => `  ${failure}`)].join('\n')
}
