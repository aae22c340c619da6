// A training as it goes on: state, curves, log, evaluation images, findings; all on one page, all live.
import { Answered } from '../../api/failure-message.tsx'
import { isGoingOn } from '../../api/running.ts'
import { LogViewer } from '../../logs/log-viewer.tsx'
import { CurvesCard } from '../../run/curves-card.tsx'
import { EvaluationCard } from '../../run/evaluation-card.tsx'
import { FindingsCard } from '../../run/findings-card.tsx'
import { MachineCard } from '../../run/machine-card.tsx'
import { StatusCard } from '../../run/status-card.tsx'
import { useLiveRun } from '../../run/use-run.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { NotifyButton } from './notify-button.tsx'
import { useSay } from '../../words/language-context.tsx'

export function LiveTraining({ run }: { readonly run: string }) {
  const say = useSay()
  const { page, curves, lines, isGone } = useLiveRun(run)
  const named = encodeURIComponent(run)
  return (
    <Page
      title={say('train.live')}
      sentence={<span className="mono">{run}</span>}
      actions={
        <>
          {page.data !== undefined && isGoingOn(page.data.row) && <NotifyButton />}
          <ButtonLink to="/train">{say('train.again')}</ButtonLink>
          <ButtonLink to={`/runs/${named}`}>{say('train.full')}</ButtonLink>
          {page.data !== undefined && !isGoingOn(page.data.row) && (
            <ButtonLink to={`/export?run=${named}`}>{say('train.evaluate')}</ButtonLink>
          )}
        </>
      }
    >
      {isGone && <Message tone="warn" title={say('run.gone')} />}
      <Answered query={page}>
        {(shown) => (
          <>
            <StatusCard
              page={shown}
              iterations={curves.data?.iterations ?? 0}
              step={curves.data?.series['loss']?.step.at(-1)}
            />
            {curves.data !== undefined && <CurvesCard run={run} curves={curves.data} startedAt={shown.row.startedAt} />}
            <FindingsCard run={run} />
            {isGoingOn(shown.row) && shown.row.job === undefined && <MachineCard />}
            <Card title={say('log.title')}>
              <LogViewer run={run} live={lines} />
            </Card>
            <EvaluationCard run={run} isEvaluated={shown.evaluation !== undefined} limit={12} />
          </>
        )}
      </Answered>
    </Page>
  )
}
