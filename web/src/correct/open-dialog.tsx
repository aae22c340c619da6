// The question that is asked once: that a data set is written in from now on.
import { FailureMessage } from '../api/failure-message.tsx'
import { useAction } from '../api/use-action.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSay } from '../words/language-context.tsx'
import { openSet } from './open-set.ts'

interface OpenDialogProps {
  readonly data: string
  /** Done once the set is open; undefined: nothing was asked. */
  readonly then: (() => void) | undefined
  readonly onClose: () => void
}

export function OpenDialog({ data, then, onClose }: OpenDialogProps) {
  const say = useSay()
  const open = useAction(async () => {
    await openSet(data)
    then?.()
    onClose()
  })
  return (
    <Dialog open={then !== undefined} onClose={onClose} title={say('edit.open.title')}>
      <p>{say('edit.open.what')}</p>
      <p className="mono break">{data}</p>
      <p>{say('edit.open.backup')}</p>
      <p className="mono break">{data.replace(/[/\\]+$/, '')}/.ocrdet/backup</p>
      <p className="soft small">{say('edit.open.history')}</p>
      <FailureMessage failure={open.failure} />
      <div className="row end">
        <Button onClick={onClose}>{say('do.cancel')}</Button>
        <Button look="primary" disabled={open.isBusy} onClick={() => void open.run()}>
          {say('edit.open.do')}
        </Button>
      </div>
    </Dialog>
  )
}
