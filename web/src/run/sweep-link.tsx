// From a run of a sweep to all of its runs: the list with what varies as columns, the best first, and the plots coloured by the score.
import { Link } from 'wouter'
import type { RunRow } from '../../../src/server/api.ts'
import { useSay } from '../words/language-context.tsx'

type Place = NonNullable<RunRow['sweep']>

/** The address of the list of a sweep's runs. */
export function sweepAddress({ name, varied }: Place): string {
  const [first] = varied
  const parameters = new URLSearchParams({
    where: `sweep = '${name}'`,
    columns: ['state', 'id', 'f_score', ...varied, 'precision', 'recall', 'epochs_done', 'duration'].join(','),
    sort: 'f_score',
    // Two settings or more are seen best beside each other, one against the score.
    plot: varied.length > 1 ? 'parallel' : 'scatter',
    color: 'f_score',
    ...(first !== undefined && { x: first, group: first }),
  })
  return `/runs?${parameters}`
}

export function SweepLink({ sweep }: { readonly sweep: Place }) {
  const say = useSay()
  const { name, trial } = sweep
  return (
    <Link href={sweepAddress(sweep)} className="badge" title={say('runs.sweep.open', { name })}>
      {say('runs.sweep.place', { name, trial })}
    </Link>
  )
}
