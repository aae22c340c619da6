// A second model on the same image, laid beside the first with a slider between them.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Detection, Upload } from '../../../../src/server/api.ts'
import { answer, api } from '../../api/client.ts'
import { useModels } from '../../api/queries.ts'
import { failureOf } from '../../api/use-action.ts'
import type { ShownBox } from '../../image/boxes.ts'
import { SelectField } from '../../ui/field.tsx'
import { useSay } from '../../words/language-context.tsx'
import { besides } from './boxes.ts'

interface OtherModelProps {
  readonly value: string
  /** The model that is compared with. */
  readonly without: string | undefined
  readonly onChange: (reference: string) => void
}

export function OtherModel({ value, without, onChange }: OtherModelProps) {
  const say = useSay()
  const models = useModels().data?.models.filter(({ reference }) => reference !== without) ?? []
  if (models.length === 0) return null
  const options = models.map(({ reference, label }) => ({ value: reference, label }))
  return (
    <SelectField
      label={say('detect.other')}
      hint={say('detect.other.hint')}
      value={value}
      options={[{ value: '', label: say('detect.other.none') }, ...options]}
      onChange={onChange}
    />
  )
}

interface Asked {
  readonly detection: Detection | undefined
  readonly upload: Pick<Upload, 'id'> | undefined
  /** Empty: none. */
  readonly model: string
}

/** Both results over each other; the second model finds at its own threshold. */
export function useOtherModel(boxes: readonly ShownBox[], { detection, upload, model }: Asked) {
  const { data, error } = useQuery({
    queryKey: ['second', upload?.id, model],
    queryFn: () => answer(api.detections.$post({ json: { upload: upload?.id ?? '', model } })),
    enabled: upload !== undefined && detection !== undefined && model !== '' && model !== detection.model,
    staleTime: Infinity,
    gcTime: 0,
  })
  const other = model === '' ? undefined : data
  const both = useMemo(() => other && besides(boxes, other.texts), [boxes, other])
  const sides = detection && other && ([detection.model, other.model] as const)
  return { id: other?.id, boxes: both, sides, failure: error === null ? undefined : failureOf(error) }
}
