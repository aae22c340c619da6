// Deleted runs that can still come back.
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { FailureMessage } from '../../../api/failure-message.tsx'
import { queryClient } from '../../../api/queries.ts'
import { useAction } from '../../../api/use-action.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { dateTime } from '../../../ui/format.ts'
import { tell } from '../../../ui/toasts.tsx'
import { useSay } from '../../../words/language-context.tsx'
import { bringBack, trashChanged } from './delete-run.ts'

export function Bin() {
  const say = useSay()
  const { data } = useQuery({ queryKey: ['bin'], queryFn: () => answer(api.bin.$get()) })
  const restore = useAction<string>(async (bin) => {
    tell(say('runs.restored', { run: await bringBack(bin) }))
  })
  const empty = useAction<string>(async (bin) => {
    await answer(api.bin[':bin'].$delete({ param: { bin } }))
    trashChanged(queryClient)
  })
  if (data === undefined || data.runs.length === 0) return null
  return (
    <Card title={say('runs.bin')}>
      <ul className="stack">
        {data.runs.map(({ bin, run, until }) => (
          <li key={bin} className="row">
            <span className="mono">{run}</span>
            <span className="soft small grow">{say('runs.bin.until', { time: dateTime(until) })}</span>
            <Button small disabled={restore.isBusy} onClick={() => void restore.run(bin)}>
              {say('runs.bin.restore')}
            </Button>
            <Button small look="danger" disabled={empty.isBusy} onClick={() => void empty.run(bin)}>
              {say('runs.bin.empty')}
            </Button>
          </li>
        ))}
      </ul>
      <FailureMessage failure={restore.failure ?? empty.failure} />
    </Card>
  )
}
