// The help of every command, from its declaration.
import { describe, expect, it } from 'vitest'
import { command, spellingOf } from '../../src/cli/command.ts'
import { commandNames, commands } from '../../src/cli/commands.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { oneArgument, switchFlag, valueFlagOr } from '../../src/cli/flags.ts'
import { renderCommandHelp, renderProgramHelp } from '../../src/cli/help.ts'
import { parseWords } from '../../src/cli/parse.ts'
import { textWidth } from '../../src/cli/text/width.ts'
import { settingFlags } from '../../src/run/settings/flags.ts'
import { wholeNumber } from '../../src/run/settings/kinds.ts'
import { plain } from './look.ts'

const sample = command({
  about: ['Does something.'],
  arguments: { dir: oneArgument('A folder.') },
  flags: {
    trainCount: valueFlagOr(
      8,
      wholeNumber(1, 100),
      'Images to learn from, with a sentence that is long enough to wrap.',
    ),
    all: { ...switchFlag('Everything.'), advanced: true },
  },
  examples: [{ line: 'data', does: 'the usual' }],
  run: async () => exitCodes.good,
})

const called = { title: 'ocrdet sample', declaration: sample }

describe('renderCommandHelp', () => {
  it('is derived from the declaration', () => {
    expect(renderCommandHelp(called, false, plain(60))).toBe(
      `Does something.

Usage  ocrdet sample <dir> [flags]

Arguments
  <dir>  A folder.

Flags
  --train-count <n>  Images to learn from, with a sentence
                     that is long enough to wrap. (default
                     8)

Every command
  --json      Prints the result as JSON on standard output.
  --no-color  Prints without colours.
  --help      Shows this help; --help-all shows every flag.

1 more flag: ocrdet sample --help-all

Examples
  ocrdet sample data
    the usual`,
    )
  })

  it('shows rarely needed flags and what each takes on request', () => {
    const help = renderCommandHelp(called, true, plain())
    expect(help).toContain('--all')
    expect(help.replaceAll(/\s+/g, ' ')).toContain('(default 8; a whole number from 1 to 100)')
  })

  it('puts sentences below their flags in narrow terminals', () => {
    expect(renderCommandHelp(called, false, plain(40))).toContain(
      ['  --train-count <n>', '      Images to learn from, with a', '      sentence that is long enough to'].join('\n'),
    )
  })
})

describe('renderProgramHelp', () => {
  it('names every command, the exit codes and the first step', () => {
    const help = renderProgramHelp('npx ocrdet', plain())
    for (const name of commandNames) expect(help).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
    expect(help).toContain('130  stopped by Ctrl-C')
    expect(help).toContain('npx ocrdet demo')
  })

  it('fits into 40 columns', () => {
    const lines = renderProgramHelp('ocrdet', plain(40)).split('\n')
    expect(lines.filter((line) => textWidth(line) > 40)).toEqual([])
  })
})

describe.each(commandNames)('the declaration of %s', (name) => {
  it('has examples that its own parser takes', async () => {
    const declaration = await commands[name].load()
    expect(declaration.examples.length).toBeGreaterThan(0)
    for (const { line } of declaration.examples)
      parseWords({ title: name, declaration }, line === '' ? [] : line.split(' '))
  })

  it('has a help text without lines wider than 80, other than long flags and examples', async () => {
    const declaration = await commands[name].load()
    const help = renderCommandHelp({ title: `ocrdet ${name}`, declaration }, true, plain(80))
    const wide = help.split('\n').filter((line) => textWidth(line) > 80 && !/^ {2}(?:--|ocrdet)/.test(line))
    expect(wide).toEqual([])
  })
})

describe('the declaration of train', () => {
  it('has every setting as a flag, the advanced ones only in the long help', async () => {
    const declaration = await commands.train.load()
    expect(Object.keys(declaration.flags).map(spellingOf)).toEqual(
      expect.arrayContaining(settingFlags.map(({ flag }) => flag)),
    )
    const help = renderCommandHelp({ title: 'ocrdet train', declaration }, false, plain(80))
    expect(help).toContain('--batch-size <n>')
    expect(help).not.toContain('--poly-power')
  })
})
