// One run: its state on top, everything else in tabs that stand in the address.
import { useRuns } from '../../api/queries.ts'
import { Answered } from '../../api/failure-message.tsx'
import type { Curves, RunPage, RunRow } from '../../../../src/server/api.ts'
import { LogViewer } from '../../logs/log-viewer.tsx'
import type { LiveLines } from '../../logs/use-log.ts'
import { CurvesCard } from '../../run/curves-card.tsx'
import { EvaluationCard } from '../../run/evaluation-card.tsx'
import { FindingsCard } from '../../run/findings-card.tsx'
import { SweepLink } from '../../run/sweep-link.tsx'
import { StatusCard } from '../../run/status-card.tsx'
import { useLiveRun } from '../../run/use-run.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { Badge, Message } from '../../ui/feedback.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { type Say, useSay } from '../../words/language-context.tsx'
import { CheckpointsTab, ConfigTab } from './file-tabs.tsx'
import { ArchivedRun } from './keep/archived.tsx'
import { KeepTab } from './keep/keep-tab.tsx'

export function RunView({ run }: { readonly run: string }) {
  const archived = useRuns({ archived: 'true' }).data?.runs.find(
    ({ id, archive }) => id === run && archive !== undefined,
  )
  if (archived !== undefined)
    return (
      <Page title={<span className="mono">{run}</span>}>
        <ArchivedRun row={archived} />
      </Page>
    )
  return <LiveRun run={run} />
}

function LiveRun({ run }: { readonly run: string }) {
  const say = useSay()
  const [tab, setTab] = useParameter('tab', 'curves')
  const { page, curves, lines, isGone } = useLiveRun(run)
  const row = page.data?.row
  const named = encodeURIComponent(row?.id ?? run)
  return (
    <Page
      title={<span className="mono">{row?.id ?? run}</span>}
      sentence={row !== undefined && <Labels row={row} />}
      actions={
        <>
          <ButtonLink to="/runs">{say('page.runs')}</ButtonLink>
          <ButtonLink to={`/export?run=${named}`}>{say('page.export')}</ButtonLink>
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
            <Tabs
              label={say('runs.tabs')}
              value={tab}
              onChange={setTab}
              tabs={tabsOf({ run, page: shown, curves: curves.data, lines, say })}
            />
          </>
        )}
      </Answered>
    </Page>
  )
}

function Labels({ row: { names, tags, note, sweep } }: { readonly row: RunRow }) {
  return (
    <span className="row">
      {sweep !== undefined && <SweepLink sweep={sweep} />}
      {names.map((name) => (
        <Badge key={name} tone="good">
          {name}
        </Badge>
      ))}
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {note}
    </span>
  )
}

interface Shown {
  readonly run: string
  readonly page: RunPage
  readonly curves: Curves | undefined
  readonly lines: LiveLines
  readonly say: Say
}

function tabsOf({ run, page, curves, lines, say }: Shown) {
  const { startedAt } = page.row
  return [
    {
      value: 'curves',
      title: say('runs.tab.curves'),
      content: () => curves !== undefined && <CurvesCard {...{ run, curves, startedAt }} />,
    },
    { value: 'findings', title: say('run.findings'), content: () => <FindingsCard run={run} /> },
    {
      value: 'log',
      title: say('runs.tab.log'),
      content: () => (
        <Card title={say('log.title')}>
          <LogViewer run={run} live={lines} />
        </Card>
      ),
    },
    {
      value: 'evaluation',
      title: say('runs.tab.evaluation'),
      content: () => <EvaluationCard run={run} isEvaluated={page.evaluation !== undefined} />,
    },
    { value: 'config', title: say('runs.tab.config'), content: () => <ConfigTab page={page} /> },
    { value: 'files', title: say('runs.tab.files'), content: () => <CheckpointsTab page={page} /> },
    { value: 'keep', title: say('runs.tab.keep'), content: () => <KeepTab page={page} /> },
  ]
}
