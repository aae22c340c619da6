// How a run is repeated, and what has changed since.
import { useQuery } from '@tanstack/react-query'
import type { RunPage } from '../../../../../src/server/api.ts'
import { answer, api } from '../../../api/client.ts'
import { Answered, FailureMessage } from '../../../api/failure-message.tsx'
import { ButtonLink } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { useSay } from '../../../words/language-context.tsx'

export function Reproduction({ page: { row } }: { readonly page: RunPage }) {
  const say = useSay()
  const query = useQuery({
    queryKey: ['run', row.id, 'reproduction'],
    queryFn: () => answer(api.runs[':run'].reproduction.$get({ param: { run: row.id } })),
  })
  return (
    <Card title={say('runs.reproduce')}>
      <p className="soft small">{say('runs.reproduce.hint')}</p>
      <Answered query={query}>
        {({ command, changes }) => (
          <>
            {changes.length === 0 && <p className="small">{say('runs.reproduce.same')}</p>}
            {changes.map((change) => (
              <FailureMessage key={change.message} tone="warn" failure={change} />
            ))}
            <div className="row">
              <ButtonLink to={`/train?${new URLSearchParams({ from: row.id })}`}>
                {say('runs.reproduce.open')}
              </ButtonLink>
            </div>
            <p className="row">
              <code className="grow break">{command}</code>
              <CopyButton text={() => command} />
            </p>
          </>
        )}
      </Answered>
    </Card>
  )
}
