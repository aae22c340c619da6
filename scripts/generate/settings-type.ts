// The settings of a training as a documented TypeScript type, from their table.
import { type Kind } from '../../src/run/settings/kinds.ts'
import { settingNames, settingOf } from '../../src/run/settings/table.ts'

const head = `// The settings of a training as a type, for editors and declaration files. Generated from src/run/settings by npm run generate.

/**
 * Settings by their names in config.yaml; what is left out has its default. With an initial model (\`init\`), settings that belong to weights
 * come from it.
 */
export interface TrainSettings {
`

/** The text of src/api/settings.ts. The data set folder is an option of its own. */
export function settingsType(): string {
  const rows = settingNames
    .filter((name) => name !== 'train_data_dir')
    .map((name) => {
      const { kind, sentence, unit, default: preset } = settingOf(name)
      const facts = [
        ...(unit === undefined ? [] : [`In ${unit}`]),
        kind.expected,
        `${preset === '' || preset === undefined ? 'nothing' : kind.toText(preset)} unless given`,
      ]
      return `  /** ${sentence} ${capital(facts.join('; '))}. */\n  readonly ${name}?: ${typeOf(kind)}\n`
    })
  return `${head}${rows.join('')}}\n`
}

function capital(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`
}

function typeOf({ control, placeholder }: Kind<unknown>): string {
  if (control.control === 'choice') return union(control.choices)
  return control.control === 'text' ? textTypeOf(placeholder) : types[control.control]
}

const types = {
  number: 'number',
  toggle: 'boolean',
  size: 'readonly [height: number, width: number]',
} as const

/** `<n|auto>` is a number or a word. */
function textTypeOf(placeholder: string): string {
  const words = /^<n\|(.+)>$/.exec(placeholder)
  return words === null ? 'string' : `number | ${union(words[1].split('|'))}`
}

function union(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' | ')
}
