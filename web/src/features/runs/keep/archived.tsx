// An archived run: what is known of it, and how it comes back.
import type { RunRow } from '../../../../../src/server/api.ts'
import { FailureMessage } from '../../../api/failure-message.tsx'
import { JobProgress } from '../../../api/job-progress.tsx'
import { forgetRun } from '../../../api/queries.ts'
import { useFollowedJob } from '../../../api/use-job.ts'
import { Button } from '../../../ui/button.tsx'
import { Card, Pairs } from '../../../ui/card.tsx'
import { bytes, dateTime, score } from '../../../ui/format.ts'
import { useSay } from '../../../words/language-context.tsx'
import { useEffect } from 'react'

export function ArchivedRun({ row }: { readonly row: RunRow }) {
  const say = useSay()
  const restore = useFollowedJob('restore', { subject: row.id })
  const isBack = restore.result !== undefined
  useEffect(() => {
    if (isBack) forgetRun(row.id)
  }, [isBack, row.id])
  return (
    <Card title={say('state.archived')}>
      <Pairs
        pairs={[
          [say('runs.file'), row.archive?.path ?? ''],
          [say('runs.size'), bytes(row.archive?.bytes)],
          [say('runs.modified'), dateTime(row.archive?.archivedAt)],
          [say('run.best'), score(row.best?.fScore)],
          [say('run.data'), row.dataset ?? '–'],
        ]}
      />
      <div>
        <Button
          look="primary"
          disabled={restore.isBusy}
          onClick={() => void restore.start({ kind: 'restore', archive: row.id })}
        >
          {say('runs.restore')}
        </Button>
      </div>
      <FailureMessage failure={restore.failure} />
      {restore.job !== undefined && <JobProgress job={restore.job} label={say('runs.restoring')} />}
    </Card>
  )
}
