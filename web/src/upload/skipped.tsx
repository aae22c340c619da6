// Images that could not be read, each with its reason.
import type { Job } from '../../../src/server/api.ts'
import { Message } from '../ui/feedback.tsx'
import { imageName } from './image-name.ts'
import { useSay } from '../words/language-context.tsx'

interface SkippedProps {
  readonly skipped: Readonly<Job['skipped']>
  /** In all, where not every one is named. */
  readonly count?: number
}

export function SkippedList({ skipped, count = skipped.length }: SkippedProps) {
  const say = useSay()
  if (skipped.length === 0) return null
  return (
    <Message tone="warn" title={say('counted', { what: say('batch.failures'), n: count })}>
      <ul className="small">
        {skipped.map(({ what, why }) => (
          <li key={what}>
            <strong>{imageName(what)}</strong>: {why}
          </li>
        ))}
      </ul>
    </Message>
  )
}
