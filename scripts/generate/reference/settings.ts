// The reference of settings, from their table.
import { flagOf } from '../../../src/run/settings/flags.ts'
import { groupTitles, type SettingGroup } from '../../../src/run/settings/kinds.ts'
import { presetNames, presets } from '../../../src/run/settings/presets.ts'
import { settingNames, settingOf, type SettingName } from '../../../src/run/settings/table.ts'
import { code, head, table } from './markdown.ts'

/** The text of docs/reference/settings.md. */
export function settingsPage(): string {
  const groups = Object.keys(groupTitles) as SettingGroup[]
  const parts = groups.flatMap((group) => {
    const names = settingNames.filter((name) => settingOf(name).group === group)
    const { en, zh } = groupTitles[group]
    const columns = ['setting', 'default', 'values', 'meaning']
    return [
      `## ${en} (${zh})`,
      table(
        columns,
        names.map((name) => rowOf(name)),
      ),
    ]
  })
  const first = head(
    'Settings',
    '`src/run/settings`',
    'The same names stand in config.yaml, in the API and in requests of the web interface; the flag of `batch_size` is `--batch-size`. A value that is out of range is refused with every problem listed.',
  )
  return `${[first.trimEnd(), ...parts, '## Presets', presetTable()].join('\n\n')}\n`
}

function rowOf(name: SettingName): string[] {
  const { kind, default: preset, unit, sentence, sentenceZh } = settingOf(name)
  const standard = preset === undefined ? 'must be given' : preset === '' ? 'nothing' : code(kind.toText(preset))
  return [
    code(name),
    standard,
    `${kind.expected}${unit === undefined ? '' : ` (${unit})`}`,
    `${sentence} ${sentenceZh}`,
  ]
}

function presetTable(): string {
  const rows = presetNames.map((name) => {
    const { sentence, settings } = presets[name]
    const given = Object.entries(settings).map(([key, value]) =>
      code(`${flagOf(key as SettingName)} ${textOf(key, value)}`),
    )
    return [code(name), given.join(' ') || 'every default', `${sentence.en} ${sentence.zh}`]
  })
  return table(['preset', 'sets', 'for'], rows)
}

function textOf(name: string, value: unknown): string {
  return settingOf(name as SettingName).kind.toText(value)
}
