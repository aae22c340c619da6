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
import { ForeignData } from './import-card.tsx'
import { RepairCard } from './repair-card.tsx'
import { Distributions } from './distributions.tsx'
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
  const { totals, groups, distributions, errors } = report
  const codes = new Set(groups.map(({ code }) => code))
  // Nothing to measure: what lies there is not a data set of ours yet.
  if (codes.has('no-lists')) return <ForeignData data={data} groups={groups} />
  return (
    <>
      <Verdict report={report} />
      <div className="columns">
        {(['train', 'test'] as const).map((split) => (
          <Card key={split} title={say(`data.split.${split}`)}>
            <FactTiles facts={factsOf(totals[split], say)} />
          </Card>
        ))}
      </div>
      {errors > 0 && !codes.has('root-missing') && <RepairCard data={data} />}
      <Findings groups={groups} data={data} />
      <Distributions distributions={distributions} least={report.view.minTextSize} />
    </>
  )
}

/** Whether it can be trained on, in one sentence. */
function Verdict({ report: { errors, warnings, groups } }: { readonly report: CheckReport }) {
  const say = useSay()
  const notes = groups.filter(({ severity }) => severity === 'info').reduce((sum, { count }) => sum + count, 0)
  if (errors > 0) return <Message tone="bad" title={say('data.verdict.errors', { errors, warnings })} />
  if (warnings > 0 && notes > 0) return <Message tone="warn" title={say('data.verdict.both', { warnings, notes })} />
  if (warnings > 0) return <Message tone="warn" title={say('data.verdict.warnings', { warnings })} />
  return <Message tone="good" title={notes > 0 ? say('data.verdict.notes', { notes }) : say('data.clean')} />
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
