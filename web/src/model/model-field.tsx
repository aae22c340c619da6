// Which model detects: the starter model, a run's best, an exported file, or one of the person's own.
import type { Model } from '../../../src/server/api.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { useModels } from '../api/queries.ts'
import { SelectField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'
import { chosenOf, modelLabel } from './model-choice.ts'
import { UploadModel } from './upload-model.tsx'

interface ModelFieldProps {
  readonly value: string
  readonly onChange: (reference: string) => void
}

/** The chosen model, or the likeliest one while none is chosen. */
export function useChosenModel(asked: string): Model | undefined {
  return chosenOf(useModels().data?.models ?? [], asked)
}

export function ModelField({ value, onChange }: ModelFieldProps) {
  const say = useSay()
  const { data } = useModels()
  const models = data?.models ?? []
  const isStarter = models.find(({ reference }) => reference === value)?.kind === 'starter'
  return (
    <div className="stack">
      <FailureMessage failure={data?.starterFailure} tone="warn" />
      <SelectField
        label={say('detect.model')}
        value={value}
        {...(isStarter && { hint: say('starter.sentence') })}
        options={models.map((model) => ({ value: model.reference, label: modelLabel(model, say) }))}
        onChange={onChange}
      />
      <UploadModel label={say('detect.model.add')} accept=".onnx,.pth" onDone={onChange} />
    </div>
  )
}
