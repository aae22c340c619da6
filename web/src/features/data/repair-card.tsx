// A data set with errors: writes a repaired copy, and says what was done.
import { useState } from 'react'
import { FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useFollowedJob } from '../../api/use-job.ts'
import type { JobResult } from '../../../../src/server/api.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSpeech } from '../../words/language-context.tsx'
import { dataAddress } from './addresses.ts'

export function RepairCard({ data }: { readonly data: string }) {
  const { say, language } = useSpeech()
  const [jobId, setJobId] = useParameter('repair', '', 'silent')
  const [dir, setDir] = useState(`${data.replace(/[\\/]+$/, '')}_repaired`)
  const work = useFollowedJob('repair', { known: jobId === '' ? undefined : jobId, remember: setJobId, subject: data })
  return (
    <Card title={say('data.repair')}>
      <p className="soft">{say('data.repair.hint')}</p>
      {work.result !== undefined ? (
        <Repaired result={work.result} />
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void work.start({ kind: 'repair', data, dir: dir.trim(), language })
          }}
        >
          <TextField label={say('data.target')} hint={say('data.target.hint')} value={dir} onChange={setDir} />
          <div>
            <Button submit disabled={work.isBusy || dir.trim() === ''}>
              {say('data.repair.start')}
            </Button>
          </div>
          <FailureMessage failure={work.failure} />
          {work.job !== undefined && <JobProgress job={work.job} label={say('data.repairing')} />}
        </form>
      )}
    </Card>
  )
}

/** `?` is for a person to look at, `-` was left out, `+` was repaired; as the command line marks them. */
const marks: Readonly<Record<string, string>> = { 'by-hand': '?', dropped: '−', fixed: '+' }

function Repaired({
  result: { root, images, fixes, report },
}: {
  readonly result: Extract<JobResult, { kind: 'repair' }>
}) {
  const { say } = useSpeech()
  return (
    <div className="stack">
      <Message tone="good" title={say('data.repaired', { n: images })}>
        <span className="mono break">{root}</span>
        <ul>
          {fixes.map(({ action, done, count }) => (
            <li key={done}>
              <span className="mono">{marks[action] ?? ' '}</span> {say('counted', { what: done, n: count })}
            </li>
          ))}
        </ul>
        <p className="small">{say('data.repair.report', { file: report })}</p>
      </Message>
      <div>
        <ButtonLink look="primary" to={dataAddress({ data: root, tab: 'check' })}>
          {say('data.check.it')}
        </ButtonLink>
      </div>
    </div>
  )
}
