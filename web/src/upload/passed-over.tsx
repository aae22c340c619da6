// Files that a batch skipped, by ending, images of formats that are not read first.
import type { Result } from '../../../src/server/api.ts'
import { useSay } from '../words/language-context.tsx'

type PassedOver = Result<'output'>['passedOver']

export function PassedOverList({ passedOver }: { readonly passedOver: PassedOver }) {
  const say = useSay()
  if (passedOver.length === 0) return null
  const n = passedOver.reduce((sum, { count }) => sum + count, 0)
  return (
    <details className="small soft" open={passedOver.some(({ format }) => format !== undefined)}>
      <summary>{say('batch.others', { n })}</summary>
      <ul>
        {passedOver.map(({ ending, count, format, files }) => (
          <li key={ending} className="break">
            <strong>
              {count} {ending}
            </strong>
            {format !== undefined && ` (${say('batch.unread', { format })})`}: {files.join(', ')}
            {count > files.length && ', …'}
          </li>
        ))}
      </ul>
    </details>
  )
}
