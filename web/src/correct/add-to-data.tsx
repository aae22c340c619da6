// Puts what was detected into a data set, where it is corrected: one image, or all of a batch.
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { JobResult } from '../../../src/server/api.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { JobProgress } from '../api/job-progress.tsx'
import { useDatasets } from '../api/queries.ts'
import { useAction } from '../api/use-action.ts'
import { type JobRequestInput, useFollowedJob } from '../api/use-job.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Message } from '../ui/feedback.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'
import { editAddress } from './address.ts'
import { useNewFolder } from './new-folder.ts'
import { OpenDialog } from './open-dialog.tsx'
import { editingStateOf, whoEdits } from './open-set.ts'

/** What is added. */
export type AddedFrom = Extract<JobRequestInput, { kind: 'add-to-data' }>['from']

interface AddProps {
  /** Of the button. */
  readonly label: string
  readonly from: AddedFrom
  readonly small?: boolean
}

export function AddToData({ label, from, small = false }: AddProps) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button small={small} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={label}>
        {isOpen && <AddForm from={from} />}
        <div className="row end">
          <Button onClick={() => setOpen(false)}>{say('do.close')}</Button>
        </div>
      </Dialog>
    </>
  )
}

function AddForm({ from }: Pick<AddProps, 'from'>) {
  const say = useSay()
  const [, go] = useLocation()
  const [chosen, choose] = useState('')
  const [dir, setDir] = useNewFolder()
  const [then, setThen] = useState<() => void>()
  const sets = (useDatasets().data?.datasets ?? []).filter(({ exists }) => exists)
  const job = useFollowedJob('add-to-data', { openAlone: true })
  const data = chosen === '' ? dir : chosen
  const start = (): void => void job.start({ kind: 'add-to-data', data, from, by: whoEdits() })
  const add = useAction(async () => {
    if (chosen !== '' && (await editingStateOf(chosen)).opened === undefined) setThen(() => start)
    else start()
  })
  const { result } = job
  const isOne = from.is === 'detection' && result?.added === 1
  useEffect(() => {
    if (isOne && result.first !== undefined) go(addressOf(result.root, result.first))
  }, [isOne])
  return (
    <>
      <p className="soft">{say('correct.add.what')}</p>
      <SelectField
        label={say('correct.add.set')}
        value={chosen}
        options={[
          { value: '', label: say('correct.add.new') },
          ...sets.map(({ path }) => ({ value: path, label: path })),
        ]}
        onChange={choose}
      />
      {chosen === '' && <TextField label={say('label.dir')} value={dir} onChange={setDir} />}
      <FailureMessage failure={add.failure ?? job.failure} />
      {job.job !== undefined && <JobProgress job={job.job} label={say('correct.add.working')} />}
      {result !== undefined && <Added result={result} />}
      <div>
        <Button look="primary" disabled={add.isBusy || job.isBusy || data === ''} onClick={() => void add.run()}>
          {say('correct.add.do')}
        </Button>
      </div>
      <OpenDialog data={data} then={then} onClose={() => setThen(undefined)} />
    </>
  )
}

type Result = Extract<JobResult, { kind: 'add-to-data' }>
type Listed = NonNullable<Result['first']>

const addressOf = (data: string, { split, index }: Listed): string => editAddress({ data, split, image: index })

/** Duplicates that are named. */
const most = 5

function Added({ result: { root, added, first, duplicates, duplicateCount, skipped } }: { readonly result: Result }) {
  const say = useSay()
  return (
    <>
      {first !== undefined && (
        <Message tone="good" title={say('correct.added', { n: added })}>
          <ButtonLink look="primary" to={addressOf(root, first)}>
            {say('label.correct')}
          </ButtonLink>
        </Message>
      )}
      {duplicateCount > 0 && (
        <Message tone="warn" title={say('correct.duplicates', { n: duplicateCount })}>
          <ul>
            {duplicates.slice(0, most).map((one, index) => (
              <li key={index} className="row">
                <span className="break">
                  {one.given} = {one.name}
                </span>
                <ButtonLink small to={addressOf(root, one)}>
                  {say('edit.title')}
                </ButtonLink>
              </li>
            ))}
          </ul>
        </Message>
      )}
      {skipped > 0 && <Message tone="warn" title={say('correct.skipped', { n: skipped })} />}
    </>
  )
}
