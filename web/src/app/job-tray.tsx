// What goes on on the server, on every page and in every tab: trainings and jobs with progress, a way to stop them, and their results.
import { useId } from 'react'
import { Link } from 'wouter'
import type { Job, RunRow } from '../../../src/server/api.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { cancelJob, useRestart } from '../api/job-progress.tsx'
import { useJob, useJobs } from '../api/queries.ts'
import { useRunning } from '../api/running.ts'
import { isOpen } from '../api/use-server-events.ts'
import { Badge, Empty, ProgressBar, type Tone } from '../ui/feedback.tsx'
import { Button } from '../ui/button.tsx'
import { duration, fileName, score } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { useSay } from '../words/language-context.tsx'
import { jobAddress } from './job-address.ts'

/** Ended jobs that are listed, the newest ones. */
const mostEnded = 12

export function JobTray() {
  const say = useSay()
  const id = useId()
  const jobs = useJobs().data?.jobs ?? []
  const trainings = useRunning()
  const open = jobs.filter(isOpen)
  const count = open.length + trainings.length
  const ended = newest(jobs.filter((job) => !isOpen(job))).slice(0, mostEnded)
  const close = (): void => document.querySelector<HTMLElement>(`[id='${id}']`)?.hidePopover()
  return (
    <>
      <button type="button" className="tray-button" popoverTarget={id} data-busy={count > 0 || undefined}>
        <Icon name="tasks" />
        <span className="grow">{say('jobs.title')}</span>
        {count > 0 && <span className="tray-count">{count}</span>}
        <TrayBar open={open} trainings={trainings} />
      </button>
      <div id={id} popover="auto" className="tray" role="region" aria-label={say('jobs.title')}>
        <h2>{say('jobs.title')}</h2>
        {count + ended.length === 0 && <Empty>{say('jobs.none')}</Empty>}
        <ul>
          {trainings.map((row) => (
            <TrainingRow key={row.id} row={row} onFollow={close} />
          ))}
          {[...open, ...ended].map((job) => (
            <JobRow key={job.id} job={job} onFollow={close} />
          ))}
        </ul>
      </div>
    </>
  )
}

/** Of jobs of one kind on the same thing the last one. */
function newest(jobs: readonly Job[]): readonly Job[] {
  const keys = jobs.map(({ kind, subject }) => `${kind} ${subject}`)
  return jobs.filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
}

interface BarProps {
  readonly open: readonly Job[]
  readonly trainings: readonly RunRow[]
}

/** How far all of it is, as a line below the button. */
function TrayBar({ open, trainings }: BarProps) {
  const shares = [
    ...open.map(({ done, total }) => (total > 0 ? done / total : 0)),
    ...trainings.map(({ progress = 0 }) => progress),
  ]
  if (shares.length === 0) return null
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  return <span className="tray-bar" style={{ inlineSize: `${Math.round(mean * 100)}%` }} />
}

function TrainingRow({ row, onFollow }: { readonly row: RunRow; readonly onFollow: () => void }) {
  const say = useSay()
  const { id, progress = 0, etaSeconds, best } = row
  const told = [
    `${Math.floor(progress * 100)} %`,
    ...(best === undefined ? [] : [`F ${score(best.fScore)}`]),
    ...(etaSeconds === undefined ? [] : [say('time.left', { time: duration(etaSeconds, say) })]),
  ]
  return (
    <li>
      <Link href={`/train/${encodeURIComponent(id)}`} onClick={onFollow}>
        {say('jobs.training')}
      </Link>{' '}
      <span className="mono small soft break">{id}</span>
      <ProgressBar label={say(`state.${row.state.name}`)} done={progress} total={1} right={told.join(' · ')} />
    </li>
  )
}

const tones: Readonly<Partial<Record<Job['state'], Tone>>> = { done: 'good', failed: 'bad', interrupted: 'warn' }

function JobRow({ job, onFollow }: { readonly job: Job; readonly onFollow: () => void }) {
  const say = useSay()
  // The list comes without results; one that ended leads to what it made.
  const { data: full = job } = useJob(job.state === 'done' ? job.id : undefined)
  const to = jobAddress(full)
  const title = say(`jobs.kind.${job.kind}`)
  const counted = job.total > 0 ? `${job.done} / ${job.total}` : ''
  const left = job.etaSeconds === undefined ? '' : say('time.left', { time: duration(job.etaSeconds, say) })
  return (
    <li>
      <div className="row">
        <span className="grow">
          {to === undefined ? (
            title
          ) : (
            <Link href={to} onClick={onFollow}>
              {title}
            </Link>
          )}{' '}
          <span className="mono small soft break" title={job.subject}>
            {fileName(job.subject)}
          </span>
        </span>
        {isOpen(job) ? (
          <Button small onClick={() => void cancelJob(job)}>
            {say('do.cancel')}
          </Button>
        ) : (
          <Badge tone={tones[job.state] ?? 'plain'}>{say(`jobs.state.${job.state}`)}</Badge>
        )}
        {job.state === 'interrupted' && <Restart job={job} />}
      </div>
      {isOpen(job) && (
        <ProgressBar
          label={say(`jobs.state.${job.state}`)}
          done={job.done}
          total={job.total}
          right={[counted, left].filter(Boolean).join(' · ')}
        />
      )}
    </li>
  )
}

function Restart({ job }: { readonly job: Job }) {
  const say = useSay()
  const restart = useRestart(job)
  return (
    <>
      <Button small disabled={restart.isBusy} onClick={() => void restart.run()}>
        {say('jobs.restart')}
      </Button>
      <FailureMessage failure={restart.failure} />
    </>
  )
}
