// From photographs without labels to a data set: a model labels, a person corrects.
import { useState } from 'react'
import { imageAccept } from '../../../../src/core/image-endings.ts'
import { FailureMessage } from '../../api/failure-message.tsx'
import { FolderField } from '../../api/folder-field.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { queryClient } from '../../api/queries.ts'
import { useAction } from '../../api/use-action.ts'
import { useFollowedJob } from '../../api/use-job.ts'
import { editAddress } from '../../correct/address.ts'
import { choicesAsked, type LabelChoices, LabelChoicesFields, usualChoices } from '../../correct/label-choices.tsx'
import { useNewFolder } from '../../correct/new-folder.ts'
import { ModelField, useChosenModel } from '../../model/model-field.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DropZone } from '../../ui/drop-zone.tsx'
import { TextField } from '../../ui/field.tsx'
import { Message, ProgressBar } from '../../ui/feedback.tsx'
import { ChosenFiles } from '../../upload/chosen-files.tsx'
import { type Sent, sendImages, sortFiles, type Sorted } from '../../upload/send-images.ts'
import { SkippedList } from '../../upload/skipped.tsx'
import { useSay, useSpeech } from '../../words/language-context.tsx'

const nothing: Sorted = { images: [], others: [] }

export function LabelCard() {
  const say = useSay()
  const [chosen, setChosen] = useState(nothing)
  const [path, setPath] = useState('')
  const [choices, setChoices] = useState(usualChoices)
  const [asked, setModel] = useState('')
  const model = useChosenModel(asked)
  const [dir, setDir] = useNewFolder()
  const { start, sent, refused, job } = useLabelling()
  const isReady = model !== undefined && dir !== '' && (chosen.images.length > 0 || path.trim() !== '')
  const run = (): void =>
    void start.run({ chosen, path: path.trim(), dir, model: model?.reference ?? 'starter', choices })
  return (
    <Card title={say('label.title')}>
      <p className="soft">{say('label.sentence')}</p>
      <div className="columns">
        <DropZone
          label={say('label.drop')}
          choose={say('batch.files')}
          folder={say('batch.folder')}
          accept={imageAccept}
          multiple
          onFiles={(given) => setChosen(sortFiles(given))}
        />
        <div className="stack">
          <FolderField label={say('label.path')} value={path} onChange={setPath} />
          <ModelField value={model?.reference ?? ''} onChange={setModel} />
          <LabelChoicesFields value={choices} onChange={setChoices} />
          <TextField label={say('label.dir')} value={dir} onChange={setDir} />
          <ChosenFiles {...chosen} />
          <div>
            <Button disabled={!isReady || start.isBusy || job.isBusy} onClick={run}>
              {say('label.start')}
            </Button>
          </div>
        </div>
      </div>
      <FailureMessage failure={start.failure ?? job.failure} />
      {start.isBusy && sent < chosen.images.length && (
        <ProgressBar label={say('batch.sending')} done={sent} total={chosen.images.length} />
      )}
      <SkippedList skipped={refused} />
      <Labelled job={job} />
    </Card>
  )
}

function Labelled({ job: { job, result } }: Pick<ReturnType<typeof useLabelling>, 'job'>) {
  const say = useSay()
  if (job === undefined) return null
  return (
    <>
      <JobProgress job={job} label={say('label.working')} />
      <SkippedList skipped={job.skipped} />
      {result !== undefined && (
        <Message tone="good" title={say('label.done', { images: result.images, texts: result.texts })}>
          <p className="mono break">{result.root}</p>
          <div>
            <ButtonLink look="primary" to={editAddress({ data: result.root })}>
              {say('label.correct')}
            </ButtonLink>
          </div>
        </Message>
      )}
    </>
  )
}

interface Labelling {
  readonly chosen: Sorted
  readonly path: string
  readonly dir: string
  readonly model: string
  readonly choices: LabelChoices
}

/** Sends the photographs and has them labelled. */
function useLabelling() {
  const { language } = useSpeech()
  const [sent, setSent] = useState(0)
  const [refused, setRefused] = useState<Sent['refused']>([])
  const job = useFollowedJob('label')
  const start = useAction<Labelling>(async ({ chosen, path, choices, ...request }) => {
    const { ids, refused: notTaken } = await sendImages(chosen.images, { language, onSent: setSent })
    setRefused(notTaken)
    await job.start({
      kind: 'label',
      uploads: [...ids],
      paths: path === '' ? [] : [path],
      ...choicesAsked(choices),
      ...request,
    })
    await queryClient.invalidateQueries({ queryKey: ['datasets'] })
  })
  return { start, sent, refused, job }
}
