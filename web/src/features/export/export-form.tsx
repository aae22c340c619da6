// Which run, at which size; then the export.
import { FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useModels } from '../../api/queries.ts'
import { useFollowedJob } from '../../api/use-job.ts'
import { chosenOf, modelLabel } from '../../model/model-choice.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CheckField, Field, SelectField } from '../../ui/field.tsx'
import { Message } from '../../ui/feedback.tsx'
import { bytes } from '../../ui/format.ts'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { exportSide, exportSize, exportSizes } from './size.ts'
import { useState } from 'react'

export function ExportForm() {
  const say = useSay()
  const [asked, setRun] = useParameter('run', '')
  const [height, setHeight] = useParameter('height', '', 'typed')
  const [width, setWidth] = useParameter('width', '', 'typed')
  const [, setFile] = useParameter('file', '')
  const [dynamic, setDynamic] = useState(false)
  const [int8, setInt8] = useState(false)
  // A list that is being loaded anew may lack the run that was just trained.
  const { data, isFetching } = useModels()
  const runs = data?.models.filter(({ kind }) => kind === 'run' || kind === 'starter') ?? []
  const run = chosenOf(runs, asked)
  const job = useFollowedJob('export')
  const size = exportSize(height, width)
  const start = async (existing: Existing): Promise<void> => {
    if (run === undefined || size === 'wrong') return
    const form = { dynamic, int8, ...(size !== 'trained' && { size }) }
    await job.start({ kind: 'export', run: run.reference, ...form, existing })
  }
  const isThere = job.job?.failure?.code === 'target-not-empty'
  return (
    <Card title={say('export.start')}>
      <FailureMessage failure={data?.starterFailure} tone="warn" />
      <SelectField
        label={say('export.run')}
        value={run?.reference ?? ''}
        {...(run?.kind === 'starter' && { hint: say('starter.sentence') })}
        options={runs.map((model) => ({ value: model.reference, label: modelLabel(model, say) }))}
        onChange={setRun}
      />
      <div className="form-grid">
        <SideField word="export.height" value={height} trained={run?.inputSize?.[0]} onChange={setHeight} />
        <SideField word="export.width" value={width} trained={run?.inputSize?.[1]} onChange={setWidth} />
      </div>
      <CheckField label={say('export.dynamic')} checked={dynamic} onChange={setDynamic} />
      <CheckField label={say('export.int8')} checked={int8} onChange={setInt8} />
      <div>
        <Button
          look="primary"
          disabled={run === undefined || isFetching || size === 'wrong' || job.isBusy}
          onClick={() => void start('refuse')}
        >
          {say('export.start')}
        </Button>
      </div>
      <FailureMessage failure={job.failure} />
      {job.job !== undefined && !isThere && <JobProgress job={job.job} label={say('export.working')} />}
      {isThere && <AskAboutFile file={job.job?.failure?.found ?? ''} onAnswer={start} />}
      {job.result !== undefined && (
        <Message tone="good" title={say('export.done', { file: job.result.file, size: bytes(job.result.bytes) })}>
          <div>
            <Button small onClick={() => setFile(job.result?.file ?? '')}>
              {say('export.snippets')}
            </Button>
          </div>
        </Message>
      )}
    </Card>
  )
}

type Existing = 'refuse' | 'replace' | 'rename'

interface AskProps {
  readonly file: string
  readonly onAnswer: (existing: Existing) => Promise<void>
}

/** What shall become of a file that has the name already. */
function AskAboutFile({ file, onAnswer }: AskProps) {
  const say = useSay()
  return (
    <Message tone="warn" title={say('export.exists', { file })}>
      <div className="row">
        <Button small onClick={() => void onAnswer('rename')}>
          {say('export.keep-both')}
        </Button>
        <Button small look="danger" onClick={() => void onAnswer('replace')}>
          {say('export.replace')}
        </Button>
      </div>
    </Message>
  )
}

interface SideProps {
  readonly word: 'export.height' | 'export.width'
  readonly value: string
  /** What it is when nothing is typed. */
  readonly trained: number | undefined
  readonly onChange: (value: string) => void
}

function SideField({ word, value, trained, onChange }: SideProps) {
  const say = useSay()
  const { min, max, multipleOf } = exportSizes
  return (
    <Field label={say(word)} wrong={value !== '' && exportSide(value) === undefined ? say('export.wrong') : undefined}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          type="number"
          {...{ min, max, step: multipleOf }}
          placeholder={trained === undefined ? say('export.trained') : say('export.trained.size', { n: trained })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
