// The check of a data set: counts, then findings that lead to image and line.
import { useEffect, useRef } from 'react'
import { FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useFollowedJob } from '../../api/use-job.ts'
import type { CheckReport } from '../../../../src/server/api.ts'
import { Button } from '../../ui/button.tsx'
import { Card, FactTiles } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { type Say, useSay } from '../../words/language-context.tsx'
import { ImportCard } from './import-card.tsx'
import { RepairCard } from './repair-card.tsx'
import { Findings } from './findings.tsx'

export function CheckTab({ data }: { readonly data: string }) {
  const say = useSay()
  const [jobId, setJobId] = useParameter('job', '', 'silent')
  const check = useFollowedJob('check', { known: jobId === '' ? undefined : jobId, remember: setJobId, subject: data })
  const begun = useRef(false)
  const start = (): void => void check.start({ kind: 'check', data })
  useEffect(() => {
    if (begun.current || jobId !== '' || data === '') return
    begun.current = true
    start()
  })
  return (
    <div className="stack">
      <div className="row">
        <Button disabled={check.isBusy} onClick={start}>
          {say('data.check.again')}
        </Button>
      </div>
      <FailureMessage failure={check.failure} />
      {check.job !== undefined && <JobProgress job={check.job} label={say('data.checking')} />}
      {check.result !== undefined && <Report report={check.result.report} data={data} />}
    </div>
  )
}

function Report({ report, data }: { readonly report: CheckReport; readonly data: string }) {
  const say = useSay()
  const { totals, errors, warnings, problems } = report
  return (
    <>
      <div className="columns">
        {(['train', 'test'] as const).map((split) => (
          <Card key={split} title={say(`data.split.${split}`)}>
            <FactTiles facts={factsOf(totals[split], say)} />
          </Card>
        ))}
      </div>
      {problems.length === 0 ? (
        <Message tone="good" title={say('data.clean')} />
      ) : (
        <Message
          tone={errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'plain'}
          title={say('data.problems', { errors, warnings })}
        />
      )}
      <Remedy report={report} data={data} />
      <Findings problems={problems} data={data} />
    </>
  )
}

/** What can be done about the findings right here. */
function Remedy({ report: { problems, errors }, data }: { readonly report: CheckReport; readonly data: string }) {
  if (errors === 0) return null
  if (problems.some(({ code }) => code === 'no-lists')) return <ImportCard data={data} />
  if (problems.some(({ code }) => code === 'root-missing')) return null
  return <RepairCard data={data} />
}

function factsOf(totals: CheckReport['totals']['train'], say: Say) {
  const { images, texts, ignored, imagesWithoutText, textHeights } = totals
  return [
    [say('data.total.images'), images],
    [say('data.total.texts'), texts],
    [say('data.total.ignored'), ignored],
    [say('data.total.empty'), imagesWithoutText],
    [
      say('data.total.height'),
      textHeights === undefined ? '–' : say('data.height', { n: Number(textHeights.median.toFixed(1)) }),
    ],
  ] as const
}
