// Ways to a data set: a path, a ZIP, or the demo.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { sendFile } from '../../api/client.ts'
import { DemoData } from '../../api/demo-data.tsx'
import { FolderField } from '../../api/folder-field.tsx'
import { FailureMessage } from '../../api/failure-message.tsx'
import { queryClient } from '../../api/queries.ts'
import { useAction } from '../../api/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DropZone } from '../../ui/drop-zone.tsx'
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
