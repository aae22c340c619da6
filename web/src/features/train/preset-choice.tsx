// The presets, each with the time that it will take here.
import type { Estimate, Preset } from '../../../../src/server/api.ts'
import { ChoiceCards } from '../../ui/choice-cards.tsx'
import { duration } from '../../ui/format.ts'
import { useSpeech } from '../../words/language-context.tsx'

interface PresetProps {
  readonly presets: readonly Preset[]
  /** Undefined: the settings are none of them. */
  readonly value: Preset | undefined
  readonly estimate: Estimate | undefined
  readonly onChange: (preset: Preset) => void
}

export function PresetChoice({ presets, value, estimate, onChange }: PresetProps) {
  const { say, language } = useSpeech()
  const secondsOf = (name: string): number | undefined =>
    estimate?.presets?.find((preset) => preset.name === name)?.seconds
  return (
    <div className="stack">
      <ChoiceCards
        label={say('train.preset')}
        value={value?.name}
        choices={presets.map(({ name, title, sentence }) => {
          const seconds = secondsOf(name)
          return {
            value: name,
            title: title[language],
            hint: sentence[language],
            ...(seconds !== undefined && { aside: say('train.preset.time', { time: duration(seconds, say) }) }),
          }
        })}
        onChange={(name) => {
          const chosen = presets.find((preset) => preset.name === name)
          if (chosen !== undefined) onChange(chosen)
        }}
      />
      {value === undefined && <p className="soft small">{say('train.preset.own')}</p>}
    </div>
  )
}
