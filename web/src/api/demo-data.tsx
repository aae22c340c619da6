// Makes the demo data set, for people who have none at hand.
import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'
import { FailureMessage } from './failure-message.tsx'
import { JobProgress } from './job-progress.tsx'
import { useSystem } from './queries.ts'
import { useFollowedJob } from './use-job.ts'

interface DemoDataProps {
  /** Takes its folder: when a person opens it, or at once. */
  readonly onMade: (data: string) => void
  readonly atOnce?: boolean
}

export function DemoData({ onMade, atOnce = false }: DemoDataProps) {
  const say = useSay()
  const system = useSystem().data
  const [typed, setTyped] = useState<string>()
  const demo = useFollowedJob('demo-data')
  const folder = typed ?? (system?.folders[0] === undefined ? '' : `${system.folders[0]}/demo_data`)
  const made = demo.result?.root
  useEffect(() => {
    if (atOnce && made !== undefined) onMade(made)
  }, [atOnce, made])
  return (
    <div className="stack">
      <TextField label={say('data.demo.folder')} hint={say('data.demo.hint')} value={folder} onChange={setTyped} />
      <div>
        <Button
          disabled={demo.isBusy || folder === ''}
          onClick={() => void demo.start({ kind: 'demo-data', dir: folder })}
        >
          {say('data.demo')}
        </Button>
      </div>
      <FailureMessage failure={demo.failure} />
      {demo.job !== undefined && <JobProgress job={demo.job} label={say('data.demo.working')} />}
      {made !== undefined && !atOnce && (
        <div>
          <Button look="primary" onClick={() => onMade(made)}>
            {say('data.open')}
            {say('colon')}
            {made}
          </Button>
        </div>
      )}
    </div>
  )
}
