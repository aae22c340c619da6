// `ocrdet train`: trains a detector; its settings are flags derived from the settings of the configuration.
import { resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { parseConfig, readConfigFile, type ConfigSource } from '../../run/config.ts'
import { flagOf, settingFlags } from '../../run/settings/flags.ts'
import { oneOf, text } from '../../run/settings/kinds.ts'
import { presetNames, presets, type PresetName } from '../../run/settings/presets.ts'
import { settingNames, type Config, type SettingName } from '../../run/settings/table.ts'
import { command, type Flag } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { optionalArgument, settingFlag, switchFlag, valueFlag } from '../flags.ts'
import { renderSubmission } from '../views/jobs.ts'
import { showEstimates } from '../views/estimates.ts'
import { workdirsFlag } from './common.ts'
import { runTraining } from './run-training.ts'
import { ownProgram, refuseLoneDryRun, slurmFlags } from './slurm-flags.ts'

const ownFlags = {
  config: valueFlag(
    text(errorDetails['bad-flag'].expectedYaml),
    'Settings from a file, such as the config.yaml of a run.',
  ),
  preset: valueFlag(
    oneOf(...presetNames),
    `Named settings, which the configuration file and other flags override: ${presetNames.join(', ')}; --estimate tells the time of each.`,
  ),
  estimate: switchFlag('Trains nothing: tells time and memory of these settings and of each preset on this machine.'),
  ...slurmFlags,
  workdirs: workdirsFlag,
}

/** One flag a setting. The data set is the argument; its flag is for those who know the setting's name. */
const flagsOfSettings = Object.fromEntries(
  settingFlags.map((setting) => {
    const flag = settingFlag(setting)
    return [setting.name, setting.name === 'train_data_dir' ? { ...flag, advanced: true } : flag]
  }),
) as Record<SettingName, Flag>

export const trainCommand = command({
  about: [
    'Checks the data set, fine-tunes the starter on it (--init none: from scratch), and keeps everything in a new run folder.',
    'The F-score is measured before the first and after each epoch; the best model is never worse than the initial weights.',
    'A flag counts more than the configuration file, that more than the preset, and that more than the default.',
    'Ctrl-C stops after the step that is being computed, saves everything, and ends with exit code 130.',
    'Started in several processes by mpirun or srun, each computes its part of every batch; the first one writes the run (docs/cluster.md).',
    'As a Slurm job, it is asked to stop before the time limit, goes back into the queue, and goes on exactly where it ended.',
    'With --json, every event is a line of JSON on standard output; the last one has the type "summary".',
  ],
  arguments: {
    dir: optionalArgument('Data set folder; may be left out when the configuration file names it.'),
  },
  flags: { ...ownFlags, ...flagsOfSettings },
  examples: [
    { line: 'custom_data', does: 'fine-tunes the starter with the usual settings' },
    { line: 'custom_data --preset quick', does: 'a first result soon' },
    { line: 'custom_data --batch-size 8 --slurm --nodes 2 --time 02:00:00', does: 'as a Slurm job on two nodes' },
    { line: 'custom_data --estimate', does: 'how long each preset takes on this machine' },
    { line: 'custom_data --batch-size 2 --input-size 640x640', does: 'for a machine with little memory' },
    { line: '--config workdirs/exp_20260105_143022/config.yaml', does: 'the same training again' },
    { line: 'custom_data --init latest --learning-rate 0.001', does: 'starts from the weights of the latest run' },
  ],
  stoppable: 'saving',
  async run({ args, flags }, context) {
    const { config, given } = mergeConfig(flags.config, { dir: args.dir, preset: flags.preset, settings: flags })
    if (flags.estimate) return showEstimates(context, { config, given, workdirs: flags.workdirs })
    refuseLoneDryRun(flags)
    if (flags.slurm !== undefined) {
      const { previewJob, submitTraining } = await import('../../tasks/train/submit.ts')
      const job = { config, given, workdirs: flags.workdirs, options: flags.slurm, program: ownProgram() }
      const submission = flags.dryRun ? previewJob(job) : await submitTraining(job)
      showResult(context, submission, (shown, look) => renderSubmission(shown, look, context.program))
      return exitCodes.good
    }
    const { train } = await import('../../tasks/train/train.ts')
    const task = { config, given, workdirs: flags.workdirs, stop: context.stop }
    return runTraining(context, (listen, ranks) => train({ ...task, ranks }, listen))
  },
})

interface Typed {
  readonly dir: string | undefined
  readonly preset?: PresetName | undefined
  /** Undefined for flags that were not given. */
  readonly settings: Readonly<Record<SettingName, unknown>>
}

export interface Merged {
  readonly config: Config
  /** Names of the settings that the preset, the file or a flag gave. */
  readonly given: ReadonlySet<SettingName>
}

/**
 * Defaults, the preset, the configuration file, then what was typed.
 * @throws ConfigError with every problem, each where it stands; UserError when the data set is missing or named twice
 */
export function mergeConfig(configPath: string | undefined, { dir, preset, settings }: Typed): Merged {
  const file: ConfigSource | undefined = configPath === undefined ? undefined : readConfigFile(configPath)
  const typed: Readonly<Record<string, unknown>> = Object.fromEntries(
    settingNames.filter((name) => settings[name] !== undefined).map((name) => [name, settings[name]]),
  )
  if (dir !== undefined && typed['train_data_dir'] !== undefined)
    throw new UserError({
      code: 'extra-argument',
      message: say(errorDetails['extra-argument'].messageData),
      expected: say(errorDetails['extra-argument'].expectedData),
      found: say(errorDetails['extra-argument'].foundData, { dir }),
      next: say(errorDetails['extra-argument'].nextData),
    })
  const chosen = preset && presets[preset].settings
  const values: Record<string, unknown> = {
    ...chosen,
    ...file?.values,
    ...typed,
    ...(dir !== undefined && { train_data_dir: dir }),
  }
  if (values['train_data_dir'] === undefined)
    throw new UserError({
      code: 'missing-argument',
      message: say(errorDetails['missing-argument'].messageData),
      expected: say(errorDetails['missing-argument'].expectedData),
      found: say(errorDetails['missing-argument'].foundNothing),
      next: say(errorDetails['missing-argument'].nextData),
    })
  const config = parseConfig(values, (key) =>
    Object.hasOwn(typed, key) || file === undefined ? flagOf(key as SettingName) : file.where(key),
  )
  return {
    config: { ...config, train_data_dir: resolve(config.train_data_dir) },
    given: new Set(settingNames.filter((name) => values[name] !== undefined)),
  }
}
