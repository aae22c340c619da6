// Pictures that could not be read, each with its reason.
import type { Job } from '../../../../src/server/api.ts'
import { Message } from '../../ui/feedback.tsx'
import { fileName } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'

export function SkippedList({ skipped }: { readonly skipped: Readonly<Job['skipped']> }) {
  const say = useSay()
  if (skipped.length === 0) return null
  return (
    <Message tone="warn" title={`${say('batch.failures')} (${skipped.length})`}>
      <ul className="small">
        {skipped.map(({ what, why }) => (
          <li key={what}>
            <strong>{fileName(what)}</strong>: {why}
          </li>
        ))}
      </ul>
    </Message>
  )
}
