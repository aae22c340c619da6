// Stop a training, resume one, or give it more epochs.
import { useState } from 'react'
import type { RunPage } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { forgetRun } from '../api/queries.ts'
import { isGoingOn } from '../api/running.ts'
import { useAction } from '../api/use-action.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { AgainLink } from './again-link.tsx'
import { TextField } from '../ui/field.tsx'
import { tell } from '../ui/toasts.tsx'
import { useSay } from '../words/language-context.tsx'

export function RunControls({ page: { row, resumable, edited } }: { readonly page: RunPage }) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const param = { run: row.id }
  const stop = useAction(async () => {
    await answer(api.runs[':run'].stop.$post({ param }))
    tell(say('run.stop.told'))
  })
  const resume = useAction<number | undefined>(async (numEpochs) => {
    const json = numEpochs === undefined ? {} : { numEpochs }
    await answer(api.runs[':run'].resume.$post({ param, json }))
    setAsking(false)
    forgetRun(row.id)
    tell(say('run.resumed'))
  })
  const isOn = isGoingOn(row)
  const canResume = resumable && !isOn
  return (
    <div className="row">
      {isOn && (
        <Button look="danger" disabled={stop.isBusy} onClick={() => void stop.run()}>
          {say('run.stop')}
        </Button>
      )}
      {canResume && row.state.name !== 'finished' && (
        <Button disabled={resume.isBusy} onClick={() => void resume.run(undefined)}>
          {say('run.resume')}
        </Button>
      )}
      {edited && row.dataset !== undefined && !isOn && <AgainLink run={row.id} data={row.dataset} />}
      {canResume && <Button onClick={() => setAsking(true)}>{say('run.extend')}</Button>}
      <FailureMessage failure={stop.failure ?? (asking ? undefined : resume.failure)} />
      <ExtendDialog open={asking} epochs={row.epochs} onClose={() => setAsking(false)} extend={resume} />
    </div>
  )
}

interface ExtendProps {
  readonly open: boolean
  readonly epochs: number
  readonly onClose: () => void
  readonly extend: ReturnType<typeof useAction<number | undefined>>
}

function ExtendDialog({ open, epochs, onClose, extend }: ExtendProps) {
  const say = useSay()
  const [text, setText] = useState(String(epochs + 5))
  const count = Number(text)
  const isWrong = !Number.isInteger(count) || count <= epochs
  return (
    <Dialog open={open} onClose={onClose} title={say('run.extend')}>
      <TextField
        label={say('run.extend.epochs')}
        value={text}
        wrong={isWrong ? `> ${epochs}` : undefined}
        onChange={setText}
      />
      <FailureMessage failure={extend.failure} />
      <div className="row end">
        <Button onClick={onClose}>{say('do.cancel')}</Button>
        <Button look="primary" disabled={isWrong || extend.isBusy} onClick={() => void extend.run(count)}>
          {say('run.extend')}
        </Button>
      </div>
    </Dialog>
  )
}
