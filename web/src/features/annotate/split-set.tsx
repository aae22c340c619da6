// Divides the set into training and test images, takes that back, and leads on to the training.
import { useEffect, useState } from 'react'
import type { EditingState } from '../../../../src/server/api.ts'
import { answer, api } from '../../api/client.ts'
import { FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useAction } from '../../api/use-action.ts'
import { useFollowedJob } from '../../api/use-job.ts'
import { whoEdits } from '../../correct/open-set.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/feedback.tsx'
import { SelectField } from '../../ui/field.tsx'
import { tell } from '../../ui/toasts.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay, useSpeech } from '../../words/language-context.tsx'
import { forgetSet } from './editing.ts'
import { flushAll } from './savers.ts'

interface SplitProps {
  readonly data: string
  readonly state: EditingState
}

export function SplitSet({ data, state }: SplitProps) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const [, setImage] = useParameter('image', '', 'silent')
  const job = useFollowedJob('split', { subject: data })
  /** The job whose result is no news any more. */
  const [known, setKnown] = useState<string>()
  // The place in the list is another image's from now on.
  const renew = (): void => {
    setImage('')
    void forgetSet(data)
  }
  const done = job.result === undefined ? undefined : job.job?.id
  useEffect(() => {
    if (done !== undefined) renew()
  }, [done])
  const close = (): void => {
    setOpen(false)
    setKnown(done)
  }
  const news = done === known ? undefined : job.result
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('split.do')}</Button>
      <Dialog open={isOpen} onClose={close} title={say('split.title')}>
        {isOpen && <SplitForm {...{ data, state, job, news, renew }} onTakenBack={() => setKnown(done)} />}
        <div className="row end">
          <Button onClick={close}>{say('do.close')}</Button>
        </div>
      </Dialog>
    </>
  )
}

const shares = ['0.1', '0.15', '0.2', '0.25', '0.3', '0.5'] as const
const groupings = ['none', 'prefix', 'folder'] as const

interface FormProps extends SplitProps {
  readonly job: ReturnType<typeof useFollowedJob<'split'>>
  /** What the job did, until it is taken back. */
  readonly news: FormProps['job']['result']
  readonly renew: () => void
  readonly onTakenBack: () => void
}

function SplitForm({ data, state, job, news: result, renew, onTakenBack }: FormProps) {
  const { say, language } = useSpeech()
  const [share, setShare] = useState('0.2')
  const [groupBy, setGroupBy] = useState<string>('none')
  const start = (): void => {
    flushAll()
    const grouping = groupings.find((one) => one === groupBy) ?? 'none'
    void job.start({ kind: 'split', data, testShare: Number(share), groupBy: grouping, by: whoEdits() })
  }
  const back = useAction(async () => {
    await answer(api.editing.split.$delete({ query: { data, by: whoEdits() } }))
    onTakenBack()
    renew()
    tell(say('split.taken-back'))
  })
  return (
    <>
      <p>{say('split.what')}</p>
      <SelectField
        label={say('split.share')}
        value={share}
        options={shares.map((value) => ({ value, label: `${Math.round(Number(value) * 100)} %` }))}
        onChange={setShare}
      />
      <SelectField
        label={say('split.group')}
        value={groupBy}
        options={groupings.map((value) => ({ value, label: say(`split.group.${value}`) }))}
        onChange={setGroupBy}
      />
      <FailureMessage failure={job.failure ?? back.failure} />
      {job.isBusy && job.job !== undefined && <JobProgress job={job.job} label={say('split.working')} />}
      {result !== undefined && (
        <Message tone="good" title={say('split.done', { moved: result.moved, ...result.counts })}>
          {result.notes.map(({ message, detailsZh }, index) => (
            <p key={index}>{language === 'zh' ? (detailsZh?.message ?? message) : message}</p>
          ))}
          <ButtonLink look="primary" to={`/train?${new URLSearchParams({ data })}`}>
            {say('data.train')}
          </ButtonLink>
        </Message>
      )}
      <div className="row">
        <Button look="primary" disabled={job.isBusy} onClick={start}>
          {say('split.start')}
        </Button>
        {state.split !== undefined && (
          <Button disabled={back.isBusy} onClick={() => void back.run()}>
            {say('split.back')}
          </Button>
        )}
      </div>
    </>
  )
}
