// Which model detects: the starter model, a run's best, an exported file, or one of the person's own.
import { useRef } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Model } from '../../../src/server/api.ts'
import { sendFile } from '../api/client.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { useModels } from '../api/queries.ts'
import { useAction } from '../api/use-action.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { Message } from '../ui/feedback.tsx'
import { useSay } from '../words/language-context.tsx'
import { chosenOf, modelLabel } from './model-choice.ts'

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
  const queries = useQueryClient()
  const { data } = useModels()
  const file = useRef<HTMLInputElement>(null)
  const add = useAction<File>(async (chosen) => {
    const { path } = await sendFile(chosen, 'model')
    await queries.invalidateQueries({ queryKey: ['models'] })
    onChange(path)
  })
  const models = data?.models ?? []
  const isStarter = models.find(({ reference }) => reference === value)?.kind === 'starter'
  return (
    <div className="stack">
      {data !== undefined && models.length === 0 ? (
        <Message title={say('detect.model.none')}>
          <div>
            <ButtonLink to="/train">{say('detect.model.train')}</ButtonLink>
          </div>
        </Message>
      ) : (
        <SelectField
          label={say('detect.model')}
          value={value}
          {...(isStarter && { hint: say('starter.sentence') })}
          options={models.map((model) => ({ value: model.reference, label: modelLabel(model, say) }))}
          onChange={onChange}
        />
      )}
      <div>
        <Button small look="quiet" icon="upload" disabled={add.isBusy} onClick={() => file.current?.click()}>
          {say('detect.model.add')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".onnx,.pth"
          aria-label={say('detect.model.add')}
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen !== undefined) void add.run(chosen)
            event.target.value = ''
          }}
        />
      </div>
      <FailureMessage failure={add.failure} />
    </div>
  )
}
