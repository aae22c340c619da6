// Why the F-score is what it is, as text: a table of the kinds of errors, and what helps against the costliest.
import type { EvaluateReport } from '../../tasks/models/evaluate.ts'
import { formatScore } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'

type Shares = EvaluateReport['errors']

/** Against as many kinds a remedy is told, where they cost at least this much F-score. */
const remediesShown = 3
const leastGain = 0.005
/** Sentences are broken here at the latest. */
const widest = 100

/** The kinds of errors that come, the costliest first, and what helps; undefined when there is no error. */
export function renderErrors(errors: Shares, look: Look): string | undefined {
  const shares = errors
    .filter(({ groundTruths, detections }) => groundTruths + detections > 0)
    .toSorted((a, b) => b.gain - a.gain)
  if (shares.length === 0) return undefined
  return [renderShares(shares, look), ...renderRemedies(shares, look)].join('\n\n')
}

function renderShares(shares: Shares, look: Look): string {
  const columns = [
    { title: 'lost points' },
    { title: 'missed', align: 'right' },
    { title: 'false', align: 'right' },
    { title: 'F without', align: 'right' },
    { title: 'gain', align: 'right' },
    { title: 'worst image' },
  ] as const
  const rows = shares.map(({ name, groundTruths, detections, fScore, gain, worst: [worst] }) => [
    name.en,
    String(groundTruths),
    String(detections),
    formatScore(fScore),
    `+${formatScore(gain)}`,
    `${worst.image} (${worst.errors})`,
  ])
  return renderTable(columns, rows, look)
}

function renderRemedies(shares: Shares, { columns, paint }: Look): string[] {
  const costly = shares.filter(({ gain }) => gain >= leastGain).slice(0, remediesShown)
  if (costly.length === 0) return []
  const lines = costly.flatMap(({ name, meaning, remedy }) => {
    const [first, ...rest] = wrap(`${name.en} (${meaning.en}): ${remedy.en}`, Math.min(columns, widest) - 2)
    return [first, ...rest.map((line) => `  ${line}`)]
  })
  return [[paint.bold('What helps'), ...lines.map((line) => `  ${line}`)].join('\n')]
}
