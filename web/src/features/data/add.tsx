// Ways to a data set: a path, a ZIP, or the demo.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { sendFile } from '../../api/client.ts'
import { FolderField } from '../../api/folder-field.tsx'
import { FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { queryClient, useSystem } from '../../api/queries.ts'
import { useAction } from '../../api/use-action.ts'
import { useFollowedJob } from '../../api/use-job.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DropZone } from '../../ui/drop-zone.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProgressBar } from '../../ui/feedback.tsx'
import { useSay } from '../../words/language-context.tsx'
import { dataAddress } from './addresses.ts'

export function AddDataset() {
  const say = useSay()
  const [, go] = useLocation()
  const [path, setPath] = useState('')
  const open = (data: string): void => go(dataAddress({ data, tab: 'check' }))
  const send = useAction<File>(async (file) => {
    const upload = await sendFile(file, 'dataset')
    await queryClient.invalidateQueries({ queryKey: ['datasets'] })
    open(upload.path)
  })
  return (
    <Card title={say('data.add')}>
      <div className="columns">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (path.trim() !== '') open(path.trim())
          }}
        >
          <FolderField label={say('data.path')} hint={say('data.path.hint')} value={path} onChange={setPath} />
          <div>
            <Button submit disabled={path.trim() === ''}>
              {say('data.open')}
            </Button>
          </div>
        </form>
        <DropZone
          label={say('data.zip')}
          choose={say('do.choose')}
          accept=".zip"
          onFiles={([given]) => given !== undefined && void send.run(given.file)}
        />
        <DemoData onMade={open} />
      </div>
      {send.isBusy && <ProgressBar label={say('data.zip.sending')} done={0} total={0} />}
      <FailureMessage failure={send.failure} />
    </Card>
  )
}

function DemoData({ onMade }: { readonly onMade: (data: string) => void }) {
  const say = useSay()
  const system = useSystem().data
  const [typed, setTyped] = useState<string>()
  const demo = useFollowedJob('demo-data')
  const folder = typed ?? (system?.folders[0] === undefined ? '' : `${system.folders[0]}/demo_data`)
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
      {demo.result !== undefined && (
        <div>
          <Button look="primary" onClick={() => onMade(demo.result?.root ?? folder)}>
            {say('data.open')}
            {say('colon')}
            {demo.result.root}
          </Button>
        </div>
      )}
    </div>
  )
}
