// The settings as fields: five that a person knows, the others by group in a fold.
import type { Result, SettingForm } from '../../../../src/server/api.ts'
import { type Changes, folded, mainNames } from '../../form/settings.ts'
import { SettingField } from '../../form/setting-field.tsx'
import { useSpeech } from '../../words/language-context.tsx'

interface FieldsProps {
  readonly settings: readonly SettingForm[]
  readonly changes: Changes
  readonly wrong: ReadonlyMap<string, string>
  readonly onChange: (name: string, value: unknown) => void
}

export function MainFields({ settings, changes, wrong, onChange }: FieldsProps) {
  const { say } = useSpeech()
  return (
    <div className="form-grid">
      {mainNames.map((name) => {
        const setting = settings.find((one) => one.name === name)
        return setting === undefined ? null : (
          <SettingField
            key={name}
            {...{ setting, changes, wrong: wrong.get(name), label: say(`form.${name}`) }}
            onChange={(value) => onChange(name, value)}
          />
        )
      })}
    </div>
  )
}

interface AdvancedProps extends FieldsProps {
  readonly groups: Result<'settingForms'>['groups']
}

export function AdvancedFields({ settings, groups, changes, wrong, onChange }: AdvancedProps) {
  const { say, language } = useSpeech()
  const names = groups.map(({ name }) => name)
  const parts = folded(settings, names)
  const all = parts.flat()
  const count = all.filter(({ name }) => Object.hasOwn(changes, name)).length
  const title =
    count === 0
      ? say('train.advanced', { n: all.length })
      : say('train.advanced.changed', { n: all.length, changed: count })
  return (
    <details className="fold" open={all.some(({ name }) => wrong.has(name)) || undefined}>
      <summary>{title}</summary>
      <div className="stack">
        {parts.map((part) => {
          const group = groups.find(({ name }) => name === part[0]?.group)
          return (
            <fieldset key={part[0]?.group} className="stack">
              <legend>
                <h3>{group?.title[language]}</h3>
              </legend>
              <div className="form-grid">
                {part.map((setting) => (
                  <SettingField
                    key={setting.name}
                    {...{ setting, changes, wrong: wrong.get(setting.name) }}
                    onChange={(value) => onChange(setting.name, value)}
                  />
                ))}
              </div>
            </fieldset>
          )
        })}
      </div>
    </details>
  )
}
