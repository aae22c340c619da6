// Labels the images that nobody has looked at with another model, and puts those in front that it sees differently.
import { useState } from 'react'
import { FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useFollowedJob } from '../../api/use-job.ts'
import { choicesAsked, LabelChoicesFields, usualChoices } from '../../correct/label-choices.tsx'
import { ModelField, useChosenModel } from '../../model/model-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { flushAll } from './savers.ts'

interface LabelAgainProps {
  readonly data: string
  /** Shows what the model made of it. */
  readonly onDone: () => void
}

export function LabelAgain({ data, onDone }: LabelAgainProps) {
  const say = useSay()
  // A run's page leads here with its model chosen.
  const [wanted, setWanted] = useParameter('again', '', 'silent')
  const [isOpen, setOpen] = useState(wanted !== '')
  const [asked, setModel] = useState(wanted)
  const [, setOrder] = useParameter('order', 'helps-most')
  const [choices, setChoices] = useState(usualChoices)
  const model = useChosenModel(asked)
  const job = useFollowedJob('label-again', { subject: data })
  const close = (): void => {
    setOpen(false)
    setWanted('')
    if (job.result !== undefined) onDone()
  }
  const start = (): void => {
    flushAll()
    void job.start({
      kind: 'label-again',
      data,
      model: model?.reference ?? 'starter',
      ...choicesAsked(choices),
    })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('edit.again')}</Button>
      <Dialog open={isOpen} onClose={close} title={say('edit.again.title')}>
        <p>{say('edit.again.what')}</p>
        <ModelField value={model?.reference ?? ''} onChange={setModel} />
        <LabelChoicesFields value={choices} onChange={setChoices} />
        <FailureMessage failure={job.failure} />
        {job.job !== undefined && <JobProgress job={job.job} label={say('edit.again.working')} />}
        {job.result !== undefined && (
          <Message tone="good">
            <p>{say('edit.again.done', { ...job.result })}</p>
            <Button
              small
              onClick={() => {
                setOrder('disagrees')
                close()
              }}
            >
              {say('edit.order.disagrees')}
            </Button>
          </Message>
        )}
        <div className="row end">
          <Button onClick={close}>{say('do.close')}</Button>
          <Button look="primary" disabled={job.isBusy || model === undefined} onClick={start}>
            {say('edit.again.start')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
