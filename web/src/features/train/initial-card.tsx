// What to start from: the starter, a run, a file, or random weights.
import type { Model } from '../../../../src/server/api.ts'
import { useModels } from '../../api/queries.ts'
import { chosenOf, modelLabel } from '../../model/model-choice.ts'
import { UploadModel } from '../../model/upload-model.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceCards } from '../../ui/choice-cards.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useSay } from '../../words/language-context.tsx'
import { type Initial, initialKinds } from './initial.ts'

interface InitialProps {
  readonly value: Initial
  readonly wrong: string | undefined
  readonly onChange: (value: Initial) => void
}

export function InitialCard({ value, wrong, onChange }: InitialProps) {
  const say = useSay()
  const models = useModels().data?.models ?? []
  const runs = models.filter(({ kind }) => kind === 'run')
  const files = models.filter(({ kind }) => kind === 'pth')
  const first = { starter: '', run: chosenOf(runs, '')?.reference ?? '', file: files[0]?.reference ?? '', scratch: '' }
  const version = models.find(({ kind }) => kind === 'starter')?.label
  return (
    <Card title={say('train.initial')}>
      <ChoiceCards
        label={say('train.initial')}
        value={value.kind}
        choices={initialKinds.map((kind) => ({
          value: kind,
          title: say(`train.initial.${kind}`),
          hint: say(kind === 'run' && runs.length === 0 ? 'train.initial.run.none' : `train.initial.${kind}.hint`),
          disabled: kind === 'run' && runs.length === 0 && value.kind !== 'run',
          ...(kind === 'starter' && version !== undefined && { aside: version }),
        }))}
        onChange={(kind) => onChange({ kind, reference: first[kind] })}
      />
      {value.kind === 'run' && <RunField {...{ runs, value, onChange }} />}
      {value.kind === 'file' && <FileField {...{ files, value, wrong, onChange }} />}
      {value.kind !== 'file' && wrong !== undefined && <Message tone="bad" title={wrong} />}
    </Card>
  )
}

interface RunProps {
  readonly runs: readonly Model[]
  readonly value: Initial
  readonly onChange: (value: Initial) => void
}

function RunField({ runs, value: { reference }, onChange }: RunProps) {
  const say = useSay()
  const known = runs.map((run) => ({ value: run.reference, label: modelLabel(run, say) }))
  const options = known.some(({ value }) => value === reference)
    ? known
    : [{ value: reference, label: reference }, ...known]
  return (
    <SelectField
      label={say('runs.run')}
      value={reference}
      options={options}
      onChange={(run) => onChange({ kind: 'run', reference: run })}
    />
  )
}

interface FileProps {
  readonly files: readonly Model[]
  readonly value: Initial
  readonly wrong: string | undefined
  readonly onChange: (value: Initial) => void
}

function FileField({ files, value: { reference }, wrong, onChange }: FileProps) {
  const say = useSay()
  const choose = (path: string): void => onChange({ kind: 'file', reference: path })
  return (
    <>
      {files.length > 0 && (
        <SelectField
          label={say('train.initial.file.known')}
          value={files.some((file) => file.reference === reference) ? reference : ''}
          options={[
            { value: '', label: say('train.initial.file.other') },
            ...files.map((file) => ({ value: file.reference, label: file.label })),
          ]}
          onChange={choose}
        />
      )}
      <TextField label={say('train.initial.file.path')} value={reference} wrong={wrong} onChange={choose} />
      <UploadModel label={say('train.initial.file.add')} accept=".pth,.pt" onDone={choose} />
    </>
  )
}
