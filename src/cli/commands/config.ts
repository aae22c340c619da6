// `ocrdet config show` and `ocrdet config diff`: settings of runs and files.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { between, joined, say } from '../../core/say.ts'
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
      message: say(errorDetails['unknown-command'].messageConfig, { word }),
      expected: joined(actions, between.or),
      found: `"${word}"`,
      next:
        guess === undefined
          ? say(errorDetails['unknown-command'].nextConfigHelp)
          : say(errorDetails['unknown-command'].nextGuess, { guess: `ocrdet config ${guess}` }),
    })
  }
  const isShown = action === 'show'
  if (isShown ? runs.length === 1 : runs.length >= 2) return action
  throw new UserError({
    code: isShown ? 'extra-argument' : 'missing-argument',
    message: say(
      isShown ? errorDetails['extra-argument'].messageConfig : errorDetails['missing-argument'].messageAlone,
    ),
    expected: say(
      isShown ? errorDetails['extra-argument'].expectedConfig : errorDetails['missing-argument'].expectedAlone,
    ),
    found: runs.join(', '),
    next: isShown
      ? say(errorDetails['extra-argument'].nextConfig)
      : say(errorDetails['missing-argument'].nextHelp, { title: 'ocrdet config' }),
  })
}
