// The help texts, derived from the declarations.
import { textIn } from '../core/errors.ts'
import { commonFlags, spellingOf, type Called, type Flag } from './command.ts'
import { commandNames, commands } from './commands.ts'
import { countOf } from './text/format.ts'
import type { Look } from './text/look.ts'
import { pad, textWidth, wrap } from './text/width.ts'

/** Help is no wider than this, as long lines are hard to read. */
const widest = 80
/** Longer terms stand on a line of their own. */
const widestTerm = 26
/** Narrower terminals get every sentence below its term. */
const narrowest = 60

const exitCodeHelp = [
  ['0', 'good'],
  ['1', 'failed: an error, a data set with errors, a file that is not proven, an image that cannot be read'],
  ['2', 'bad usage: an unknown flag, a bad value'],
  ['130', 'stopped by Ctrl-C, also when a training stopped cleanly and can be resumed'],
] as const

/** The help of the program. */
export function renderProgramHelp(program: string, look: Look): string {
  const names = commandNames.map((name) => [name, commands[name].summary] as const)
  return [
    wrap('ocrdet trains a text detector on your own images, and proves the file that comes out.', columnsOf(look)).join(
      '\n',
    ),
    `${look.paint.bold('Usage')}  ${program} <command> ...`,
    section('Commands', names, look),
    section('Every command', Object.entries(commonFlags), look),
    `${look.paint.bold('Version')}  ${program} --version`,
    section('Exit codes', exitCodeHelp, look),
    `${look.paint.bold('Start with')}\n  ${program} demo\n  ${program} train --help`,
  ].join('\n\n')
}

/** The help of one command; `all: true` shows the flags that are rarely needed too, and what each takes. */
export function renderCommandHelp({ title, declaration }: Called, all: boolean, look: Look): string {
  const args = Object.entries(declaration.arguments)
  const usage = [title, ...args.map(([key, argument]) => argumentTerm(key, argument)), '[flags]'].join(' ')
  const hidden = Object.values(declaration.flags).filter(({ advanced }) => advanced === true).length
  const examples = declaration.examples.map(
    ({ line, does }) => `  ${`${title} ${line}`.trimEnd()}\n    ${look.paint.dim(does)}`,
  )
  return [
    declaration.about.flatMap((sentence) => wrap(sentence, columnsOf(look))).join('\n'),
    `${look.paint.bold('Usage')}  ${usage}`,
    ...(args.length > 0
      ? [
          section(
            'Arguments',
            args.map(([key, argument]) => [argumentTerm(key, argument), argument.sentence] as const),
            look,
          ),
        ]
      : []),
    ...flagSections(declaration.flags, all, look),
    section('Every command', Object.entries(commonFlags), look),
    ...(hidden > 0 && !all ? [`${countOf(hidden, 'more flag')}: ${title} --help-all`] : []),
    [look.paint.bold('Examples'), ...examples].join('\n'),
  ].join('\n\n')
}

function argumentTerm(key: string, { optional, variadic }: { optional: boolean; variadic: boolean }): string {
  const dots = variadic ? `${key}...` : key
  return optional ? `[${dots}]` : `<${dots}>`
}

function flagSections(flags: Called['declaration']['flags'], all: boolean, look: Look): string[] {
  const groups = new Map<string, (readonly [string, string])[]>()
  for (const [key, flag] of Object.entries(flags)) {
    if (flag.advanced === true && !all) continue
    const group = flag.group ?? 'Flags'
    const rows = groups.get(group) ?? []
    rows.push([flagTerm(spellingOf(key), flag), flagSentence(flag, all)])
    groups.set(group, rows)
  }
  return [...groups].map(([title, rows]) => section(title, rows, look))
}

function flagTerm(spelling: string, { short, placeholder }: Flag): string {
  const spellings = short === undefined ? spelling : `-${short}, ${spelling}`
  return placeholder === undefined ? spellings : `${spellings} ${placeholder}`
}

function flagSentence({ sentence, defaultText, required, expected }: Flag, all: boolean): string {
  const notes = [
    ...(required === true ? ['required'] : []),
    ...(defaultText !== undefined && defaultText !== '' ? [`default ${defaultText}`] : []),
    ...(all && expected !== undefined ? [textIn(expected, 'en')] : []),
  ]
  return notes.length === 0 ? sentence : `${sentence} (${notes.join('; ')})`
}

function columnsOf({ columns }: Look): number {
  return Math.min(columns, widest)
}

/** A heading, and terms with their sentences beside them, or below where there is no room. */
function section(title: string, rows: readonly (readonly [term: string, sentence: string])[], look: Look): string {
  const columns = columnsOf(look)
  const termWidth = columns < narrowest ? 0 : Math.min(widestTerm, Math.max(...rows.map(([term]) => textWidth(term))))
  const indent = ' '.repeat(termWidth === 0 ? 6 : termWidth + 4)
  const lines = rows.flatMap(([term, sentence]) => {
    const [first, ...rest] = wrap(sentence, columns - indent.length)
    const below = rest.map((line) => indent + line)
    if (textWidth(term) > termWidth) return [`  ${term}`, indent + first, ...below]
    return [`  ${pad(term, termWidth)}  ${first}`, ...below]
  })
  return [look.paint.bold(title), ...lines].join('\n')
}
