// The settings of a training: a preset, the settings a person knows, the others in a fold.
import type { Estimate, Result } from '../../../../src/server/api.ts'
import { presetOf, withPreset } from '../../form/presets.ts'
import { type Changes, changed, valueOf } from '../../form/settings.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useSay } from '../../words/language-context.tsx'
import { PresetChoice } from './preset-choice.tsx'
import { AdvancedFields, MainFields } from './setting-fields.tsx'

interface SettingsProps {
  readonly table: Result<'settingForms'>
  readonly changes: Changes
  /** What is wrong, by setting. */
  readonly wrong: ReadonlyMap<string, string>
  readonly estimate: Estimate | undefined
  readonly fromScratch: boolean
  readonly onChange: (change: (known: Changes) => Changes) => void
}

export function SettingsCard({ table, changes, wrong, estimate, fromScratch, onChange }: SettingsProps) {
  const say = useSay()
  const { settings, groups, presets } = table
  const known = { presets, forms: settings }
  const set = (name: string, value: unknown): void => onChange((before) => withSetting(before, { table, name, value }))
  const freeze = settings.find(({ name }) => name === 'freeze')
  const isFrozen = freeze !== undefined && valueOf(freeze, changes) === 'backbone'
  return (
    <Card
      title={say('train.settings')}
      actions={
        Object.keys(changes).length > 0 && (
          <Button small look="quiet" onClick={() => onChange(() => ({}))}>
            {say('train.reset')}
          </Button>
        )
      }
    >
      <PresetChoice
        presets={presets}
        value={presetOf(changes, known)}
        estimate={estimate}
        onChange={(preset) => onChange((before) => withPreset(before, preset, known))}
      />
      {fromScratch && isFrozen && <Message tone="warn" title={say('train.frozen')} />}
      <MainFields {...{ settings, changes, wrong, onChange: set }} />
      <AdvancedFields {...{ settings, groups, changes, wrong, onChange: set }} />
    </Card>
  )
}

interface Setting {
  readonly table: Result<'settingForms'>
  readonly name: string
  readonly value: unknown
}

/** The changes with one setting more; a name that is no setting changes nothing. */
export function withSetting(changes: Changes, { table, name, value }: Setting): Changes {
  const setting = table.settings.find((one) => one.name === name)
  return setting === undefined ? changes : changed(changes, setting, value)
}
