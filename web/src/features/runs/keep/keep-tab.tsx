// Note, tags and names of a run; archive, reproduction, deletion.
import { useLocation } from 'wouter'
import type { RunPage } from '../../../../../src/server/api.ts'
import { FailureMessage } from '../../../api/failure-message.tsx'
import { JobProgress } from '../../../api/job-progress.tsx'
import { isGoingOn } from '../../../api/running.ts'
import { useAction } from '../../../api/use-action.ts'
import { useFollowedJob } from '../../../api/use-job.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { tell } from '../../../ui/toasts.tsx'
import { useSay } from '../../../words/language-context.tsx'
import { bringBack, deleteRun } from './delete-run.ts'
import { Naming } from './naming.tsx'
import { NoteField } from './note-field.tsx'
import { Reproduction } from './reproduction.tsx'

export function KeepTab({ page }: { readonly page: RunPage }) {
  return (
    <div className="columns">
      <NoteField row={page.row} />
      <Naming row={page.row} />
      <Reproduction page={page} />
      <ArchiveCard run={page.row.id} isGoingOn={isGoingOn(page.row)} />
      <DeleteCard run={page.row.id} isGoingOn={isGoingOn(page.row)} />
    </div>
  )
}

interface RunProps {
  readonly run: string
  readonly isGoingOn: boolean
}

function ArchiveCard({ run, isGoingOn: isBlocked }: RunProps) {
  const say = useSay()
  const archive = useFollowedJob('archive', { subject: run })
  return (
    <Card title={say('runs.archive')}>
      <p className="soft small">{say('runs.archive.hint')}</p>
      <div>
        <Button disabled={isBlocked || archive.isBusy} onClick={() => void archive.start({ kind: 'archive', run })}>
          {say('runs.archive')}
        </Button>
      </div>
      <FailureMessage failure={archive.failure} />
      {archive.job !== undefined && <JobProgress job={archive.job} label={say('runs.archiving')} />}
      {archive.result !== undefined && <p className="mono break">{archive.result.path}</p>}
    </Card>
  )
}

function DeleteCard({ run, isGoingOn: isBlocked }: RunProps) {
  const say = useSay()
  const [, go] = useLocation()
  const remove = useAction(async () => {
    const bin = await deleteRun(run)
    go('/runs')
    tell(say('runs.deleted', { run }), { label: say('do.undo'), act: () => void bringBack(bin) })
  })
  return (
    <Card title={say('runs.delete')}>
      <p className="soft small">{say('runs.delete.hint')}</p>
      <div>
        <Button look="danger" disabled={isBlocked || remove.isBusy} onClick={() => void remove.run()}>
          {say('do.delete')}
        </Button>
      </div>
      <FailureMessage failure={remove.failure} />
    </Card>
  )
}
