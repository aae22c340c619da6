// `ocrdet config show` and `ocrdet config diff`: settings of runs and files.
import { UserError } from '../../core/errors.ts'
import { closest } from '../../run/suggest.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, oneArgument, switchFlag } from '../flags.ts'
import { renderConfig, renderConfigDiff } from '../views/config.ts'
import { runWords, workdirsFlag } from './common.ts'

const actions = ['show', 'diff'] as const
type Action = (typeof actions)[number]

export const configCommand = command({
  about: [
    'show prints every setting of a run or a YAML file, defaults filled in. diff prints what differs between two or more of them, facts that runs recorded (data hash, device, environment) included.',
  ],
  arguments: {
    action: oneArgument('show or diff.'),
    runs: manyArguments(`Which: ${runWords}; or a YAML file.`),
  },
  flags: {
    all: switchFlag('With diff: also what is equal.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'show latest', does: 'every setting of the latest run' },
    { line: 'diff exp_v1_baseline latest', does: 'what differs between two runs' },
    { line: 'diff latest my.yaml', does: 'a run against a file' },
  ],
  async run({ args, flags: { all, workdirs } }, context) {
    const { diffConfigs, showConfig } = await import('../../tasks/runs/config.ts')
    if (readAction(args.action, args.runs) === 'show')
      showResult(context, showConfig(args.runs[0], workdirs), renderConfig)
    else showResult(context, diffConfigs(args.runs, workdirs), (diff, look) => renderConfigDiff(diff, look, { all }))
    return exitCodes.good
  },
})

/** The action, with as many words as it takes. */
function readAction(word: string, runs: readonly string[]): Action {
  const action = actions.find((one) => one === word)
  if (action === undefined) {
    const [guess] = closest(word, actions)
    throw new UserError({
      code: 'unknown-command',
      message: `ocrdet config has no action "${word}"`,
      expected: actions.join(' or '),
      found: `"${word}"`,
      next: guess === undefined ? 'see ocrdet config --help' : `Did you mean ocrdet config ${guess}?`,
    })
  }
  if (action === 'show' ? runs.length === 1 : runs.length >= 2) return action
  throw new UserError({
    code: action === 'show' ? 'extra-argument' : 'missing-argument',
    message: action === 'show' ? 'One configuration is shown at a time' : 'One configuration alone has no difference',
    expected: action === 'show' ? 'one run or file' : 'two runs or files, or more',
    found: runs.join(', '),
    next: action === 'show' ? 'ocrdet config diff puts several side by side' : 'see ocrdet config --help',
  })
}
