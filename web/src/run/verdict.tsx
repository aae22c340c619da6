// The verdict of the diagnosis in one line: what every page says of how a run went.
import { Link } from 'wouter'
import type { Diagnosis } from '../../../src/server/api.ts'
import { useDiagnosis } from '../api/queries.ts'
import { Badge, type Tone } from '../ui/feedback.tsx'
import { useSpeech } from '../words/language-context.tsx'

export const verdictTones: Readonly<Record<Diagnosis['verdict'], Tone>> = {
  healthy: 'good',
  'no-gain': 'warn',
  unclear: 'plain',
  doubtful: 'warn',
  unhealthy: 'bad',
}

/** Nothing until it is known. Leads to the whole diagnosis. */
export function VerdictLine({ run }: { readonly run: string }) {
  const { say, language } = useSpeech()
  const { data } = useDiagnosis(run)
  if (data === undefined) return null
  const { verdict, verdictWords, findings } = data
  const whole = say('run.findings')
  return (
    <p className="row verdict">
      <Badge tone={verdictTones[verdict]}>{verdictWords[language]}</Badge>
      <Link className="small" href={`/runs/${encodeURIComponent(run)}?tab=findings`}>
        {findings.length === 0 ? whole : say('counted', { what: whole, n: findings.length })}
      </Link>
    </p>
  )
}
