// Chooses images and a model, sends the images, and follows the job.
import { useEffect, useState } from 'react'
import type { Job } from '../../../../src/server/api.ts'
import { imageAccept } from '../../../../src/core/image-endings.ts'
import { FailureMessage } from '../../api/failure-message.tsx'
import { FolderField } from '../../api/folder-field.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useFollowedJob } from '../../api/use-job.ts'
import { useAction } from '../../api/use-action.ts'
import { ModelField, useChosenModel } from '../../model/model-field.tsx'
import { ThresholdField, useThreshold } from '../../model/threshold-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DropZone } from '../../ui/drop-zone.tsx'
import { Message, ProgressBar } from '../../ui/feedback.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay, useSpeech } from '../../words/language-context.tsx'
import { type Sent, sendImages, sortFiles, type Sorted } from '../../upload/send-images.ts'
import { ChosenFiles } from '../../upload/chosen-files.tsx'
import { SkippedList } from '../../upload/skipped.tsx'

export function NewBatch({ onDone }: { readonly onDone: (output: string) => void }) {
  const { say, language } = useSpeech()
  const [asked, setModel] = useParameter('model', '')
  const [jobId, setJobId] = useParameter('job', '', 'silent')
  const [chosen, setChosen] = useState<Sorted>({ images: [], others: [] })
  const { images: files } = chosen
  const [path, setPath] = useState('')
  const [sent, setSent] = useState(0)
  const [refused, setRefused] = useState<Sent['refused']>([])
  const model = useChosenModel(asked)
  const [threshold, setThreshold] = useThreshold(model)
  const batch = useFollowedJob('detect', { known: jobId === '' ? undefined : jobId, remember: setJobId })
  const [watched, setWatched] = useState(false)
  const start = useAction(async () => {
    const { ids: uploads, refused: notTaken } = await sendImages(files, { language, onSent: setSent })
    setRefused(notTaken)
    setWatched(true)
    const paths = path.trim() === '' ? [] : [path.trim()]
    await batch.start({
      kind: 'detect',
      uploads: [...uploads],
      paths,
      model: model?.reference ?? '',
      threshold,
    })
  })
  useEnd(watched ? batch.result?.output : undefined, onDone)
  const isReady = model !== undefined && (files.length > 0 || path.trim() !== '')
  return (
    <>
      <div className="columns">
        <DropZone
          label={say('batch.drop')}
          choose={say('batch.files')}
          folder={say('batch.folder')}
          accept={imageAccept}
          multiple
          onFiles={(given) => setChosen(sortFiles(given))}
        />
        <Card>
          <ModelField value={model?.reference ?? ''} onChange={setModel} />
          <ThresholdField hint="batch.threshold.hint" value={threshold} onChange={setThreshold} />
          <FolderField label={say('batch.path')} value={path} onChange={setPath} />
          <ChosenFiles {...chosen} />
          <div>
            <Button look="primary" disabled={!isReady || start.isBusy || batch.isBusy} onClick={() => void start.run()}>
              {say('batch.start')}
            </Button>
          </div>
        </Card>
      </div>
      <FailureMessage failure={start.failure ?? batch.failure} />
      {start.isBusy && sent < files.length && (
        <ProgressBar label={say('batch.sending')} done={sent} total={files.length} />
      )}
      <SkippedList skipped={refused} />
      {batch.job !== undefined && <JobCourse job={batch.job} />}
    </>
  )
}

function JobCourse({ job }: { readonly job: Job }) {
  const say = useSay()
  return (
    <>
      <JobProgress job={job} label={say('batch.looking')} />
      {job.state === 'cancelled' && <Message tone="warn" title={say('batch.cancelled')} />}
      <SkippedList skipped={job.skipped} />
    </>
  )
}

/** Goes on to the results as soon as they are there. */
function useEnd(output: string | undefined, onDone: (output: string) => void): void {
  useEffect(() => {
    if (output !== undefined) onDone(output)
  }, [output, onDone])
}
