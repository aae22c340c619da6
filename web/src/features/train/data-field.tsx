// Which data set: a known one, or a path.
import { useState } from 'react'
import { DemoData } from '../../api/demo-data.tsx'
import { FolderField } from '../../api/folder-field.tsx'
import { useDatasets } from '../../api/queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { useSay } from '../../words/language-context.tsx'

interface DataFieldProps {
  readonly value: string
  readonly wrong: string | undefined
  readonly onChange: (path: string) => void
}

const other = '\u0000other'

export function DataField({ value, wrong, onChange }: DataFieldProps) {
  const say = useSay()
  const datasets = useDatasets().data?.datasets
  const known = datasets?.filter(({ exists }) => exists) ?? []
  const [isOther, setOther] = useState(false)
  const isKnown = known.some(({ path }) => path === value)
  const typing = isOther || (value !== '' && !isKnown)
  return (
    <>
      <SelectField
        label={say('train.data')}
        value={typing ? other : value}
        options={[
          { value: '', label: '–' },
          ...known.map(({ path }) => ({ value: path, label: path })),
          { value: other, label: say('train.data.other') },
        ]}
        onChange={(next) => {
          setOther(next === other)
          if (next !== other) onChange(next)
        }}
      />
      {(typing || wrong !== undefined) && (
        <FolderField label={say('train.data.path')} value={value} wrong={wrong} onChange={onChange} />
      )}
      {datasets !== undefined && value === '' && known.length === 0 && <DemoData onMade={onChange} atOnce />}
      <div>
        <ButtonLink small look="quiet" to="/data">
          {say('train.data.add')}
        </ButtonLink>
      </div>
    </>
  )
}
